"""SQLite without a thread for every statement.

A statement on a local file takes less time than handing it to a thread and back, which aiosqlite does three or four
times for each. So statements run where they are called; only what really waits leaves the loop free: the write lock
of another process is waited for in steps, and COMMIT, which waits for the disk, goes to a thread.
"""

import asyncio
import sqlite3
import time
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool, StaticPool
from sqlalchemy.util import await_only

NAME = "sqlite+inline"
LOCK_PATIENCE_SECONDS = 10.0
LOCK_STEP_SECONDS = 0.01


class _Cursor(sqlite3.Cursor):
    async def _async_soft_close(self) -> None:
        """Keep what is left to read: SQLAlchemy asks its async drivers to let go of it early."""


class InlineConnection(sqlite3.Connection):
    """Gives the cursors that SQLAlchemy's asyncio engine expects, and knows whether there is anything to commit."""

    changes_at_begin = -1

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


class InlineSqlite(SQLiteDialect_pysqlite):
    """Python's own sqlite3 under SQLAlchemy's asyncio engine."""

    driver = "inline"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        return AsyncAdaptedQueuePool if url.database not in {None, "", ":memory:"} else StaticPool

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ARG002 - SQLAlchemy's signature
        await_only(_nothing())
        cursor.execute(statement, parameters)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ARG002 - SQLAlchemy's signature
        await_only(_nothing())
        cursor.executemany(statement, parameters)

    def do_commit(self, dbapi_connection: Any) -> None:
        if dbapi_connection.total_changes == dbapi_connection.changes_at_begin:
            dbapi_connection.commit()  # not a row was touched, so there is no disk to wait for
            return
        await_only(asyncio.get_running_loop().run_in_executor(None, dbapi_connection.commit))


async def _nothing() -> None:
    """SQLAlchemy takes a statement that never awaits for one that blocks; this one does not block long."""


def begin_immediate(connection: sqlite3.Connection) -> None:
    """Take the write lock; while another process has it the loop goes on. Raises sqlite3's own error after 10 s."""
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as trouble:
            if trouble.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            await_only(asyncio.sleep(LOCK_STEP_SECONDS))
        else:
            if isinstance(connection, InlineConnection):
                connection.changes_at_begin = connection.total_changes
            return


registry.register("sqlite.inline", __name__, "InlineSqlite")
