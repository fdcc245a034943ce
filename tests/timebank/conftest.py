"""Fresh books for each test, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.metadata import metadata
from storage.timebank import TimebankStore
from storage.timebank_tables import guards
from tests.timebank.servers import postgres_server

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Unit:
    timebank: TimebankStore


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres_server() as url:
        yield url


async def create_books(database: Database) -> None:
    async with database.write() as connection:
        tables = [table for name, table in metadata.tables.items() if name.startswith("timebank_")]
        await connection.run_sync(lambda sync: metadata.drop_all(sync, tables))
        await connection.run_sync(lambda sync: metadata.create_all(sync, tables))
        for statement in guards(connection.dialect.name):
            await connection.execute(text(statement))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path}/books.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = Database(url)
    await create_books(opened)
    yield opened
    await opened.close()
