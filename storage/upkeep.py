"""What the house does for itself: claim a period, look for letters that are late, forget what is over."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from storage import inbox as inbox_rows
from storage import outbox as outbox_rows
from storage import periods
from storage.database import Database
from storage.duty_steps import IS_WAITING as STEP_WAITS
from storage.duty_steps import duty_step
from storage.inbox import IS_NEW, inbox
from storage.outbox import IS_PENDING, outbox

LATE_AFTER = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(days=2)  # a rung that old reminds nobody of anything
KEEP_DONE = timedelta(days=3)  # longer than Telegram repeats an update
KEEP_SENT = timedelta(days=90)


class Upkeep:
    """Runs in its own transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, job: str, period: str, now: datetime) -> bool:
        async with self._database.write() as connection:
            return await periods.claim(connection, job, period, now)

    async def late(self, now: datetime) -> tuple[int, int, int]:
        """Return how many updates, letters and rungs of reminders are due for more than five minutes and not final."""
        updates = select(func.count()).select_from(inbox).where(IS_NEW, inbox.c.next_at < now - LATE_AFTER)
        letters = select(func.count()).select_from(outbox).where(IS_PENDING, outbox.c.next_at < now - LATE_AFTER)
        overdue = (duty_step.c.due_at < now - LATE_AFTER) & (duty_step.c.due_at > now - FORGOTTEN_AFTER)
        rungs = select(func.count()).select_from(duty_step).where(STEP_WAITS, overdue)
        async with self._database.read() as connection:
            counted = [(await connection.execute(each)).scalar_one() for each in (updates, letters, rungs)]
        return counted[0], counted[1], counted[2]

    async def forget(self, now: datetime) -> None:
        async with self._database.write() as connection:
            await inbox_rows.Inbox.forget(connection, now - KEEP_DONE)
            await outbox_rows.forget(connection, now - KEEP_SENT)
