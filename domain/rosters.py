"""What a roster is made of: who can come, what has to be done, and who does it.

A shift belongs to the day on which it starts, also when it ends after midnight: availability, leave and the ISO week
(Monday first) are those of that day. Times are local wall-clock times; the places served keep no summer time.

A shift is either closed (nobody) or open, and an open one holds at least `trained` trained people and `captain`
captains, whoever else is missing. So a crossing is never opened by somebody who was not shown how.

What was published earlier and still counts for rest or the week's cap is put into a problem as shifts whose seats
are all fixed, worth no points if they are in the carried ones already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

Id = int | str
MINUTES_A_DAY = 24 * 60


class Part(StrEnum):
    """A part of the day, the grain in which volunteers say when they are free."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Category(StrEnum):
    """正常活动, 适当参加, 免予参加, 流动在外."""

    REGULAR = "regular"
    LIMITED = "limited"
    EXEMPT = "exempt"
    AWAY = "away"


class Kind(StrEnum):
    """What is done on a shift; only the kinds in `MAY_PASS_MIDNIGHT` may end on the next day."""

    SCHOOL_CROSSING = "school_crossing"
    PATROL = "patrol"
    OTHER = "other"


class Allowance(NamedTuple):
    """What a category may be asked for; no weekly number means that only the volunteer's own limit counts."""

    parts: frozenset[Part]
    per_week: int | None


DAYTIME = frozenset({Part.MORNING, Part.NOON, Part.AFTERNOON})
ALLOWANCES: Mapping[Category, Allowance] = {
    Category.REGULAR: Allowance(frozenset(Part), None),
    Category.LIMITED: Allowance(DAYTIME, 1),
    Category.EXEMPT: Allowance(frozenset(), 0),
    Category.AWAY: Allowance(frozenset(), 0),
}
MAY_PASS_MIDNIGHT = frozenset({Kind.PATROL})
UNPOPULAR_PARTS = frozenset({Part.EVENING})

RestTable = frozenset[tuple[Part, Part]]
NO_MORNING_AFTER_A_NIGHT: RestTable = frozenset({(Part.EVENING, Part.MORNING)})


class Seat(NamedTuple):
    """One volunteer on one shift, by their ids."""

    shift: Id
    volunteer: Id


class Leave(NamedTuple):
    """Days off, both ends included."""

    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """Who can be asked. `free` pairs a weekday (Monday 0) with a part; without `max_per_week` there is no own limit."""

    id: Id
    category: Category = Category.REGULAR
    free: frozenset[tuple[int, Part]] = frozenset()
    leave: tuple[Leave, ...] = ()
    max_per_week: int | None = None
    trained: bool = False
    captain: bool = False
    carried_points: int = 0
    partners: frozenset[Id] = frozenset()
    metres: Mapping[str, int] = field(default_factory=dict)

    @property
    def most_per_week(self) -> int | None:
        """The smaller of their own limit and their category's."""
        limits = [each for each in (self.max_per_week, ALLOWANCES[self.category].per_week) if each is not None]
        return min(limits, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What has to be done: `need` people, at least `trained` and `captain` of them of that sort when it is open."""

    id: Id
    date: date
    part: Part
    start: time
    end: time
    kind: Kind
    post: str
    need: int
    trained: int = 0
    captain: int = 0
    points: int = 1

    @property
    def span(self) -> tuple[int, int]:
        """First and last minute, counted from a day long ago, so that spans of any two days compare."""
        midnight = self.date.toordinal() * MINUTES_A_DAY
        start = self.start.hour * 60 + self.start.minute
        end = self.end.hour * 60 + self.end.minute
        return midnight + start, midnight + end + (MINUTES_A_DAY if end <= start else 0)

    @property
    def week(self) -> tuple[int, int]:
        """ISO year and week."""
        year, week, _ = self.date.isocalendar()
        return year, week

    @property
    def is_unpopular(self) -> bool:
        return self.part in UNPOPULAR_PARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A roster to be made. A pair in `rest` forbids its second part on the day after its first."""

    from_on: date
    to_on: date
    volunteers: tuple[Volunteer, ...]
    shifts: tuple[Shift, ...]
    fixed: tuple[Seat, ...] = ()
    rest: RestTable = NO_MORNING_AFTER_A_NIGHT

    @property
    def seats_needed(self) -> int:
        return sum(shift.need for shift in self.shifts)


class Why(StrEnum):
    """Why a seat stays empty, or why somebody cannot take one."""

    CATEGORY = "category"
    ON_LEAVE = "on_leave"
    NOBODY_FREE = "nobody_free"
    WEEKLY_CAP = "weekly_cap"
    REST = "rest"
    BUSY = "busy"
    NOBODY_TRAINED = "nobody_trained"
    NO_CAPTAIN = "no_captain"
    NOT_SEARCHED = "not_searched"


WHY_SAID: Mapping[Why, str] = {
    Why.CATEGORY: "those free then are of a category that is not asked for this duty",
    Why.ON_LEAVE: "those free then are on leave",
    Why.NOBODY_FREE: "nobody is free then",
    Why.WEEKLY_CAP: "those free then have reached their number of duties for the week",
    Why.REST: "those free then need their rest between two duties",
    Why.BUSY: "those free then are already on another duty",
    Why.NOBODY_TRAINED: "too few trained people can come, and the post stays closed without them",
    Why.NO_CAPTAIN: "too few captains can come, and the post stays closed without them",
    Why.NOT_SEARCHED: "somebody might still be found; the search was cut short",
}


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Seats of one shift that nobody takes, with the reason that weighs most."""

    shift: Id
    seats: int
    why: Why


class Solver(StrEnum):
    """Who made the roster."""

    HIGHS = "highs"
    GREEDY = "greedy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A roster that the verifier passed.

    `objective` and `bound` are in the units of `domain.roster_goals`; no roster of this problem costs less than
    `bound`, and none fills more than `most_seats` seats. `gap` is their distance as a share of the objective.
    `apart` counts duties without a wished-for partner, `metres` the ways to all posts. `said` is empty unless
    something did not go as planned. `seconds` is wall time, `cpu_seconds` the child's.
    """

    seats: tuple[Seat, ...]
    unfilled: tuple[Unfilled, ...]
    objective: int
    bound: int
    seats_needed: int
    most_seats: int
    seat_cost: int
    apart: int
    metres: int
    seconds: float
    cpu_seconds: float
    solver: Solver
    said: str = ""

    @property
    def gap(self) -> float:
        return (self.objective - self.bound) / max(1, self.objective)

    @property
    def is_seats_proved(self) -> bool:
        """Whether it is certain that no roster fills more seats."""
        return len(self.seats) == self.most_seats


class FixedSeatsImpossible(Exception):
    """Seats were fixed on shifts for which the trained people or captains cannot be found."""

    def __init__(self, shifts: tuple[Id, ...]) -> None:
        named = ", ".join(map(str, shifts))
        super().__init__(f"fixed: no trained person or captain was found to join those fixed on {named}")
        self.shifts = shifts
