"""Rosters: what a month costs and leaves empty, what a repair moves, how even half a year becomes."""

import asyncio
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from benchmarks.roster_months import HOURS, month
from domain.roster_greedy import preview
from domain.roster_proof import violations
from domain.rosters import Category, Id, Leave, Problem, Seat, Solution, Volunteer
from scheduling.rosters.repairs import repair
from scheduling.rosters.solver import solve

SIZES = (60, 300, 1_000)
SEED = 1
HALF_A_YEAR = range(1, 7)
HALF_A_YEAR_PEOPLE = 150
SAME_RUN = "greedy preview, same run"
# The search leaves off by itself long before; a busy machine must not turn its rosters into previews.
MONTH_SECONDS = 60.0
Maker = Callable[[Problem], Sequence[Seat]]


def figures() -> Iterator[dict[str, Any]]:
    for people in SIZES:
        yield from _month(people)
    yield from _half_a_year()


def _figure(name: str, value: float, unit: str, anchor: str, anchor_value: float) -> dict[str, Any]:
    ratio = round(value / anchor_value, 3) if anchor_value else None
    return {
        "name": f"roster.{name}",
        "value": round(value, 3),
        "unit": unit,
        "anchor": anchor,
        "anchor_value": round(anchor_value, 3),
        "ratio": ratio,
    }


def _month(people: int) -> Iterator[dict[str, Any]]:
    problem = month(people, SEED)
    began = time.process_time()
    first = preview(problem)
    greedy_seconds = time.process_time() - began
    solution = asyncio.run(solve(problem))
    name, empty = f"month_{people}", problem.seats_needed - len(solution.seats)
    yield _figure(f"{name}.cpu", solution.cpu_seconds, "CPU-seconds", SAME_RUN, greedy_seconds)
    yield _figure(f"{name}.empty", empty, "seats", SAME_RUN, problem.seats_needed - len(first))
    bound = problem.seats_needed - solution.most_seats
    yield _figure(f"{name}.empty_against_bound", empty, "seats", "fewest by the solver's bound", bound)
    yield _figure(f"{name}.objective", solution.objective, "cost", "the solver's bound", solution.bound)
    broken = len(violations(problem, solution.seats))
    yield _figure(f"{name}.violations", broken, "violations", "none allowed", 0)
    yield from _repaired(name, problem, solution)


def _repaired(name: str, problem: Problem, solution: Solution) -> Iterator[dict[str, Any]]:
    """Five people who serve fall ill for a week; how many of the others' seats change?"""
    serving = sorted({seat.volunteer for seat in solution.seats}, key=str)
    ill = set(random.Random(SEED).sample(serving, 5))
    week = Leave(problem.from_on + timedelta(days=7), problem.from_on + timedelta(days=13))

    def told(volunteer: Volunteer) -> Volunteer:
        return replace(volunteer, leave=(*volunteer.leave, week)) if volunteer.id in ill else volunteer

    changed = replace(problem, volunteers=tuple(map(told, problem.volunteers)))
    mended = asyncio.run(repair(changed, solution.seats))
    yield _figure(f"{name}.repair.moved", len(mended.moved), "seats of others", "none allowed", 0)
    yield _figure(f"{name}.repair.added", len(mended.added), "seats", "seats lost", len(mended.lost))
    yield _figure(f"{name}.repair.cpu", mended.solution.cpu_seconds, "CPU-seconds", "the month", solution.cpu_seconds)


def _half_a_year() -> Iterator[dict[str, Any]]:
    """Regular volunteers' points after six months, each month made with the points of those before it."""
    greedy = _points_after(preview)
    solved = _points_after(lambda problem: asyncio.run(solve(problem, limit_seconds=MONTH_SECONDS)).seats)
    spread = statistics.pstdev(solved)
    yield _figure("half_a_year_150.sd", spread, "points", SAME_RUN, statistics.pstdev(greedy))
    yield _figure("half_a_year_150.range", max(solved) - min(solved), "points", SAME_RUN, max(greedy) - min(greedy))


def _points_after(make: Maker) -> list[int]:
    carried: Counter[Id] = Counter()
    regular: list[Id] = []
    for number in HALF_A_YEAR:
        drawn = month(HALF_A_YEAR_PEOPLE, SEED, number=number, rewards=HOURS)
        people = tuple(replace(each, carried_points=carried[each.id]) for each in drawn.volunteers)
        points = {shift.id: shift.points for shift in drawn.shifts}
        for shift, volunteer in make(replace(drawn, volunteers=people)):
            carried[volunteer] += points[shift]
        regular = [each.id for each in drawn.volunteers if each.category is Category.REGULAR]
    return [carried[name] for name in regular]
