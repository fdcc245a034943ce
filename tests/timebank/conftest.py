"""Fresh books for each test, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Constraint, MetaData, UniqueConstraint, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timebank import NEVER, AccountKind, Code, Party, Source, SourceKind
from domain.timebank_books import Order, Posted
from storage.database import Database
from storage.metadata import metadata
from storage.timebank import TimebankStore
from storage.timebank_tables import guards

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # noon of a Monday in Shanghai
HEKOU, LI, WANG, ZHOU = 1, 11, 12, 13


@dataclass(frozen=True, slots=True)
class Unit:
    timebank: TimebankStore
    connection: AsyncConnection


async def create_books(database: Database, without: frozenset[str] = frozenset(), *, guarded: bool = True) -> None:
    """Create the tables afresh; `without` leaves out constraints by a part of their name, for mutants."""
    copies = MetaData(naming_convention=metadata.naming_convention)
    for name, table in metadata.tables.items():
        if name.startswith("timebank_"):
            table.to_metadata(copies)
    async with database.write() as connection:
        await connection.run_sync(copies.drop_all)
        for table in copies.tables.values():
            for constraint in [one for one in table.constraints if any(_name(one).endswith(gone) for gone in without)]:
                table.constraints.discard(constraint)
        await connection.run_sync(copies.create_all)
        for statement in guards(connection.dialect.name) if guarded else ():
            await connection.execute(text(statement))


def _name(constraint: Constraint) -> str:
    columns = "_".join(column.name for column in getattr(constraint, "columns", ()))
    return f"unique {columns}" if isinstance(constraint, UniqueConstraint) else str(constraint.name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def books_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind; found here, since a server is not started from within a running loop."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/books.db"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
async def database(books_url: str) -> AsyncIterator[Database]:
    opened = Database(books_url)
    await create_books(opened)
    yield opened
    await opened.close()


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Unit]:
    """Open a unit of work that commits when the block ends."""
    async with database.write() as connection:
        yield Unit(TimebankStore(connection), connection)


async def endow(unit: Unit, person_id: int, points: int, expires_on: date = NEVER, key: str = "") -> Posted:
    """Give a person points to begin with, from the issue account like everything."""
    order = Order(
        debit=Party(AccountKind.ISSUE),
        credit=Party(AccountKind.PERSON, person_id),
        points=points,
        code=Code.OPENING,
        source=Source(SourceKind.IMPORT, 1),
        key=key or f"endow:{person_id}:{points}:{expires_on}",
        fingerprint="endow",
        expires_on=expires_on,
    )
    return await unit.timebank.post(HEKOU, order, NOON)
