"""Fixtures: a world on each database, and the same few characters everywhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.postgres import (
    NONE_HERE,
    database_url,
    empty_postgres_url,
    migrated_sqlite,
    on_both,
    postgres_server,
    postgres_url,
    programs,
    sqlite_url,
    town_url,
)
from tests.world import World, world

__all__ = [
    "database_url",
    "empty_postgres_url",
    "migrated_sqlite",
    "postgres_server",
    "postgres_url",
    "sqlite_url",
    "town_url",
]


@pytest.fixture
async def town(tmp_path: Path, town_url: str) -> AsyncIterator[World]:
    """Give the test a town whose bot keeps its memory in SQLite; on both, where the test is marked so."""
    async with world(tmp_path, town_url) as made:
        yield made


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    on_both(metafunc)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if programs() is None:
        terminalreporter.write_line(NONE_HERE, yellow=True)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: the town of this test lives once on each database")
