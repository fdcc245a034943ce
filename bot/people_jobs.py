"""Periodic work about people: what has been kept long enough is forgotten, once a day."""

from datetime import datetime, timedelta

import structlog

from scheduling.clockwork import Job
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.privacy import forget

log = structlog.get_logger("people_jobs")


def people_jobs(database: Database, vault: Vault) -> tuple[Job, ...]:
    async def retain(now: datetime) -> None:
        """Erase who left two years ago, and forget old talk, old reveals and work that is done."""
        async with database.write() as connection:
            uow = SqlUnitOfWork(connection, vault)
            erased = await forget(uow, now)
            await uow.work.forget(now)
        if erased:
            log.info("erased", persons=erased)

    return (Job("retention", timedelta(days=1), retain),)
