"""The story that is rehearsed: a community is founded, and then its people help each other."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.times import at_local, local
from gateway.company import Control, NotSeen, Person, Room

Say = Callable[[datetime, str, str], None]
PHONES = iter(f"139{number:08d}" for number in range(20_000_000, 20_100_000, 7))


@dataclass
class Scene:
    """Where the story plays, and how it is told."""

    control: Control
    code: str
    say: Say
    now: datetime = field(default_factory=lambda: datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    link: str = ""

    async def look_at_clock(self) -> datetime:
        self.now = datetime.fromisoformat((await self.control.get("clock"))["now"])
        return self.now

    async def until(self, at: datetime) -> None:
        """Move the clock forward; a moment that has passed already is left alone."""
        if at > await self.look_at_clock():
            await self.control.post("clock", {"to": at.isoformat()})
        await self.look_at_clock()

    async def person(self, name: str) -> Person:
        made = await self.control.post("people", {"name": name})
        return Person(self.control, int(made["id"]), name, noticed=self._noticed, acted=self._acted)

    async def group(self, title: str, *members: Person) -> Room:
        made = await self.control.post("groups", {"title": title, "members": [each.chat for each in members]})
        return Room(self.control, int(made["id"]), title, noticed=self._noticed)

    async def resident(self, name: str) -> Person:
        person = await self.person(name)
        await person.says(f"/start {self.link}")
        await person.sees("您好")
        return person

    def heading(self, title: str) -> None:
        self.say(self.now, "——", title)

    def _noticed(self, room: Room, message: dict[str, Any]) -> None:
        buttons = " ".join(f"【{label}】" for row in message["buttons"] for label in row)
        self.say(self.now, f"  银龄帮→{room.name}", f"{message['text']}\n{buttons}")

    def _acted(self, person: Person, deed: str) -> None:
        self.say(self.now, person.name, deed)


@dataclass
class Cast:
    admin: Person
    staff: Person
    officer: Person
    leader: Person
    mediator: Person
    team: Room
    studio: Room


async def play(scene: Scene) -> int:
    """Play every act and return how many there were; a step that does not come raises `NotSeen`."""
    await scene.look_at_clock()
    await _wake_up(scene)
    cast = await _found(scene)
    wang = await _registers(scene, cast, "王建国")
    zhou = await _registers(scene, cast, "周大勇")
    await _wish(scene, cast, wang, zhou)
    await _duty(scene, cast, wang)
    await _dispute(scene, cast)
    await _announcement(scene, cast, wang)
    return 6


async def _wake_up(scene: Scene) -> None:
    """Begin in the morning: at night and at noon the bot keeps quiet, as it should."""
    here = local(scene.now)
    morning = at_local(here.date(), datetime.min.time().replace(hour=8))
    await scene.until(morning if scene.now < morning else morning + timedelta(days=1))


async def _found(scene: Scene) -> Cast:
    scene.heading("第一幕 社区安家")
    admin = await scene.person("刘主任")
    await admin.says(f"/start join-{scene.code}")
    await admin.answers(("怎么称呼您", "刘主任"), ("社区叫什么名字", f"排练社区{scene.code[:4]}"))
    link = re.search(r"start=(c-\d+)", await admin.sees("您现在是", "start=c-"))
    scene.link = link[1] if link else ""
    staff = await _invited(scene, admin, "周敏", "社区工作人员")
    officer = await _invited(scene, admin, "陈主席", "志愿者组织")
    leader = await _invited(scene, admin, "孙队长", "队长")
    mediator = await _invited(scene, admin, "老局长", "调解员")
    team = await _bound(scene, admin, "志愿队群", staff)
    studio = await _bound(scene, admin, "调解工作室群", mediator)
    return Cast(admin, staff, officer, leader, mediator, team, studio)


async def _invited(scene: Scene, host: Person, name: str, role: str) -> Person:
    await host.says("邀请帮手")
    await host.sees("请谁来帮忙")
    await host.taps(role)
    code = re.search(r"start=(join-\w+)", await host.sees("转给", "start=join-"))
    guest = await scene.person(name)
    await guest.says(f"/start {code[1] if code else ''}")
    await guest.answers(("怎么称呼您", name))
    await guest.sees("您现在是", role)
    return guest


async def _bound(scene: Scene, admin: Person, title: str, *members: Person) -> Room:
    group = await scene.group(title, admin, *members)
    await group.sees("这个群是做什么的")
    await admin.taps(title, on=group)
    await group.sees("记住了")
    return group


async def _registers(scene: Scene, cast: Cast, name: str) -> Person:
    scene.heading(f"第二幕 {name}报到")
    person = await scene.resident(name)
    await person.says("我要报到")
    await person.answers(("您同意吗", "[1. 同意]"), ("贵姓大名", name))
    await person.sees("手机号")
    await person.shares_contact(next(PHONES))
    await person.answers(
        ("几号楼", "三号楼"),
        ("几单元", "2单元501"),
        ("愿意做些什么", "[1. 家电维修]"),
        ("愿意做些什么", "[选好了]"),
        ("什么时候有空", "[1. 平日上午]"),
        ("什么时候有空", "[选好了]"),
        ("都对的话", "[提交]"),
    )
    await person.sees("收到您的报到了")
    await person.says("到哪一步了？")
    await person.sees("社区在审核")
    await cast.staff.sees("有人报到", name)
    await cast.staff.taps("通过")
    await person.sees("审核通过")
    await cast.officer.sees("有人报到", name)
    await cast.officer.taps("认定")
    await person.sees("您是志愿者了")
    await scene.control.post("members", {"chat": cast.team.chat, "add": [person.chat]})
    return person


async def _wish(scene: Scene, cast: Cast, wang: Person, zhou: Person) -> None:
    scene.heading("第三幕 一个微心愿")
    zhao = await scene.resident("赵桂兰")
    await zhao.says("我家厨房的灯坏了，想请人帮忙换一个")
    await zhao.sees("您是想请人帮忙")
    await zhao.taps("对")
    text = await zhao.sees("步")
    if "哪一类" in text:
        await zhao.taps("1. 家电维修")
        await zhao.sees("什么时候方便")
    await zhao.taps("1. 这两天都行")
    await zhao.answers(
        ("您同意吗", "[1. 同意]"),
        ("贵姓大名", "赵桂兰"),
        ("手机号", next(PHONES)),
        ("几号楼", "5号楼"),
        ("几单元", "1-302"),
        ("都对的话", "[提交]"),
    )
    await zhao.sees("记下了，心愿")
    await cast.staff.sees("新心愿", "赵桂兰")
    await cast.staff.taps("通过")
    await cast.team.sees("微心愿", "5号楼")
    await asyncio.gather(wang.taps("我来认领", on=cast.team), zhou.taps("我来认领", on=cast.team))
    await zhao.sees("好消息")
    winner, loser = (wang, zhou) if await _holds(wang, "交给您了") else (zhou, wang)
    await winner.sees("交给您了", "赵桂兰", "1单元302")
    await loser.sees("谢谢您的热心")
    await cast.team.sees("认领了")
    await winner.taps("办好了")
    await winner.answers(("用了多少时间", "[3. 45 分钟]"))
    await zhao.sees("办好了", "满意吗")
    await zhao.taps("5 分")
    await winner.sees("打了 5 分", "这次记", "45 分钟")
    await winner.says("我有多少分")
    await winner.sees("您现在有", "45 分钟")
    await _keeps_quiet(cast.team, "赵桂兰", "302")


async def _duty(scene: Scene, cast: Cast, wang: Person) -> None:
    scene.heading("第四幕 明早的护学岗")
    await cast.leader.says("排一个班")
    await cast.leader.answers(
        ("排什么班", "[1. 护学岗]"),
        ("在哪里", "实验小学东门"),
        ("哪一天", "明天"),
        ("几点到几点", "7:00-8:00"),
    )
    await cast.leader.sees("请谁上岗")
    await cast.leader.taps(next(label for label in await cast.leader.buttons() if "王建国" in label))
    await cast.leader.taps("选好了")
    await cast.leader.answers(("都对的话", "[提交]"))
    await wang.sees("有一个班请您", "实验小学东门")
    today = local(await scene.look_at_clock()).date()
    await scene.until(at_local(today, datetime.min.time().replace(hour=19)))
    await wang.sees("能去吗", "明天")
    await wang.taps("我能去")
    await wang.sees("说定了")
    await cast.leader.sees("王建国说能去")
    starts_at = at_local(today + timedelta(days=1), datetime.min.time().replace(hour=7))
    await scene.until(starts_at - timedelta(minutes=15))
    await wang.sees("马上就到点了")
    await wang.says("签到")
    await wang.sees("签到好了")
    await scene.until(starts_at + timedelta(minutes=60))
    await wang.says("签退")
    await wang.sees("签退好了")
    await cast.leader.sees("王建国在实验小学东门值了")
    await cast.leader.taps("对，记分")
    await wang.sees("队长确认了", "护学岗")
    await wang.says("我有多少分")
    await wang.sees("您现在有", "护学岗")


async def _dispute(scene: Scene, cast: Cast) -> None:
    scene.heading("第五幕 一桩烦心事")
    li = await scene.resident("李秀英")
    await li.says("解忧调解")
    await li.answers(
        ("哪方面的事", "[1. 邻里噪音]"),
        ("怎么回事", "楼上半夜拖椅子，说了三次都不听"),
        ("跟谁的事", "楼上601"),
        ("方便来谈", "[1. 平日上午]"),
        ("您同意吗", "[1. 同意]"),
        ("贵姓大名", "李秀英"),
        ("手机号", next(PHONES)),
        ("几号楼", "8号楼"),
        ("几单元", "2单元501"),
        ("都对的话", "[提交]"),
    )
    await li.sees("收到了", "解忧", "保密")
    await cast.mediator.sees("解忧", "拖椅子")
    await cast.studio.sees("有一件新的事")
    await cast.mediator.taps("我来办")
    await li.sees("老局长来办")
    for group in (cast.team, cast.studio):
        await _keeps_quiet(group, "拖椅子", "李秀英", "601")


async def _announcement(scene: Scene, cast: Cast, wang: Person) -> None:
    scene.heading("第六幕 一份公告")
    for audience, which in (("[2. 全体志愿者]", ""), ("[1. 一个群]", "志愿队群")):
        await cast.staff.says("发公告")
        await cast.staff.answers(("写什么", "周六上午 9:00 大扫除，请带手套。"), ("发给谁", audience))
        if which:
            await cast.staff.sees("哪个群")
            await cast.staff.taps(next(label for label in await cast.staff.buttons() if which in label))
        await cast.staff.sees("现在发吗")
        await cast.staff.taps("现在发")
        await cast.staff.sees("正在发给")
    await wang.sees("大扫除")
    await wang.taps("我知道了")
    await cast.team.sees("大扫除")
    await cast.staff.says("待办事项")
    await cast.staff.sees("1 人知道了")


async def _holds(person: Person, part: str) -> bool:
    """Wait until either the details came or the consolation, and say whether it was the details."""
    messages = await person.messages()
    for _ in range(400):
        texts = [str(each["text"]) for each in messages]
        if any(part in text for text in texts):
            return True
        if any("谢谢您的热心" in text for text in texts):
            return False
        messages = await person.changed()
    raise NotSeen(f"{person.name}: neither {part!r} nor a kind word")


async def _keeps_quiet(group: Room, *parts: str) -> None:
    """See that nothing private stands in a group."""
    everything = "\n".join(str(each["text"]) for each in await group.messages())
    told = [part for part in parts if part in everything]
    if told:
        raise NotSeen(f"{group.name} must not hold {told}")
