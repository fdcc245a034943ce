"""The database locked by somebody else: it is waited for, said so by name, and nothing is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage import sqlite_driver
from storage.database import Database, DatabaseAway
from storage.vault import fresh_vault
from tests.plumbing.conftest import House, keys, note
from usecases.mail import MailroomShut


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Hold the write lock, as a backup tool would."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_driver, "LOCK_PATIENCE_SECONDS", 0.0)


@pytest.fixture
def house_of(sqlite_url: str) -> House:
    return House(Database(sqlite_url), fresh_vault())


@pytest.mark.usefixtures("impatient")
async def test_a_locked_database_is_away_and_comes_back(house_of: House, sqlite_url: str) -> None:
    with locked(sqlite_url), pytest.raises(DatabaseAway):
        await house_of.push(note("one"))
    await house_of.push(note("one"))
    assert keys(await house_of.fence()) == ["one"]
    await house_of.database.close()


@pytest.mark.usefixtures("impatient")
async def test_the_mailroom_says_that_it_is_shut(house_of: House, sqlite_url: str) -> None:
    with locked(sqlite_url), pytest.raises(MailroomShut):
        await house_of.fence()
    await house_of.database.close()


async def test_reading_goes_on_while_somebody_writes(house_of: House, sqlite_url: str) -> None:
    await house_of.push(note("one"))
    with locked(sqlite_url):
        assert await house_of.states() == {"one": "pending"}
    await house_of.database.close()


async def test_a_mistake_of_ours_is_not_taken_for_a_lock(house_of: House) -> None:
    with pytest.raises(OperationalError):
        async with house_of.database.write() as connection:
            await connection.execute(text("SELECT no_such_column FROM outbox"))
    await house_of.database.close()


async def test_where_no_server_answers_the_database_is_away() -> None:
    nowhere = Database("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(DatabaseAway):
        async with nowhere.write():
            pass
    await nowhere.close()
