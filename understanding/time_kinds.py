"""What a time expression can mean. Each kind writes itself in the notation that slots use."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Part = Literal["dawn", "morning", "forenoon", "noon", "afternoon", "evening", "night"]


@dataclass(frozen=True, slots=True)
class Day:
    on: dt.date

    def notation(self) -> str:
        return self.on.isoformat()


@dataclass(frozen=True, slots=True)
class Moment:
    at: dt.datetime

    def notation(self) -> str:
        return self.at.strftime("%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of a day; without a day, of whichever is meant."""

    on: dt.date | None
    part: Part

    def notation(self) -> str:
        return f"{self.on.isoformat() if self.on else ''}@{self.part}"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on the clock, of whichever day is meant."""

    at: dt.time

    def notation(self) -> str:
        return f"T{self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int

    def notation(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first to the last, both included; from a day to an hour of another it is that hour of every day."""

    first: "Day | Month | Moment | PartOfDay | Clock"
    last: "Day | Month | Moment | PartOfDay | Clock"

    def notation(self) -> str:
        first: Candidate = self.first
        if isinstance(first, Day) and isinstance(self.last, Moment | PartOfDay):
            first = on_another_day(self.last, first.on)
        return f"{first.notation()}/{self.last.notation()}"


@dataclass(frozen=True, slots=True)
class About:
    """Round a day: 月底, 过两天."""

    on: dt.date

    def notation(self) -> str:
        return f"~{self.on.isoformat()}"


Within = Clock | PartOfDay | Stretch | None
"""When on such a day."""


def _within(at: Within) -> str:
    if at is None:
        return ""
    if isinstance(at, PartOfDay):
        return at.notation()
    return "@" + at.notation().replace("T", "").replace("/", "-")


@dataclass(frozen=True, slots=True)
class Daily:
    at: Within = None

    def notation(self) -> str:
        return "D" + _within(self.at)


@dataclass(frozen=True, slots=True)
class Weekly:
    """1 is Monday, 7 is Sunday."""

    weekdays: tuple[int, ...]
    at: Within = None

    def notation(self) -> str:
        return f"W:{','.join(map(str, self.weekdays))}{_within(self.at)}"


@dataclass(frozen=True, slots=True)
class Monthly:
    days: tuple[int, ...]
    at: Within = None

    def notation(self) -> str:
        return f"M:{','.join(map(str, self.days))}{_within(self.at)}"


@dataclass(frozen=True, slots=True)
class LunarMonthly:
    """Days of every month of the old calendar."""

    days: tuple[int, ...]
    at: Within = None

    def notation(self) -> str:
        return f"L:{','.join(map(str, self.days))}{_within(self.at)}"


@dataclass(frozen=True, slots=True)
class Workdays:
    at: Within = None

    def notation(self) -> str:
        return "WORKDAY" + _within(self.at)


@dataclass(frozen=True, slots=True)
class EveryDays:
    """Each nth day: 2 is every other day."""

    days: int
    at: Within = None

    def notation(self) -> str:
        return f"INT:{self.days}{_within(self.at)}"


Recurrence = Daily | Weekly | Monthly | LunarMonthly | Workdays | EveryDays
Candidate = Day | Moment | PartOfDay | Clock | Month | Stretch | About | Recurrence


@dataclass(frozen=True, slots=True)
class TimeReading:
    """One expression: where it stands in the original text, and what it can mean, likeliest first."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]

    def notation(self) -> str:
        return self.candidates[0].notation()


def is_hour(at: Candidate) -> bool:
    """Whether it is a clock or a part of a day, and of no day."""
    return isinstance(at, Clock) or (isinstance(at, PartOfDay) and at.on is None)


def day_of(reading: TimeReading) -> dt.date | None:
    """Return the day it is on, the last of several."""
    first = reading.candidates[0]
    return on_day(first.last if isinstance(first, Stretch) else first)


def on_day(at: Candidate) -> dt.date | None:
    """Return the day that a single time is on, if it is on one."""
    if isinstance(at, Moment):
        return at.at.date()
    return at.on if isinstance(at, Day | PartOfDay) else None


def first_day(at: Candidate) -> dt.date | None:
    """Return the day it is on, the first of several."""
    return on_day(at.first if isinstance(at, Stretch) else at)


def at_hours(on: dt.date, hours: Candidate) -> Candidate:
    """Return hours or a part of the day on that day; what is neither stays as it is."""
    match hours:
        case Clock(at=at):
            return Moment(dt.datetime.combine(on, at))
        case Stretch(first=Clock(at=first), last=Clock(at=last)):
            until = on if first <= last else on + dt.timedelta(days=1)
            return Stretch(Moment(dt.datetime.combine(on, first)), Moment(dt.datetime.combine(until, last)))
        case PartOfDay(part=part):
            return PartOfDay(on, part)
        case _:
            return hours


def on_another_day(at: Candidate, day: dt.date) -> Candidate:
    """Return the same hours on that day; what has none is the day."""
    match at:
        case Moment(at=moment):
            return Moment(dt.datetime.combine(day, moment.time()))
        case Stretch(first=Moment(at=first), last=Moment(at=last)):
            return Stretch(*(Moment(dt.datetime.combine(day, each.time())) for each in (first, last)))
        case PartOfDay(part=part):
            return PartOfDay(day, part)
        case _:
            return Day(day)
