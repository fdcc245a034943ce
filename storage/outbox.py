"""The outbox: what is to be said, written in the same transaction as the reason for saying it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import Fact, Lane, Notice
from storage.codec import pack
from storage.metadata import Instant, RowId, insert_new, metadata
from storage.vault import Vault


class Post(StrEnum):
    """The life of an outgoing message."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    MAYBE = "maybe"
    DROPPED = "dropped"
    UNREACHABLE = "unreachable"
    DEAD = "dead"


outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(200), nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("delivery", String(8), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("to_person", BigInteger),
    Column("to_chat", BigInteger),
    Column("replaces", String(200)),
    Column("edits_message_id", BigInteger),
    Column("kind", String(60), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("hand", LargeBinary),
    Column("due_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_chat_id", BigInteger),
    Column("sent_message_id", BigInteger),
    Column("finished_at", Instant),
    Column("outcome", Text),
    UniqueConstraint("key"),
)
# Spelt out, not bound: neither database matches a bound parameter with a partial index.
IS_PENDING = outbox.c.state == literal_column(f"'{Post.PENDING.value}'")
pending = Index(
    "ix_outbox_pending",
    outbox.c.lane,
    outbox.c.next_at,
    outbox.c.id,
    sqlite_where=IS_PENDING,
    postgresql_where=IS_PENDING,
)
IS_SENDING = outbox.c.state == literal_column(f"'{Post.SENDING.value}'")
sending = Index("ix_outbox_sending", outbox.c.id, sqlite_where=IS_SENDING, postgresql_where=IS_SENDING)
# Partial, like the others: what has left is never looked for again, so it costs nothing here.
by_person = Index("ix_outbox_by_person", outbox.c.to_person, sqlite_where=IS_PENDING, postgresql_where=IS_PENDING)
by_chat = Index("ix_outbox_by_chat", outbox.c.to_chat, sqlite_where=IS_PENDING, postgresql_where=IS_PENDING)
next_due = Index("ix_outbox_next_due", outbox.c.next_at, sqlite_where=IS_PENDING, postgresql_where=IS_PENDING)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said back in the chat an update came from; may rewrite the message whose button was pressed."""

    key: str
    chat_id: int
    fact: Fact
    edits_message_id: int | None = None


class Outbox:
    """The side that use cases and the worker see: queueing and taking back."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self.queued = 0
        self.hand = ""
        """Under whose hand the notices of this transaction are written, as JSON; empty when nobody acts for another."""

    async def push(self, notices: Iterable[Notice]) -> None:
        """Queue the notices; one whose key was queued before is left as it was."""
        await self._insert([self._row_of(notice) for notice in notices])

    async def answer(self, answers: Sequence[Answer], now: datetime) -> None:
        notices = [
            self._row_of(Notice(each.key, each.fact, now, to_chat=each.chat_id, lane=Lane.REPLY, urgent=True))
            | {"edits_message_id": each.edits_message_id}
            for each in answers
        ]
        await self._insert(notices)

    async def told_often(self, since: datetime, most: int) -> frozenset[int]:
        """Return those to whom at least `most` messages were due since and left or will leave; replies do not count."""
        gone = [Post.DROPPED.value, Post.UNREACHABLE.value, Post.DEAD.value]
        query = (
            select(outbox.c.to_person)
            .where(outbox.c.to_person.is_not(None), outbox.c.due_at >= since, outbox.c.lane != int(Lane.REPLY))
            .where(outbox.c.state.not_in(gone))
            .group_by(outbox.c.to_person)
            .having(func.count() >= most)
        )
        return frozenset((await self._connection.execute(query)).scalars())

    async def take_back(self, prefix: str, reason: str, now: datetime) -> int:
        """Drop what waits under keys that begin so; what has left cannot be taken back."""
        # An explicit upper bound lets both databases use the unique index for the prefix.
        statement = (
            update(outbox)
            .where(outbox.c.key >= prefix, outbox.c.key < prefix + "\U0010ffff", IS_PENDING)
            .values(state=Post.DROPPED.value, outcome=reason, finished_at=now)
        )
        return (await self._connection.execute(statement)).rowcount

    async def _insert(self, rows: list[dict[str, object]]) -> None:
        self.queued += await insert_new(self._connection, outbox, rows, ("key",))

    def _row_of(self, notice: Notice) -> dict[str, object]:
        kind, payload = pack(notice.fact)
        return {
            "key": notice.key,
            "lane": int(notice.lane),
            "delivery": notice.delivery.value,
            "urgent": notice.urgent,
            "to_person": notice.to_person,
            "to_chat": notice.to_chat,
            "replaces": notice.replaces,
            "edits_message_id": None,
            "kind": kind,
            "payload": self._vault.seal(payload, "outbox", "payload", notice.key),
            "hand": self._vault.seal(self.hand, "outbox", "hand", notice.key) if self.hand else None,
            "due_at": notice.due_at,
            "next_at": notice.due_at,
            "state": Post.PENDING.value,
            "attempts": 0,
        }


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete what was finished before that instant."""
    final = outbox.c.state.not_in([Post.PENDING.value, Post.SENDING.value])
    return (await connection.execute(delete(outbox).where(final, outbox.c.finished_at < before))).rowcount
