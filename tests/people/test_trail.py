"""The audit trail and the reveal log on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.audit import Deed, Reveal, Seen, Why
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import fresh_vault

NOW = datetime(2026, 3, 10, tzinfo=UTC)


async def _noted(database: Database) -> None:
    async with database.write() as connection:
        trail = SqlUnitOfWork(connection, fresh_vault()).audit
        await trail.note(Deed(NOW, "claim", "wish", 7, 1, actor_id=3, account_id=4, on_behalf_of=5))
        await trail.note(Deed(NOW, "claim", "wish", 7, 2, actor_id=9, account_id=8))


@pytest.mark.parametrize("statement", ["UPDATE audit SET what = 'nothing'", "DELETE FROM audit"])
async def test_nobody_rewrites_the_trail(database_url: str, statement: str) -> None:
    database = Database(database_url)
    await _noted(database)
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.write() as connection:
            await connection.execute(text(statement))
    await database.close()


async def test_the_trail_of_a_person_holds_what_was_done_for_them_and_nothing_of_other_places(
    database_url: str,
) -> None:
    database = Database(database_url)
    await _noted(database)
    async with database.read() as connection:
        trail = SqlUnitOfWork(connection, fresh_vault()).audit
        assert [deed.actor_id for deed in await trail.of_subject("person", 5, 1, 10)] == [3]
        assert [deed.actor_id for deed in await trail.of_subject("wish", 7, 2, 10)] == [9]
    await database.close()


async def test_looking_at_oneself_is_no_reveal_and_old_ones_are_forgotten(database_url: str) -> None:
    database = Database(database_url)
    async with database.write() as connection:
        trail = SqlUnitOfWork(connection, fresh_vault()).audit
        mine = Reveal(NOW, 1, 1, Seen.PHONE, Why.RECORD)
        await trail.reveal([mine, Reveal(NOW, 1, 2, Seen.PHONE, Why.WISH, 7)])
        assert [each.seen_by for each in await trail.reveals_of(1, 10)] == [2]
        assert await trail.forget_reveals(NOW + timedelta(seconds=1)) == 1
    await database.close()
