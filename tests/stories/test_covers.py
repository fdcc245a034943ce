"""换班, 顶班, 请假, and what happens when nobody answers."""

import asyncio
from datetime import timedelta

import pytest

from scheduling.calendars import feasts, published
from storage.unit_of_work import SqlUnitOfWork
from tests.cast import Place, found_community
from tests.stories.test_duty import plan_tomorrow
from tests.world import Person, World
from usecases.calendars import keep_feasts, keep_published
from usecases.covers import ask_due
from usecases.reminders import sound_due


async def tick(town: World) -> None:
    """Let the minute's work be done now, so that what was not said is certain."""
    async with town.app.database.write() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        await keep_published(uow, published, town.now())
        await keep_feasts(uow, feasts, town.now())
        await sound_due(uow, town.now())
        await ask_due(uow, town.now())
    town.app.courier.nudge()
    await town.settled()


async def shanghai(town: World, hour: int, minute: int, *, days: int = 0) -> None:
    """Move to this hour of the wall clock in Shanghai, so many days after today."""
    day = (town.now() + timedelta(hours=8)).replace(hour=hour, minute=minute, second=0, microsecond=0)
    moment = day + timedelta(days=days) - timedelta(hours=8)
    await town.until(moment)
    while town.now() < moment:
        await town.a_moment()
    await tick(town)


async def three(town: World) -> tuple[Place, Person, Person, Person]:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    zhou = await place.volunteer("周大勇", "13700000002", "6号楼")
    li = await place.volunteer("李大姐", "13700000003", "7号楼")
    return place, wang, zhou, li


async def test_silence_is_asked_again_then_the_partner_then_the_leader_with_a_list(town: World) -> None:
    place, wang, zhou, li = await three(town)
    await plan_tomorrow(place, "王建国", "周大勇")
    await zhou.sees("有一个班请您")
    await zhou.taps("我能去")
    await shanghai(town, 19, 0)
    await wang.sees("明天（周三）早上 7:00", "能去吗")
    await shanghai(town, 20, 15)
    await wang.sees("再问一声", "明天（周三）早上 7:00")
    await shanghai(town, 20, 45)
    await zhou.sees("和您一起的王建国还没回话", "137 0000 0001")
    await shanghai(town, 21, 15)
    await place.leader.sees("王建国一直没回话", "137 0000 0001", "李大姐：137 0000 0003")
    await place.leader.taps("请李大姐")
    await li.sees("您能顶一下吗", "明天（周三）早上 7:00")
    await li.taps("我来顶班")
    await li.sees("归您了")
    await wang.sees("李大姐来顶班了")
    await shanghai(town, 6, 45, days=1)
    await li.sees("马上就到点了")
    await wang.never_saw("马上就到点了")


@pytest.mark.both_databases
async def test_a_swap_leaves_the_duty_with_the_first_until_exactly_one_has_taken_it(town: World) -> None:
    place, wang, zhou, li = await three(town)
    await plan_tomorrow(place, "王建国")
    await wang.sees("有一个班请您")
    await wang.taps("我能去")
    await wang.sees("说定了")
    await wang.says("换班")
    await wang.sees("有人接下之前，这个班还是您的")
    await wang.taps("问问大家，谁先应谁来")
    await wang.sees("我问了", "周大勇", "李大姐", "还是您的")
    await zhou.sees("王建国想换班")
    await li.sees("王建国想换班")
    await asyncio.gather(zhou.taps("我来顶班"), li.taps("我来顶班"))
    await wang.sees("来顶班了，您放心")
    await town.settled()
    said = [str(each["text"]) for person in (zhou, li) for each in await person.messages()]
    assert sum("归您了" in text for text in said) == 1
    assert sum("这个班刚刚有人接了" in text for text in said) == 1


async def test_somebody_ill_in_the_morning_is_thanked_and_cover_is_found(town: World) -> None:
    place, wang, zhou, _ = await three(town)
    await plan_tomorrow(place, "王建国", hours="16:00-17:00")
    await wang.sees("有一个班请您")
    await wang.taps("我能去")
    await shanghai(town, 14, 0, days=1)
    await wang.sees("别忘了")
    await wang.taps("去不了")
    await wang.sees("您安心休息", "我正在问")
    await wang.taps("身体不舒服")
    await wang.sees("身体要紧", "不影响您")
    await place.leader.sees("王建国去不了", "我正在问", "137 0000 0001")
    await zhou.sees("王建国去不了，您能顶一下吗")
    await zhou.taps("我来顶班")
    await wang.sees("周大勇来顶班了")
    await place.leader.sees("周大勇顶王建国的班")
    await shanghai(town, 15, 45)
    await zhou.sees("马上就到点了")
    await wang.never_saw("马上就到点了")


async def test_days_off_free_every_duty_in_them_and_nobody_is_booked_into_them(town: World) -> None:
    place, wang, zhou, _ = await three(town)
    await plan_tomorrow(place, "王建国")
    await wang.says("请假")
    await wang.answers(("从哪一天", "明天"), ("到哪一天", "3天"), ("都对的话", "[提交]"))
    await wang.sees("您请假", "您有 1 个班")
    await zhou.sees("王建国去不了")
    await zhou.taps("我来顶班")
    await zhou.sees("归您了")
    await place.leader.says("排一个班")
    await place.leader.answers(
        ("排什么班", "[2. 巡逻]"), ("在哪里", "北门"), ("哪一天", "后天"), ("几点到几点", "9:00-10:00")
    )
    await place.leader.sees("请谁上岗")
    await place.leader.taps(next(label for label in await place.leader.buttons() if "王建国" in label))
    await place.leader.taps("选好了")
    await place.leader.answers(("都对的话", "[提交]"))
    await place.leader.sees("王建国排不上", "那天请了假")


async def test_two_duties_of_one_day_are_one_message_and_a_bot_that_slept_floods_nobody(town: World) -> None:
    place, wang, _, _ = await three(town)
    await plan_tomorrow(place, "王建国")
    await plan_tomorrow(place, "王建国", hours="16:00-17:00")
    await shanghai(town, 21, 20)
    shown = [str(each["text"]) for each in await wang.messages()]
    assert sum("再问一声" in text for text in shown) == 1
    assert sum("能去吗" in text and "有一个班" not in text for text in shown) <= 2
