"""Long polling that acknowledges only what is written down.

aiogram's own polling loses every update in flight when the process is killed, because it confirms before it handles;
here the next offset is asked for only after the inbox has committed.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import ClientError, ClientTimeout

from bot.clocks import MovableClock
from bot.updates import WANTED, inbox_row
from storage.database import Database, DatabaseAway
from storage.inbox import Inbox

POLL_SECONDS = 25
GRACE_SECONDS = 15
BACK_OFF = (0.2, 0.5, 1.0, 2.0, 5.0, 15.0)

log = structlog.get_logger("poller")


class Poller:
    """One per token. `arrived` is called after each commit."""

    def __init__(
        self, bot: Bot, database: Database, inbox: Inbox, clock: MovableClock, arrived: Callable[[], None]
    ) -> None:
        self._bot = bot
        self._database = database
        self._inbox = inbox
        self._clock = clock
        self._arrived = arrived
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; trouble on the way is waited out."""
        failures = 0
        while True:
            try:
                updates = await self._ask()
                await self._keep(updates)
                failures = 0
            except (ClientError, TimeoutError, OSError, json.JSONDecodeError, PollRefused, DatabaseAway) as trouble:
                pause = BACK_OFF[min(failures, len(BACK_OFF) - 1)]
                failures += 1
                log.warning("poll_failed", trouble=type(trouble).__name__, pause_s=pause)
                await asyncio.sleep(max(pause, getattr(trouble, "retry_after", 0)))

    async def _ask(self) -> list[dict[str, Any]]:
        session = self._bot.session
        assert isinstance(session, AiohttpSession)  # noqa: S101 - build() made it so
        http = await session.create_session()
        form: dict[str, str] = {"timeout": str(POLL_SECONDS), "limit": "100", "allowed_updates": json.dumps(WANTED)}
        if self._offset is not None:
            form["offset"] = str(self._offset)
        headers = {"X-Rehearsal-Seen": str(self._clock.offset_seconds)}
        url = session.api.api_url(self._bot.token, "getUpdates")
        async with http.post(
            url, data=form, headers=headers, timeout=ClientTimeout(POLL_SECONDS + GRACE_SECONDS)
        ) as response:
            answer = await response.json(content_type=None)
            if not answer.get("ok"):
                raise PollRefused(answer)
            moved = response.headers.get("X-Rehearsal-Offset")
            if moved is not None:
                self._clock.follow(float(moved))
            result: list[dict[str, Any]] = answer["result"]
            return result

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        if not updates:
            return
        async with self._database.write() as connection:
            await self._inbox.keep(connection, [inbox_row(raw) for raw in updates], self._clock.now())
        self._offset = max(int(raw["update_id"]) for raw in updates) + 1
        self._arrived()


class PollRefused(Exception):
    """Telegram answered, but not with updates."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer.get("error_code"), answer.get("description"))
        self.retry_after = int(answer.get("parameters", {}).get("retry_after", 0))
