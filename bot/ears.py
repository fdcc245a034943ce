"""Takes what arrived, one update after the other, until the bot is stopped; several of these may run side by side."""

import asyncio
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.clocks import MovableClock
from bot.handling import Handling, NothingToHear, Toast
from storage.database import DatabaseAway

IDLE_SECONDS = 2.0
# Something is due, but another worker has it, or one before it in its chat is tried again: look now and then.
HELD_SECONDS = 0.1
AWAY_SECONDS = 1.0  # between two tries while the database is locked or gone
TOAST_LIMIT = 200

log = structlog.get_logger("ears")


class Ears:
    """Handles the next update as soon as there is one, and knows when there is none."""

    def __init__(self, bot: Bot, handling: Handling, clock: MovableClock) -> None:
        self._bot = bot
        self._handling = handling
        self._clock = clock
        self._arrived = asyncio.Event()
        self.is_idle = asyncio.Event()
        """Nothing waits, and every press is answered."""
        self._nothing_waits = False
        self._answering = 0

    def nudge(self) -> None:
        self._nothing_waits = False
        self.is_idle.clear()
        self._arrived.set()

    async def run(self) -> None:
        """Handle updates until cancelled."""
        async with asyncio.TaskGroup() as answers:
            while True:
                try:
                    toast = await self._one_or_rest()
                except DatabaseAway as away:
                    log.warning("database_away", why=str(away))
                    await asyncio.sleep(AWAY_SECONDS)
                    continue
                if toast is not None:
                    self._answering += 1
                    answers.create_task(self._answer_press(toast)).add_done_callback(self._answered)

    async def _one_or_rest(self) -> Toast | None:
        self._arrived.clear()
        try:
            return await self._handling.one()
        except NothingToHear as nothing:
            await self._rest(nothing.next_at)
            return None

    async def _rest(self, next_at: datetime | None) -> None:
        wait = IDLE_SECONDS
        if next_at is None:
            # One that arrived while we were looking is not slept over, nor is this idleness.
            self._nothing_waits = not self._arrived.is_set()
            self._say_if_idle()
        else:
            wait = min(wait, max(HELD_SECONDS, (next_at - self._clock.now()).total_seconds()))
        try:
            async with asyncio.timeout(wait):
                await self._arrived.wait()
        except TimeoutError:
            pass

    async def _answer_press(self, toast: Toast) -> None:
        """Stop the button's spinner; never stored, and no harm if it fails."""
        text = toast.text[:TOAST_LIMIT]
        try:
            await self._bot.answer_callback_query(
                toast.press_id, text=text or None, show_alert=toast.in_group and bool(text)
            )
        except (AiogramError, TimeoutError) as trouble:
            log.info("press_not_answered", trouble=type(trouble).__name__)

    def _answered(self, _: "asyncio.Task[None]") -> None:
        self._answering -= 1
        self._say_if_idle()

    def _say_if_idle(self) -> None:
        if self._nothing_waits and not self._answering:
            self.is_idle.set()
