"""The verifier sees each rule being broken, and blames nothing else."""

from datetime import time, timedelta
from typing import Any

import pytest

from domain.roster_proof import Rule, violations
from domain.rosters import Category, Leave, Part, Problem, Seat
from tests.roster.stories import ALWAYS, MONDAY, person, problem, shift

TUESDAY = MONDAY + timedelta(days=1)
NEXT_SUNDAY = MONDAY + timedelta(days=6)
BOTH = (Seat("early", "wang"), Seat("late", "wang"))


def early_and_late(wang: dict[str, Any], early: dict[str, Any], late: dict[str, Any]) -> Problem:
    return problem([person("wang", **wang)], [shift("early", **early), shift("late", **late)])


PLANTED = {
    Rule.UNKNOWN_SHIFT: (problem([person("wang")], []), [Seat("gate", "wang")]),
    Rule.UNKNOWN_VOLUNTEER: (problem([], [shift("gate")]), [Seat("gate", "wang")]),
    Rule.SEATED_TWICE: (problem([person("wang")], [shift("gate", need=2)]), [Seat("gate", "wang")] * 2),
    Rule.TOO_MANY: (
        problem([person("wang"), person("li")], [shift("gate")]),
        [Seat("gate", "wang"), Seat("gate", "li")],
    ),
    Rule.NOT_FREE: (
        problem([person("wang", free=ALWAYS - {(0, Part.MORNING)})], [shift("gate")]),
        [Seat("gate", "wang")],
    ),
    Rule.ON_LEAVE: (
        problem([person("wang", leave=(Leave(MONDAY, MONDAY),))], [shift("gate")]),
        [Seat("gate", "wang")],
    ),
    Rule.CATEGORY: (
        problem([person("wang", category=Category.LIMITED)], [shift("walk", part=Part.EVENING)]),
        [Seat("walk", "wang")],
    ),
    Rule.LIMITED_ONCE_A_WEEK: (
        early_and_late({"category": Category.LIMITED}, {"on": MONDAY}, {"on": NEXT_SUNDAY}),
        BOTH,
    ),
    Rule.WEEKLY_CAP: (early_and_late({"max_per_week": 1}, {"on": MONDAY}, {"on": NEXT_SUNDAY}), BOTH),
    Rule.SAME_PART: (early_and_late({}, {}, {"start": time(9), "end": time(10)}), BOTH),
    Rule.OVERLAP: (
        early_and_late({}, {"start": time(7), "end": time(12)}, {"part": Part.NOON}),
        BOTH,
    ),
    Rule.REST: (early_and_late({}, {"part": Part.EVENING}, {"on": TUESDAY}), BOTH),
    Rule.UNTRAINED: (problem([person("wang")], [shift("gate", need=2, trained=1)]), [Seat("gate", "wang")]),
    Rule.NO_CAPTAIN: (problem([person("wang")], [shift("gate", need=2, captain=1)]), [Seat("gate", "wang")]),
    Rule.FIXED_LOST: (problem([person("wang")], [shift("gate")], fixed=(Seat("gate", "wang"),)), []),
}


@pytest.mark.parametrize("rule", Rule)
def test_a_planted_violation_is_seen_and_nothing_else_is_blamed(rule: Rule) -> None:
    given, seats = PLANTED[rule]
    assert {each.rule for each in violations(given, seats)} == {rule}


@pytest.mark.parametrize("category", [Category.EXEMPT, Category.AWAY])
def test_whoever_is_exempt_or_away_serves_nowhere(category: Category) -> None:
    given = problem([person("wang", category=category)], [shift("gate")])
    assert [each.rule for each in violations(given, [Seat("gate", "wang")])] == [Rule.CATEGORY]


def test_a_patrol_that_passes_midnight_overlaps_an_early_morning() -> None:
    long_walk: dict[str, Any] = {"part": Part.EVENING, "start": time(22), "end": time(6, 30)}
    dawn: dict[str, Any] = {"on": TUESDAY, "start": time(6), "end": time(7)}
    given = problem([person("wang")], [shift("early", **long_walk), shift("late", **dawn)], rest=frozenset())
    assert [each.rule for each in violations(given, BOTH)] == [Rule.OVERLAP]


def test_a_closed_shift_breaks_no_rule() -> None:
    assert violations(problem([person("wang")], [shift("gate", need=2, trained=2, captain=1)]), []) == ()


def test_two_shifts_that_touch_do_not_overlap() -> None:
    given = early_and_late({}, {"end": time(11, 30)}, {"part": Part.NOON})
    assert violations(given, BOTH) == ()


def test_a_violation_names_the_shift_and_the_volunteer() -> None:
    given, seats = PLANTED[Rule.ON_LEAVE]
    (found,) = violations(given, seats)
    assert (found.shift, found.volunteer) == ("gate", "wang")
