"""What people are told about shifts: theirs, moved, cancelled, answered, served, paid."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices import Fact
from domain.timebank import Explanation


@dataclass(frozen=True, slots=True)
class ShiftAssigned(Fact):
    """Told to a volunteer when a shift becomes theirs."""

    assignment_id: int
    post: str
    meet: str
    starts_at: datetime
    ends_at: datetime
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShiftAnswered(Fact):
    """Told to the leader."""

    name: str
    phone: str
    post: str
    starts_at: datetime
    can_come: bool
    asked: tuple[str, ...] = ()
    """Who is being asked to step in."""
    is_ill: bool = False


@dataclass(frozen=True, slots=True)
class ShiftServed(Fact):
    """Told to the leader, who confirms the minutes in one tap."""

    assignment_id: int
    name: str
    post: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ShiftPaid(Fact):
    """Told to the volunteer: the points and how they came about."""

    post: str
    minutes: int
    points: int
    balance: int
    explanation: Explanation
    assignment_id: int = 0


@dataclass(frozen=True, slots=True)
class ShiftCancelled(Fact):
    """Told to everybody on the shift, at once and whatever the hour."""

    post: str
    starts_at: datetime
    ends_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class ShiftDropped(Fact):
    """Told to somebody whom the leader has taken off a shift."""

    post: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class ShiftMoved(Fact):
    """Told to everybody on a shift that begins at another time now; the answer is asked for anew."""

    assignment_id: int
    post: str
    meet: str
    was_at: datetime
    starts_at: datetime
    ends_at: datetime
