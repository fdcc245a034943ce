"""Who is asked to help: hard filters first, then a score whose parts can be shown to the person asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import Refusal
from domain.rosters import Category
from domain.times import local
from domain.wishes import WishCategory

ASKED_AT_ONCE = 3
ANSWER_WITHIN = timedelta(hours=3)  # then the next three are asked
MOST_IN_HAND = 3  # wishes one person carries at a time
NEIGHBOURING = 2  # buildings whose numbers differ by no more stand side by side
WELL_RATED = 4.5
FRIDAY = 5
# What people tick when they register, and what it fits.
SKILL_FOR: dict[WishCategory, frozenset[str]] = {
    WishCategory.REPAIR: frozenset({"家电维修"}),
    WishCategory.HAIRCUT: frozenset({"理发"}),
    WishCategory.PHONE_LESSON: frozenset({"手机教学"}),
    WishCategory.COMPANY: frozenset({"陪聊探望"}),
    WishCategory.HOSPITAL: frozenset({"陪同就医"}),
    WishCategory.SCHOOL_THINGS: frozenset({"书法绘画"}),
}
WEEKEND = "周末"
WEEKDAY_PARTS = ((12, "平日上午"), (17, "平日下午"), (24, "平日傍晚"))


class OfferPassed(Refusal):
    """The offer was answered, has run out, or was never made to this person."""


class OfferState(StrEnum):
    WAITING = "waiting"
    DECLINED = "declined"
    LAPSED = "lapsed"


class Why(StrEnum):
    """A part of the score."""

    SKILL = "skill"
    SAME_BUILDING = "same_building"
    NEXT_BUILDING = "next_building"
    SAME_GRID = "same_grid"
    HELPED_BEFORE = "helped_before"
    FREE_THEN = "free_then"
    WELL_RATED = "well_rated"
    RESTED = "rested"
    BUSY = "busy"
    ASKED_LATELY = "asked_lately"


POINTS: dict[Why, int] = {
    Why.SKILL: 40,
    Why.SAME_BUILDING: 25,
    Why.HELPED_BEFORE: 22,
    Why.NEXT_BUILDING: 12,
    Why.SAME_GRID: 6,  # and not as near as the next building
    Why.FREE_THEN: 10,
    Why.WELL_RATED: 6,
    Why.RESTED: 1,  # a day since they were last asked, at most MOST_RESTED
    Why.ASKED_LATELY: -18,
    Why.BUSY: -15,  # each wish in hand
}
MOST_RESTED = 14
LATELY = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer as the matching sees them; `rating` is the mean of their ratings, 0 without any."""

    person_id: int
    building: str = ""
    skills: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    category: Category = Category.REGULAR
    in_hand: int = 0
    rating: float = 0.0
    helped_before: bool = False
    last_asked_at: datetime | None = None
    grid: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """The wish as the matching sees it."""

    requester_id: int
    category: WishCategory
    building: str
    wanted_from_at: datetime | None = None
    not_to: frozenset[int] = frozenset()
    """Those who were asked already, or have it in hand."""
    grid: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    person_id: int
    points: int
    parts: tuple[tuple[Why, int], ...]

    @property
    def reasons(self) -> tuple[Why, ...]:
        """What speaks for the person, the weightiest first; never how long they rested."""
        good = [(points, why) for why, points in self.parts if points > 0 and why is not Why.RESTED]
        return tuple(why for _, why in sorted(good, key=lambda each: -each[0]))


def may_be_asked(need: Need, one: Candidate) -> bool:
    """Apply the hard filters: not for themselves, not twice, not over their hands, and only who does service."""
    return (
        one.person_id != need.requester_id
        and one.person_id not in need.not_to
        and one.in_hand < MOST_IN_HAND
        and one.category in {Category.REGULAR, Category.LIMITED}
        and (one.category is not Category.LIMITED or not one.in_hand)
    )


