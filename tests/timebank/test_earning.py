"""Points come from service, once, with an explanation."""

from typing import Any

import pytest

from domain.timebank import Activity, Code, KeyUsedOtherwise, MinutesOutOfRange, Source, SourceKind
from storage.database import Database
from storage.timebank import TimebankStore
from tests.timebank.conftest import NOON, Unit
from usecases.timebank import balance, earn, entries

HEKOU, LI, WANG = 1, 11, 12
WISH = Source(SourceKind.WISH, 7)


def facts(**other: object) -> dict[str, Any]:
    plain = {
        "community_id": HEKOU,
        "person_id": LI,
        "activity": Activity.SCHOOL_CROSSING,
        "minutes": 45,
        "rating": 5,
        "source": WISH,
        "key": "wish:7",
        "now": NOON,
    }
    return plain | other


async def test_forty_five_minutes_with_full_satisfaction_earn_nine_points(database: Database) -> None:
    async with database.write() as connection:
        earned = await earn(Unit(TimebankStore(connection), connection), **facts())
    assert (earned.points, earned.balance, earned.minutes) == (9, 9, 45)


async def test_the_same_key_and_facts_earn_once(database: Database) -> None:
    async with database.write() as connection:
        first = await earn(Unit(TimebankStore(connection), connection), **facts())
    async with database.write() as connection:
        again = await earn(Unit(TimebankStore(connection), connection), **facts())
    assert again.is_repeat
    assert (again.points, again.sequence) == (first.points, first.sequence)
    async with database.read() as connection:
        held = await balance(Unit(TimebankStore(connection), connection), HEKOU, LI)
    assert (held.available, held.pending, held.minutes, held.stars) == (9, 0, 45, 0)


async def test_the_same_key_with_other_facts_is_refused(database: Database) -> None:
    async with database.write() as connection:
        unit = Unit(TimebankStore(connection), connection)
        await earn(unit, **facts())
        with pytest.raises(KeyUsedOtherwise):
            await earn(unit, **facts(minutes=60))


async def test_a_statement_tells_where_the_points_come_from(database: Database) -> None:
    async with database.write() as connection:
        unit = Unit(TimebankStore(connection), connection)
        first = await earn(unit, **facts())
        await earn(unit, **facts(key="wish:8", source=Source(SourceKind.WISH, 8), minutes=30, rating=None))
        newest, oldest = await entries(unit, HEKOU, LI, 10)
        assert await entries(unit, HEKOU, LI, 10, before=newest.number) == [oldest]
    assert (oldest.code, oldest.source, oldest.points, oldest.at) == (Code.EARN, WISH, 9, NOON)
    assert oldest.explanation == first.explanation
    assert (newest.points, newest.balance) == (5, 14)


@pytest.mark.parametrize("minutes", [0, -5, 30.5, True, 100_000])
async def test_minutes_that_make_no_sense_are_refused(database: Database, minutes: int) -> None:
    async with database.write() as connection:
        with pytest.raises(MinutesOutOfRange):
            await earn(Unit(TimebankStore(connection), connection), **facts(minutes=minutes))


async def test_somebody_who_never_earned_has_nothing(database: Database) -> None:
    async with database.read() as connection:
        unit = Unit(TimebankStore(connection), connection)
        assert (await balance(unit, HEKOU, WANG)).available == 0
        assert await entries(unit, HEKOU, WANG, 10) == []
