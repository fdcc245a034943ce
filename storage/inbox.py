"""The durable inbox: an update is written down before Telegram hears that we have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.metadata import Instant, RowId, insert_new, metadata
from storage.vault import Vault

inbox = Table(
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("payload", LargeBinary),
    Column("state", String(8), nullable=False, default="new"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("received_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("trouble", Text),
    UniqueConstraint("bot_id", "update_id"),
)
# Spelt out, not bound: neither database matches a bound parameter with a partial index.
IS_NEW = inbox.c.state == literal_column("'new'")
waiting = Index("ix_inbox_waiting", inbox.c.chat_id, inbox.c.id, sqlite_where=IS_NEW, postgresql_where=IS_NEW)


def _next() -> Select[Any]:
    earlier = inbox.alias("earlier")
    is_blocked = exists().where(
        earlier.c.chat_id == inbox.c.chat_id,
        earlier.c.state == literal_column("'new'"),
        earlier.c.id < inbox.c.id,
        earlier.c.bot_id == inbox.c.bot_id,
    )
    return (
        select(inbox)
        .where(IS_NEW, inbox.c.bot_id == bindparam("bot"), inbox.c.next_at <= bindparam("now"), ~is_blocked)
        .order_by(inbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


# Said for every update, so they are put together once: building a statement costs more than running it.
NEXT = _next()
DONE = (
    update(inbox).where(inbox.c.id == bindparam("taken")).values(state="done", payload=None, done_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Update:
    """One update as it came: its number at Telegram, the chat whose order it keeps, the raw JSON."""

    update_id: int
    chat_id: int
    raw: str


@dataclass(frozen=True, slots=True)
class Taken:
    """An update that this transaction now owns."""

    id: int
    update_id: int
    chat_id: int
    raw: str
    attempts: int
    received_at: datetime


class Inbox:
    """Keeps updates of one bot; every method runs in the caller's transaction."""

    def __init__(self, bot_id: int, vault: Vault) -> None:
        self._bot_id = bot_id
        self._vault = vault

    async def keep(self, connection: AsyncConnection, updates: Sequence[Update], now: datetime) -> int:
        """Write the updates down and return how many were new; one that came before is left as it is."""
        if not updates:
            return 0
        rows = [
            {
                "bot_id": self._bot_id,
                "update_id": each.update_id,
                "chat_id": each.chat_id,
                "payload": self._vault.seal(each.raw, "inbox", "payload", str(each.update_id)),
                "state": "new",
                "attempts": 0,
                "received_at": now,
                "next_at": now,
            }
            for each in updates
        ]
        return await insert_new(connection, inbox, rows, ("bot_id", "update_id"))

    async def take(self, connection: AsyncConnection, now: datetime) -> Taken | None:
        """Return the oldest update that is due and first in its chat, locked until the transaction ends.

        Chats go in parallel where the database has row locks; within a chat an update waits for the one before it,
        even while that one is being retried.
        """
        row = (await connection.execute(NEXT, {"bot": self._bot_id, "now": now})).one_or_none()
        if row is None:
            return None
        raw = self._vault.open(row.payload, "inbox", "payload", str(row.update_id))
        return Taken(row.id, row.update_id, row.chat_id, raw, row.attempts, row.received_at)

    async def done(self, connection: AsyncConnection, taken: Taken, now: datetime) -> None:
        """Mark the update as handled; its words are forgotten, its number is kept so that it never counts twice."""
        await connection.execute(DONE, {"taken": taken.id, "now": now})

    async def retry(self, connection: AsyncConnection, taken: Taken, at: datetime, trouble: str) -> None:
        await connection.execute(
            update(inbox)
            .where(inbox.c.id == taken.id, IS_NEW)
            .values(attempts=taken.attempts + 1, next_at=at, trouble=trouble)
        )

    async def park(self, connection: AsyncConnection, taken: Taken, now: datetime, trouble: str) -> None:
        """Set the update aside with its traceback, so that the chat goes on."""
        await connection.execute(
            update(inbox)
            .where(inbox.c.id == taken.id)
            .values(state="parked", attempts=taken.attempts + 1, done_at=now, trouble=trouble)
        )

    async def next_at(self, connection: AsyncConnection) -> datetime | None:
        """Return when the next waiting update is due, or None when nothing waits."""
        statement = select(func.min(inbox.c.next_at)).where(IS_NEW, inbox.c.bot_id == self._bot_id)
        at: datetime | None = (await connection.execute(statement)).scalar_one_or_none()
        return at

    @staticmethod
    async def forget(connection: AsyncConnection, before: datetime) -> int:
        """Delete what was handled before that instant; Telegram repeats an update for a day at most."""
        statement = delete(inbox).where(inbox.c.state == "done", inbox.c.done_at < before)
        return (await connection.execute(statement)).rowcount
