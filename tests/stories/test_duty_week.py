"""One week of duty, told from the roster on Thursday to the make-up Saturday of the week after."""

from pathlib import Path

from tests.cast import Place, found_community
from tests.stories.test_covers import shanghai
from tests.world import Chat, Person, World, world


async def test_a_whole_week(tmp_path: Path, sqlite_url: str) -> None:
    """The first days of May 2026: a holiday until Tuesday, school from Wednesday on, and on Saturday for Monday."""
    async with world(tmp_path, sqlite_url) as town:
        place = await found_community(town)
        wang = await place.volunteer("王建国", "13700000001")
        zhou = await place.volunteer("周大勇", "13700000002", "6号楼")
        group = await place.team_group(wang, zhou, purpose="值班群")
        await shanghai(town, 9, 0, days=51)
        group = await _thursday_the_roster(town, place, wang, zhou, group)
        li = await place.volunteer("李大姐", "13700000003", "7号楼")
        await _sunday_the_group(town, group)
        await _tuesday_evening_silence(town, place, wang, zhou, li)
        await town.restart()
        await _wednesday_served(town, place, wang, zhou, li)
        await _thursday_ill(town, place, wang, zhou, li)
        await _friday_no_school(town, place, wang, zhou)
        await _saturday_school(town, place, zhou, group)


async def _thursday_the_roster(town: World, place: Place, wang: Person, zhou: Person, group: Chat) -> Chat:
    """The 30th of April: a month ends, a holiday begins, and the group has just become a supergroup."""
    leader = place.leader
    await leader.says("校历")
    await leader.answers(
        ("要告诉我什么", "[1. 学期]"), ("哪一天", "2026-02-25"), ("哪一天放假", "2026-07-03"), ("都对的话", "[提交]")
    )
    await leader.sees("上学")
    await leader.says("固定的班")
    await leader.answers(
        ("排什么班", "[1. 护学岗]"),
        ("在哪里", "实验小学东门"),
        ("哪些日子", "[1. 上学的日子]"),
        ("几点到几点", "7:00-8:00"),
        ("要几个人", "2"),
        ("对人有要求", "[1. 没有要求]"),
        ("都对的话", "[提交]"),
    )
    await leader.sees("记下了")
    await leader.says("排一周的班")
    text = await leader.sees("5月4日（周一）起一周的草稿", "5月6日（周三）", "5月9日（周六）")
    assert "5月5日" not in text, "a holiday"
    assert "5月10日" not in text, "an ordinary Sunday"
    await town.control.post("faults", {"kind": "migrate", "chat": group.chat, "times": 1})
    await leader.taps("就这样，发布")
    await leader.sees("发布了：排上 6 人次")
    for one in (wang, zhou):
        await one.sees("有一个班请您", "5月6日（周三）早上 7:00", "实验小学东门")
    await town.settled()
    chats = (await town.control.get("chats"))["chats"]
    moved = next(each["id"] for each in chats if each["title"] == group.name and each["id"] != group.chat)
    bigger = Chat(town.control, int(moved), group.name, world=town)
    await bigger.sees("还缺一个人", "5月9日（周六）早上 7:00")
    return bigger


async def _sunday_the_group(town: World, group: Chat) -> None:
    """On Sunday evening the group gets the week as text, with family names only, and as a picture."""
    await shanghai(town, 18, 30, days=3)
    await group.sees("5月4日（周一）起一周的班", "5月9日（周六）", "缺 2 人", "王老师")
    await group.never_saw("王建国", "5月5日")
    assert await town.calls("sendPhoto"), "the picture of the week"


async def _tuesday_evening_silence(town: World, place: Place, wang: Person, zhou: Person, li: Person) -> None:
    await shanghai(town, 19, 0, days=2)
    await wang.sees("明天（周三）早上 7:00", "您和周大勇一起", "能去吗")
    await wang.taps("我能去")
    await wang.sees("说定了")
    await zhou.sees("明天（周三）早上 7:00", "能去吗")
    await shanghai(town, 20, 15)
    await zhou.sees("再问一声")
    await shanghai(town, 20, 45)
    await wang.sees("和您一起的周大勇还没回话", "137 0000 0002")
    await shanghai(town, 21, 15)
    await place.leader.sees("周大勇一直没回话", "李大姐：137 0000 0003")
    await place.leader.taps("请李大姐")
    await li.sees("您能顶一下吗", "明天（周三）早上 7:00")
    await li.taps("我来顶班")
    await li.sees("归您了")
    await zhou.sees("李大姐来顶班了，您放心")


