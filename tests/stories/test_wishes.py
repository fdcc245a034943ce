"""微心愿: from a wish to a thank-you."""

import asyncio

import pytest

from tests.cast import Place, found_community
from tests.world import Person, World


async def _wish(person: Person, words: str = "我家厨房的灯坏了，想请人换一个") -> None:
    await person.says(words)
    await person.sees("您是想请人帮忙", "对吗")
    await person.taps("对")
    await person.answers(
        ("什么时候方便", "[1. 这两天都行]"),
        ("您同意吗", "[1. 同意]"),
        ("贵姓大名", "赵桂兰"),
        ("手机号", "13900001111"),
        ("几号楼", "5号楼"),
        ("几单元", "1-302"),
        ("都对的话", "[提交]"),
    )
    await person.sees("记下了，心愿")


async def _open_wish(place: Place) -> Person:
    zhao = await place.resident("赵桂兰")
    await _wish(zhao)
    await place.staff.sees("新心愿", "赵桂兰", "换一个")
    await place.staff.taps("通过")
    return zhao


@pytest.mark.both_databases
async def test_a_wish_in_own_words_goes_all_the_way_to_a_thank_you(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    zhang = await place.volunteer("张强", "13700000002")
    group = await place.team_group(wang, zhang)
    zhao = await _open_wish(place)
    await group.sees("微心愿", "家电维修", "5号楼")

    await asyncio.gather(wang.taps("我来认领", on=group), zhang.taps("我来认领", on=group))
    await town.settled()
    winner, loser = (wang, zhang) if "赵桂兰" in str(await wang.messages()) else (zhang, wang)
    await winner.sees("交给您了", "赵桂兰", "5号楼1单元302", "139 0000 1111")
    await loser.sees("谢谢您的热心")
    await group.sees("认领了")
    await group.never_saw("赵桂兰", "302", "139")
    await zhao.sees("好消息", "4 个数")

    await winner.taps("办好了")
    await winner.answers(("用了多少时间", "[3. 45 分钟]"))
    await winner.sees("记下了", "45 分钟")
    await zhao.sees("办好了", "满意吗")
    await zhao.taps("5 分")
    await zhao.sees("谢谢您", "5 分")
    await winner.sees("打了 5 分", "这次记", "家电维修 45 分钟")
    await winner.says("我有多少分")
    await winner.sees("您现在有", "家电维修 45 分钟")
    await group.sees("圆满完成")


async def test_nobody_claims_their_own_wish(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    group = await place.team_group(wang)
    await wang.says("我家厨房的灯坏了，想请人换一个")
    await wang.taps("对")
    await wang.answers(("什么时候方便", "周六上午"), ("都对的话", "[提交]"))
    await place.staff.sees("新心愿")
    await place.staff.taps("通过")
    await group.sees("微心愿")
    await wang.taps("我来认领", on=group)
    await town.settled()
    assert "这是您自己的心愿，等别人来帮您。" in await wang.toasts()


async def test_the_same_wish_twice_in_a_minute_is_one_wish(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    for said in ("记下了，心愿", "这个刚才记下了"):
        await wang.says("我家厨房的灯坏了，想请人换一个")
        await wang.taps("对")
        await wang.answers(("什么时候方便", "周六上午"), ("都对的话", "[提交]"))
        await wang.sees(said)
