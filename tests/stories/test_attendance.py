"""签到: codes, the roll call, no-shows, and rows from paper."""

import re

from tests.cast import found_community
from tests.stories.test_covers import shanghai
from tests.stories.test_duty import plan_tomorrow
from tests.world import World


async def test_the_leaders_code_checks_in_and_an_old_one_does_not(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await shanghai(town, 6, 40, days=1)
    await place.leader.says("签到码")
    found = re.search(r"(\d) (\d) (\d) (\d)", await place.leader.sees("现在的签到码"))
    assert found is not None
    await town.advance(minutes=25)
    await wang.says("".join(found.groups()))
    await wang.sees("过时了")
    await place.leader.says("签到码")
    found = re.search(r"(\d) (\d) (\d) (\d)", await place.leader.sees("现在的签到码"))
    assert found is not None
    await wang.says("".join(found.groups()))
    await wang.sees("签到好了")


async def test_whoever_is_not_there_is_asked_after_and_a_mistake_is_put_right_with_a_reason(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await wang.taps("我能去")
    await wang.sees("说定了")
    await shanghai(town, 7, 31, days=1)
    await place.leader.sees("王建国还没签到", "他来了吗")
    await place.leader.taps("没来")
    await wang.sees("没见到您，您还好吗")
    await town.advance(hours=1)
    await place.leader.says("点名")
    await place.leader.sees("点名", "王建国：没来")
    await place.leader.taps("王建国值完了")
    await place.leader.answers(("为什么改", "手机没电了，我看见他在"))
    await place.leader.sees("记下了：王建国来了")
    await wang.sees("队长给您补上了签到")
    await place.leader.sees("王建国在实验小学东门值了 1 小时")


async def test_a_paper_row_counts_only_with_the_second_signature(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await place.leader.says("补录")
    await place.leader.answers(
        ("给谁补", "王建国"),
        ("补什么班", "[2. 巡逻]"),
        ("哪一天", "3月9日"),
        ("值了多久", "1小时"),
        ("都对的话", "[提交]"),
    )
    await place.leader.sees("还要另一位工作人员签字")
    await place.staff.sees("补录一行", "王建国", "录入：孙队长")
    await place.staff.taps("属实，签字")
    await place.staff.sees("荣誉时 1 小时")
    await wang.never_saw("签到好了")


async def test_a_forgotten_check_out_is_asked_after(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await shanghai(town, 6, 50, days=1)
    await wang.says("签到")
    await wang.sees("签到好了")
    await shanghai(town, 8, 30)
    await wang.sees("您下岗了吗")
