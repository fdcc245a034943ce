"""换班, 顶班, 请假: who could step in, in which order they are asked, and who may take it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.duty import Shift
from domain.notices import Fact
from domain.refusals import Refusal
from domain.reminder_facts import Replacement
from domain.rosters import ALLOWANCES, Category, Part
from domain.times import Quiet, after_quiet, local

NOTICE_HOURS = 12  # leave said this long ahead costs nothing
FAIRNESS_DAYS = 90  # turns of the last three months count
SHOWN = 4  # people offered for a direct question
SATURDAY = 5


class Need(StrEnum):
    """Why a seat is looking for somebody."""

    LEAVE = "leave"
    SWAP = "swap"
    EMPTY = "empty"


class CoverState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


class Excuse(StrEnum):
    ILL = "ill"
    FAMILY = "family"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cover:
    """A seat that looks for somebody. Until it is taken, the person who swaps stays responsible."""

    id: int
    shift: Shift
    assignment_id: int | None
    giver_id: int | None
    need: Need
    state: CoverState
    opened_at: datetime
    taker_id: int | None = None


class CoverTaken(Refusal):
    """Somebody has taken it already; perhaps the same person with an earlier tap."""

    def __init__(self, *, by_me: bool) -> None:
        super().__init__(by_me)
        self.by_me = by_me


class CoverClosed(Refusal):
    """Nobody is looked for any more: taken back, cancelled, or the shift has begun."""


class OwnCover(Refusal):
    """Nobody steps in for themselves."""


class AlreadyOnDuty(Refusal):
    """There is another duty at that time."""

    def __init__(self, post: str, starts_at: datetime) -> None:
        super().__init__(post)
        self.post = post
        self.starts_at = starts_at


class OnLeaveThen(Refusal):
    """The person has asked for leave on that day."""


class NotForCategory(Refusal):
    """The person's category is not asked for this duty: too late in the day, or once a week already."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What counts when somebody is to be asked; `lately` is the number of turns in the last three months."""

    person_id: int
    category: Category
    free: tuple[str, ...]
    lately: int
    this_week: int
    clash: Shift | None = None
    on_leave: bool = False
    was_asked: bool = False
    is_reachable: bool = True


# Free times as registration keeps them, by weekend or not and part of day.
FREE_LABELS: dict[tuple[bool, Part], str] = {
    (False, Part.MORNING): "平日上午",
    (False, Part.NOON): "平日上午",
    (False, Part.AFTERNOON): "平日下午",
    (False, Part.EVENING): "平日傍晚",
} | dict.fromkeys(((True, part) for part in Part), "周末")
PARTS = (
    (time(11, 30), Part.MORNING),
    (time(13, 30), Part.NOON),
    (time(18), Part.AFTERNOON),
    (time.max, Part.EVENING),
)


def part_of(at: datetime) -> Part:
    clock = local(at).time()
    return next(part for until, part in PARTS if clock < until)


def is_free(free: tuple[str, ...], at: datetime) -> bool:
    """Say whether somebody is free then; those who have named no time are asked all the same."""
    return not free or FREE_LABELS[local(at).weekday() >= SATURDAY, part_of(at)] in free


def require_suitable(candidate: Candidate, shift: Shift) -> None:
    """Refuse with the reason why this person cannot take the shift."""
    if candidate.clash is not None:
        raise AlreadyOnDuty(candidate.clash.post.name, candidate.clash.starts_at)
    if candidate.on_leave:
        raise OnLeaveThen
    allowed = ALLOWANCES[candidate.category]
    too_often = allowed.per_week is not None and candidate.this_week >= allowed.per_week
    if part_of(shift.starts_at) not in allowed.parts or too_often:
        raise NotForCategory


def _may_take(candidate: Candidate, shift: Shift) -> bool:
    try:
        require_suitable(candidate, shift)
    except Refusal:
        return False
    return True


def in_order(candidates: Iterable[Candidate], shift: Shift) -> tuple[Candidate, ...]:
    """Return those who may take the shift: the free first, then whoever had the fewest turns lately."""
    suited = [each for each in candidates if each.is_reachable and _may_take(each, shift)]
    return tuple(
        sorted(suited, key=lambda each: (not is_free(each.free, shift.starts_at), each.lately, each.person_id))
    )


@dataclass(frozen=True, slots=True)
class Wave:
    """How many are asked at once, and how long they have, when at least `ahead` is left before the start."""

    ahead: timedelta
    people: int
    wait: timedelta


# Somebody asked in their rest is asked at the last moment at which they can still get ready.
READY = timedelta(minutes=90)


def ask_at(starts_at: datetime, now: datetime, quiet: Iterable[Quiet]) -> tuple[datetime, bool]:
    """Return when to ask, and whether that disturbs somebody's rest.

    In quiet hours the question waits for their end; where that would be too late it comes an hour and a half before
    the shift, or at once if it is nearer.
    """
    allowed, latest = after_quiet(now, quiet), starts_at - READY
    return (allowed, False) if allowed <= latest else (max(now, latest), True)


# The nearer the shift, the more are asked at a time.
WAVES = (
    Wave(timedelta(hours=12), 3, timedelta(minutes=60)),
    Wave(timedelta(hours=3), 4, timedelta(minutes=20)),
    Wave(timedelta(0), 8, timedelta(minutes=10)),
)


def wave(shift: Shift, now: datetime) -> Wave:
    return next((each for each in WAVES if shift.starts_at - now >= each.ahead), WAVES[-1])


@dataclass(frozen=True, slots=True)
class CoverWanted(Fact):
    """Asked of somebody who could step in; to a group it shows no name."""

    cover_id: int
    need: Need
    giver: str
    post: str
    meet: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CoverFound(Fact):
    """Told to the one who gave the duty away and to the leader."""

    taker: str
    giver: str
    post: str
    starts_at: datetime
    to_giver: bool


@dataclass(frozen=True, slots=True)
class NobodyLeft(Fact):
    """Told to the leader: everybody suitable has been asked; here is who could be called."""

    assignment_id: int
    post: str
    starts_at: datetime
    replacements: tuple[Replacement, ...]
