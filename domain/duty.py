"""值班: posts, shifts, who stands where, and the reminders that carry them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from domain.refusals import NotYours, Refusal

WINDOW_MINUTES = 30  # check-in is open this long before and after the start
EARTH_RADIUS_METRES = 6_371_000


class DutyKind(StrEnum):
    SCHOOL_CROSSING = "school_crossing"
    PATROL = "patrol"
    OTHER = "other"


class AssignmentState(StrEnum):
    ASSIGNED = "assigned"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    CANCELLED = "cancelled"
    RELEASED = "released"
    """Somebody else has taken it over."""
    NO_SHOW = "no_show"


GONE = frozenset(
    {AssignmentState.DECLINED, AssignmentState.CANCELLED, AssignmentState.RELEASED, AssignmentState.NO_SHOW}
)


class DutyStep(StrEnum):
    CONFIRM = "confirm"
    DECLINE = "decline"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    CANCEL = "cancel"
    RELEASE = "release"
    MISS = "miss"
    RESTORE = "restore"


S, T = AssignmentState, DutyStep
TRANSITIONS: dict[tuple[AssignmentState, DutyStep], AssignmentState] = {
    (S.ASSIGNED, T.CONFIRM): S.CONFIRMED,
    (S.ASSIGNED, T.DECLINE): S.DECLINED,
    (S.ASSIGNED, T.CHECK_IN): S.CHECKED_IN,
    (S.ASSIGNED, T.CANCEL): S.CANCELLED,
    (S.CONFIRMED, T.DECLINE): S.DECLINED,
    (S.CONFIRMED, T.CHECK_IN): S.CHECKED_IN,
    (S.CONFIRMED, T.CANCEL): S.CANCELLED,
    (S.CHECKED_IN, T.CHECK_OUT): S.CHECKED_OUT,
    (S.ASSIGNED, T.RELEASE): S.RELEASED,
    (S.CONFIRMED, T.RELEASE): S.RELEASED,
    (S.DECLINED, T.RELEASE): S.RELEASED,
    (S.ASSIGNED, T.MISS): S.NO_SHOW,
    (S.CONFIRMED, T.MISS): S.NO_SHOW,
    (S.NO_SHOW, T.DECLINE): S.DECLINED,
    (S.CANCELLED, T.RESTORE): S.ASSIGNED,
}


class DutyMovedOn(Refusal):
    """The assignment is past the state in which this can be done."""

    def __init__(self, state: AssignmentState) -> None:
        super().__init__(state)
        self.state = state


class TooEarly(Refusal):
    """Check-in opens half an hour before the shift."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at)
        self.opens_at = opens_at


class TooLate(Refusal):
    """Check-in closed half an hour after the start; the leader can still back-fill it."""


class TooFarAway(Refusal):
    """The shared location lies outside the post's radius."""

    def __init__(self, metres: int) -> None:
        super().__init__(metres)
        self.metres = metres


class HourTaken(Refusal):
    """Another shift stands at this post at that hour already."""

    def __init__(self, post: str, starts_at: datetime) -> None:
        super().__init__(post)
        self.post = post
        self.starts_at = starts_at


class PersonCannot(Refusal):
    """Somebody who was chosen cannot take the shift; `why` is the refusal they would hear themselves."""

    def __init__(self, name: str, why: Refusal) -> None:
        super().__init__(name)
        self.name = name
        self.why = why


class NothingToCheckIn(Refusal):
    """There is no shift of this person around now."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on earth, in degrees, and how near counts as there, in metres."""

    latitude: float
    longitude: float
    radius_metres: int = 300


@dataclass(frozen=True, slots=True)
class Post:
    id: int
    community_id: int
    kind: DutyKind
    name: str
    meet: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    id: int
    community_id: int
    post: Post
    starts_at: datetime
    ends_at: datetime
    leader_id: int
    need: int = 0
    """How many people are wanted; 0 where nobody has said."""
    is_cancelled: bool = False
    trained: int = 0
    """At least so many of them trained, whenever the shift is open; `captain` likewise."""
    captain: int = 0
    planned_at: datetime | None = None
    """When it was to begin before somebody moved it."""

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Assignment:
    id: int
    shift: Shift
    person_id: int
    state: AssignmentState
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None
    answered_at: datetime | None = None
    is_short_notice: bool = False
    """Declined less than twelve hours before the start."""

    @property
    def is_active(self) -> bool:
        return self.state not in GONE

    def take(self, step: DutyStep) -> "Assignment":
        return self._take(step)

    def _take(self, step: DutyStep) -> "Assignment":
        following = TRANSITIONS.get((self.state, step))
        if following is None:
            raise DutyMovedOn(self.state)
        return replace(self, state=following)

    def answer(self, person_id: int, now: datetime, *, can_come: bool, short_notice: timedelta) -> "Assignment":
        """Take the answer to a reminder; the same answer twice changes nothing."""
        if person_id != self.person_id:
            raise NotYours
        step = T.CONFIRM if can_come else T.DECLINE
        wanted = S.CONFIRMED if can_come else S.DECLINED
        if self.state is wanted:
            return self
        is_short = not can_come and self.shift.starts_at - now < short_notice
        return replace(self._take(step), answered_at=now, is_short_notice=is_short)

    def check_in(self, now: datetime, place: Place | None) -> "Assignment":
        """Begin the shift, within the window and, where the post has a place, within its radius."""
        opens_at = self.shift.starts_at - timedelta(minutes=WINDOW_MINUTES)
        if now < opens_at:
            raise TooEarly(opens_at)
        if now > self.shift.starts_at + timedelta(minutes=WINDOW_MINUTES):
            raise TooLate
        if place is not None and self.shift.post.place is not None:
            metres = distance_metres(place, self.shift.post.place)
            if metres > self.shift.post.place.radius_metres:
                raise TooFarAway(metres)
        return replace(self._take(T.CHECK_IN), checked_in_at=now)

    def check_out(self, now: datetime) -> "Assignment":
        return replace(self._take(T.CHECK_OUT), checked_out_at=now)

    def minutes_served(self) -> int:
        """Return whole minutes between check-in and check-out, within the shift's own hours."""
        if self.checked_in_at is None or self.checked_out_at is None:
            return 0
        begin = max(self.checked_in_at, self.shift.starts_at)
        end = min(self.checked_out_at, self.shift.ends_at)
        return max(0, int((end - begin).total_seconds()) // 60)


def distance_metres(here: Place, there: Place) -> int:
    """Return the great-circle distance in metres (haversine formula)."""
    north = radians(there.latitude - here.latitude) / 2
    east = radians(there.longitude - here.longitude) / 2
    chord = sin(north) ** 2 + cos(radians(here.latitude)) * cos(radians(there.latitude)) * sin(east) ** 2
    return round(2 * EARTH_RADIUS_METRES * asin(sqrt(chord)))
