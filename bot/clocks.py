"""The only place that knows the wall clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def wall_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this is the place


class MovableClock:
    """The wall clock plus an offset that a rehearsal moves forward; `on_jump` hears of every move."""

    def __init__(self, wall: Callable[[], datetime] = wall_now) -> None:
        self._wall = wall
        self._offset = timedelta()
        self.on_jump: list[Callable[[], None]] = []

    @property
    def offset_seconds(self) -> float:
        return self._offset.total_seconds()

    def now(self) -> datetime:
        return self._wall() + self._offset

    def follow(self, offset_seconds: float) -> None:
        """Take the offset of the clock we follow."""
        offset = timedelta(seconds=offset_seconds)
        if offset != self._offset:
            self._offset = offset
            for hear in self.on_jump:
                hear()
