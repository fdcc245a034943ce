"""A call for help: the right number first, staff at once, and a question back where it only may be one."""

import pytest

from tests.cast import found_community
from tests.world import World

GASPS = "老先生一分钟喘四五口，口唇灰"
"""A call for help in which no danger is named."""


async def test_an_emergency_gets_the_right_number_first_and_staff_at_once(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("微心愿")
    await wang.sees("帮什么忙")
    for said, number in (("我家厨房着火了", "119"), ("有人拿刀在楼下打架", "110"), ("我心口疼得厉害", "120")):
        await wang.says(said)
        shown = await wang.sees("马上打", "已经告诉社区了")
        assert shown.startswith(f"📞 马上打 {number}")
        await place.staff.sees("急事", "王建国", "3号楼2单元501", "137 0000 0001", said)


async def test_what_may_be_an_emergency_is_asked_back_with_the_numbers_first(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("understanding.reader.UNNAMED_FROM", 2.0)
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says(GASPS)
    shown = await wang.sees("身体不舒服 120", "您是想")
    assert shown.startswith("📞 有危险先打电话")
    await wang.taps("有急事，快来人")
    await wang.sees("马上打电话", "120", "已经告诉社区了")
    await place.staff.sees("急事", "王建国", "3号楼2单元501", GASPS)


async def test_in_a_form_it_is_asked_back_too_and_may_still_be_the_answer(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("understanding.reader.UNNAMED_FROM", 2.0)
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("微心愿")
    await wang.sees("帮什么忙")
    await wang.says(GASPS)
    await wang.sees("现在是有急事吗", "120")
    await wang.taps("接着填")
    await wang.sees("是哪一类")
    await wang.says(GASPS)
    await wang.sees("现在是有急事吗")
    await wang.taps("有急事，快来人")
    await wang.sees("已经告诉社区了")
    await place.staff.sees("急事", "王建国", GASPS)
    await wang.says("接着填")
    await wang.sees("是哪一类")
