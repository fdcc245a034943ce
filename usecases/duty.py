"""值班: plan a shift, remind, answer, check in and out, confirm the minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.duty import (
    Assignment,
    AssignmentState,
    NothingToCheckIn,
    Place,
    Post,
    Shift,
    ShiftAnswered,
    ShiftAssigned,
    ShiftPaid,
    ShiftReminder,
    ShiftServed,
    due,
)
from domain.notices import Delivery, Lane, Notice
from domain.people import Person, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from domain.timebank import Activity, Earned, Source, SourceKind
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
    """Put people on a shift; each hears of it now and gets the reminders that still lie ahead."""
    leader = speaker.known()
    require(speaker.grants, Action.ASSIGN_SHIFT, post.community_id, now)
    kept = await uow.duties.add_post(post)
    shift = await uow.duties.add_shift(Shift(0, post.community_id, kept, starts_at, ends_at, leader.id))
    fresh = {who for who in people if await uow.duties.assign(shift.id, who)}
    assignments = await uow.duties.of_shift(shift.id)
    persons = await uow.people.persons([each.person_id for each in assignments])
    for assignment in assignments:
        partners = _partners(assignment, assignments, persons)
        if assignment.person_id in fresh:
            fact = ShiftAssigned(assignment.id, kept.name, kept.meet, starts_at, ends_at, partners)
            key = f"shift:{shift.id}:{assignment.person_id}:assigned"
            await uow.outbox.push([Notice(key, fact, now, to_person=assignment.person_id)])
            await queue_reminders(uow, assignment, partners, now)
    return shift


async def queue_reminders(uow: UnitOfWork, assignment: Assignment, partners: tuple[str, ...], now: datetime) -> None:
    """Write the reminders that still lie ahead as rows; their keys make a second writing change nothing."""
    shift = assignment.shift
    notices = [
        Notice(
            key=f"shift:{shift.id}:{assignment.person_id}:{reminder.rung}",
            fact=ShiftReminder(
                assignment.id,
                reminder.rung,
                shift.post.name,
                shift.post.meet,
                shift.starts_at,
                shift.ends_at,
                partners,
            ),
            due_at=reminder.due_at,
            to_person=assignment.person_id,
            lane=Lane.DUTY,
            delivery=reminder.delivery,
            urgent=True,
        )
        for reminder in due(shift, now)
    ]
    await uow.outbox.push(notices)


async def answer_reminder(
    uow: UnitOfWork, speaker: Speaker, assignment_id: int, now: datetime, *, can_come: bool
) -> Assignment:
    """Take 我能去 or 去不了; the leader hears it, and the ladder stops at the answer 去不了."""
    assignment = await _held(uow, speaker, assignment_id)
    person = speaker.known()
    answered = assignment.answer(person.id, can_come=can_come)
    if answered is assignment:
        return answered
    await uow.duties.save(answered)
    shift = answered.shift
    if not can_come:
        await uow.outbox.take_back(f"shift:{shift.id}:{person.id}:", "cannot come", now)
    fact = ShiftAnswered(person.name, person.phone, shift.post.name, shift.starts_at, can_come)
    notice = Notice(
        f"shift:{shift.id}:{person.id}-answer:{can_come}:{now.timestamp():.3f}",
        fact,
        now,
        to_person=shift.leader_id,
        lane=Lane.DUTY,
        urgent=not can_come,
    )
    await uow.outbox.push([notice])
    return answered


async def check_in(uow: UnitOfWork, speaker: Speaker, place: Place | None, now: datetime) -> Assignment:
    """Begin the shift that is on just now; the nearest one speaks when none is."""
    person = speaker.known()
    mine = await uow.duties.of_person(person.id, now - CHECK_OUT_GRACE)
    waiting = [each for each in mine if each.state in {AssignmentState.ASSIGNED, AssignmentState.CONFIRMED}]
    if not waiting:
        raise NothingToCheckIn
    nearest = min(waiting, key=lambda each: abs((each.shift.starts_at - now).total_seconds()))
    begun = (await _held(uow, speaker, nearest.id)).check_in(now, place)
    await uow.duties.save(begun)
    await uow.outbox.take_back(f"shift:{begun.shift.id}:{person.id}:", "checked in", now)
    return begun


async def check_out(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Assignment:
    """End the running shift; the leader is asked to confirm the minutes."""
    person = speaker.known()
    mine = await uow.duties.of_person(person.id, now - CHECK_OUT_GRACE)
    running = [each for each in mine if each.state is AssignmentState.CHECKED_IN]
    if not running:
        raise NothingToCheckIn
    ended = (await _held(uow, speaker, running[0].id)).check_out(now)
    await uow.duties.save(ended)
    fact = ShiftServed(ended.id, person.name, ended.shift.post.name, ended.minutes_served())
    key = f"shift:{ended.shift.id}:{person.id}-served"
    await uow.outbox.push([Notice(key, fact, now, to_person=ended.shift.leader_id, delivery=Delivery.LEAST)])
    return ended


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
    fact = ShiftPaid(assignment.shift.post.name, minutes, earned.points, earned.balance, earned.explanation)
    key = f"shift:{assignment.shift.id}:{volunteer.id}-paid"
    await uow.outbox.push([Notice(key, fact, now, to_person=volunteer.id)])
    return assignment, volunteer, earned


async def my_shifts(uow: UnitOfWork, speaker: Speaker, now: datetime) -> list[Assignment]:
    gone = {AssignmentState.CANCELLED, AssignmentState.DECLINED}
    mine = await uow.duties.of_person(speaker.known().id, now - CHECK_OUT_GRACE)
    return [each for each in mine if each.state not in gone]


def _partners(one: Assignment, everybody: Sequence[Assignment], persons: dict[int, Person]) -> tuple[str, ...]:
    gone = {AssignmentState.CANCELLED, AssignmentState.DECLINED}
    return tuple(
        persons[each.person_id].name for each in everybody if each.person_id != one.person_id and each.state not in gone
    )


async def _held(uow: UnitOfWork, speaker: Speaker, assignment_id: int) -> Assignment:
    assignment = await uow.duties.hold(assignment_id)
    if assignment is None or assignment.shift.community_id != speaker.known().community_id:
        raise NotFound
    return assignment
