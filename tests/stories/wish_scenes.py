"""Scenes that stories of wishes have in common."""

from tests.cast import Place, found_community
from tests.world import Chat, Person, World


async def ask(person: Person, what: str, when: str, kind: str = "[1. 家电维修]") -> None:
    """Ask through the big key, as somebody who is known here."""
    await person.says("微心愿")
    await person.answers(("想请人帮什么忙", what), ("哪一类", kind), ("什么时候方便", when), ("都对的话", "[提交]"))
    await person.sees("记下了，心愿")


async def street(town: World) -> tuple[Place, Person, Person, Chat]:
    """Found a community with two volunteers in their group; Li asks, Wang helps."""
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    li = await place.volunteer("李秀英", "13700000003", "5号楼")
    return place, wang, li, await place.team_group(wang, li)


async def opened(place: Place, who: Person, what: str = "灯不亮了", when: str = "这两天都行") -> None:
    await ask(who, what, when)
    await place.staff.sees("新心愿", what)
    await place.staff.taps("通过")
    await who.sees("正在找人")


async def done(wang: Person, li: Person) -> None:
    await wang.sees("想请您帮个忙", "您会这个")
    await wang.taps("我去")
    await wang.sees("交给您了")
    await wang.taps("办好了")
    await wang.answers(("用了多少时间", "[3. 45 分钟]"))
    await wang.sees("记下了", "45 分钟")
    await li.sees("办好了", "满意吗")


async def claimed(wang: Person) -> None:
    await wang.taps("我去")
    await wang.sees("交给您了")


async def file_of(person: Person, ending: str = "") -> bytes:
    """Return the newest file in somebody's chat whose name ends so, as their phone would load it."""
    there = [each["file"] for each in await person.messages() if each.get("file")]
    wanted = [each for each in there if each["name"].endswith(ending)][-1]
    async with person.control.http.get(f"{person.control.base}{wanted['url']}") as answer:
        return await answer.read()
