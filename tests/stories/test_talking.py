"""Talking: whole sentences, a change of mind, numbers, several requests, and what was told is not asked again."""

import pytest

from tests.cast import found_community
from tests.world import World


async def test_a_wish_in_one_sentence_asks_only_what_was_not_said(town: World) -> None:
    place = await found_community(town)
    zhao = await place.resident("赵桂兰")
    await zhao.says("我叫赵桂兰，后天下午三点想请人陪我去医院，我住5号楼1单元302，电话139 0000 1111")
    await zhao.sees("您是想请人帮忙", "后天（3月12日，周四，正月廿四）下午 3:00", "5号楼1单元302")
    await zhao.says("对")
    await zhao.answers(("您同意吗", "1"))
    await zhao.sees("陪同就医", "正月廿四", "赵桂兰", "13900001111", "5号楼", "1单元302", "都对的话")
    await zhao.taps("提交")
    await zhao.sees("记下了，心愿")


async def test_a_summary_is_put_right_in_words(town: World) -> None:
    place = await found_community(town)
    zhao = await place.resident("赵桂兰")
    await zhao.says("我要报到，我叫赵桂兰，住三号楼2单元501，电话13900001111")
    await zhao.taps("对")
    await zhao.answers(
        ("您同意吗", "同意"),
        ("愿意做些什么", "1和3"),
        ("愿意做些什么", "[选好了]"),
        ("什么时候有空", "第一个"),
        ("什么时候有空", "[选好了]"),
    )
    await zhao.sees("3号楼", "2单元501", "都对的话")
    await zhao.says("不是三号楼，是五号楼")
    await zhao.sees("改好了，楼栋是5号楼", "门牌：2单元501")
    await zhao.says("电话写错了，是13700002222")
    await zhao.sees("改好了", "13700002222", "楼栋：5号楼")


async def test_a_change_of_mind_in_the_middle_is_asked_back_and_loses_nothing(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("我家厨房的灯坏了，想请人换一个")
    await wang.taps("对")
    await wang.sees("什么时候方便")
    await wang.says("我有多少积分来着，帮我查查")
    await wang.sees("您先说的是您的心愿", "看积分")
    await wang.taps("换这件事")
    await wang.sees("您现在有")
    await wang.says("接着填")
    await wang.answers(("什么时候方便", "周六上午"))
    await wang.sees("家电维修", "3月14日（周六，正月廿六）上午", "都对的话")


async def test_what_sounded_like_another_subject_may_still_be_the_answer(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("微心愿")
    await wang.sees("帮什么忙")
    await wang.says("楼上天天半夜拖椅子，想请人来调解")
    await wang.sees("您先说的是您的心愿", "请人调解")
    await wang.says("接着填")
    await wang.answers(("是哪一类", "9"))
    await wang.sees("什么时候方便")


async def test_a_time_that_can_be_two_things_is_asked_with_buttons(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("我家厨房的灯坏了，想请人换一个")
    await wang.taps("对")
    await wang.answers(("什么时候方便", "八点"), ("是哪一个", "第二个"))
    await wang.sees("晚上 8:00", "都对的话")


async def test_a_swap_in_one_sentence_is_read_back_and_leads_to_the_shifts(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("这周四的护学岗想跟老李换到周五")
    await wang.sees("您是想换班", "3月12日，周四", "换到", "周五", "老李")
    await wang.taps("对")
    await wang.sees("您看看是下面哪个班", "3月12日，周四")


async def test_two_requests_in_one_message_are_taken_one_after_the_other(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("我家厨房的灯坏了想请人换一个，另外明天的护学岗我去不了想请个假")
    await wang.sees("2 件事", "一件一件来")
    await wang.sees("您是想请人帮忙", "换一个")
    await wang.taps("对")
    await wang.answers(("什么时候方便", "周末"), ("都对的话", "提交"))
    await wang.sees("记下了，心愿")
    await wang.sees("您刚才还说", "请个假")
    await wang.taps("现在办")
    await wang.sees("您是想请假", "3月11日，周三")


async def test_a_form_is_kept_for_days_and_dropped_kindly_after_a_week(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("我家厨房的灯坏了，想请人换一个")
    await wang.taps("对")
    await wang.sees("什么时候方便")
    await town.advance(days=3)
    await wang.says("接着填")
    await wang.sees("什么时候方便")
    await town.advance(days=8)
    await wang.says("我家的门锁坏了，想请人修一下")
    await wang.sees("放了一个星期")
    await wang.sees("您是想请人帮忙", "门锁")


async def test_what_is_chosen_among_the_guesses_is_filled_in_with_its_own_facts(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("understanding.reader.SURE_FROM", 2.0)
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("怎么找人理发")
    await wang.sees("您是想")
    await wang.taps("请人帮个忙")
    await wang.answers(("什么时候方便", "周六上午"))
    await wang.sees("理发", "3月14日（周六，正月廿六）上午", "都对的话")
