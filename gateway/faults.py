"""Trouble on demand: what a trainer or a test switches on to see how the bot bears it."""

from dataclasses import dataclass
from typing import Any

from gateway.refusals import Refusal, forbidden, too_many_requests
from gateway.world import Json

KINDS = ("429", "500", "blocked", "cut", "slow", "migrate")
_WAIT_LIMIT_SECONDS = 3600.0
_DEFAULT_WAIT_SECONDS = {"429": 1.0, "slow": 2.0}
UNTIL_CLEARED = -1


@dataclass(slots=True)
class Fault:
    """`chat_id` None means every chat; `method` (lower case) narrows it to one method of the Bot API."""

    kind: str
    chat_id: int | None
    times: int
    retry_after: float
    method: str | None = None

    def wire(self) -> Json:
        return {
            "kind": self.kind,
            "chat": self.chat_id,
            "times": self.times,
            "retry_after": self.retry_after,
            "method": self.method,
        }

    def refusal(self) -> Refusal | None:
        match self.kind:
            case "429":
                return too_many_requests(max(1, round(self.retry_after)))
            case "500":
                return Refusal(500, "Internal Server Error")
            case "blocked":
                return forbidden("bot was blocked by the user")
            case _:
                return None


class Faults:
    """A fault meets calls that name a chat, or exactly its method; the oldest that fits is used up first."""

    def __init__(self) -> None:
        self.active: list[Fault] = []

    def add(self, kind: str, chat_id: int | None, times: int, retry_after: Any, method: str | None) -> Fault:
        wait = (
            _DEFAULT_WAIT_SECONDS.get(kind, 0.0)
            if retry_after is None
            else min(float(retry_after), _WAIT_LIMIT_SECONDS)
        )
        fault = Fault(kind, chat_id, times, wait, method.lower() if method else None)
        self.active.append(fault)
        return fault

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        for fault in self.active:
            if self._fits(fault, method, chat_id):
                if fault.times != UNTIL_CLEARED:
                    fault.times -= 1
                    if not fault.times:
                        self.active.remove(fault)
                return fault
        return None

    def _fits(self, fault: Fault, method: str, chat_id: int | None) -> bool:
        if fault.method is not None and fault.method != method:
            return False
        if fault.chat_id is not None:
            return fault.chat_id == chat_id
        return fault.method is not None or chat_id is not None

    def clear(self) -> None:
        self.active.clear()
