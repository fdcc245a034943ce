"""One process leads: it polls, sends and ticks; when it dies another one takes over."""

import signal
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from storage.leadership import leadership_of

LEADS_UNTIL_KILLED = """
import asyncio, sys
from storage.database import Database
from storage.leadership import leadership_of

async def lead():
    print(await leadership_of(Database(sys.argv[1])).win(), flush=True)
    await asyncio.Event().wait()

asyncio.run(lead())
"""


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


async def test_of_two_only_one_leads(database: Database) -> None:
    first, second = leadership_of(database), leadership_of(database)
    assert await first.win()
    assert not await second.win()
    assert not await second.still_leads()
    await first.resign()


async def test_whoever_leads_may_ask_again(database: Database) -> None:
    leader = leadership_of(database)
    assert await leader.win()
    assert await leader.win()
    assert await leader.still_leads()
    await leader.resign()
    assert not await leader.still_leads()


async def test_after_one_resigns_the_other_leads(database: Database) -> None:
    first, second = leadership_of(database), leadership_of(database)
    await first.win()
    await first.resign()
    assert await second.win()
    await second.resign()


async def test_a_leader_that_is_killed_makes_room(database: Database, database_url: str) -> None:
    command = [sys.executable, "-c", LEADS_UNTIL_KILLED, database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603, ASYNC220 - our own words
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        mine = leadership_of(database)
        assert not await mine.win()
        other.send_signal(signal.SIGKILL)
        other.wait()
    # PostgreSQL notices the broken connection in its own time.
    while not await mine.win():
        pass
    assert await mine.still_leads()
    await mine.resign()
