"""Slow work, one row at a time: fetch the file, read it in a child process, write what it says, tell how it went."""

import asyncio
import io
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot
from pydantic import TypeAdapter

from bot.shift_work import ShiftWork
from domain.notices import Fact, Lane, Notice
from domain.people_sheets import SheetReading, SheetUnreadable
from domain.times import local
from storage.database import Database, DatabaseAway
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from storage.work import TRIES, Job
from usecases.imports import READ, WRITE, import_rows
from usecases.shift_imports import READ_SHIFTS, WRITE_SHIFTS
from wording import records as words
from wording import shift_sheets as shift_words
from wording.paper_sheet import say_problem

IDLE_SECONDS = 2.0
LONGEST_READ_SECONDS = 120
BIGGEST_FILE = 20 * 1024 * 1024  # what Telegram lets a bot fetch
CHILD = (sys.executable, "-m", "bot.sheet_child")

# What is said first about a sheet; everything later rewrites that message.
FIRST: dict[str, Fact] = {READ: words.reading_sheet(), READ_SHIFTS: shift_words.reading()}
FAILED: dict[str, Fact] = {READ_SHIFTS: shift_words.work_failed(), WRITE_SHIFTS: shift_words.work_failed()}

log = structlog.get_logger("work")
Reading = SheetReading | SheetUnreadable


class Worker:
    """Takes rows of work until cancelled. A row whose worker died is taken up again when its lease is over."""

    def __init__(
        self, bot: Bot, database: Database, vault: Vault, now: Callable[[], datetime], spoke: Callable[[], None]
    ) -> None:
        self._bot = bot
        self._database = database
        self._vault = vault
        self._now = now
        self._spoke = spoke
        shifts = ShiftWork(database, vault, now, self._shifts_read, self._tell)
        self._does: dict[str, Callable[[Job], Awaitable[str]]] = {READ: self._read, WRITE: self._write, **shifts.does}
        self._woken = asyncio.Event()
        self.is_idle = asyncio.Event()

    def nudge(self) -> None:
        self.is_idle.clear()
        self._woken.set()

    async def run(self) -> None:
        while True:
            self._woken.clear()
            try:
                job = await self._take()
                if job is not None:
                    await self._do(job)
                    continue
            except DatabaseAway as away:
                log.warning("database_away", why=str(away))
            if not self._woken.is_set():
                self.is_idle.set()
            try:
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._woken.wait()
            except TimeoutError:
                pass

    async def _take(self) -> Job | None:
        async with self._database.read() as connection:
            if not await SqlUnitOfWork(connection, self._vault).work.waits(self._now()):
                return None
        async with self._database.write() as connection:
            return await SqlUnitOfWork(connection, self._vault).work.take(self._now())

    async def _do(self, job: Job) -> None:
        try:
            outcome = await self._does[job.kind](job)
        except DatabaseAway:
            raise
        except Exception as trouble:
            log.exception("work_failed", work=job.id, kind=job.kind)
            outcome = type(trouble).__name__
            if job.attempts < TRIES:
                async with self._database.write() as connection:
                    await SqlUnitOfWork(connection, self._vault).work.give_back(job.id, outcome)
                return
            await self._tell(job, FAILED.get(job.kind, words.work_failed()))
        async with self._database.write() as connection:
            await SqlUnitOfWork(connection, self._vault).work.done(job.id, outcome, self._now())
        log.info("worked", work=job.id, kind=job.kind, outcome=outcome)

    async def _read(self, job: Job) -> str:
        """Read the sheet; a clean one is imported at once, any other is reported cell by cell and waits for a word."""
        await self._tell(job, words.reading_sheet())
        reading = await self._reading(job)
        if isinstance(reading, SheetUnreadable):
            await self._tell(job, words.sheet_unreadable(say_problem(reading)))
            return reading.problem.value
        if reading.is_clean and reading.rows:
            return await self._import(job, reading)
        first, findings = words.not_clean(reading, job.id)
        async with self._database.write() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            if reading.rows:
                await uow.work.keep(job, job.payload, self._now())
            await uow.outbox.push(
                [
                    self._notice(job, first),
                    Notice(f"work:{job.id}:findings", findings, self._now(), to_chat=job.chat_id),
                ]
            )
        self._spoke()
        return "reported"

    async def _write(self, job: Job) -> str:
        """Import the right rows of a sheet that was reported on before."""
        reading = await self._reading(job)
        if isinstance(reading, SheetUnreadable):
            await self._tell(job, words.import_gone())
            return reading.problem.value
        return await self._import(job, reading)

    async def _import(self, job: Job, reading: SheetReading) -> str:
        total = len(reading.rows)
        await self._tell(job, words.reading_sheet(0, total))
        async with self._database.write() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            done = await import_rows(uow, job.community_id, reading.rows, self._now())
            await uow.outbox.push([self._notice(job, words.imported(done.fresh, done.changed, done.same))])
        self._spoke()
        return f"{done.fresh} fresh, {done.changed} changed, {done.same} same"

    async def _reading(self, job: Job) -> Reading:
        async with self._database.read() as connection:
            buildings = await SqlUnitOfWork(connection, self._vault).people.listed_buildings(job.community_id)
        read: Reading = TypeAdapter(Reading).validate_json(await self._child(job, buildings=buildings))
        return read

    async def _shifts_read(self, job: Job) -> bytes:
        return await self._child(job, shifts=True)

    async def _child(self, job: Job, **more: Any) -> bytes:
        """Fetch the file outside any transaction and read it in a child, which a bad file may take down with it."""
        fetched = await self._bot.download(job.payload["file"], io.BytesIO())
        sent = fetched.read() if fetched is not None else b""
        ask = json.dumps({"today": local(self._now()).date().isoformat(), **more}).encode()
        child = await asyncio.create_subprocess_exec(
            *CHILD, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(LONGEST_READ_SECONDS):
                answer, _ = await child.communicate(ask + b"\n" + sent[:BIGGEST_FILE])
        finally:
            if child.returncode is None:
                child.kill()
        return answer

    async def _tell(self, job: Job, fact: Fact) -> None:
        async with self._database.write() as connection:
            await SqlUnitOfWork(connection, self._vault).outbox.push([self._notice(job, fact)])
        self._spoke()

    def _notice(self, job: Job, fact: Fact) -> Notice:
        """Return the fact as the job's one message: the first is sent, each later one rewrites it."""
        root = f"work:{job.payload.get('shown', job.id)}"
        now = self._now()
        first = root if FIRST.get(job.kind) == fact else None
        key = first or f"{root}:{job.id}:{job.attempts}:{now.timestamp():.3f}"
        return Notice(
            key, fact, now, to_chat=job.chat_id, lane=Lane.REPLY, urgent=True, replaces=None if first else root
        )
