"""A PostgreSQL server that keeps what it acknowledged, for whoever kills its clients or measures it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.postgres import NONE_HERE, Server, programs, server


@contextmanager
def durable_server(*settings: str) -> Iterator[Server]:
    """Start a server of its own with fsync on, unlike the suite's."""
    folder = programs()
    if folder is None:
        pytest.skip(NONE_HERE)
    with server(folder, *settings) as started:
        yield started


@contextmanager
def postgres_server(*settings: str) -> Iterator[str]:
    """Start such a server and give the URL of an empty database."""
    with durable_server(*settings) as started:
        yield started.url("postgres")
