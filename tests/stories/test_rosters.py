"""排班: a week from fixed shifts, a draft, edits, publishing, and what changes afterwards."""

from storage.unit_of_work import SqlUnitOfWork
from tests.cast import Place, found_community
from tests.stories.test_covers import shanghai
from tests.stories.test_duty import plan_tomorrow
from tests.world import World
from usecases.roster_publishing import post_weeks


async def _patrol(place: Place, *, need: str = "1") -> None:
    await place.leader.says("固定的班")
    await place.leader.answers(
        ("排什么班", "[2. 巡逻]"),
        ("在哪里", "北门"),
        ("哪些日子", "[2. 工作日]"),
        ("几点到几点", "9:00-10:00"),
        ("要几个人", need),
        ("对人有要求", "[1. 没有要求]"),
        ("都对的话", "[提交]"),
    )
    await place.leader.sees("记下了", "排一周的班")


async def test_a_week_is_drafted_solved_edited_and_published_and_a_second_time_disturbs_nobody(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    zhou = await place.volunteer("周大勇", "13700000002", "6号楼")
    group = await place.team_group(wang, zhou)
    await _patrol(place)
    await shanghai(town, 9, 0, days=1)
    await place.leader.says("排一周的班")
    await place.leader.sees("草稿", "3月16日（周一）", "北门", "人都齐了")
    await wang.never_saw("有一个班请您")
    await place.leader.taps("请电脑细排")
    await place.leader.sees("细排好了", "3月20日（周五）")
    await place.leader.taps("就这样，发布")
    await place.leader.sees("发布了：排上 5 人次")
    await wang.sees("有一个班请您")
    await zhou.sees("有一个班请您")
    await place.leader.says("排一周的班")
    await place.leader.sees("3月16日（周一）")
    await place.leader.taps("打印签到表")
    await place.leader.sees("签到表，A4 打印")
    await place.leader.taps("就这样，发布")
    await place.leader.sees("没有打扰任何人")
    await shanghai(town, 18, 30, days=4)
    async with town.app.database.write() as connection:
        await post_weeks(SqlUnitOfWork(connection, town.app.vault), town.now())
    town.app.courier.nudge()
    text = await group.sees("3月16日（周一）起一周的班", "老师")
    assert "王建国" not in text
    await group.sees("3月16日（周一）起一周的班")
    assert await town.calls("sendPhoto"), "the picture of the week"


async def test_a_day_called_off_is_told_to_all_and_nobody_is_reminded_of_it(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await _patrol(place)
    await shanghai(town, 9, 0, days=1)
    await place.leader.says("排一周的班")
    await place.leader.sees("草稿")
    await place.leader.taps("就这样，发布")
    await wang.sees("有一个班请您")
    await place.leader.says("停班")
    await place.leader.sees("停哪一天的班")
    await place.leader.taps("3月16日（周一）：天气")
    await place.leader.sees("1 个班，1 个人")
    await place.leader.taps("对，都停掉")
    await wang.sees("这个班取消了", "天气不好")
    await shanghai(town, 19, 0, days=4)
    await wang.never_saw("明天（周一）")


async def fixed_at(place: Place, school: str) -> None:
    """Let the leader say that one person stands at this school on every school day."""
    await place.leader.says("固定的班")
    await place.leader.answers(
        ("排什么班", "[1. 护学岗]"),
        ("在哪里", school),
        ("哪些日子", "[1. 上学的日子]"),
        ("几点到几点", "7:00-8:00"),
        ("要几个人", "1"),
        ("对人有要求", "[1. 没有要求]"),
        ("都对的话", "[提交]"),
    )
    await place.leader.sees("记下了")


async def test_without_a_school_calendar_the_bot_asks_instead_of_guessing(town: World) -> None:
    place = await found_community(town)
    await place.volunteer("王建国", "13700000001")
    await fixed_at(place, "实验小学东门")
    await shanghai(town, 9, 0, days=1)
    await place.leader.says("排一周的班")
    await place.leader.sees("还不知道学校哪天开学")
    await place.leader.says("校历")
    await place.leader.answers(
        ("要告诉我什么", "[1. 学期]"), ("哪一天", "2026-02-25"), ("哪一天放假", "2026-07-03"), ("都对的话", "[提交]")
    )
    await place.leader.sees("上学")
    await place.leader.says("排一周的班")
    await place.leader.sees("草稿", "3月16日（周一）", "实验小学东门")


async def test_a_leaders_edit_after_publishing_asks_anew_and_forgets_the_old_hour(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await wang.taps("我能去")
    await place.leader.says("改时间")
    await place.leader.sees("改哪一个班")
    await place.leader.taps("3月11日（周三） 7:00 实验小学东门")
    await place.leader.answers(("哪一天", "明天"), ("几点到几点", "16:00-17:00"), ("都对的话", "[提交]"))
    await place.leader.sees("改好了")
    await wang.sees("时间改了", "16:00", "原来是", "7:00", "您能去吗")
    await shanghai(town, 6, 50, days=1)
    await wang.never_saw("马上就到点了")
    await shanghai(town, 7, 30)
    await wang.sees("再问一声", "16:00")
