"""值班: planned, reminded, confirmed, served, paid."""

from datetime import datetime, timedelta

from tests.cast import Place, found_community
from tests.world import Person, World


async def plan_tomorrow(place: Place, *names: str, hours: str = "7:00-8:00") -> None:
    leader = place.leader
    await leader.says("排一个班")
    await leader.answers(
        ("排什么班", "[1. 护学岗]"), ("在哪里", "实验小学东门"), ("哪一天", "明天"), ("几点到几点", hours)
    )
    for name in names:
        await leader.sees("请谁上岗")
        number = next(label for label in await leader.buttons() if name in label)
        await leader.taps(number)
    await leader.taps("选好了")
    await leader.answers(("都对的话", "[提交]"))
    await leader.sees("排好了", *names)


async def _evening(town: World, person: Person, hour: int = 11) -> None:
    """Move to 19:01 in Shanghai of the first day."""
    now = town.now()
    await town.until(datetime(now.year, now.month, now.day, hour, 1, tzinfo=now.tzinfo))


async def test_the_evening_reminder_is_confirmed_and_the_shift_is_paid(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    zhou = await place.volunteer("周大勇", "13700000002")
    await plan_tomorrow(place, "王建国", "周大勇")
    await wang.sees("有一个班请您", "明天（周三）早上 7:00", "实验小学东门", "周大勇")

    await _evening(town, wang)
    await wang.sees("明天（周三）早上 7:00", "能去吗")
    await wang.taps("我能去")
    await wang.sees("说定了")
    await place.leader.sees("王建国说能去")
    await zhou.taps("去不了")
    await zhou.sees("您安心休息")
    await place.leader.sees("周大勇去不了", "请您找人顶班", "137 0000 0002")

    shift_starts = town.now().replace(hour=23, minute=0)
    await town.until(shift_starts - timedelta(minutes=14))
    await wang.sees("马上就到点了")
    await zhou.never_saw("马上就到点了")
    await wang.says("签到")
    await wang.sees("签到好了")
    await town.until(shift_starts + timedelta(minutes=61))
    await wang.says("签退")
    await wang.sees("签退好了", "1 小时")
    await place.leader.sees("王建国在实验小学东门值了 1 小时")
    await place.leader.taps("对，记分")
    await wang.sees("队长确认了", "护学岗 60 分钟")
    await wang.says("我有多少分")
    await wang.sees("您现在有", "护学岗 1 小时")


async def test_two_minute_old_reminders_are_never_sent_twice(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await _evening(town, wang)
    await wang.sees("能去吗", "明天（周三）")
    await town.advance(minutes=30)
    shown = [each for each in await wang.messages() if "能去吗" in str(each["text"])]
    assert len(shown) == 2, "the assignment and one evening reminder"


async def test_checking_in_too_early_is_refused_kindly(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await wang.says("签到")
    await wang.sees("还早呢", "明天（周三）早上 6:30")
