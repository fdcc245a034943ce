"""Everything a request needs, together: the world, the updates, the pace, the faults, the log of calls."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from gateway.clock import MovableClock
from gateway.faults import Faults
from gateway.pace import Pace
from gateway.updates import UpdateQueue
from gateway.world import Json, Message, World

_CALLS_KEPT = 100_000


@dataclass(slots=True)
class Press:
    """A tap on an inline button that waits for its answer; `at` is Unix seconds."""

    id: str
    person_id: int
    message: Message
    at: int


@dataclass(slots=True)
class Stage:
    clock: MovableClock
    world: World
    updates: UpdateQueue
    pace: Pace
    faults: Faults
    hides_group_talk: bool  # BotFather's group privacy, on by default
    presses: dict[str, Press] = field(default_factory=dict)
    answers: list[Json] = field(default_factory=list)
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=_CALLS_KEPT))
    call_numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def log_call(self, method: str, params: Json) -> Json:
        """Answer the entry; `ok` and `error` are filled in when the call has ended."""
        entry = {
            "n": next(self.call_numbers),
            "method": method,
            "params": params,
            "ok": None,
            "error": None,
            "at": self.clock.now().isoformat(),
        }
        self.calls.append(entry)
        return entry
