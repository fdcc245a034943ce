"""Which days are school days and which are working days: the published calendar, school terms, and what staff says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from domain.duty import DutyKind
from domain.refusals import Refusal

SATURDAY = 5
FULL_YEAR = 365
LONGEST_TERM_DAYS = 250
EVERYWHERE = 0  # a community or a post that stands for all


class DayKind(StrEnum):
    """What a day is; the last two speak of schools only."""

    WORKDAY = "workday"
    HOLIDAY = "holiday"
    SCHOOL = "school"
    NO_SCHOOL = "no_school"


class Pattern(StrEnum):
    """On which days a shift stands."""

    SCHOOL_DAYS = "school_days"
    WORKDAYS = "workdays"
    EVERY_DAY = "every_day"
    DATES = "dates"
    """On days that are named one by one."""


USUAL_PATTERN: dict[DutyKind, Pattern] = {
    DutyKind.SCHOOL_CROSSING: Pattern.SCHOOL_DAYS,
    DutyKind.PATROL: Pattern.EVERY_DAY,
    DutyKind.OTHER: Pattern.WORKDAYS,
}


# Days that come every year, by the names people use; those of the old calendar fall on another date each time.
FEASTS = (
    *("元旦", "春节", "元宵", "学雷锋日", "妇女节", "清明", "劳动节", "端午", "儿童节"),
    *("七夕", "中秋", "教师节", "重阳", "国庆节", "腊八", "除夕"),
)


class YearNotPublished(Refusal):
    """The holidays of that year have not been announced; nothing is made up."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class TermUnknown(Refusal):
    """Nobody has said when school is on around that day."""

    def __init__(self, on: date) -> None:
        super().__init__(on)
        self.on = on


class TermOutOfRange(Refusal):
    """A term ends after it begins, within eight months."""


@dataclass(frozen=True, slots=True)
class Term:
    """School is held from the first day to the last, for one post's school or for all."""

    post_id: int
    first_on: date
    last_on: date


def new_term(post_id: int, first_on: date, last_on: date) -> Term:
    if not timedelta(0) < last_on - first_on <= timedelta(days=LONGEST_TERM_DAYS):
        raise TermOutOfRange
    return Term(post_id, first_on, last_on)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published days, and what this community has written over them, by post and day."""

    published: Mapping[date, DayKind]
    local: Mapping[tuple[int, date], DayKind]
    terms: tuple[Term, ...] = ()
    named: Mapping[date, frozenset[str]] = field(default_factory=dict)
    """Days with a name (中秋, 重阳) of every year in question, by their date."""

    def _said(self, on: date, post_id: int) -> DayKind | None:
        return self.local.get((post_id, on)) or self.local.get((EVERYWHERE, on))

    def is_workday(self, on: date) -> bool:
        """Say whether people work on that day; make-up Saturdays count. Refuses with `YearNotPublished`."""
        said = self._said(on, EVERYWHERE)
        if said in {DayKind.WORKDAY, DayKind.HOLIDAY}:
            return said is DayKind.WORKDAY
        kind = self.published.get(on)
        if kind is None:
            raise YearNotPublished(on.year)
        return kind is DayKind.WORKDAY

    def is_school_day(self, on: date, post_id: int) -> bool:
        """Say whether school is held; what staff wrote for this school wins over what they wrote for all."""
        said = self._said(on, post_id)
        if said is not None:
            return said in {DayKind.SCHOOL, DayKind.WORKDAY}
        own = [term for term in self.terms if term.post_id == post_id]
        terms = own or [term for term in self.terms if term.post_id == EVERYWHERE]
        if not terms or on > max(term.last_on for term in terms):
            raise TermUnknown(on)
        return any(term.first_on <= on <= term.last_on for term in terms) and self.is_workday(on)

    def is_one_of(self, days: Collection[str], on: date) -> bool:
        """Say whether the day is among those named by date or by a feast. Refuses with `YearNotPublished`."""
        if on.isoformat() in days:
            return True
        if any(not day[0].isdecimal() for day in days) and not any(each.year == on.year for each in self.named):
            raise YearNotPublished(on.year)
        return not self.named.get(on, frozenset()).isdisjoint(days)

    def stands_on(self, pattern: Pattern, on: date, post_id: int, days: Collection[str] = ()) -> bool:
        match pattern:
            case Pattern.DATES:
                return self.is_one_of(days, on)
            case Pattern.EVERY_DAY:
                return True
            case Pattern.WORKDAYS:
                return self.is_workday(on)
            case Pattern.SCHOOL_DAYS:
                return self.is_school_day(on, post_id)
