"""Bring a database to the newest revision, from code: no alembic.ini, no paths to get wrong."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

import storage.schema  # noqa: F401 - makes every table known
from storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


async def upgrade(database: Database, revision: str = "head") -> None:
    """Apply every revision up to this one, in one transaction."""
    async with database.write() as connection:
        await to_revision(connection, revision)


async def to_revision(connection: AsyncConnection, revision: str, *, down: bool = False) -> None:
    step = command.downgrade if down else command.upgrade
    await connection.run_sync(lambda sync: step(config(sync), revision))


def open_plain(url: str, *, pool_size: int = 10) -> Database:
    """Open the database as it is; the folder of an SQLite file is made where it is missing."""
    database = Database(url, pool_size=pool_size)
    if database.is_sqlite and database.url.database:
        Path(database.url.database).parent.mkdir(parents=True, exist_ok=True)
    return database


async def open_migrated(url: str) -> Database:
    database = open_plain(url)
    await upgrade(database)
    return database


async def is_current(database: Database) -> bool:
    """Say whether the newest revision is applied."""
    newest = ScriptDirectory.from_config(config()).get_current_head()
    async with database.read() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision()) == newest
