"""The rehearsal's clock: the wall clock handed in, plus an offset that only grows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.refusals import RehearsalRefusal

SHANGHAI = ZoneInfo("Asia/Shanghai")
_ADVANCE_LIMIT_SECONDS = 400 * 24 * 3600  # a slip of the finger must not end the rehearsal


class MovableClock:
    """Aware UTC. `offset_seconds` is kept to the millisecond, so that it survives a header and back."""

    def __init__(self, wall: Callable[[], datetime]) -> None:
        self._wall = wall
        self.offset_seconds = 0.0

    def now(self) -> datetime:
        return self._wall() + timedelta(seconds=self.offset_seconds)

    def unix(self) -> int:
        return int(self.now().timestamp())

    @staticmethod
    def at(unix_seconds: int) -> datetime:
        return datetime.fromtimestamp(unix_seconds, tz=UTC)

    def advance(self, seconds: float) -> None:
        """Refuses to go back and to go further than 400 days at once."""
        if not 0 <= seconds <= _ADVANCE_LIMIT_SECONDS:
            raise RehearsalRefusal(400, "the clock only goes forward, and at most 400 days at once")
        self.offset_seconds = round(self.offset_seconds + seconds, 3)

    def move_to(self, moment: str) -> None:
        """ISO 8601; without a zone it is Shanghai time, as people there would write it."""
        try:
            target = datetime.fromisoformat(moment)
        except ValueError as cause:
            raise RehearsalRefusal(400, f"'to' is not an ISO 8601 moment: {moment!r}") from cause
        if target.tzinfo is None:
            target = target.replace(tzinfo=SHANGHAI)
        self.advance((target - self.now()).total_seconds())

    def headers(self) -> dict[str, str]:
        """Say what a bot reads off every answer to getUpdates and every webhook delivery."""
        return {
            "X-Rehearsal-Now": self.now().isoformat(),
            "X-Rehearsal-Offset": f"{self.offset_seconds:.3f}",
        }
