"""Killed in the middle: nothing acknowledged is lost, and the books prove."""

from pathlib import Path

import pytest

from storage.database import Database
from tests.timebank.crash import crash, judge
from tests.timebank.servers import durable_server


def test_killed_writers_lose_nothing_on_sqlite(tmp_path: Path) -> None:
    outcome = crash(f"sqlite:///{tmp_path}/crash.db", kills=5, transfers=200)
    assert outcome.is_sound, outcome
    assert outcome.kills >= 5


@pytest.mark.postgres
def test_killed_writers_and_a_server_cut_off_lose_nothing_on_postgresql() -> None:
    with durable_server() as server:
        outcome = crash(server.url("postgres"), kills=7, transfers=200, server=server)
    assert outcome.is_sound, outcome
    assert outcome.kills >= 7
    assert outcome.cuts == 1


async def test_a_lost_acknowledgement_would_be_noticed(database: Database) -> None:
    outcome = await judge(database, 0, [(1, "0" * 64, "never:1")])
    assert outcome.lost == 1
    assert not outcome.is_sound
