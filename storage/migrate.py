"""Bring a database to the newest revision, from code: no alembic.ini, no paths to get wrong."""

from pathlib import Path

from alembic import command
from alembic.config import Config
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
