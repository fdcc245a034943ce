"""Putting somebody on a shift and taking them off: the one place where both happen, with the reminders that follow."""

from datetime import datetime, timedelta

from domain.covers import require_suitable
from domain.duty import Assignment, AssignmentState, PersonCannot, Shift
from domain.duty_facts import ShiftAssigned
from domain.notices import Lane, Notice
from domain.people import Person, Role, Speaker
from domain.refusals import NotFound, Refusal
from domain.reminders import EXPECTED, ladder
from domain.times import local
from usecases.ports import UnitOfWork


async def held(uow: UnitOfWork, speaker: Speaker, assignment_id: int) -> Assignment:
    """Return the assignment of the speaker's community, locked; refuses with `NotFound`."""
    assignment = await uow.duties.hold(assignment_id)
    if assignment is None or assignment.shift.community_id != speaker.known().community_id:
        raise NotFound
    return assignment


async def partners_of(uow: UnitOfWork, one: Assignment) -> tuple[str, ...]:
    """Return the names of those who stand there too."""
    others = [
        each.person_id
        for each in await uow.duties.of_shift(one.shift.id)
        if each.person_id != one.person_id and each.is_active
    ]
    persons = await uow.people.persons(others)
    return tuple(persons[who].name for who in others if who in persons)


async def rewrite_steps(uow: UnitOfWork, assignment: Assignment, now: datetime) -> None:
    """Write the rungs that this duty still needs, whatever was written before."""
    shift = assignment.shift
    wanted = assignment.state in EXPECTED or assignment.state is AssignmentState.CHECKED_IN
    if not wanted or shift.is_cancelled:
        await uow.duty_steps.rewrite(assignment, (), now)
        return
    home = await uow.people.community(shift.community_id)
    await uow.duty_steps.rewrite(assignment, ladder(shift.starts_at, shift.ends_at, now, home.quiet), now)


async def seat(uow: UnitOfWork, shift: Shift, person: Person, now: datetime) -> Assignment | None:
    """Put the person on the shift, or return None if they stand there already.

    Refuses with `PersonCannot` for another duty at that time, leave or category: the person's row is locked first,
    so that two leaders cannot book the same person twice.
    """
    await uow.duties.lock_person(person.id)
    standing = [each for each in await uow.duties.of_shift(shift.id) if each.person_id == person.id and each.is_active]
    if standing:
        return None
    (candidate,) = await uow.covers.candidates(shift, [person.id], None)
    try:
        require_suitable(candidate, shift)
    except Refusal as refusal:
        raise PersonCannot(person.name, refusal) from refusal
    await uow.duties.assign(shift.id, person.id)
    (fresh,) = [each for each in await uow.duties.of_shift(shift.id) if each.person_id == person.id]
    await rewrite_steps(uow, fresh, now)
    await follow_roster(uow, fresh, stands=True)
    return fresh


async def follow_roster(uow: UnitOfWork, duty: Assignment, *, stands: bool) -> None:
    """Let the week's roster show who came onto a shift or left it, so that publishing again undoes nothing."""
    on = local(duty.shift.starts_at).date()
    monday = on - timedelta(days=on.weekday())
    await uow.rosters.sits(duty.shift.community_id, monday, (duty.shift.id, duty.person_id), stands=stands)


async def tell_assigned(uow: UnitOfWork, fresh: Assignment, now: datetime) -> None:
    shift = fresh.shift
    partners = await partners_of(uow, fresh)
    fact = ShiftAssigned(fresh.id, shift.post.name, shift.post.meet, shift.starts_at, shift.ends_at, partners)
    key = f"duty:{fresh.id}:assigned:{now.timestamp():.0f}"
    await uow.outbox.push([Notice(key, fact, now, to_person=fresh.person_id, lane=Lane.DUTY)])


async def volunteers(uow: UnitOfWork, community_id: int, now: datetime) -> list[int]:
    return await uow.people.holders(community_id, (Role.VOLUNTEER,), now)
