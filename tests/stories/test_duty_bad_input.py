"""What duty refuses, each with its reason: places, codes, swaps, drafts, and hours that lie oddly."""

import asyncio
import re
from pathlib import Path

from domain.duty import Place as Point
from tests.cast import Place, found_community
from tests.stories.test_covers import shanghai, three, tick
from tests.stories.test_duty import plan_tomorrow
from tests.stories.test_roster_repairs import fixed_shift, published
from tests.world import Person, World, world

GATE = Point(37.4500, 118.4900)
FAR = (37.4770, 118.4900)  # three kilometres to the north


async def _with_a_place(place: Place) -> None:
    """Let the leader stand at the gate and say: here it is, and people meet at the lodge."""
    leader = place.leader
    await leader.says("岗位")
    await leader.taps("实验小学东门")
    await leader.sees("还没有位置")
    await leader.taps("改集合地点")
    await leader.answers(("在哪里集合", "传达室门口"))
    await leader.sees("集合：传达室门口")
    await leader.taps("设位置")
    await leader.sees("站到实验小学东门")
    await leader.shares_location(GATE.latitude, GATE.longitude)
    await leader.sees("记住了", "300 米以内")


async def _ready(town: World) -> tuple[Place, Person]:
    """Wang stands at the school gate tomorrow at seven; it is ten to seven of that day."""
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await _with_a_place(place)
    await shanghai(town, 6, 50, days=1)
    return place, wang


async def fixed_on(place: Place, days: str, hours: str) -> None:
    """Let the leader say that one person patrols the north gate on these days."""
    await place.leader.says("固定的班")
    await place.leader.answers(
        ("排什么班", "[2. 巡逻]"),
        ("在哪里", "北门"),
        ("哪些日子", "[4. 指定的日子]"),
        ("是哪几天", days),
        ("几点到几点", hours),
        ("要几个人", "1"),
        ("对人有要求", "[1. 没有要求]"),
        ("都对的话", "[提交]"),
    )
    await place.leader.sees("记下了")


async def test_a_location_sent_while_the_bot_was_away_is_old_by_now(tmp_path: Path, sqlite_url: str) -> None:
    async with world(tmp_path, sqlite_url) as town:
        _, wang = await _ready(town)
        await town.life.aclose()
        await wang.shares_location(GATE.latitude, GATE.longitude)
        await town.control.post("clock", {"advance": 300})
        town.app = await town.start(town.life)
        await wang.sees("转发的或以前的位置", "现在的位置")


async def test_a_location_three_kilometres_away_or_forwarded_is_no_check_in(town: World) -> None:
    _, wang = await _ready(town)
    await wang.says("签到")
    await wang.sees("到了吗", "发位置")
    await wang.shares_location(*FAR)
    await wang.sees("您离岗位还有 3002 米，到了再签到")
    await wang.shares_location(GATE.latitude, GATE.longitude, forwarded=True)
    await wang.sees("转发的或以前的位置")
    await wang.shares_location(GATE.latitude, GATE.longitude)
    await wang.sees("签到好了", "6:50")


