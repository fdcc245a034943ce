"""The clockwork: each period is done once, whoever ticks, and one job's trouble is its own."""

from datetime import datetime, timedelta

import pytest

from scheduling.clockwork import Clockwork, Job
from storage.upkeep import Upkeep
from tests.plumbing.conftest import House
from tests.plumbing.updates import said


class Counted:
    """A job that counts how often it was done."""

    def __init__(self, *, fails: bool = False) -> None:
        self.done_at: list[datetime] = []
        self._fails = fails

    async def __call__(self, now: datetime) -> None:
        self.done_at.append(now)
        if self._fails:
            raise RuntimeError("planted")


def _clockwork(house: House, *jobs: Job) -> Clockwork:
    return Clockwork(jobs, Upkeep(house.database), lambda: house.now)


async def test_a_period_is_done_once_however_often_it_ticks(house: House) -> None:
    work = Counted()
    clockwork = _clockwork(house, Job("audit", timedelta(hours=1), work))
    for _ in range(3):
        await clockwork.tick()
    assert len(work.done_at) == 1


async def test_two_processes_share_a_period_between_them(house: House) -> None:
    work = Counted()
    for _ in range(2):
        await _clockwork(house, Job("audit", timedelta(hours=1), work)).tick()
    assert len(work.done_at) == 1


async def test_after_a_jump_the_period_that_is_on_is_done_once(house: House) -> None:
    work = Counted()
    clockwork = _clockwork(house, Job("audit", timedelta(hours=1), work))
    await clockwork.tick()
    house.advance(days=3)
    await clockwork.tick()
    await clockwork.tick()
    assert len(work.done_at) == 2


async def test_a_job_that_fails_stops_no_other(house: House) -> None:
    broken, sound = Counted(fails=True), Counted()
    hour = timedelta(hours=1)
    await _clockwork(house, Job("broken", hour, broken), Job("sound", hour, sound)).tick()
    assert len(sound.done_at) == 1


@pytest.mark.parametrize(("minutes", "late"), [(4, 0), (6, 1)])
async def test_what_is_due_for_five_minutes_and_not_done_is_noticed(house: House, minutes: int, late: int) -> None:
    async with house.database.write() as connection:
        await house.inbox.keep(connection, [said(1, 1001, "您好")], house.now)
    house.advance(minutes=minutes)
    assert await Upkeep(house.database).late(house.now) == (late, 0, 0)
