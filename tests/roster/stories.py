"""The people and shifts of the roster tests, and random ones."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from domain.roster_goals import objective
from domain.roster_greedy import preview
from domain.roster_proof import violations
from domain.rosters import Category, Id, Kind, Leave, Part, Problem, Seat, Shift, Volunteer
from scheduling.rosters.search import Found, search

MONDAY = date(2026, 8, 31)
ALWAYS = frozenset((day, part) for day in range(7) for part in Part)
HOURS = {
    Part.MORNING: (time(7), time(8)),
    Part.NOON: (time(11, 30), time(12, 30)),
    Part.AFTERNOON: (time(16), time(17)),
    Part.EVENING: (time(19), time(21)),
}
# A long evening ends in the next morning, and a long morning reaches into noon.
LONG_HOURS = {
    Part.MORNING: (time(6), time(12)),
    Part.NOON: (time(11, 30), time(16, 30)),
    Part.AFTERNOON: (time(16), time(19, 30)),
    Part.EVENING: (time(21), time(6, 30)),
}


def person(name: Id, **facts: Any) -> Volunteer:
    return Volunteer(**{"id": name, "free": ALWAYS, **facts})


def shift(name: Id, on: date = MONDAY, part: Part = Part.MORNING, **facts: Any) -> Shift:
    start, end = HOURS[part]
    usual = {
        "id": name,
        "date": on,
        "part": part,
        "start": start,
        "end": end,
        "kind": Kind.PATROL if part is Part.EVENING else Kind.SCHOOL_CROSSING,
        "post": "gate",
        "need": 1,
    }
    return Shift(**{**usual, **facts})


def problem(volunteers: Sequence[Volunteer], shifts: Sequence[Shift], **facts: Any) -> Problem:
    days = [each.date for each in shifts] or [MONDAY]
    usual = {"from_on": min(days), "to_on": max(days), "volunteers": tuple(volunteers), "shifts": tuple(shifts)}
    return Problem(**{**usual, **facts})


def solved(given: Problem) -> Found:
    return search(given, left=lambda: 20.0)


def by_preview(given: Problem) -> tuple[Seat, ...]:
    return preview(given)


def by_solver(given: Problem) -> tuple[Seat, ...]:
    return solved(given).seats


MAKERS: tuple[Callable[[Problem], tuple[Seat, ...]], ...] = (by_preview, by_solver)


@st.composite
def problems(draw: st.DrawFn, *, people: int = 6, work: int = 8, days: int = 9) -> Problem:
    """Small and nasty: across a month's end, hours that overlap, patrols through midnight, scarce training."""
    number = draw(st.integers(0, people))
    names = [f"v{place}" if place % 2 else place for place in range(number)]
    volunteers = [draw(_people(name, names, days)) for name in names]
    shifts = [draw(_shifts(place, days)) for place in range(draw(st.integers(0, work)))]
    rest = draw(st.frozensets(st.tuples(st.sampled_from(Part), st.sampled_from(Part)), max_size=2))
    return problem(volunteers, shifts, rest=rest)


@st.composite
def _people(draw: st.DrawFn, name: Id, names: list[Id], days: int) -> Volunteer:
    off = MONDAY + timedelta(days=draw(st.integers(0, days)))
    left_out = draw(st.frozensets(st.tuples(st.integers(0, 6), st.sampled_from(Part)), max_size=9))
    return person(
        name,
        category=draw(st.sampled_from([Category.REGULAR, Category.REGULAR, *Category])),
        free=ALWAYS - left_out,
        leave=draw(st.sampled_from([(), (Leave(off, off + timedelta(days=1)),)])),
        max_per_week=draw(st.sampled_from([None, 0, 1, 2, 3])),
        trained=draw(st.booleans()),
        captain=draw(st.booleans()),
        carried_points=draw(st.integers(0, 9)),
        partners=draw(st.frozensets(st.sampled_from(names), max_size=2)) - {name},
        metres=draw(st.dictionaries(st.sampled_from(["gate", "lane"]), st.integers(0, 3_000))),
    )


@st.composite
def _shifts(draw: st.DrawFn, place: int, days: int) -> Shift:
    part = draw(st.sampled_from(Part))
    start, end = draw(st.sampled_from([HOURS, HOURS, LONG_HOURS]))[part]
    need = draw(st.integers(0, 3))
    return shift(
        place,
        MONDAY + timedelta(days=draw(st.integers(0, days - 1))),
        part,
        start=start,
        end=end,
        post=draw(st.sampled_from(["gate", "lane"])),
        need=need,
        trained=draw(st.integers(0, need)),
        captain=draw(st.integers(0, min(1, need))),
        points=draw(st.sampled_from([0, 1, 1, 2, 5])),
    )


def cheapest(given: Problem) -> tuple[int, int]:
    """Most seats and least objective, by trying every roster. A roster that is wrong only gets worse by more people."""
    best = (0, objective(given, given.fixed))
    stack: list[tuple[int, tuple[Seat, ...]]] = [(0, ())]
    while stack:
        place, seats = stack.pop()
        if place == len(given.shifts):
            best = max(best, (len(seats), objective(given, seats)), key=lambda each: (each[0], -each[1]))
            continue
        here = given.shifts[place]
        for size in range(here.need + 1):
            for crew in combinations(given.volunteers, size):
                more = (*seats, *(Seat(here.id, each.id) for each in crew))
                if not violations(given, more):
                    stack.append((place + 1, more))
    return best
