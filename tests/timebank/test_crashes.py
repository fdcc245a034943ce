"""Killed in the middle: nothing acknowledged is lost, and the books prove."""

from pathlib import Path

import pytest

from tests.timebank.crash import crash
from tests.timebank.servers import postgres_server


def test_killed_writers_lose_nothing_on_sqlite(tmp_path: Path) -> None:
    outcome = crash(f"sqlite:///{tmp_path}/crash.db", kills=5, transfers=200)
    assert outcome.is_sound, outcome
    assert outcome.kills >= 5


@pytest.mark.postgres
def test_killed_writers_lose_nothing_on_postgresql() -> None:
    with postgres_server() as url:
        outcome = crash(url, kills=5, transfers=200)
    assert outcome.is_sound, outcome
    assert outcome.kills >= 5
