"""The periodic jobs, as a table."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.duty_jobs import duty_jobs
from bot.ledger_jobs import timebank_jobs
from bot.people_jobs import people_jobs
from scheduling.clockwork import Job
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.upkeep import Upkeep
from storage.vault import Vault
from usecases.handover import chase_handovers
from usecases.registration_chase import chase
from usecases.voice import forget_voices
from usecases.wish_clocks import look_after_wishes

log = structlog.get_logger("jobs")


def jobs(
    database: Database,
    vault: Vault,
    upkeep: Upkeep,
    heartbeat: Path | None,
    anchors: Path | None,
    spoke: Callable[[], None],
) -> tuple[Job, ...]:
    async def audit(now: datetime) -> None:
        """Shout when something that was due has not left; beat the heart when all is well."""
        updates, letters, rungs = await upkeep.late(now)
        if updates or letters or rungs:
            log.error("late", updates=updates, letters=letters, rungs=rungs)
        elif heartbeat is not None:
            await asyncio.to_thread(heartbeat.write_text, now.isoformat())

    async def forget(now: datetime) -> None:
        await upkeep.forget(now)

    async def chase_registrations(now: datetime) -> None:
        async with database.write() as connection:
            await chase(SqlUnitOfWork(connection, vault), now)
        spoke()

    async def chase_conversations(now: datetime) -> None:
        async with database.write() as connection:
            await chase_handovers(SqlUnitOfWork(connection, vault), now)
            await forget_voices(SqlUnitOfWork(connection, vault), now)
        spoke()

    async def look_after(now: datetime) -> None:
        async with database.write() as connection:
            await look_after_wishes(SqlUnitOfWork(connection, vault), now)
        spoke()

    return (
        Job("wishes", timedelta(minutes=5), look_after),
        *timebank_jobs(database, vault, anchors, spoke),
        Job("audit", timedelta(minutes=1), audit, on_the_wall_only=True),
        *duty_jobs(database, vault, spoke),
        Job("chase", timedelta(hours=1), chase_registrations),
        Job("chase-handovers", timedelta(minutes=10), chase_conversations),
        Job("forget", timedelta(days=1), forget),
        *people_jobs(database, vault, spoke),
    )
