"""A migrated database of each kind, and a community with a few people on record."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.clocks import MovableClock
from domain.notices import Fact, Lane, Notice
from domain.people import Community, Grant, Person, Role
from storage.database import Database
from storage.inbox import Inbox
from storage.mailroom import SqlMailroom
from storage.outbox import outbox
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault, fresh_vault
from tests.plumbing.updates import BOT
from usecases.mail import Letter, Outcome
from wording.message import Message

# A Tuesday morning in Shanghai, outside the quiet hours.
NOW = datetime(2026, 3, 10, 1, 20, tzinfo=UTC)


@dataclass
class House:
    """A database with its vault, and short ways to look at it."""

    database: Database
    vault: Vault
    wall: list[datetime] = field(default_factory=lambda: [NOW])

    def __post_init__(self) -> None:
        self.inbox = Inbox(BOT, self.vault)
        self.mailroom = SqlMailroom(self.database, self.vault)
        self.clock = MovableClock(lambda: self.wall[0])

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def advance(self, **span: float) -> None:
        self.wall[0] += timedelta(**span)

    async def push(self, *notices: Notice) -> None:
        async with self.database.write() as connection:
            await SqlUnitOfWork(connection, self.vault).outbox.push(notices)

    async def fence(self, *, limit: int = 10, held: dict[int, datetime] | None = None) -> list[Letter]:
        return await self.mailroom.exchange((), self.now, limit, held or {})

    async def settle(self, *finished: tuple[Letter, Outcome]) -> None:
        await self.mailroom.exchange(finished, self.now, 0, {})

    async def row(self, key: str) -> Row[Any]:
        async with self.database.read() as connection:
            return (await connection.execute(select(outbox).where(outbox.c.key == key))).one()

    async def states(self) -> dict[str, str]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(outbox.c.key, outbox.c.state))
            return {row.key: row.state for row in rows}

    async def community(self, name: str = "河口社区") -> Community:
        async with self.database.write() as connection:
            return await SqlUnitOfWork(connection, self.vault).people.found_community(name, NOW)

    async def person(self, community: Community, name: str, user_id: int | None, *roles: Role) -> Person:
        """Somebody on record, with an account where they have one."""
        async with self.database.write() as connection:
            people = SqlUnitOfWork(connection, self.vault).people
            made = await people.add_person(Person(0, community.id, name, building="3号楼"), NOW)
            if user_id is not None:
                account, _, _ = await people.speaker_of(user_id, NOW)
                await people.bind_account(account.id, made.id)
            for role in roles:
                await people.grant(made.id, Grant(role, community.id, from_at=NOW))
            return made


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """The house on each database, one after the other."""
    async with _opened(database_url) as made:
        yield made


@pytest.fixture
async def postgres_house(postgres_url: str) -> AsyncIterator[House]:
    """The house where transactions run side by side."""
    async with _opened(postgres_url) as made:
        yield made


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[House]:
    database = Database(url)
    try:
        yield House(database, fresh_vault())
    finally:
        await database.close()


def note(key: str, chat: int = 1001, *, words: Fact | str = "您好", lane: Lane = Lane.PERSONAL, **more: Any) -> Notice:
    """Return a notice to one chat, due now unless told otherwise."""
    fact = Message(words) if isinstance(words, str) else words
    wanted: dict[str, Any] = {"due_at": NOW, "to_chat": chat, "lane": lane}
    return Notice(key, fact, **(wanted | more))


def keys(letters: list[Letter]) -> list[str]:
    return [letter.key for letter in letters]
