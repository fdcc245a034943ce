"""Voice notes: fetched outside any transaction, transcribed in a child process, told in a transaction of their own."""

import asyncio
import io
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.clocks import MovableClock
from domain.voice import LONGEST_NOTE_SECONDS, VoiceNote
from storage.database import Database, DatabaseAway
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.voice import heard, next_voice, not_heard

TIMEOUT_SECONDS = 90.0
REST_SECONDS = 5.0
NONE = "none"
NOTHING_SAID = "silence"

log = structlog.get_logger("voices")


class NotTranscribed(Exception):
    """The child came to no result: killed, timed out, or nothing to hear."""


@dataclass(frozen=True, slots=True)
class Ear:
    """Transcribes in a child process; it is killed when it takes too long."""

    backend: str
    model: str
    timeout_seconds: float = TIMEOUT_SECONDS

    async def __call__(self, sound: bytes) -> str:
        command = (sys.executable, "-m", "understanding.voice", self.backend, self.model, str(LONGEST_NOTE_SECONDS))
        child = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(self.timeout_seconds):
                said, _ = await child.communicate(sound)
        except TimeoutError as late:
            raise NotTranscribed("too slow") from late
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        return _words(child.returncode, said)


def _words(code: int | None, said: bytes) -> str:
    answer = json.loads(said) if code == 0 and said else {"trouble": f"exit {code}"}
    text = str(answer.get("text", ""))
    if not text:
        raise NotTranscribed(answer.get("trouble", NOTHING_SAID))
    return text


class Voices:
    """Takes kept notes one after the other; several processes never take the same one."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        vault: Vault,
        clock: MovableClock,
        ear: Callable[[bytes], Awaitable[str]],
        spoke: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._database = database
        self._vault = vault
        self._clock = clock
        self._ear = ear
        self._spoke = spoke
        self._arrived = asyncio.Event()

    def nudge(self) -> None:
        self._arrived.set()

    async def run(self) -> None:
        """Transcribe until cancelled."""
        while True:
            self._arrived.clear()
            try:
                is_done = await self.one()
            except DatabaseAway:
                is_done = False
            if not is_done:
                await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(REST_SECONDS):
                await self._arrived.wait()
        except TimeoutError:
            pass

    async def one(self) -> bool:
        """Transcribe the next note; False when none waits."""
        async with self._database.write() as connection:
            note = await next_voice(SqlUnitOfWork(connection, self._vault), self._clock.now())
        if note is None:
            return False
        text = await self._listen(note)
        async with self._database.write() as connection:
            uow, now = SqlUnitOfWork(connection, self._vault), self._clock.now()
            await (heard(uow, note, text, now) if text else not_heard(uow, note, now))
        self._spoke()
        return True

    async def _listen(self, note: VoiceNote) -> str:
        try:
            sound = io.BytesIO()
            await self._bot.download(note.file_id, destination=sound)
            return await self._ear(sound.getvalue())
        except (NotTranscribed, TelegramAPIError, TimeoutError, OSError) as trouble:
            # What was said is never logged, nor whose it was.
            log.warning("voice_not_heard", voice=note.id, trouble=type(trouble).__name__)
            return ""
