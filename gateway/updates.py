"""Updates on their way to the bot: kept until acknowledged, by long poll or by webhook."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from gateway.refusals import conflict
from gateway.world import Json, World

# Telegram sends these only to a bot that asks for them by name.
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
BATCH_LIMIT = 100
POLL_LIMIT_SECONDS = 50
_RECENT_SECONDS = 2.0  # a bot between two polls still counts as polling


@dataclass(slots=True)
class Webhook:
    """`failing_since_attempts` is the number of failed deliveries of the update at the head."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_failure_at: int | None = None
    last_failure: str | None = None


@dataclass(slots=True)
class _Waiting:
    """One getUpdates that is held open; `replaced` when another one came."""

    woken: asyncio.Event = field(default_factory=asyncio.Event)
    replaced: bool = False


class UpdateQueue:
    """Order is kept; an update leaves when a later call names a higher offset, or a webhook took it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._last_number = world.first_number
        self.pending: deque[Json] = deque()
        self.allowed: frozenset[str] | None = None  # None: Telegram's default
        self.webhook: Webhook | None = None
        self.arrived = asyncio.Event()  # for the webhook's courier
        self._poll: _Waiting | None = None
        self._last_poll_at = float("-inf")
        self._polls = 0
        self.seen_offset_seconds: float | None = None  # what the bot last said it had applied
        self._poll_came = asyncio.Event()

    def push(self, kind: str, payload: Json) -> int:
        """Answer the update's number; one the bot did not ask for gets a number and is dropped."""
        number = self.skip()
        wanted = kind in self.allowed if self.allowed else kind not in ONLY_ON_REQUEST
        if wanted:
            self.pending.append({"update_id": number, kind: payload})
            self.arrived.set()
            if self._poll is not None:
                self._poll.woken.set()
        return number

    def skip(self) -> int:
        """Use up a number: one after the other, as Telegram counts its updates."""
        self._last_number += 1
        return self._last_number

    def allow(self, kinds: list[str] | None) -> None:
        """None keeps the earlier choice, an empty list returns to the default, as Telegram has it."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    async def poll(self, *, offset: int | None, limit: int, timeout_seconds: float) -> list[Json]:
        self._refuse_with_webhook()
        self._replace_waiting_poll()
        self._acknowledge(offset)
        self._polls += 1
        self._poll_came.set()
        if not self.pending and timeout_seconds > 0:
            await self._wait(min(timeout_seconds, POLL_LIMIT_SECONDS))
        self._last_poll_at = time.monotonic()
        return [self.pending[index] for index in range(min(limit, len(self.pending)))]

    def wake(self) -> None:
        """Answer a held poll at once, with whatever there is: the bot must learn of a moved clock."""
        if self._poll is not None:
            self._poll.woken.set()

    async def until_bot_knows(self, offset_seconds: float, *, at_most_seconds: float) -> bool:
        """Wait for the bot's next getUpdates, carrying the offset if it ever carried one; False: it stayed away."""
        if not self._somebody_polls():
            return True
        polls_before = self._polls
        try:
            async with asyncio.timeout(at_most_seconds):
                while not self._knows(offset_seconds, polls_before):
                    # Each time anew: a poll that was on its way when the clock moved still carries the old offset.
                    self.wake()
                    self._poll_came.clear()
                    await self._poll_came.wait()
        except TimeoutError:
            return False
        return True

    def _knows(self, offset_seconds: float, polls_before: int) -> bool:
        if self.seen_offset_seconds is None:
            return self._polls > polls_before
        return self.seen_offset_seconds >= offset_seconds

    def _somebody_polls(self) -> bool:
        return self._poll is not None or time.monotonic() - self._last_poll_at < _RECENT_SECONDS

    def _refuse_with_webhook(self) -> None:
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )

    def _replace_waiting_poll(self) -> None:
        if self._poll is not None:
            self._poll.replaced = True
            self._poll.woken.set()
            self._poll = None

    def _acknowledge(self, offset: int | None) -> None:
        if offset is None or offset == 0:
            return
        if offset < 0:  # only the newest -offset updates are kept
            while len(self.pending) > -offset:
                self.pending.popleft()
            return
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    async def _wait(self, seconds: float) -> None:
        waiting = self._poll = _Waiting()
        try:
            async with asyncio.timeout(seconds):
                await waiting.woken.wait()
        except TimeoutError:
            pass
        finally:
            if self._poll is waiting:
                self._poll = None
        if waiting.replaced:
            raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")

    def webhook_facts(self) -> Json:
        hook = self.webhook
        facts: dict[str, Any] = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }
        if hook:
            facts["max_connections"] = hook.max_connections
            if hook.last_failure_at is not None:
                facts |= {"last_error_date": hook.last_failure_at, "last_error_message": hook.last_failure}
        if self.allowed:
            facts["allowed_updates"] = sorted(self.allowed)
        return facts
