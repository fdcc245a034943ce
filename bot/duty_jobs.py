"""What is done for duty by the clock: reminders, cover, the published calendar, the week in the group."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from scheduling.calendars import feasts, published
from scheduling.clockwork import Job
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.calendars import keep_feasts, keep_published
from usecases.covers import ask_due
from usecases.reminders import MOST_AT_ONCE, sound_due
from usecases.roster_publishing import post_weeks, tell_unreachable

log = structlog.get_logger("jobs")


def duty_jobs(database: Database, vault: Vault, spoke: Callable[[], None]) -> tuple[Job, ...]:
    async def sound_reminders(now: datetime) -> None:
        """Sound what is due, batch by batch, each in its own transaction; then ask the next people for cover."""
        settled = MOST_AT_ONCE
        while settled >= MOST_AT_ONCE:
            async with database.write() as connection:
                settled = await sound_due(SqlUnitOfWork(connection, vault), now)
            spoke()
        async with database.write() as connection:
            await ask_due(SqlUnitOfWork(connection, vault), now)
        spoke()

    async def keep_calendar(now: datetime) -> None:
        """Copy the holidays of this year and the next as soon as they are published."""
        async with database.write() as connection:
            uow = SqlUnitOfWork(connection, vault)
            await keep_feasts(uow, feasts, now)
            unknown = await keep_published(uow, published, now)
        if unknown:
            log.info("calendar_not_published", years=unknown)

    async def post_rosters(now: datetime) -> None:
        """Post the coming week on Sunday evening, and tell leaders whom the bot cannot reach; both once a week."""
        async with database.write() as connection:
            uow = SqlUnitOfWork(connection, vault)
            await post_weeks(uow, now)
            await tell_unreachable(uow, now)
        spoke()

    return (
        Job("reminders", timedelta(minutes=1), sound_reminders),
        Job("calendar", timedelta(days=1), keep_calendar),
        Job("weeks", timedelta(minutes=15), post_rosters),
    )
