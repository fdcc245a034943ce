"""The tick: what is due is decided afresh, told, and marked, all in one transaction."""

from datetime import datetime, time, timedelta

from domain.covers import in_order, is_free
from domain.duty import Assignment, AssignmentState
from domain.notices import Fact, Lane, Notice
from domain.reminder_facts import (
    DutyCall,
    PartnerSilent,
    ReminderUnclear,
    Replacement,
    ShiftReminder,
    VolunteerMissing,
    VolunteerSilent,
)
from domain.reminders import RULES, Push, Rung, decide
from domain.times import at_local, local
from usecases.duty_seats import partners_of, volunteers
from usecases.ports import UnitOfWork

MOST_AT_ONCE = 100  # one transaction of about a third of a second, so that nobody who taps waits long
REPLACEMENTS_SHOWN = 3


async def sound_due(uow: UnitOfWork, now: datetime, limit: int = MOST_AT_ONCE) -> int:
    """Sound at most `limit` rungs that are due and return how many were settled; nothing due costs one look."""
    today = local(now).date()
    midnight = at_local(today + timedelta(days=1), time.min)
    waiting = await uow.duty_steps.due(now, midnight, limit)
    if not waiting:
        return 0
    people = {one.person_id for one in waiting}
    pushed = await uow.duty_steps.pushed_since(people, at_local(today, time.min))
    decision = decide(waiting, pushed, now)
    reasons: dict[str, list[int]] = {}
    for step, why in decision.skipped:
        reasons.setdefault(why, []).append(step.id)
    for push in decision.pushes:
        await _sound(uow, push, now)
    for why, steps in reasons.items():
        await uow.duty_steps.skipped(steps, why, now)
    return sum(len(push.steps) for push in decision.pushes) + len(decision.skipped)


async def _sound(uow: UnitOfWork, push: Push, now: datetime) -> None:
    duties = [await uow.duties.hold(step.assignment_id) for step in push.steps]
    letter = f"remind:{push.rung}:{push.steps[0].id}"
    ids = [step.id for step in push.steps]
    told = await _told(uow, push.rung, [each for each in duties if each is not None], now)
    if told is None:
        await uow.duty_steps.skipped(ids, "nobody to tell", now)
        return
    to_person, fact = told
    rule = RULES[push.rung]
    notice = Notice(letter, fact, now, to_person, lane=Lane.DUTY, delivery=rule.delivery, urgent=True)
    await uow.outbox.push([notice])
    await uow.duty_steps.pushed(ids, to_person, letter, now)


async def _told(uow: UnitOfWork, rung: Rung, duties: list[Assignment], now: datetime) -> tuple[int, Fact] | None:
    if not duties:
        return None
    match rung:
        case Rung.PARTNER:
            return await _partner(uow, duties[0])
        case Rung.LEADER:
            return await _leader(uow, duties[0], now)
        case Rung.MISSING:
            return await _missing(uow, duties[0])
        case _:
            return duties[0].person_id, ShiftReminder(rung, tuple([await call_of(uow, each) for each in duties]))


async def call_of(uow: UnitOfWork, duty: Assignment) -> DutyCall:
    shift = duty.shift
    asks = duty.state is AssignmentState.ASSIGNED
    partners = await partners_of(uow, duty)
    return DutyCall(duty.id, shift.post.name, shift.post.meet, shift.starts_at, shift.ends_at, partners, asks)


async def _partner(uow: UnitOfWork, duty: Assignment) -> tuple[int, Fact] | None:
    """Ask whoever has said yes to the same shift to give a ring."""
    beside = [each for each in await uow.duties.of_shift(duty.shift.id) if each.state is AssignmentState.CONFIRMED]
    who = await uow.people.person(duty.person_id)
    if not beside or who is None:
        return None
    return beside[0].person_id, PartnerSilent(duty.id, who.name, who.phone, duty.shift.post.name, duty.shift.starts_at)


async def _leader(uow: UnitOfWork, duty: Assignment, now: datetime) -> tuple[int, Fact] | None:
    who = await uow.people.person(duty.person_id)
    if who is None:
        return None
    shift = duty.shift
    others = await replacements(uow, duty, now)
    return shift.leader_id, VolunteerSilent(duty.id, who.name, who.phone, shift.post.name, shift.starts_at, others)


async def _missing(uow: UnitOfWork, duty: Assignment) -> tuple[int, Fact] | None:
    who = await uow.people.person(duty.person_id)
    if who is None:
        return None
    shift = duty.shift
    return shift.leader_id, VolunteerMissing(duty.id, who.name, who.phone, shift.post.name, shift.starts_at)


async def tell_unclear(uow: UnitOfWork, letter: str, fact: Fact, now: datetime) -> None:
    """Show the leader a reminder of which nobody knows whether it arrived; other letters need no such word."""
    if not isinstance(fact, ShiftReminder):
        return
    for call in fact.calls:
        duty = await uow.duties.hold(call.assignment_id)
        who = await uow.people.person(duty.person_id) if duty else None
        if duty is None or who is None:
            continue
        told = ReminderUnclear(duty.id, who.name, who.phone, duty.shift.post.name, duty.shift.starts_at)
        key = f"unclear:{duty.id}:{letter}"
        await uow.outbox.push([Notice(key, told, now, to_person=duty.shift.leader_id, lane=Lane.DUTY, urgent=True)])


async def replacements(
    uow: UnitOfWork, duty: Assignment, now: datetime, most: int = REPLACEMENTS_SHOWN
) -> tuple[Replacement, ...]:
    """Return who could step in, best first, with phone numbers and what speaks for each."""
    shift = duty.shift
    everybody = await uow.covers.candidates(shift, await volunteers(uow, shift.community_id, now), None)
    best = in_order((each for each in everybody if each.person_id != duty.person_id), shift)[:most]
    persons = await uow.people.persons([each.person_id for each in best])
    return tuple(
        Replacement(
            each.person_id,
            persons[each.person_id].name,
            persons[each.person_id].phone,
            is_free=is_free(each.free, shift.starts_at),
            lately=each.lately,
        )
        for each in best
    )
