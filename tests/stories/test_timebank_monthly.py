"""每月的单子: sent by itself on the first, once, to those who want it and whose account moved."""

from datetime import UTC, datetime

import pytest

from domain.notices import Notice
from domain.timebank_notices import GiftReceived
from storage.unit_of_work import SqlUnitOfWork
from tests.cast import found_community
from tests.stories.test_timebank import _endowed
from tests.world import Person, World

FIRST_AT_NINE = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
LABEL = "2026 年 3 月的积分单子"


async def _pictures(person: Person) -> list[str]:
    return [each["text"] for each in await person.messages() if LABEL in each["text"] and each["media"] == "photo"]


async def test_the_month_comes_by_itself_once_and_not_before_nine(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    zhou = await place.volunteer("周大勇", "13700000002", "5号楼")
    await town.until(datetime(2026, 4, 1, 0, 30, tzinfo=UTC))
    assert await _pictures(wang) == []
    await town.until(FIRST_AT_NINE)
    await wang.sees(LABEL)
    await town.advance(hours=5)
    await town.advance(days=1)
    assert len(await _pictures(wang)) == 1
    assert await _pictures(zhou) == []


async def test_whoever_would_rather_not_is_left_alone(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await wang.says("时间银行")
    await wang.taps("这个月的单子")
    await wang.sees(LABEL)
    await wang.taps("每月别发")
    await wang.sees("以后不发了")
    await town.until(FIRST_AT_NINE)
    await town.advance(hours=2)
    assert len(await _pictures(wang)) == 1
    await wang.says("时间银行")
    await wang.taps("这个月的单子")
    await wang.taps("每月发我")
    await wang.sees("每月 1 号发您")


@pytest.mark.both_databases
async def test_whoever_was_told_four_things_today_hears_of_it_tomorrow(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await town.until(datetime(2026, 4, 1, 0, 30, tzinfo=UTC))
    async with town.app.database.write() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        _, known, _ = await uow.people.speaker_of(wang.chat, town.now())
        assert known is not None
        fact = GiftReceived("周大勇", 1, 121)
        await uow.outbox.push(Notice(f"told:{each}", fact, town.now(), to_person=known.id) for each in range(4))
    await town.until(FIRST_AT_NINE)
    await town.settled()
    assert await _pictures(wang) == []
    await town.advance(days=1)
    await wang.sees(LABEL)
