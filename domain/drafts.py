"""A week's roster while it is drafted: templates, seats, and what publishing changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from domain.calendars import Pattern
from domain.duty import Post
from domain.notices import Fact
from domain.papers import RosterWeek
from domain.refusals import Refusal
from domain.rosters import Why


class DraftState(StrEnum):
    DRAFT = "draft"
    SOLVING = "solving"
    PUBLISHED = "published"


class TemplateWithoutPeople(Refusal):
    """A shift needs at least one person and at most thirty."""


class DraftImpossible(Refusal):
    """The draft breaks a rule by now: somebody asked for leave, or is on another duty. Nothing was published."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


class NothingToDraft(Refusal):
    """No shift stands in that week: there is no template, or it is all holidays."""


class StillSolving(Refusal):
    """The draft is being worked on just now."""


MOST_PEOPLE = 30


@dataclass(frozen=True, slots=True)
class Template:
    """A shift that comes again: where, on which days, from when to when, and for how many."""

    post: Post
    pattern: Pattern
    begins: time
    ends: time
    need: int
    trained: int = 0
    captain: int = 0
    days: tuple[str, ...] = ()
    """For `Pattern.DATES`: dates in ISO form, and names of days that come every year."""
    id: int = 0


def checked(template: Template) -> Template:
    if not 0 < template.need <= MOST_PEOPLE:
        raise TemplateWithoutPeople
    return template


Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """`seats` pairs a shift with a person; `said` is what the solver could not do, in its own words."""

    id: int
    community_id: int
    leader_id: int
    from_on: date
    state: DraftState
    seats: tuple[Pair, ...]
    said: str = ""
    fixed: tuple[Pair, ...] = ()
    """Seats that the leader has given by hand; the solver works around them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing does: only what differs is done, and only those people hear of it."""

    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]


def differences(wanted: Iterable[Pair], standing: Iterable[Pair]) -> Changes:
    new, old = set(wanted), set(standing)
    return Changes(tuple(sorted(new - old)), tuple(sorted(old - new)))


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One shift as it is shown: who stands there and how many are missing."""

    shift_id: int
    starts_at: datetime
    ends_at: datetime
    post: str
    names: tuple[str, ...]
    missing: int
    why: Why | None = None
    """Why the solver found nobody, where it looked."""


@dataclass(frozen=True, slots=True)
class DraftBegun(Fact):
    """Told to the leader while the solver works; the result rewrites this message."""

    from_on: date


@dataclass(frozen=True, slots=True)
class DraftReady(Fact):
    """Told to the leader when the solver is through. `is_best` means that more seats cannot be filled."""

    roster_id: int
    from_on: date
    lines: tuple[RosterLine, ...]
    is_best: bool
    is_preview: bool = False


@dataclass(frozen=True, slots=True)
class WeekPosted(Fact):
    """The week's roster, for a group; family names only."""

    from_on: date
    lines: tuple[RosterLine, ...]


@dataclass(frozen=True, slots=True)
class WeekPicture(Fact):
    """The same week as a picture, one of several; `number` counts from 0."""

    week: RosterWeek
    number: int = 0


@dataclass(frozen=True, slots=True)
class WeekSheet(Fact):
    """The same week as a sheet, where it would be too many pictures."""

    week: RosterWeek


@dataclass(frozen=True, slots=True)
class ReachList(Fact):
    """Told to leaders once a week: volunteers whom the bot cannot reach, with their phones."""

    people: tuple[tuple[str, str], ...]
