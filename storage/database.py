"""One door to the database: SQLite with a single writer, or PostgreSQL with many."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import sqlite_driver

# For those who pass a transaction on without knowing SQLAlchemy.
Connection = AsyncConnection
# Reading hardly ever waits in WAL; the write lock is waited for in `begin_immediate`, ten seconds at most.
BUSY_TIMEOUT_MS = 20
DRIVERS = {"sqlite": sqlite_driver.NAME, "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
    "foreign_keys = ON",
)


CONNECT = {"isolation_level": None, "check_same_thread": False, "factory": sqlite_driver.InlineConnection}


class DatabaseAway(Exception):
    """The database is locked or gone for the moment: nothing was written, and the same may be tried again."""


class Database:
    """Hands out transactions.

    On SQLite a transaction that may write begins IMMEDIATE (a deferred one that upgrades fails under contention), and
    the writers of this process queue in order instead of polling for the lock.
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        parsed = make_url(url)
        self.url = parsed.set(drivername=DRIVERS.get(parsed.drivername, parsed.drivername))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url, pool_size)
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that commits when the block ends and rolls back when it raises."""
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._turn)
            with _away():
                connection = await stack.enter_async_context(self._connected())
                async with connection.begin():
                    yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a snapshot for reading that takes no write lock."""
        with _away():
            async with self._connected() as connection:
                await connection.execution_options(yinling_reads=True)
                yield connection

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        try:
            connection = await self.engine.connect()
        except Exception as refused:  # the drivers raise what they like here, asyncpg its own and the system's
            raise DatabaseAway(type(refused).__name__) from refused
        try:
            yield connection
        finally:
            await connection.close()

    async def close(self) -> None:
        await self.engine.dispose()


def _passes(trouble: Exception) -> bool:
    """Tell a lock that is waited for, or a connection that was cut, from a mistake of ours.

    SQLite gives a lock and a mistake the same class; asyncpg's word for a server that died under a statement has no
    class of its own.
    """
    if isinstance(trouble, DBAPIError) and not isinstance(trouble, OperationalError | InterfaceError):
        return trouble.connection_invalidated
    code = getattr(getattr(trouble, "orig", None), "sqlite_errorcode", None)
    return code is None or code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, NoneFree) as trouble:
        if not _passes(trouble):
            raise
        raise DatabaseAway(type(trouble).__name__) from trouble


def _postgresql(url: URL, pool_size: int) -> AsyncEngine:
    return create_async_engine(url, pool_size=pool_size, max_overflow=2, pool_pre_ping=True, hide_parameters=True)


def _sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(url, connect_args=CONNECT, pool_size=4, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def _tune(connection: Any, record: Any) -> None:  # noqa: ARG001 - SQLAlchemy's signature
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        if connection.get_execution_options().get("yinling_reads", False):
            connection.exec_driver_sql("BEGIN")
            return
        try:
            sqlite_driver.begin_immediate(connection.connection.dbapi_connection)
        except sqlite3.OperationalError as locked:
            raise DatabaseAway(locked.sqlite_errorname) from locked

    return engine
