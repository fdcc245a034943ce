"""Sheets of shifts as slow work: read in a child, held against the people there are, planned in one transaction."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from pydantic import TypeAdapter

from domain.notices import Fact
from domain.people_sheets import SheetProblem
from domain.shift_sheets import ShiftReading, ShiftsUnreadable
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from storage.work import Job
from usecases.shift_imports import READ_SHIFTS, WRITE_SHIFTS, import_shifts, with_people
from wording import shift_sheets as words
from wording.refusals import say

ADAPTER: TypeAdapter[ShiftReading | ShiftsUnreadable] = TypeAdapter(ShiftReading | ShiftsUnreadable)


class ShiftWork:
    """`fetch` gives the child's answer for a job's file, `tell` rewrites the job's one message."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        now: Callable[[], datetime],
        fetch: Callable[[Job], Awaitable[bytes]],
        tell: Callable[[Job, Fact], Awaitable[None]],
    ) -> None:
        self._database = database
        self._vault = vault
        self._now = now
        self._fetch = fetch
        self._tell = tell
        self.does: dict[str, Callable[[Job], Awaitable[str]]] = {READ_SHIFTS: self._read, WRITE_SHIFTS: self._write}

    async def _read(self, job: Job) -> str:
        """Plan a clean sheet at once; any other is reported cell by cell and waits for a word."""
        await self._tell(job, words.reading())
        found = await self._found(job)
        if isinstance(found, ShiftsUnreadable):
            await self._tell(job, words.unreadable(found))
            return found.problem.value
        if not found.findings:
            return await self._plan(job, found)
        if found.rows:
            async with self._database.write() as connection:
                await SqlUnitOfWork(connection, self._vault).work.keep(job, job.payload, self._now())
        await self._tell(job, words.not_clean(found, job.id))
        return "reported"

    async def _write(self, job: Job) -> str:
        """Plan the right rows of a sheet that was reported on before."""
        found = await self._found(job)
        if isinstance(found, ShiftsUnreadable):
            await self._tell(job, words.gone())
            return SheetProblem.EMPTY_FILE.value
        return await self._plan(job, found)

    async def _found(self, job: Job) -> ShiftReading | ShiftsUnreadable:
        found = ADAPTER.validate_json(await self._fetch(job))
        if isinstance(found, ShiftsUnreadable):
            return found
        async with self._database.read() as connection:
            return await with_people(SqlUnitOfWork(connection, self._vault), job.community_id, found, self._now())

    async def _plan(self, job: Job, found: ShiftReading) -> str:
        now = self._now()
        async with self._database.write() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            done = await import_shifts(uow, job.community_id, job.person_id, found.rows, now)
        refused = [words.refused(row, say(why, now)) for row, why in done.refused]
        await self._tell(job, words.imported(done.fresh, done.changed, done.same, done.seated, refused))
        return f"{done.fresh} fresh, {done.changed} changed, {done.same} same"
