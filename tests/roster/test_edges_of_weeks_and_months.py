"""The preview and the solver count days, weeks and nights as people do."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from domain.rosters import Category, Leave, Part, Problem, Seat, Volunteer
from tests.roster.stories import MAKERS, MONDAY, person, problem, shift

Maker = Callable[[Problem], tuple[Seat, ...]]
pytestmark = pytest.mark.parametrize("make", MAKERS, ids=["preview", "solver"])
DAY = timedelta(days=1)


def filled(make: Maker, volunteer: Volunteer, *days: tuple[date, Part]) -> int:
    shifts = [shift(number, on, part) for number, (on, part) in enumerate(days)]
    return len(make(problem([volunteer], shifts)))


def test_a_monday_is_weekday_zero(make: Maker) -> None:
    only_mondays = person("wang", free=frozenset({(0, Part.MORNING)}))
    assert filled(make, only_mondays, (MONDAY, Part.MORNING)) == 1
    assert filled(make, only_mondays, (MONDAY - DAY, Part.MORNING)) == 0
    assert filled(make, only_mondays, (MONDAY + DAY, Part.MORNING)) == 0


def test_rest_counts_across_the_end_of_a_month(make: Maker) -> None:
    last_night, first_morning = (date(2026, 8, 31), Part.EVENING), (date(2026, 9, 1), Part.MORNING)
    assert filled(make, person("wang"), last_night, first_morning) == 1


def test_a_morning_two_days_after_a_night_is_fine(make: Maker) -> None:
    assert filled(make, person("wang"), (MONDAY, Part.EVENING), (MONDAY + 2 * DAY, Part.MORNING)) == 2


def test_a_night_after_a_morning_is_fine(make: Maker) -> None:
    assert filled(make, person("wang"), (MONDAY, Part.MORNING), (MONDAY, Part.EVENING)) == 2


def test_a_week_ends_on_sunday(make: Maker) -> None:
    once = person("wang", max_per_week=1)
    sunday = MONDAY + 6 * DAY
    assert filled(make, once, (MONDAY, Part.MORNING), (sunday, Part.MORNING)) == 1
    assert filled(make, once, (sunday, Part.MORNING), (sunday + DAY, Part.MORNING)) == 2


def test_a_week_that_spans_new_year_is_one_week(make: Maker) -> None:
    once = person("wang", max_per_week=1)
    assert filled(make, once, (date(2026, 12, 31), Part.MORNING), (date(2027, 1, 1), Part.MORNING)) == 1


def test_a_limited_volunteer_serves_once_a_week_and_by_day(make: Maker) -> None:
    limited = person("wang", category=Category.LIMITED, max_per_week=5)
    week = [(MONDAY + number * DAY, Part.NOON) for number in range(7)]
    assert filled(make, limited, *week) == 1
    assert filled(make, limited, *week, (MONDAY + 7 * DAY, Part.NOON)) == 2
    assert filled(make, limited, (MONDAY, Part.EVENING)) == 0


def test_leave_includes_both_its_ends(make: Maker) -> None:
    away = person("wang", leave=(Leave(MONDAY + DAY, MONDAY + 2 * DAY),))
    days = [(MONDAY + number * DAY, Part.MORNING) for number in range(4)]
    assert filled(make, away, *days) == 2


def test_a_patrol_through_midnight_takes_the_dawn_with_it(make: Maker) -> None:
    night = shift("night", part=Part.EVENING, start=time(22), end=time(6, 30))
    dawn = shift("dawn", MONDAY + DAY, start=time(6), end=time(7))
    assert len(make(problem([person("wang")], [night, dawn], rest=frozenset()))) == 1


def test_nobody_is_asked_twice_in_one_part_of_a_day(make: Maker) -> None:
    early, late = shift("early"), shift("late", start=time(9), end=time(10))
    assert len(make(problem([person("wang")], [early, late]))) == 1


def test_a_post_stays_closed_rather_than_open_without_anybody_trained(make: Maker) -> None:
    untrained = [person("wang"), person("li")]
    assert make(problem(untrained, [shift("gate", need=2, trained=1)])) == ()


def test_one_trained_person_opens_one_of_two_posts(make: Maker) -> None:
    crew = [person("wang", trained=True), person("li"), person("zhao")]
    gates = [shift("north", need=2, trained=1), shift("south", need=2, trained=1)]
    assert len(make(problem(crew, gates))) == 2


def test_without_volunteers_nobody_serves(make: Maker) -> None:
    assert make(problem([], [shift("gate")])) == ()


def test_without_shifts_there_is_nothing_to_do(make: Maker) -> None:
    assert make(problem([person("wang")], [])) == ()


def test_other_rest_than_nights_can_be_asked_for(make: Maker) -> None:
    days = [shift("first"), shift("second", MONDAY + DAY)]
    rested = frozenset({(Part.MORNING, Part.MORNING)})
    assert len(make(problem([person("wang")], days, rest=rested))) == 1