async def _wednesday_served(town: World, place: Place, wang: Person, zhou: Person, li: Person) -> None:
    """The bot was restarted between two rungs: the last call comes, once, and to the right people."""
    await shanghai(town, 6, 45, days=1)
    for one in (wang, li):
        await one.sees("马上就到点了", "早上 7:00")
        await one.says("签到")
        await one.sees("签到好了")
    await zhou.never_saw("马上就到点了")
    await shanghai(town, 8, 0)
    await wang.says("签退")
    await wang.sees("签退好了", "1 小时")
    await place.leader.sees("王建国在实验小学东门值了 1 小时")
    await place.leader.taps("对，记分")
    await wang.sees("队长确认了", "护学岗 60 分钟")
    await shanghai(town, 8, 30)
    await li.sees("您下岗了吗")
    await li.says("签退")
    await li.sees("签退好了", "1 小时")
    for one in (wang, li):
        shown = [str(each["text"]) for each in await one.messages()]
        assert sum("马上就到点了" in text for text in shown) == 1


async def _thursday_ill(town: World, place: Place, wang: Person, zhou: Person, li: Person) -> None:
    """Swapped on Wednesday evening; ill on Thursday at ten past six, and whoever comes is reminded."""
    await shanghai(town, 19, 0)
    await wang.sees("明天（周四）早上 7:00")
    await wang.taps("我能去")
    await wang.sees("说定了")
    await zhou.sees("明天（周四）早上 7:00")
    await zhou.says("我的值班")
    await zhou.sees("您的班")
    await zhou.taps("换班：5月7日 7:00")
    await zhou.sees("想问谁", "有人接下之前，这个班还是您的")
    await zhou.taps("只问李大姐")
    await li.sees("周大勇想换班", "明天（周四）早上 7:00")
    await li.taps("我来顶班")
    await li.sees("归您了")
    await zhou.sees("李大姐来顶班了，您放心")
    await shanghai(town, 6, 10, days=1)
    await wang.says("我的值班")
    await wang.taps("去不了")
    await wang.sees("您安心休息", "我正在问周大勇")
    await wang.taps("身体不舒服")
    await wang.sees("身体要紧", "不影响您")
    await place.leader.sees("王建国去不了", "我正在问：周大勇")
    await zhou.sees("王建国去不了", "您能顶一下吗", "今天（周四）早上 7:00")
    await zhou.taps("我来顶班")
    await zhou.sees("归您了")
    await wang.sees("周大勇来顶班了，您放心")
    await shanghai(town, 6, 46)
    for one in (zhou, li):
        await one.sees("马上就到点了", "今天（周四）早上 7:00")
    await wang.never_saw("今天（周四）早上 7:00 到 8:00，实验小学东门\n您和李大姐一起。\n到了")
    await place.leader.says("点名")
    await place.leader.sees("点名", "周大勇：能去", "李大姐：能去", "王建国：有人顶班了")


async def _friday_no_school(town: World, place: Place, wang: Person, zhou: Person) -> None:
    """Called off on the afternoon before: told at once, and not a word of it afterwards."""
    await shanghai(town, 17, 0)
    await place.leader.says("停班")
    await place.leader.sees("停哪一天的班")
    await place.leader.taps("5月8日（周五）：停课")
    await place.leader.sees("1 个班，2 个人")
    await place.leader.taps("对，都停掉")
    for one in (wang, zhou):
        await one.sees("这个班取消了", "明天（周五）早上 7:00", "学校停课")
    await shanghai(town, 19, 0)
    await shanghai(town, 6, 46, days=1)
    for one in (wang, zhou):
        assert "这个班取消了" in str((await one.messages())[-1]["text"]), "the last word on Friday"


async def _saturday_school(town: World, place: Place, zhou: Person, group: Chat) -> None:
    """Nobody had said to be free on Saturdays; the group was asked, and the hour moves after somebody has come."""
    await zhou.taps("我来顶班", on=group)
    await zhou.sees("归您了", "明天（周六）早上 7:00")
    await group.sees("周老师来顶班了")
    await town.control.post("faults", {"kind": "blocked", "chat": zhou.chat, "times": -1})
    await place.leader.says("改时间")
    await place.leader.sees("改哪一个班")
    await place.leader.taps("5月9日（周六） 7:00 实验小学东门")
    await place.leader.answers(("哪一天", "5月9日"), ("几点到几点", "8:00-9:00"), ("都对的话", "[提交]"))
    await place.leader.sees("改好了")
    await shanghai(town, 7, 1)
    await place.staff.sees("周大勇现在收不到我的消息")
    await place.leader.says("谁联系不上")
    await place.leader.sees("周大勇：137 0000 0002")
