"""Handing a conversation over to a person: who waits, who answers, when it is chased, and how it ends."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.notices import Fact
from domain.people import Role
from domain.refusals import Refusal

# What is handed over is kept short: the last turns, and of each the beginning.
TURNS_KEPT = 8
LONGEST_TURN = 200
# Nobody has said anything for so long: the conversation is over, and both are told.
SILENT_FOR = timedelta(hours=12)
# How long after the request nobody having answered is chased, rung by rung.
CHASES = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=24))


class HandoverState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    ENDED = "ended"


class HandoverTakenAlready(Refusal):
    """Somebody else of the staff was faster."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.who = who


class HandoverOver(Refusal):
    """This conversation with a person has ended."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn: who spoke (empty for the bot) and the beginning of what they said."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Handover:
    """One conversation that a person takes over. `chat_id` is the asker's private chat: they may be unknown to us."""

    id: int
    community_id: int
    chat_id: int
    person_id: int | None
    name: str
    place: str
    phone: str
    turns: tuple[Spoken, ...]
    state: HandoverState
    opened_at: datetime
    since_at: datetime
    danger: str = ""
    helper_id: int | None = None
    chased: int = 0

    def hear(self, who: str, text: str, now: datetime) -> "Handover":
        """Add a turn; the oldest are forgotten."""
        turns = (*self.turns, Spoken(who, text[:LONGEST_TURN]))[-TURNS_KEPT:]
        return replace(self, turns=turns, since_at=now)

    def take(self, helper_id: int, helper: str, now: datetime) -> "Handover":
        """Give it to the first who takes it; `helper` names whoever has it already, for the second."""
        if self.state is HandoverState.ENDED:
            raise HandoverOver
        if self.state is HandoverState.TAKEN and self.helper_id != helper_id:
            raise HandoverTakenAlready(helper)
        return replace(self, state=HandoverState.TAKEN, helper_id=helper_id, since_at=now)

    def end(self, now: datetime) -> "Handover":
        if self.state is HandoverState.ENDED:
            raise HandoverOver
        return replace(self, state=HandoverState.ENDED, since_at=now)

    def chase_due(self, now: datetime) -> bool:
        """Say whether the next rung is due; the last one is never repeated."""
        waits = self.state is HandoverState.WAITING and self.chased < len(CHASES)
        return waits and now >= self.opened_at + CHASES[self.chased]

    def is_silent(self, now: datetime) -> bool:
        return self.state is HandoverState.TAKEN and now - self.since_at >= SILENT_FOR


@dataclass(frozen=True, slots=True)
class HandoverCard(Fact):
    """For staff: somebody would like to talk to a person. `helper` is set once somebody does."""

    handover_id: int
    name: str
    place: str
    phone: str
    danger: str
    turns: tuple[Spoken, ...] = field(default=())
    helper: str = ""
    is_chase: bool = False


@dataclass(frozen=True, slots=True)
class HandoverAnswered(Fact):
    """For the asker: a person is here and speaks; `text` is empty when they have only just taken it."""

    handover_id: int
    helper: str
    role: Role
    text: str = ""


@dataclass(frozen=True, slots=True)
class HandoverHeard(Fact):
    """For the helper: what the asker says."""

    handover_id: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class HandoverEnded(Fact):
    """For the other side: the conversation is over. `who` is empty for somebody whose name we do not know."""

    who: str
    by_silence: bool = False


@dataclass(frozen=True, slots=True)
class HandoverStillWaiting(Fact):
    """For the asker: nobody has answered yet, and what they can do meanwhile."""

    phone: str
