"""How fast Telegram may be spoken to: a table of limits, and the holds that keep them. Times are monotonic seconds."""

from collections import defaultdict, deque
from dataclasses import dataclass

SECOND, MINUTE = 1.0, 60.0
# After a rest the first letters open connections and arrive late, in one second with the punctual ones behind them:
# so many of them leave at half the pace, or Telegram would count 31 and refuse.
COLD_LETTERS, COLD_AFTER_SECONDS = 8, 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages per second overall, without a burst; per private chat; and per sliding minute in a group.

    Telegram counts 30, 1 and 20. The overall figure stays below, so that jitter on the way never makes a 31st in
    anybody's second; the others leave the width of a clock tick.
    """

    overall_per_second: float = 28.8
    private_gap_seconds: float = 1.02
    group_per_minute: int = 20
    group_gap_seconds: float = 1.02


TELEGRAM = Limits()
UNLIMITED = Limits(100_000.0, 0.0, 1_000_000, 0.0)


class Pace:
    """Gives out slots. A chat that was told to wait keeps waiting; others go on."""

    def __init__(self, limits: Limits = TELEGRAM) -> None:
        self._limits = limits
        self._next_slot = 0.0
        self._cold = 0
        self._chat_free_at: dict[int, float] = {}
        self._group_sent: defaultdict[int, deque[float]] = defaultdict(deque)

    def slots(self, now: float, horizon: float) -> int:
        """Return how many messages may leave within `horizon` seconds."""
        gap = self._gap(now)
        first = max(now, self._next_slot)
        return max(0, int((now + horizon - first) / gap) + 1) if first <= now + horizon else 0

    def _has_rested(self, now: float) -> bool:
        return now - self._next_slot > COLD_AFTER_SECONDS

    def _gap(self, now: float) -> float:
        gap = SECOND / self._limits.overall_per_second
        return 2 * gap if self._cold or self._has_rested(now) else gap

    def wait(self, now: float) -> float:
        """Return the seconds until the next overall slot."""
        return max(0.0, self._next_slot - now)

    def take(self, chat_id: int, now: float) -> float:
        """Use the next slot up for this chat and return when it is."""
        at = max(now, self._next_slot)
        gap = self._gap(now)
        self._cold = COLD_LETTERS - 1 if self._has_rested(now) else max(0, self._cold - 1)
        self._next_slot = at + gap
        is_group = chat_id < 0
        free_at = at + (self._limits.group_gap_seconds if is_group else self._limits.private_gap_seconds)
        if is_group:
            sent = self._group_sent[chat_id]
            sent.append(at)
            while len(sent) > self._limits.group_per_minute:
                sent.popleft()
            if len(sent) == self._limits.group_per_minute:
                # A tenth of a second more than a minute: their window starts when they saw it, not when we sent it.
                free_at = max(free_at, sent[0] + MINUTE + 0.1)
        self._chat_free_at[chat_id] = max(free_at, self._chat_free_at.get(chat_id, 0.0))
        return at

    def hold(self, chat_id: int, until: float) -> None:
        """Leave the chat alone until then: Telegram said so."""
        self._chat_free_at[chat_id] = max(until, self._chat_free_at.get(chat_id, 0.0))

    def halt(self, until: float) -> None:
        """Send nothing at all until then."""
        self._next_slot = max(self._next_slot, until)

    def held(self, now: float) -> dict[int, float]:
        """Return the chats that take nothing yet, with the seconds they still wait; forgets those that are free."""
        self._chat_free_at = {chat: at for chat, at in self._chat_free_at.items() if at > now}
        return {chat: at - now for chat, at in self._chat_free_at.items()}
