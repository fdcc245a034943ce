"""值班: plan a shift, answer, move or cancel it, confirm the minutes, and see what is ahead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.covers import AlreadyOnDuty, CoverState
from domain.duty import GONE, Assignment, AssignmentState, DutyStep, HourTaken, PersonCannot, Post, Shift
from domain.duty_facts import ShiftAnswered, ShiftCancelled, ShiftDropped, ShiftMoved, ShiftPaid
from domain.notices import Delivery, Lane, Notice
from domain.people import Person, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from domain.reminders import EXPECTED
from domain.timebank import Activity, Earned, Source, SourceKind
from usecases.covers import decline
from usecases.duty_seats import follow_roster, held, rewrite_steps, seat, tell_assigned
from usecases.ports import UnitOfWork
from usecases.timebank import earn

CHECK_OUT_GRACE = timedelta(hours=6)


async def plan_shift(
    uow: UnitOfWork,
    speaker: Speaker,
    post: Post,
    starts_at: datetime,
    ends_at: datetime,
    people: Sequence[int],
    now: datetime,
) -> Shift:
    """Put people on a shift; each hears of it now and gets the reminders that still lie ahead.

    Refuses with `PersonCannot` if one of them is on another duty then, on leave, or not to be asked for it.
    """
    leader = speaker.known()
    require(speaker.grants, Action.ASSIGN_SHIFT, post.community_id, now)
    kept = await uow.duties.add_post(post)
    shift = await uow.duties.add_shift(
        Shift(0, post.community_id, kept, starts_at, ends_at, leader.id, need=len(people))
    )
    shift = await _as_planned(uow, shift, ends_at, people)
    persons = await uow.people.persons(people)
    fresh = [await seat(uow, shift, persons[who], now) for who in people if who in persons]
    for assignment in fresh:
        if assignment is not None:
            await tell_assigned(uow, assignment, now)
    return shift


async def _as_planned(uow: UnitOfWork, shift: Shift, ends_at: datetime, people: Sequence[int]) -> Shift:
    """Where a shift stood at that hour already: one that was called off is on again, and its crew grows."""
    crew = {each.person_id for each in await uow.duties.of_shift(shift.id) if each.is_active} | set(people)
    planned = replace(shift, is_cancelled=False, ends_at=ends_at, need=max(shift.need, len(crew)))
    if planned != shift:
        await uow.duties.save_shift(planned)
    return planned


async def answer_reminder(
    uow: UnitOfWork, speaker: Speaker, assignment_id: int, now: datetime, *, can_come: bool
) -> tuple[Assignment, tuple[str, ...]]:
    """Take 我能去 or 去不了; the ladder stops in this transaction. Returns who is asked to step in, if anybody."""
    assignment = await held(uow, speaker, assignment_id)
    person = speaker.known()
    if not can_come and assignment.person_id == person.id:
        return await decline(uow, assignment, person, now)
    answered = assignment.answer(person.id, now, can_come=True, short_notice=timedelta())
    if answered is assignment:
        return answered, ()
    await uow.duties.save(answered)
    await rewrite_steps(uow, answered, now)
    shift = answered.shift
    fact = ShiftAnswered(person.name, person.phone, shift.post.name, shift.starts_at, can_come=True)
    key = f"duty:{assignment.id}:confirmed:{now.timestamp():.0f}"
    await uow.outbox.push([Notice(key, fact, now, to_person=shift.leader_id, lane=Lane.DUTY)])
    return answered, ()


async def led(uow: UnitOfWork, speaker: Speaker, shift_id: int, now: datetime) -> Shift:
    """Return a shift that the speaker may change, locked."""
    shift = await uow.duties.shift(shift_id)
    if shift is None or shift.community_id != speaker.known().community_id:
        raise NotFound
    require(speaker.grants, Action.ASSIGN_SHIFT, shift.community_id, now)
    return shift


async def cancel_shifts(
    uow: UnitOfWork, speaker: Speaker, shifts: Sequence[int], why: str, now: datetime
) -> tuple[int, int]:
    """Cancel these shifts (weather, 停课); everybody affected hears it at once. Returns shifts and people told."""
    told: set[int] = set()
    count = 0
    for shift_id in shifts:
        shift = await led(uow, speaker, shift_id, now)
        if shift.is_cancelled or now >= shift.ends_at:
            continue
        await uow.duties.save_shift(replace(shift, is_cancelled=True))
        count += 1
        for cover in await uow.covers.open_seats(shift.id):
            await uow.covers.finish(cover.id, CoverState.WITHDRAWN, None, now)
            await uow.outbox.take_back(f"cover:{cover.id}:", "cancelled", now)
        for duty in await uow.duties.of_shift(shift.id):
            if duty.state not in EXPECTED:
                continue
            cancelled = duty.take(DutyStep.CANCEL)
            await uow.duties.save(cancelled)
            await rewrite_steps(uow, cancelled, now)
            await uow.outbox.take_back(f"duty:{duty.id}:assigned", "cancelled", now)
            fact = ShiftCancelled(shift.post.name, shift.starts_at, shift.ends_at, why)
            await _tell(uow, f"duty:{duty.id}:cancelled:{now.timestamp():.0f}", fact, duty.person_id, now)
            told.add(duty.person_id)
    return count, len(told)


async def move_shift(
    uow: UnitOfWork, speaker: Speaker, shift_id: int, starts_at: datetime, ends_at: datetime, now: datetime
) -> Shift:
    """Let a shift begin and end at other hours; everybody on it hears it and is asked anew.

    Refuses with `PersonCannot` if somebody on it is on another duty then.
    """
    shift = await led(uow, speaker, shift_id, now)
    there = await uow.duties.shifts_between(shift.community_id, starts_at, starts_at + timedelta(minutes=1))
    if any(each.post.id == shift.post.id and each.starts_at == starts_at and each.id != shift.id for each in there):
        raise HourTaken(shift.post.name, starts_at)
    moved = replace(shift, starts_at=starts_at, ends_at=ends_at, planned_at=shift.planned_at or shift.starts_at)
    for duty in await uow.duties.of_shift(shift.id):
        if duty.state in EXPECTED:
            await _refuse_clash(uow, duty, moved, now)
    await uow.duties.save_shift(moved)
    for duty in await uow.duties.of_shift(shift.id):
        if duty.state not in EXPECTED:
            continue
        asked = replace(duty, state=AssignmentState.ASSIGNED, answered_at=None, shift=moved)
        await uow.duties.save(asked)
        await rewrite_steps(uow, asked, now)
        fact = ShiftMoved(duty.id, shift.post.name, shift.post.meet, shift.starts_at, moved.starts_at, moved.ends_at)
        await _tell(uow, f"duty:{duty.id}:moved:{now.timestamp():.0f}", fact, duty.person_id, now)
    return moved


async def _refuse_clash(uow: UnitOfWork, duty: Assignment, moved: Shift, now: datetime) -> None:
    await uow.duties.lock_person(duty.person_id)
    for other in await uow.duties.of_person(duty.person_id, now, limit=100):
        is_other = other.is_active and other.shift.id != moved.id and not other.shift.is_cancelled
        if is_other and other.shift.overlaps(moved.starts_at, moved.ends_at):
            person = await uow.people.person(duty.person_id)
            why = AlreadyOnDuty(other.shift.post.name, other.shift.starts_at)
            raise PersonCannot(person.name if person else "", why)


async def take_off(uow: UnitOfWork, speaker: Speaker, assignment_id: int, now: datetime) -> Assignment:
    """Take somebody off a shift again; they hear it and are not reminded any more."""
    duty = await held(uow, speaker, assignment_id)
    require(speaker.grants, Action.ASSIGN_SHIFT, duty.shift.community_id, now)
    gone = duty.take(DutyStep.CANCEL)
    await uow.duties.save(gone)
    await rewrite_steps(uow, gone, now)
    await follow_roster(uow, gone, stands=False)
    was_told = not await uow.outbox.take_back(f"duty:{duty.id}:assigned", "taken off", now)
    if was_told:
        fact = ShiftDropped(duty.shift.post.name, duty.shift.starts_at)
        await _tell(uow, f"duty:{duty.id}:dropped:{now.timestamp():.0f}", fact, duty.person_id, now)
    return gone


async def _tell(
    uow: UnitOfWork, key: str, fact: ShiftCancelled | ShiftDropped | ShiftMoved, to_person: int, now: datetime
) -> None:
    notice = Notice(key, fact, now, to_person=to_person, lane=Lane.DUTY, delivery=Delivery.LEAST, urgent=True)
    await uow.outbox.push([notice])


async def confirm_minutes(
    uow: UnitOfWork, speaker: Speaker, assignment_id: int, now: datetime
) -> tuple[Assignment, Person, Earned]:
    """Let the leader confirm; the points are booked in the same transaction, once."""
    leader = speaker.known()
    assignment = await uow.duties.hold(assignment_id)
    if assignment is None or assignment.shift.community_id != leader.community_id:
        raise NotFound
    require(speaker.grants, Action.CONFIRM_ATTENDANCE, assignment.shift.community_id, now)
    minutes = assignment.minutes_served()
    volunteer = await uow.people.person(assignment.person_id)
    if volunteer is None or assignment.state is not AssignmentState.CHECKED_OUT:
        raise NotFound
    earned = await earn(
        uow,
        community_id=assignment.shift.community_id,
        person_id=volunteer.id,
        activity=Activity(assignment.shift.post.kind.value),
        minutes=minutes,
        rating=None,
        source=Source(SourceKind.SHIFT, assignment.id),
        key=f"shift:{assignment.id}",
        now=now,
    )
    post = assignment.shift.post.name
    fact = ShiftPaid(post, minutes, earned.points, earned.balance, earned.explanation, assignment.id)
    key = f"shift:{assignment.shift.id}:{volunteer.id}-paid"
    await uow.outbox.push([Notice(key, fact, now, to_person=volunteer.id)])
    return assignment, volunteer, earned


async def my_shifts(uow: UnitOfWork, speaker: Speaker, now: datetime) -> list[Assignment]:
    mine = await uow.duties.of_person(speaker.known().id, now - CHECK_OUT_GRACE)
    return [each for each in mine if each.state not in GONE]
