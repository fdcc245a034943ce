"""When the bot does not understand, and when it must not wait: a person takes over, both ways through the bot."""

import asyncio

import pytest

from tests.cast import found_community
from tests.world import World


async def test_two_misunderstandings_bring_a_person_who_knows_what_was_said(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await li.says("那个那个，就那个事")
    await li.sees("我没听明白，是我的问题")
    await li.says("就是上回那个嘛，你懂的")
    await li.sees("请社区的人来跟您说")
    await li.taps("找人工")
    await li.sees("我去请社区的人来")
    await place.staff.sees("想找人说话", "那个那个，就那个事", "上回那个")

    await place.staff.taps("我来回")
    await place.staff.sees("交给您了")
    await li.sees("周敏（社区）来了")
    await place.staff.says("阿姨您好，是哪个东西？")
    await li.sees("周敏（社区）：阿姨您好，是哪个东西？")
    await li.says("我家的血压计")
    await place.staff.sees("我家的血压计")
    await li.taps("说完了")
    await li.sees("随时找我")
    await place.staff.sees("说完了")
    await place.staff.says("还有一句")
    await li.never_saw("还有一句")


async def test_of_two_who_take_it_the_second_hears_who_was_faster(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await li.says("找人工")
    await place.staff.sees("想找人说话")
    await place.admin.sees("想找人说话")
    await asyncio.gather(place.staff.taps("我来回"), place.admin.taps("我来回"))
    await town.settled()
    toasts = [*await place.staff.toasts(), *await place.admin.toasts()]
    assert [each for each in toasts if "在回了，您不用再回" in each]
    answered = [each for each in await li.messages() if "（社区）来了" in str(each["text"])]
    assert len(answered) == 1


async def test_nobody_answering_is_chased_and_the_person_told(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await li.says("找人工")
    await place.staff.sees("想找人说话")
    await town.advance(minutes=45)
    await place.staff.sees("还没有人回")
    await li.sees("我又催了一次")


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


GASPS = "老先生一分钟喘四五口，口唇灰"
"""A call for help in which no danger is named."""


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
