"""Months to make rosters for: 648 seats at six school posts and on four nightly patrols, drawn from a seed."""

import random
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, time, timedelta

from domain.rosters import Category, Kind, Leave, Part, Problem, Shift, Volunteer

POSTS = tuple(f"gate-{number}" for number in range(1, 7))
ROUTES = ("route-1", "route-2")
SLOTS = ((Part.MORNING, time(7), time(8)), (Part.AFTERNOON, time(16), time(17, 30)))
# A point a turn; or ten points an hour, and a fifth more for an evening.
TURNS = {Part.MORNING: 1, Part.AFTERNOON: 1, Part.EVENING: 1}
HOURS = {Part.MORNING: 10, Part.AFTERNOON: 15, Part.EVENING: 18}
CATEGORIES = ((Category.REGULAR, 70), (Category.LIMITED, 20), (Category.EXEMPT, 6), (Category.AWAY, 4))
SCHOOL_DAYS = 22
PATROL_NIGHTS = 30
SEATS = 648


def month(people: int, seed: int, *, year: int = 2026, number: int = 9, rewards: Mapping[Part, int] = TURNS) -> Problem:
    """22 school days × 2 slots × 6 posts × 2 people and 30 nights of 4: 648 seats."""
    luck = random.Random(seed)
    first = date(year, number, 1)
    last = first + timedelta(days=monthrange(year, number)[1] - 1)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    shifts = [*_school(days, rewards), *_patrols(days, rewards[Part.EVENING])]
    return Problem(
        from_on=first,
        to_on=last,
        volunteers=tuple(_volunteer(f"v{place}", luck, first, people) for place in range(1, people + 1)),
        shifts=tuple(shifts),
    )


def _school(days: list[date], rewards: Mapping[Part, int]) -> list[Shift]:
    """Where a month has fewer weekdays than that, make-up Saturdays and Sundays complete it."""
    open_days = sorted(sorted(days, key=lambda day: (day.weekday() >= 5, day))[:SCHOOL_DAYS])
    return [
        Shift(
            id=f"{day}-{part}-{post}", date=day, part=part, start=start, end=end,
            kind=Kind.SCHOOL_CROSSING, post=post, need=2, trained=1, points=rewards[part],
        )
        for day in open_days
        for part, start, end in SLOTS
        for post in POSTS
    ]  # fmt: skip


def _patrols(days: list[date], points: int) -> list[Shift]:
    return [
        Shift(
            id=f"{day}-{route}", date=day, part=Part.EVENING, start=time(19), end=time(20, 30),
            kind=Kind.PATROL, post=route, need=2, captain=int(route == ROUTES[0]), points=points,
        )
        for day in days[:PATROL_NIGHTS]
        for route in ROUTES
    ]  # fmt: skip


def _volunteer(name: str, luck: random.Random, first: date, people: int) -> Volunteer:
    (category,) = luck.choices([each for each, _ in CATEGORIES], [weight for _, weight in CATEGORIES])
    off = first + timedelta(days=luck.randrange(28))
    return Volunteer(
        id=name,
        category=category,
        free=frozenset((day, part) for day in range(7) for part in Part if luck.random() < 0.6),
        leave=(Leave(off, off + timedelta(days=luck.randrange(2, 9))),) if luck.random() < 0.2 else (),
        max_per_week=luck.choice((3, 4, 5)) if people < 100 else luck.choice((2, 3, 4)),
        trained=luck.random() < 0.7,
        captain=luck.random() < 0.2,
        carried_points=luck.randrange(1 + 3 * SEATS // people),
        partners=frozenset({f"v{luck.randrange(1, people + 1)}"} - {name}) if luck.random() < 0.2 else frozenset(),
        metres={post: luck.randrange(100, 3_000) for post in (*POSTS, *ROUTES)},
    )
