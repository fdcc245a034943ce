"""上门: a time that both sides agreed, the reminders before it, and 到了 / 出来了 with an alarm when nobody says it."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import NotYours, Refusal
from domain.times import at_local, local

SILENCE = timedelta(hours=1)  # after the planned end
USUAL_MINUTES = 60
EVENING = time(19, 0)
TWO_HOURS = timedelta(hours=2)
FARTHEST = timedelta(days=60)


class VisitState(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    ARRIVED = "arrived"
    LEFT = "left"
    CANCELLED = "cancelled"


class VisitMovedOn(Refusal):
    """Another time has been agreed, or the visit is over."""


class VisitTooFar(Refusal):
    """A visit lies between now and 60 days ahead."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`proposed_by` waits for the other side; `alarmed_at` is when staff was told about the silence."""

    id: int
    wish_id: int
    starts_at: datetime
    minutes: int
    state: VisitState
    proposed_by: int
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    alarmed_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        return (self.arrived_at or self.starts_at) + timedelta(minutes=self.minutes)

    def agree(self, person_id: int) -> "Visit":
        if self.state is not VisitState.PROPOSED:
            raise VisitMovedOn
        if person_id == self.proposed_by:
            raise NotYours
        return replace(self, state=VisitState.AGREED)

    def arrive(self, now: datetime) -> "Visit":
        if self.state is not VisitState.AGREED:
            raise VisitMovedOn
        return replace(self, state=VisitState.ARRIVED, arrived_at=now)

    def leave(self, now: datetime) -> "Visit":
        if self.state is not VisitState.ARRIVED:
            raise VisitMovedOn
        return replace(self, state=VisitState.LEFT, left_at=now)

    def cancel(self) -> "Visit":
        return replace(self, state=VisitState.CANCELLED)


def checked_start(starts_at: datetime, now: datetime) -> datetime:
    if not now <= starts_at <= now + FARTHEST:
        raise VisitTooFar
    return starts_at


def reminders(starts_at: datetime, now: datetime) -> list[tuple[str, datetime]]:
    """Return the reminders that still lie ahead: the evening before at 19:00, and two hours before."""
    evening = at_local(local(starts_at).date() - timedelta(days=1), EVENING)
    return [(rung, at) for rung, at in (("eve", evening), ("two_hours", starts_at - TWO_HOURS)) if at > now]


@dataclass(frozen=True, slots=True)
class VisitProposed(Fact):
    visit_id: int
    number: str
    who: str
    starts_at: datetime
    wish_id: int


@dataclass(frozen=True, slots=True)
class VisitAgreed(Fact):
    """Told to both sides; the one who comes gets 我到了."""

    visit_id: int
    wish_id: int
    number: str
    who: str
    starts_at: datetime
    comes: bool


@dataclass(frozen=True, slots=True)
class VisitReminder(Fact):
    """`comes` tells the volunteer from the one who is visited."""

    visit_id: int
    wish_id: int
    number: str
    who: str
    starts_at: datetime
    comes: bool


@dataclass(frozen=True, slots=True)
class VisitSilent(Fact):
    """Staff is told: the planned end has gone by an hour ago and nobody has said 出来了."""

    number: str
    volunteer: str
    volunteer_phone: str
    requester: str
    requester_phone: str
    building: str
    room: str
    ends_at: datetime
    has_arrived: bool
    emergency_name: str = ""
    emergency_phone: str = ""
