"""Periodic work: APScheduler only ticks; which period is done by whom is decided by claimed rows."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK_SECONDS = 5
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)

log = structlog.get_logger("clockwork")


@dataclass(frozen=True, slots=True)
class Job:
    """Something done once per period; `run` is told the moment and opens what it needs itself."""

    name: str
    every: timedelta
    run: Callable[[datetime], Awaitable[None]]
    on_the_wall_only: bool = False
    """Left out when a rehearsal's clock jumps: right after a jump everything looks late."""


class Claims(Protocol):
    async def claim(self, job: str, period: str, now: datetime) -> bool:
        """Say whether this process is the one that does the job for the period."""
        ...


class Clockwork:
    """Ticks every few seconds on the wall, and at once when the rehearsal's clock jumps.

    A restart or a jump does the period that is on, once; periods slept through are not made up for, since each job
    looks at everything that is due by now.
    """

    def __init__(self, jobs: Sequence[Job], claims: Claims, now: Callable[[], datetime]) -> None:
        self._jobs = jobs
        self._claims = claims
        self._now = now
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        self._scheduler.add_job(
            self.tick, "interval", seconds=TICK_SECONDS, coalesce=True, misfire_grace_time=None, max_instances=1
        )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self, *, jumped: bool = False) -> None:
        """Do every job whose present period nobody has done yet; one that fails stops no other."""
        now = self._now()
        for job in self._jobs:
            if jumped and job.on_the_wall_only:
                continue
            period = str(int((now - EPOCH) / job.every))
            try:
                # A database that is away for a moment fails the claim; the next tick asks again.
                if await self._claims.claim(job.name, period, now):
                    await job.run(now)
            except Exception:
                log.exception("job_failed", job=job.name)
