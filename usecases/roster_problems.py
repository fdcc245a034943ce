"""A week as the solver and the verifier read it, and what already stands in it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from domain import rosters as r
from domain.covers import FAIRNESS_DAYS, FREE_LABELS, SATURDAY, part_of
from domain.drafts import Pair
from domain.duty import Shift
from domain.people import Person
from domain.times import at_local, local
from usecases.duty_seats import volunteers
from usecases.ports import UnitOfWork

WEEK = timedelta(days=7)


def next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def span(from_on: date) -> tuple[datetime, datetime]:
    return at_local(from_on, time.min), at_local(from_on + WEEK, time.min)


async def shifts_of(uow: UnitOfWork, home: int, from_on: date) -> list[Shift]:
    return [each for each in await uow.duties.shifts_between(home, *span(from_on)) if not each.is_cancelled]


async def standing(uow: UnitOfWork, home: int, from_on: date) -> list[Pair]:
    return [
        (each.shift.id, each.person_id)
        for each in await uow.duties.between(home, *span(from_on))
        if each.is_active and not each.shift.is_cancelled
    ]


async def problem_of(uow: UnitOfWork, home: int, from_on: date, now: datetime) -> r.Problem:
    """Return the week as the solver and the verifier read it."""
    shifts = [each for each in await shifts_of(uow, home, from_on) if each.need]
    persons = await uow.people.persons(await volunteers(uow, home, now))
    last_on = from_on + WEEK - timedelta(days=1)
    leaves: dict[int, list[r.Leave]] = {}
    for who, first, last in await uow.covers.leaves(persons, from_on, last_on):
        leaves.setdefault(who, []).append(r.Leave(first, last))
    turns = await _turns(uow, home, from_on)
    people = tuple(_volunteer(each, leaves.get(each.id, []), turns.get(each.id, 0)) for each in persons.values())
    return r.Problem(from_on=from_on, to_on=last_on, volunteers=people, shifts=tuple(map(_shift, shifts)))


async def _turns(uow: UnitOfWork, home: int, from_on: date) -> dict[int, int]:
    until_at = at_local(from_on, time.min)
    counted: dict[int, int] = {}
    for each in await uow.duties.between(home, until_at - timedelta(days=FAIRNESS_DAYS), until_at):
        if each.is_active:
            counted[each.person_id] = counted.get(each.person_id, 0) + 1
    return counted


def _volunteer(person: Person, leave: Sequence[r.Leave], turns: int) -> r.Volunteer:
    free = frozenset(
        (weekday, part)
        for weekday in range(7)
        for part in r.Part
        if not person.free or FREE_LABELS[weekday >= SATURDAY, part] in person.free
    )
    return r.Volunteer(id=person.id, category=person.category, free=free, leave=tuple(leave), carried_points=turns)


def _shift(shift: Shift) -> r.Shift:
    begins, ends = local(shift.starts_at), local(shift.ends_at)
    return r.Shift(
        id=shift.id,
        date=begins.date(),
        part=part_of(shift.starts_at),
        start=begins.time(),
        end=ends.time(),
        kind=r.Kind(shift.post.kind.value),
        post=shift.post.name,
        need=shift.need,
    )


def pair_of(each: r.Seat) -> Pair:
    return int(each.shift), int(each.volunteer)
