"""The time bank's periodic jobs: lapse by the hour, prove and anchor by the day."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.anchors import read_anchors, write_anchors
from domain.times import local
from scheduling.clockwork import Job
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.timebank_monthly import send_months
from usecases.timebank_nightly import give_back_unfetched, lapse_points, prove_and_anchor

log = structlog.get_logger("ledger")


def timebank_jobs(database: Database, vault: Vault, anchors: Path | None, spoke: Callable[[], None]) -> tuple[Job, ...]:
    """Return the jobs; each community's books are locked and committed on their own."""

    async def communities() -> list[int]:
        async with database.read() as connection:
            return [each.id for each in await SqlUnitOfWork(connection, vault).people.communities()]

    async def lapse(now: datetime) -> None:
        """Give back what was not fetched, batch by batch, and let points go whose last day is over."""
        for community_id in await communities():
            given_back = 1
            while given_back:
                async with database.write() as connection:
                    given_back = await give_back_unfetched(SqlUnitOfWork(connection, vault), community_id, now)
            async with database.write() as connection:
                await lapse_points(SqlUnitOfWork(connection, vault), community_id, now)
        spoke()

    async def prove(now: datetime) -> None:
        """Prove every community's books against all heads kept so far, then keep today's."""
        kept = await asyncio.to_thread(read_anchors, anchors)
        for community_id in await communities():
            mine = [head for head in kept if head.community_id == community_id]
            async with database.write() as connection:
                report = await prove_and_anchor(SqlUnitOfWork(connection, vault), community_id, mine, now)
            if report.is_sound:
                await asyncio.to_thread(write_anchors, anchors, local(now).date(), report.heads)
            else:
                log.error("books_unsound", community=community_id, problems=len(report.problems))
        spoke()

    async def months(now: datetime) -> None:
        for community_id in await communities():
            async with database.write() as connection:
                await send_months(SqlUnitOfWork(connection, vault), community_id, now)
        spoke()

    return (
        Job("points_months", timedelta(hours=1), months),
        Job("points_lapse", timedelta(hours=1), lapse),
        Job("books_proved", timedelta(days=1), prove),
    )
