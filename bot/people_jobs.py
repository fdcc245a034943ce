"""Periodic work about people: what has been kept long enough is forgotten, roles that end are told of."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from scheduling.clockwork import Job
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.privacy import forget
from usecases.role_ends import tell_of_ends

log = structlog.get_logger("people_jobs")


def people_jobs(database: Database, vault: Vault, spoke: Callable[[], None]) -> tuple[Job, ...]:
    async def retain(now: datetime) -> None:
        """Erase who left two years ago, and forget old talk, old reveals and work that is done."""
        async with database.write() as connection:
            uow = SqlUnitOfWork(connection, vault)
            erased = await forget(uow, now)
            await uow.work.forget(now)
        if erased:
            log.info("erased", persons=erased)

    async def tell_of_roles(now: datetime) -> None:
        async with database.write() as connection:
            await tell_of_ends(SqlUnitOfWork(connection, vault), now)
        spoke()

    return (Job("retention", timedelta(days=1), retain), Job("roles", timedelta(hours=6), tell_of_roles))
