"""Sending: what leaves, what came of it, and what the courier needs from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.notices import Delivery, Fact, Lane


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way. `edits_message_id` names the message that it rewrites."""

    id: int
    key: str
    fact: Fact
    chat_id: int
    lane: Lane
    delivery: Delivery
    attempts: int
    due_at: datetime
    to_person: int | None = None
    edits_message_id: int | None = None
    hand: str = ""
    """Under whose hand it was written for somebody else, as JSON."""
    in_care_of: str = ""
    """Whom it is for, when it goes to the phone of their proxy."""


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class TryLater:
    """Certainly not delivered; worth another try at `at`."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody knows whether it arrived; the delivery policy decides."""

    why: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The account cannot be written to any more."""

    why: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram will never take this; it is a bug of ours and is logged."""

    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup; the letter goes to the new chat."""

    new_chat_id: int


Outcome = Sent | TryLater | Unclear | Unreachable | Rejected | Moved


class MailroomShut(Exception):
    """The outbox cannot be reached for the moment; nothing was written, and the same may be tried again."""


class Mailroom(Protocol):
    """The courier's side of the outbox. Everything may raise `MailroomShut`."""

    async def recover(self, now: datetime) -> int:
        """Decide about letters that a crash left on their way, and return how many there were."""
        ...

    async def exchange(
        self,
        finished: Sequence[tuple[Letter, Outcome]],
        now: datetime,
        limit: int,
        held: Mapping[int, datetime],
    ) -> list[Letter]:
        """Write down what came of letters and fence at most `limit` new ones, in one transaction.

        `held` says until when a chat takes nothing more; its letters are put off until then.
        """
        ...

    async def next_at(self) -> datetime | None:
        """Return when the next letter is due, or None when nothing waits."""
        ...
