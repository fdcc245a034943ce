"""What the house does for itself: claim a period, look for letters that are late, forget what is over."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from storage import inbox as inbox_rows
from storage import outbox as outbox_rows
from storage import periods
from storage.database import Database
from storage.inbox import IS_NEW, inbox
from storage.outbox import IS_PENDING, outbox

LATE_AFTER = timedelta(minutes=5)
KEEP_DONE = timedelta(days=3)  # longer than Telegram repeats an update
KEEP_SENT = timedelta(days=90)


class Upkeep:
    """Runs in its own transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, job: str, period: str, now: datetime) -> bool:
        async with self._database.write() as connection:
            return await periods.claim(connection, job, period, now)

    async def late(self, now: datetime) -> tuple[int, int]:
        """Return how many updates and how many letters are due for more than five minutes and not final."""
        updates = select(func.count()).select_from(inbox).where(IS_NEW, inbox.c.next_at < now - LATE_AFTER)
        letters = select(func.count()).select_from(outbox).where(IS_PENDING, outbox.c.next_at < now - LATE_AFTER)
        async with self._database.read() as connection:
            return (await connection.execute(updates)).scalar_one(), (await connection.execute(letters)).scalar_one()

    async def forget(self, now: datetime) -> None:
        async with self._database.write() as connection:
            await inbox_rows.Inbox.forget(connection, now - KEEP_DONE)
            await outbox_rows.forget(connection, now - KEEP_SENT)