def scored(need: Need, one: Candidate, now: datetime) -> Scored:
    """Add up the parts; a part of no points is left out."""
    rested = (now - one.last_asked_at).days if one.last_asked_at else MOST_RESTED
    near = distance(need.building, one.building)
    times: dict[Why, int] = {
        Why.SKILL: bool(SKILL_FOR.get(need.category, frozenset()) & set(one.skills)),
        Why.SAME_BUILDING: near == 0,
        Why.NEXT_BUILDING: near is not None and 0 < near <= NEIGHBOURING,
        Why.SAME_GRID: bool(need.grid) and need.grid == one.grid and (near is None or near > NEIGHBOURING),
        Why.HELPED_BEFORE: one.helped_before,
        Why.FREE_THEN: need.wanted_from_at is not None and _part(need.wanted_from_at) in one.free,
        Why.WELL_RATED: one.rating >= WELL_RATED,
        Why.RESTED: min(rested, MOST_RESTED),
        Why.ASKED_LATELY: one.last_asked_at is not None and now - one.last_asked_at < LATELY,
        Why.BUSY: one.in_hand,
    }
    parts = tuple((why, POINTS[why] * count) for why, count in times.items() if count)
    return Scored(one.person_id, sum(points for _, points in parts), parts)


def best(need: Need, candidates: Iterable[Candidate], now: datetime, count: int = ASKED_AT_ONCE) -> list[Scored]:
    """Return whom to ask, best first; equals in the order of their ids, so that the answer is the same every time."""
    fit = [scored(need, each, now) for each in candidates if may_be_asked(need, each)]
    return sorted(fit, key=lambda each: (-each.points, each.person_id))[:count]


def distance(one: str, other: str) -> int | None:
    """Return how many building numbers lie between, 0 for the same building, None where nobody can say."""
    if one and one == other:
        return 0
    numbers = [re.match(r"\d+", each) for each in (one, other)]
    first, second = numbers
    return abs(int(first[0]) - int(second[0])) if first and second else None


def _part(at: datetime) -> str:
    here = local(at)
    if here.isoweekday() > FRIDAY:
        return WEEKEND
    return next(name for until, name in WEEKDAY_PARTS if here.hour < until)


def shared_out(worth: Sequence[Sequence[float]]) -> list[int | None]:
    """Give each row (a wish) at most one column (a person) and each column one row, with the greatest total worth.

    The Hungarian method with potentials, O(rows² x columns) for rows <= columns; used only when wishes outnumber the
    people who are free, so that one wish does not take the only person who could have helped another.
    """
    if not worth or not worth[0]:
        return [None] * len(worth)
    if len(worth) > len(worth[0]):
        turned = shared_out([list(column) for column in zip(*worth, strict=True)])
        given: list[int | None] = [None] * len(worth)
        for column, row in enumerate(turned):
            if row is not None:
                given[row] = column
        return given
    return _hungarian([[-each for each in row] for row in worth])


def _hungarian(cost: list[list[float]]) -> list[int | None]:
    rows, columns = len(cost), len(cost[0])
    of_row, of_column, owner = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least, came_from, seen = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while owner[at]:
            seen[at] = True
            for column in range(1, columns + 1):
                slack = cost[owner[at] - 1][column - 1] - of_row[owner[at]] - of_column[column]
                if not seen[column] and slack < least[column]:
                    least[column], came_from[column] = slack, at
            following = min((c for c in range(1, columns + 1) if not seen[c]), key=least.__getitem__)
            step = least[following]
            for column in range(columns + 1):
                if seen[column]:
                    of_row[owner[column]] += step
                    of_column[column] -= step
                else:
                    least[column] -= step
            at = following
        while at:
            owner[at], at = owner[came_from[at]], came_from[at]
    given: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            given[owner[column] - 1] = column - 1
    return given


@dataclass(frozen=True, slots=True)
class WishOffer(Fact):
    """Told to a volunteer in private: would you? With the reasons why they are asked."""

    wish_id: int
    number: str
    category: WishCategory
    description: str
    building: str
    wanted: str
    reasons: tuple[Why, ...]
    answer_by: datetime
    is_handover: bool = False


@dataclass(frozen=True, slots=True)
class OfferOver(Fact):
    """Takes the place of an offer that nobody has to answer any more."""

    number: str
