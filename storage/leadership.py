"""One poller, one courier, one ticker per token: elected by the database, or by a lock beside the SQLite file."""

import fcntl
import os
from pathlib import Path
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

LOCK_NUMBER = 0x59494E4C  # "YINL", the same in every process


class Leadership(Protocol):
    """The right to poll, to send and to tick."""

    async def win(self) -> bool:
        """Say whether this process leads now; asking again is cheap."""
        ...

    async def still_leads(self) -> bool: ...

    async def resign(self) -> None: ...


class PostgresLeadership:
    """A session-level advisory lock: it goes with the connection, so a dead leader frees it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._session: AsyncConnection | None = None

    async def win(self) -> bool:
        if self._session is not None:
            return await self.still_leads()
        session = await self._database.engine.connect()
        await session.execution_options(isolation_level="AUTOCOMMIT")
        won = (
            await session.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": LOCK_NUMBER})
        ).scalar_one()
        if won:
            self._session = session
        else:
            await session.close()
        return bool(won)

    async def still_leads(self) -> bool:
        if self._session is None:
            return False
        try:
            await self._session.execute(text("SELECT 1"))
        except Exception:  # noqa: BLE001 - whatever broke the session took the lock with it
            self._session = None
            return False
        return True

    async def resign(self) -> None:
        if self._session is not None:
            await self._session.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})
            await self._session.close()
            self._session = None


class FileLeadership:
    """A lock file beside the database; the kernel frees it when the process dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    async def win(self) -> bool:
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    async def still_leads(self) -> bool:
        return self._descriptor is not None

    async def resign(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def leadership_of(database: Database) -> Leadership:
    if not database.is_sqlite:
        return PostgresLeadership(database)
    return FileLeadership(Path(f"{database.url.database}.lock"))
