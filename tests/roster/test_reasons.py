"""Each empty seat is told with the reason that kept most people from it."""

from datetime import timedelta

import pytest

from domain.roster_reasons import unfilled
from domain.rosters import WHY_SAID, Category, Leave, Part, Problem, Seat, Shift, Unfilled, Volunteer, Why
from tests.roster.stories import MONDAY, person, problem, shift

GATE = shift("gate")
NIGHT_BEFORE = shift("night", MONDAY - timedelta(days=1), Part.EVENING)
SAME_TIME = shift("other gate")
WEEK = shift("friday", MONDAY + timedelta(days=4))


def story(volunteer: Volunteer, *others: Shift, gate: Shift = GATE) -> tuple[Problem, list[Seat]]:
    return problem([volunteer], [gate, *others]), [Seat(each.id, volunteer.id) for each in others]


STORIES = {
    Why.NOBODY_FREE: story(person("wang", free=frozenset())),
    Why.CATEGORY: story(person("wang", category=Category.AWAY)),
    Why.ON_LEAVE: story(person("wang", leave=(Leave(MONDAY, MONDAY),))),
    Why.WEEKLY_CAP: story(person("wang", max_per_week=1), WEEK),
    Why.REST: story(person("wang"), NIGHT_BEFORE),
    Why.BUSY: story(person("wang"), SAME_TIME),
    Why.NOBODY_TRAINED: story(person("wang"), gate=shift("gate", trained=1)),
    Why.NO_CAPTAIN: story(person("wang"), gate=shift("gate", captain=1)),
    Why.NOT_SEARCHED: story(person("wang")),
}


@pytest.mark.parametrize("why", Why)
def test_an_empty_seat_is_explained(why: Why) -> None:
    given, seats = STORIES[why]
    assert unfilled(given, seats) == (Unfilled("gate", 1, why),)


def test_a_trained_person_and_a_captain_do_not_fit_on_one_seat() -> None:
    given = problem([person("wang", trained=True), person("li", captain=True)], [shift("gate", trained=1, captain=1)])
    assert unfilled(given, []) == (Unfilled("gate", 1, Why.NO_CAPTAIN),)


def test_a_volunteer_with_no_duties_allowed_is_at_the_weekly_limit() -> None:
    given = problem([person("wang", max_per_week=0)], [GATE])
    assert unfilled(given, []) == (Unfilled("gate", 1, Why.WEEKLY_CAP),)


def test_only_the_missing_seats_are_counted() -> None:
    given = problem([person("wang")], [shift("gate", need=3)])
    assert unfilled(given, [Seat("gate", "wang")]) == (Unfilled("gate", 2, Why.NOBODY_FREE),)


def test_every_reason_has_words() -> None:
    assert set(WHY_SAID) == set(Why)