async def test_last_weeks_code_and_a_code_for_another_duty_are_refused(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    zhou = await place.volunteer("周大勇", "13700000002")
    await plan_tomorrow(place, "王建国")
    await shanghai(town, 6, 50, days=1)
    await place.leader.says("签到码")
    found = re.search(r"(\d) (\d) (\d) (\d)", await place.leader.sees("现在的签到码"))
    assert found is not None
    digits = "".join(found.groups())
    await zhou.says(digits)
    await zhou.sees("您现在没有要签的班")
    await wang.says(f"给周大勇签到 {digits}")
    await wang.never_saw("签到好了")
    await plan_tomorrow(place, "王建国")
    await shanghai(town, 6, 50, days=7)
    await plan_tomorrow(place, "王建国")
    await shanghai(town, 6, 50, days=1)
    await wang.says(digits)
    await wang.sees("这个码不对，或者过时了")


async def test_nobody_answers_or_checks_in_for_somebody_else(town: World) -> None:
    place, wang, zhou, _ = await three(town)
    group = await place.team_group(wang, zhou)
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await shanghai(town, 6, 45, days=1)
    await zhou.says("签到", to=group)
    await zhou.says("签到")
    await zhou.sees("您现在没有要签的班")
    await wang.says("签到")
    await wang.sees("签到好了")


async def test_whoever_is_on_leave_or_on_duty_cannot_take_a_swap(town: World) -> None:
    place, wang, zhou, li = await three(town)
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await wang.says("换班")
    await wang.taps("问问大家，谁先应谁来")
    await zhou.sees("王建国想换班")
    await li.sees("王建国想换班")
    await zhou.says("请假")
    await zhou.answers(("从哪一天", "明天"), ("到哪一天", "就一天"), ("都对的话", "[提交]"))
    await zhou.sees("您请假")
    await zhou.taps("我来顶班")
    await zhou.sees("那天请了假")
    await place.leader.says("排一个班")
    await place.leader.answers(
        ("排什么班", "[2. 巡逻]"), ("在哪里", "北门"), ("哪一天", "明天"), ("几点到几点", "7:30-8:30")
    )
    await place.leader.sees("请谁上岗")
    await place.leader.taps(next(label for label in await place.leader.buttons() if "李大姐" in label))
    await place.leader.taps("选好了")
    await place.leader.answers(("都对的话", "[提交]"))
    await li.sees("有一个班请您", "北门")
    await li.taps("我来顶班")
    await li.sees("已经有班了：北门")
    await wang.says("我的值班")
    await wang.sees("实验小学东门")


async def test_two_people_take_one_seat_in_the_group_and_one_hears_a_kind_word(town: World) -> None:
    place = await found_community(town)
    people = [await place.volunteer(name, f"1370000000{n}") for n, name in enumerate(("王建国", "周大勇"), 1)]
    group = await place.team_group(*people, purpose="值班群")
    await fixed_on(place, "3月16日", "19:00-20:00")
    await published(town, place)
    await group.sees("还缺一个人", "3月16日（周一）晚上 19:00")
    await asyncio.gather(*(one.taps("我来顶班", on=group) for one in people))
    await group.sees("老师来顶班了")
    await town.settled()
    said = [str(each["text"]) for one in people for each in await one.messages()]
    assert sum("归您了" in text for text in said) == 1
    toasts = [text for one in people for text in await one.toasts()]
    assert any("刚刚有人接了" in text for text in toasts)


async def test_a_draft_that_became_impossible_is_not_published_and_says_who(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await fixed_shift(place)
    await shanghai(town, 9, 0, days=1)
    await place.leader.says("排一周的班")
    await place.leader.sees("草稿", "王建国")
    await wang.says("请假")
    await wang.answers(("从哪一天", "3月16日"), ("到哪一天", "3天"), ("都对的话", "[提交]"))
    await wang.sees("您请假")
    await place.leader.taps("就这样，发布")
    await place.leader.sees("没有发布", "王建国")
    await wang.never_saw("有一个班请您")


async def test_a_fixed_shift_without_people_or_hours_backwards_is_asked_again(town: World) -> None:
    place = await found_community(town)
    await place.leader.says("固定的班")
    await place.leader.answers(
        ("排什么班", "[2. 巡逻]"),
        ("在哪里", "北门"),
        ("哪些日子", "[4. 指定的日子]"),
        ("是哪几天", "以后再定"),
        ("请写日期或节日", "中秋、重阳、13月40日"),
        ("请写日期或节日", "中秋、重阳、12月5日"),
        ("几点到几点", "9:00-8:00"),
        ("请写成这样", "19:00-20:00"),
        ("要几个人", "没有人"),
        ("请写人数", "0"),
        ("对人有要求", "[1. 没有要求]"),
        ("都对的话", "[提交]"),
    )
    await place.leader.sees("人数要在 1 到 30 之间")


async def test_a_shift_on_named_days_stands_on_them_by_the_old_calendar(town: World) -> None:
    """中秋 of 2026 is the 25th of September, a Friday."""
    place = await found_community(town)
    await place.volunteer("王建国", "13700000001")
    await fixed_on(place, "中秋、12月5日", "9:00-10:00")
    await tick(town)
    await place.leader.says("排一周的班")
    await place.leader.sees("那一周没有班可排")
    await shanghai(town, 9, 0, days=191)
    await place.leader.says("排一周的班")
    text = await place.leader.sees("9月25日（周五）", "北门")
    assert text.count("北门") == 1


async def test_three_no_shows_ask_the_leader_to_talk_and_nothing_else(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    for _ in range(3):
        await plan_tomorrow(place, "王建国")
        await wang.sees("有一个班请您")
        await shanghai(town, 7, 31, days=1)
        await place.leader.sees("王建国还没签到")
        await place.leader.taps("没来")
        await wang.sees("没见到您，您还好吗")
    await place.leader.sees("王建国这两个月有三次没来", "聊聊")
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")


async def test_a_shift_just_after_midnight_at_the_end_of_a_month_is_told_on_the_evening_before(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await shanghai(town, 9, 0, days=21)
    await plan_tomorrow(place, "王建国", hours="0:10-1:10")
    await wang.sees("有一个班请您", "明天（周三）凌晨 0:10 到 1:10")
    await shanghai(town, 19, 0)
    await wang.sees("明天（周三）凌晨 0:10 到 1:10", "能去吗")
    await wang.taps("我能去")
    await wang.sees("说定了")
    await shanghai(town, 23, 55)
    await wang.sees("马上就到点了", "明天（周三）凌晨 0:10")
    await shanghai(town, 0, 5, days=1)
    await wang.says("签到")
    await wang.sees("签到好了", "0:05")


async def test_whoever_enters_a_paper_row_cannot_sign_it_twice(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await place.staff.says("补录")
    await place.staff.answers(
        ("给谁补", "王建国"),
        ("补什么班", "[2. 巡逻]"),
        ("哪一天", "昨天"),
        ("值了多久", "1小时"),
        ("都对的话", "[提交]"),
    )
    await place.staff.sees("还要另一位工作人员签字")
    await place.staff.sees("补录一行", "录入：周敏")
    await place.staff.taps("属实，签字")
    await place.staff.sees("要两个人签字")
    await place.admin.sees("补录一行", "王建国")
    await place.admin.taps("属实，签字")
    await place.admin.sees("荣誉时 1 小时")
    assert "属实，签字" not in await place.admin.buttons(), "signed once"
    await wang.says("我有多少分")
    await wang.sees("您现在有")
