"""What a rung of the ladder tells: the volunteer's own reminder, and what partner and leader hear of a silence."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices import Fact
from domain.reminders import Rung


@dataclass(frozen=True, slots=True)
class DutyCall:
    """One duty as a reminder tells it."""

    assignment_id: int
    post: str
    meet: str
    starts_at: datetime
    ends_at: datetime
    partners: tuple[str, ...]
    asks: bool = True


@dataclass(frozen=True, slots=True)
class ShiftReminder(Fact):
    rung: Rung
    calls: tuple[DutyCall, ...]


@dataclass(frozen=True, slots=True)
class PartnerSilent(Fact):
    """Told to somebody on the same shift: the other one has not answered."""

    assignment_id: int
    name: str
    phone: str
    post: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Replacement:
    """Somebody who could step in, as the leader sees them."""

    person_id: int
    name: str
    phone: str
    is_free: bool = True
    lately: int = 0


@dataclass(frozen=True, slots=True)
class VolunteerSilent(Fact):
    """Told to the leader: no answer, and who could step in."""

    assignment_id: int
    name: str
    phone: str
    post: str
    starts_at: datetime
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class VolunteerMissing(Fact):
    """Told to the leader when the check-in window has closed."""

    assignment_id: int
    name: str
    phone: str
    post: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class ReminderUnclear(Fact):
    """Told to the leader: a reminder left, and nobody knows whether it arrived; it is not sent again."""

    assignment_id: int
    name: str
    phone: str
    post: str
    starts_at: datetime
