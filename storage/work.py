"""Slow work as rows: claimed with a lease, done in a child process, taken up again when its worker dies."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)
from sqlalchemy import update as sql_update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.metadata import Instant, RowId, metadata
from storage.vault import Vault

LEASE = timedelta(minutes=5)
TRIES = 3
KEEP_DONE = timedelta(days=7)

work = Table(
    "work",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("community_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("payload", LargeBinary),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("leased_until", Instant),
    Column("done_at", Instant),
    Column("outcome", Text),
    Index("ix_work_state", "state", "id"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of slow work that this process holds until its lease ends."""

    id: int
    kind: str
    community_id: int
    person_id: int
    chat_id: int
    payload: dict[str, Any]
    attempts: int


class WorkStore:
    """Every method runs in the caller's transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def queue(
        self, kind: str, community_id: int, person_id: int, chat_id: int, payload: dict[str, Any], now: datetime
    ) -> int:
        """Write the work down and return its number; what it needs to know is sealed."""
        values = {
            "kind": kind,
            "community_id": community_id,
            "person_id": person_id,
            "chat_id": chat_id,
            "payload": b"",
            "state": "waiting",
            "attempts": 0,
            "queued_at": now,
        }
        statement = insert(work).values(**values).returning(work.c.id)
        number: int = (await self._connection.execute(statement)).scalar_one()
        sealed = self._vault.seal(json.dumps(payload, ensure_ascii=False), "work", "payload", str(number))
        await self._connection.execute(sql_update(work).where(work.c.id == number).values(payload=sealed))
        return number

    async def waits(self, now: datetime) -> bool:
        """Say whether there is anything to take; asked before, so that idling takes no write lock."""
        return (await self._connection.execute(select(work.c.id).where(_free(now)).limit(1))).first() is not None

    async def take(self, now: datetime) -> Job | None:
        """Claim the oldest piece that waits, or whose worker has not been heard of within its lease."""
        oldest = select(work.c.id).where(_free(now)).order_by(work.c.id).limit(1).with_for_update(skip_locked=True)
        statement = (
            sql_update(work)
            .where(work.c.id.in_(oldest))
            .values(state="taken", leased_until=now + LEASE, attempts=work.c.attempts + 1)
            .returning(work)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        payload = json.loads(self._vault.open(row.payload, "work", "payload", str(row.id)))
        return Job(row.id, row.kind, row.community_id, row.person_id, row.chat_id, payload, row.attempts)

    async def keep(self, job: Job, payload: dict[str, Any], now: datetime) -> None:
        """Keep what a finished piece may be continued with: it waits for a person's word, for a week."""
        sealed = self._vault.seal(json.dumps(payload, ensure_ascii=False), "work", "payload", str(job.id))
        values = {"state": "kept", "done_at": now, "payload": sealed}
        await self._connection.execute(sql_update(work).where(work.c.id == job.id).values(**values))

    async def kept(self, number: int) -> Job | None:
        """Return a piece that waits for a person's word, locked until the transaction ends."""
        waits = select(work).where(work.c.id == number, work.c.state == "kept").with_for_update()
        row = (await self._connection.execute(waits)).one_or_none()
        if row is None:
            return None
        payload = json.loads(self._vault.open(row.payload, "work", "payload", str(row.id)))
        return Job(row.id, row.kind, row.community_id, row.person_id, row.chat_id, payload, row.attempts)

    async def forget_kept(self, number: int) -> None:
        values = {"state": "done", "payload": None}
        await self._connection.execute(sql_update(work).where(work.c.id == number).values(**values))

    async def done(self, number: int, outcome: str, now: datetime) -> None:
        """Write down how it ended; one that waits for a person's word keeps what it needs."""
        mine = sql_update(work).where(work.c.id == number)
        await self._connection.execute(mine.values(done_at=now, outcome=outcome))
        await self._connection.execute(mine.where(work.c.state != "kept").values(state="done", payload=None))

    async def give_back(self, number: int, outcome: str) -> None:
        values = {"state": "waiting", "leased_until": None, "outcome": outcome}
        await self._connection.execute(sql_update(work).where(work.c.id == number).values(**values))

    async def forget(self, now: datetime) -> int:
        old = work.c.state.in_(["done", "kept"]) & (work.c.done_at < now - KEEP_DONE)
        return (await self._connection.execute(delete(work).where(old))).rowcount


def _free(now: datetime) -> ColumnElement[bool]:
    return (work.c.state == "waiting") | ((work.c.state == "taken") & (work.c.leased_until < now))
