"""解忧调解: a quarrel is taken in, gets a number, and stays between two people."""

from tests.cast import found_community
from tests.world import World


async def test_a_dispute_reaches_the_mediator_in_private_and_no_group(town: World) -> None:
    place = await found_community(town)
    old_judge = await place.helper("老局长", "调解员")
    studio = await place.team_group(old_judge, purpose="调解工作室群")
    team = await place.team_group(purpose="志愿队群")
    li = await place.volunteer("李秀英", "13700000009")

    await li.says("解忧调解")
    await li.answers(
        ("哪方面的事", "[1. 邻里噪音]"),
        ("怎么回事", "楼上半夜拖椅子，说了三次都不听"),
        ("跟谁的事", "楼上601"),
        ("方便来谈", "[1. 平日上午]"),
        ("都对的话", "[提交]"),
    )
    await li.sees("收到了", "解忧2026-0001", "保密")
    await old_judge.sees("解忧2026-0001", "拖椅子", "601", "137 0000 0009")
    await studio.sees("有一件新的事", "解忧2026-0001")
    await old_judge.taps("我来办")
    await li.sees("老局长来办")
    await li.says("到哪一步了")
    await li.sees("解忧2026-0001", "调解员正在办", "老局长")
    await old_judge.taps("谈成了")
    await li.sees("谈成了")
    for group in (studio, team):
        await group.never_saw("拖椅子", "601", "李秀英", "137")


async def test_a_neighbour_of_the_same_building_is_not_asked_to_mediate(town: World) -> None:
    place = await found_community(town)
    await place.helper("老局长", "调解员")
    li = await place.volunteer("李秀英", "13700000009")
    await li.says("解忧调解")
    await li.answers(
        ("哪方面的事", "[2. 漏水]"),
        ("怎么回事", "楼上漏水到我家"),
        ("跟谁的事", "[跳过]"),
        ("方便来谈", "都行"),
        ("都对的话", "[提交]"),
    )
    await li.sees("收到了")
