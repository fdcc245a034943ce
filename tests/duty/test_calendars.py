"""校历: published days, make-up Saturdays, terms, and what staff writes over them."""

from datetime import date

import pytest

from domain.calendars import (
    EVERYWHERE,
    Calendar,
    DayKind,
    Pattern,
    Term,
    TermOutOfRange,
    TermUnknown,
    YearNotPublished,
    new_term,
)
from scheduling.calendars import published

SCHOOL, OTHER_SCHOOL = 1, 2
YEAR = published(2026)
AUTUMN = Term(EVERYWHERE, date(2026, 9, 1), date(2027, 1, 20))
SPRING = Term(EVERYWHERE, date(2026, 2, 1), date(2026, 7, 3))


def test_a_make_up_saturday_is_a_school_day_and_the_holiday_is_none() -> None:
    calendar = Calendar(YEAR, {}, (SPRING,))
    assert calendar.is_school_day(date(2026, 2, 14), SCHOOL), "调休 before the Spring Festival of 2026"
    assert not calendar.is_school_day(date(2026, 2, 17), SCHOOL), "the first day of the lunar year"
    assert not calendar.is_school_day(date(2026, 3, 14), SCHOOL), "an ordinary Saturday"


def test_an_unpublished_year_is_said_and_never_invented() -> None:
    assert published(2027) == {}
    with pytest.raises(YearNotPublished):
        Calendar(YEAR, {}, (AUTUMN,)).is_school_day(date(2027, 1, 4), SCHOOL)


def test_what_staff_writes_wins_for_its_school_only() -> None:
    day = date(2026, 3, 11)
    calendar = Calendar(YEAR, {(SCHOOL, day): DayKind.NO_SCHOOL}, (SPRING,))
    assert not calendar.is_school_day(day, SCHOOL)
    assert calendar.is_school_day(day, OTHER_SCHOOL)


def test_outside_of_every_known_term_staff_is_asked() -> None:
    calendar = Calendar(YEAR, {}, (SPRING,))
    with pytest.raises(TermUnknown):
        calendar.is_school_day(date(2026, 9, 2), SCHOOL)
    assert calendar.stands_on(Pattern.EVERY_DAY, date(2026, 9, 2), SCHOOL)


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(TermOutOfRange):
        new_term(EVERYWHERE, date(2026, 7, 3), date(2026, 2, 1))
