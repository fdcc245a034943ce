"""Fixtures: a world on each database, and the same few characters everywhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import World, world


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[World]:
    """Give the test a town whose bot keeps its memory in SQLite."""
    async with world(tmp_path, f"sqlite:///{tmp_path / 'town.sqlite'}") as made:
        yield made
