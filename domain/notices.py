"""What is pushed to people: a typed fact, whom it is for, how urgent it is and how often it may arrive."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import ClassVar


class Lane(IntEnum):
    """The order in which waiting messages leave: a lower lane always goes first."""

    REPLY = 0
    DUTY = 1
    PERSONAL = 2
    GROUP = 3
    ANNOUNCEMENT = 4


class Delivery(StrEnum):
    """What happens to a message of which nobody knows whether it left: sending is not idempotent at Telegram."""

    LEAST = "least"
    """Sent again: a doubled reply is better than a missing one."""
    ONCE = "once"
    """Not sent again but shown to the leader: the next rung of the ladder covers a miss."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something somebody should hear. Subclasses carry what the sentence needs, and nothing that is not needed."""

    registry: ClassVar[dict[str, type["Fact"]]] = {}

    def __init_subclass__(cls) -> None:
        Fact.registry[cls.__name__] = cls


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one person or one chat, due at an instant.

    `key` is unique for ever: queueing the same key twice is one message. `replaces` names an earlier notice whose
    message is edited instead of a new one being sent. An `urgent` notice ignores the quiet hours.
    """

    key: str
    fact: Fact
    due_at: datetime
    to_person: int | None = None
    to_chat: int | None = None
    lane: Lane = Lane.PERSONAL
    delivery: Delivery = Delivery.LEAST
    urgent: bool = False
    replaces: str | None = None
