"""Migrations: up and down every revision, and at the top exactly the tables that the code knows."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage.database import Database
from storage.migrate import config, to_revision
from storage.schema import metadata
from tests.postgres import BOTH


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.sqlite"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


def _difference(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
    return list(compare_metadata(context, metadata))


async def test_every_revision_goes_up_and_down_again(empty_url: str) -> None:
    database = Database(empty_url)
    revisions = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()][::-1]
    async with database.write() as connection:
        for revision in revisions:
            await to_revision(connection, revision)
            await to_revision(connection, "-1", down=True)
            await to_revision(connection, revision)
        await to_revision(connection, "base", down=True)
        left = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await database.close()
    assert left == ["alembic_version"]


async def test_the_newest_revision_is_what_the_code_believes(database_url: str) -> None:
    database = Database(database_url)
    async with database.write() as connection:
        difference = await connection.run_sync(_difference)
    await database.close()
    assert difference == []
