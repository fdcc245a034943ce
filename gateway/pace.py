"""Telegram's pace: sliding windows on real, monotonic time; the moved clock does not refill them."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from telegram.constants import FloodLimit

from gateway.refusals import too_many_requests


@dataclass(frozen=True, slots=True)
class Window:
    """At most `messages` within any `seconds`; `tolerance_seconds` forgives a clock's and a wire's jitter."""

    messages: int
    seconds: float
    tolerance_seconds: float = 0.0


WINDOWS = {
    "overall": Window(int(FloodLimit.MESSAGES_PER_SECOND), 1.0),
    "private": Window(int(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT), 1.0, tolerance_seconds=0.05),
    "group": Window(int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP), 60.0),
}


class Pace:
    """Counts what was sent; a refused message is not counted. Without `strict` everything passes."""

    def __init__(self, ticks: Callable[[], float], *, strict: bool) -> None:
        self._ticks = ticks
        self.strict = strict
        self._sent: dict[int | str, deque[float]] = {}

    def spend(self, chat_id: int, *, messages: int = 1) -> None:
        """Raise 429 with retry_after in whole seconds when a window is full.

        An album counts each of its messages, but one call is never refused for being an album:
        it passes when its first message would.
        """
        if not self.strict:
            return
        now = self._ticks()
        kept: tuple[tuple[int | str, Window], ...] = (
            ("overall", WINDOWS["overall"]),
            (chat_id, WINDOWS["group" if chat_id < 0 else "private"]),
        )
        wait = max(self._wait_seconds(key, window, now) for key, window in kept)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for key, _ in kept:
            self._sent[key].extend([now] * messages)

    def _wait_seconds(self, key: int | str, window: Window, now: float) -> float:
        sent = self._sent.setdefault(key, deque())
        span = window.seconds - window.tolerance_seconds
        while sent and now - sent[0] >= span:
            sent.popleft()
        if len(sent) < window.messages:
            return 0.0
        return span - (now - sent[len(sent) - window.messages])
