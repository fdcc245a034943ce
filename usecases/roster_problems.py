"""A week as the solver and the verifier read it, and what already stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain import rosters as r
from domain.covers import FAIRNESS_DAYS, FREE_LABELS, SATURDAY, part_of
from domain.drafts import Pair
from domain.duty import Shift
from domain.duty_profiles import DutyProfile
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
    profiles = {
        who: replace(each, partners=each.partners & persons.keys())
        for who, each in (await uow.duty_profiles.of_people(persons)).items()
    }
    tired = await _tired(uow, home, from_on)
    posts = {each.id: each.name for each in await uow.duties.posts(home)}
    people = tuple(
        _volunteer(each, leaves.get(each.id, []), turns.get(each.id, 0), profiles[each.id], posts)
        for each in persons.values()
    )
    rested = tuple(replace(each, free=each.free - tired.get(each.id, set())) for each in people)
    return r.Problem(from_on=from_on, to_on=last_on, volunteers=rested, shifts=tuple(map(_shift, shifts)))


async def _tired(uow: UnitOfWork, home: int, from_on: date) -> dict[r.Id, set[tuple[int, r.Part]]]:
    """Return whom the nights and mornings just outside of the week keep from its first day or its last."""
    day, last_on = timedelta(days=1), from_on + WEEK - timedelta(days=1)
    tired: dict[r.Id, set[tuple[int, r.Part]]] = {}
    for on, beside, which in ((from_on - day, from_on, 0), (from_on + WEEK, last_on, 1)):
        for each in await uow.duties.between(home, at_local(on, time.min), at_local(on + day, time.min)):
            if not each.is_active or each.shift.is_cancelled:
                continue
            part = part_of(each.shift.starts_at)
            kept_from = {pair[1 - which] for pair in r.NO_MORNING_AFTER_A_NIGHT if pair[which] is part}
            tired.setdefault(each.person_id, set()).update((beside.weekday(), each_part) for each_part in kept_from)
    return tired


async def _turns(uow: UnitOfWork, home: int, from_on: date) -> dict[int, int]:
    until_at = at_local(from_on, time.min)
    counted: dict[int, int] = {}
    for each in await uow.duties.between(home, until_at - timedelta(days=FAIRNESS_DAYS), until_at):
        if each.is_active:
            counted[each.person_id] = counted.get(each.person_id, 0) + 1
    return counted


def _volunteer(
    person: Person,
    leave: Sequence[r.Leave],
    turns: int,
    profile: DutyProfile,
    posts: Mapping[int, str],
) -> r.Volunteer:
    """Return the person as the solver sees them; a post they wish for is as near as none other can be."""
    free = frozenset(
        (weekday, part)
        for weekday in range(7)
        for part in r.Part
        if not person.free or FREE_LABELS[weekday >= SATURDAY, part] in person.free
    )
    ways = {posts[post]: metres for post, metres in profile.metres.items() if post in posts}
    wished = {posts[post]: 0 for post in profile.posts if post in posts}
    return r.Volunteer(
        id=person.id,
        category=person.category,
        free=free,
        leave=tuple(leave),
        max_per_week=profile.most_per_week,
        trained=profile.is_trained,
        captain=profile.is_captain,
        carried_points=turns,
        partners=profile.partners,
        metres=ways | wished,
    )


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
        trained=min(shift.trained, shift.need),
        captain=min(shift.captain, shift.need),
    )


def pair_of(each: r.Seat) -> Pair:
    return int(each.shift), int(each.volunteer)
