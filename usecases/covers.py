"""换班, 顶班, 请假: open a seat, ask in order, let exactly one take it, and tell everybody concerned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.covers import (
    NOTICE_HOURS,
    SHOWN,
    Cover,
    CoverClosed,
    CoverFound,
    CoverState,
    CoverTaken,
    CoverWanted,
    Excuse,
    Need,
    NobodyLeft,
    OwnCover,
    ask_at,
    in_order,
    require_suitable,
    wave,
)
from domain.duty import Assignment, AssignmentState, DutyMovedOn, DutyStep, Shift
from domain.duty_facts import ShiftAnswered
from domain.notices import Delivery, Lane, Notice
from domain.people import Person, Purpose, Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotAllowed, NotFound, NotYours
from domain.reminders import EXPECTED
from domain.times import at_local
from usecases.duty_seats import follow_roster, held, rewrite_steps, volunteers
from usecases.notify import to_groups
from usecases.ports import UnitOfWork
from usecases.reminders import replacements
from usecases.roster_repairs import want_repair

MOST_DUE = 50
LONGEST_LEAVE_DAYS = 92
TAKERS = frozenset({Role.VOLUNTEER, Role.LEADER})


async def ask_for_swap(
    uow: UnitOfWork, speaker: Speaker, assignment_id: int, person_id: int | None, now: datetime
) -> tuple[Cover, tuple[str, ...]]:
    """换班: ask one person or everybody suitable; until somebody takes it the duty stays where it is.

    Returns the cover and the names of those who were asked.
    """
    duty = await held(uow, speaker, assignment_id)
    if duty.person_id != speaker.known().id:
        raise NotYours
    if duty.state not in EXPECTED or now >= duty.shift.starts_at:
        raise DutyMovedOn(duty.state)
    return await _look_for(uow, duty, Need.SWAP, [person_id] if person_id else None, now)


async def ask_replacement(
    uow: UnitOfWork, speaker: Speaker, assignment_id: int, person_id: int, now: datetime
) -> tuple[str, ...]:
    """Let the leader ask somebody of the list in one tap."""
    duty = await held(uow, speaker, assignment_id)
    require(speaker.grants, Action.ASSIGN_SHIFT, duty.shift.community_id, now)
    need = Need.LEAVE if duty.state is AssignmentState.DECLINED else Need.SWAP
    return (await _look_for(uow, duty, need, [person_id], now))[1]


async def look_after_leave(uow: UnitOfWork, duty: Assignment, now: datetime) -> tuple[str, ...]:
    """Open the seat that a declined duty leaves, and return the names of those asked first."""
    if now >= duty.shift.ends_at:
        return ()
    return (await _look_for(uow, duty, Need.LEAVE, None, now))[1]


async def _look_for(
    uow: UnitOfWork, duty: Assignment, need: Need, people: Sequence[int] | None, now: datetime
) -> tuple[Cover, tuple[str, ...]]:
    cover = await uow.covers.open_of(duty.id) or await uow.covers.open(duty.shift, duty, need, now, None)
    if people is None:
        return cover, await ask_more(uow, cover, now)
    await _ask(uow, cover, people, now)
    persons = await uow.people.persons(people)
    return cover, tuple(each.name for each in persons.values())


async def who_could(uow: UnitOfWork, speaker: Speaker, assignment_id: int, now: datetime) -> list[Person]:
    """Return the few who suit best, in order, for 换班 with one person."""
    duty = await held(uow, speaker, assignment_id)
    if duty.person_id != speaker.known().id:
        raise NotYours
    best = await replacements(uow, duty, now, SHOWN)
    persons = await uow.people.persons([each.person_id for each in best])
    return [persons[each.person_id] for each in best]


async def ask_more(uow: UnitOfWork, cover: Cover, now: datetime) -> tuple[str, ...]:
    """Ask the next few who suit, and return their names; when all were asked the leader is told, once."""
    shift = cover.shift
    if now >= shift.starts_at:
        await uow.covers.finish(cover.id, CoverState.WITHDRAWN, None, now)
        return ()
    everybody = await uow.covers.candidates(shift, await volunteers(uow, shift.community_id, now), cover.id)
    fresh = [each for each in in_order(everybody, shift) if not each.was_asked and each.person_id != cover.giver_id]
    step = wave(shift, now)
    next_ones = [each.person_id for each in fresh[: step.people]]
    asked_at = await _ask(uow, cover, next_ones, now)
    await uow.covers.ask_next_at(cover.id, asked_at + step.wait if next_ones else None)
    has_asked_somebody = any(each.was_asked for each in everybody)
    if not next_ones and cover.assignment_id is not None and (has_asked_somebody or cover.need is Need.SWAP):
        await _nobody_left(uow, cover, now)
    persons = await uow.people.persons(next_ones)
    return tuple(persons[who].name for who in next_ones)


async def _ask(uow: UnitOfWork, cover: Cover, people: Sequence[int], now: datetime) -> datetime:
    """Queue the question for these people and return when it reaches them."""
    home = await uow.people.community(cover.shift.community_id)
    asked_at, urgent = ask_at(cover.shift.starts_at, now, home.quiet)
    giver = await uow.people.person(cover.giver_id) if cover.giver_id else None
    await uow.covers.asked(cover.id, people, now)
    fact = _wanted(cover, giver.name if giver else "")
    await uow.outbox.push(
        Notice(f"cover:{cover.id}:{who}", fact, asked_at, to_person=who, lane=Lane.DUTY, urgent=urgent)
        for who in people
    )
    return asked_at


def _wanted(cover: Cover, giver: str) -> CoverWanted:
    shift = cover.shift
    return CoverWanted(cover.id, cover.need, giver, shift.post.name, shift.post.meet, shift.starts_at, shift.ends_at)


async def _nobody_left(uow: UnitOfWork, cover: Cover, now: datetime) -> None:
    assert cover.assignment_id is not None  # noqa: S101 - asked by the only caller
    duty = await uow.duties.hold(cover.assignment_id)
    if duty is None:
        return
    shift = cover.shift
    fact = NobodyLeft(duty.id, shift.post.name, shift.starts_at, await replacements(uow, duty, now))
    key = f"cover:{cover.id}:nobody"
    await uow.outbox.push([Notice(key, fact, now, to_person=shift.leader_id, lane=Lane.DUTY, urgent=True)])


async def ask_due(uow: UnitOfWork, now: datetime) -> int:
    """Ask the next wave wherever the last one has had its time."""
    due = await uow.covers.due(now, MOST_DUE)
    for cover in due:
        await ask_more(uow, cover, now)
    return len(due)


async def take_cover(uow: UnitOfWork, speaker: Speaker, cover_id: int, now: datetime) -> tuple[Cover, Assignment]:
    """我来顶班: the first tap gets it. The giver is free of it from this moment, and so are their reminders."""
    taker = speaker.known()
    cover = await uow.covers.hold(cover_id)
    if cover is None or cover.shift.community_id != taker.community_id:
        raise NotFound
    if cover.state is CoverState.TAKEN:
        raise CoverTaken(by_me=cover.taker_id == taker.id)
    if cover.state is not CoverState.OPEN or cover.shift.is_cancelled or now >= cover.shift.starts_at:
        raise CoverClosed
    if cover.giver_id == taker.id:
        raise OwnCover
    if not TAKERS & speaker.roles():
        raise NotAllowed
    await uow.duties.lock_person(taker.id)
    (candidate,) = await uow.covers.candidates(cover.shift, [taker.id], cover.id)
    require_suitable(candidate, cover.shift)
    if not await uow.covers.finish(cover.id, CoverState.TAKEN, taker.id, now):
        raise CoverTaken(by_me=False)
    await _release(uow, cover, now)
    await uow.duties.assign(cover.shift.id, taker.id)
    (fresh,) = [each for each in await uow.duties.of_shift(cover.shift.id) if each.person_id == taker.id]
    confirmed = fresh.answer(taker.id, now, can_come=True, short_notice=timedelta())
    await uow.duties.save(confirmed)
    await rewrite_steps(uow, confirmed, now)
    await follow_roster(uow, confirmed, stands=True)
    await uow.outbox.take_back(f"cover:{cover.id}:", "taken", now)
    await _tell_found(uow, cover, taker, now)
    return cover, confirmed


async def _release(uow: UnitOfWork, cover: Cover, now: datetime) -> None:
    if cover.assignment_id is None:
        return
    given = await uow.duties.hold(cover.assignment_id)
    if given is None:
        raise NotFound
    released = given.take(DutyStep.RELEASE)
    await uow.duties.save(released)
    await rewrite_steps(uow, released, now)
    await follow_roster(uow, released, stands=False)


async def _tell_found(uow: UnitOfWork, cover: Cover, taker: Person, now: datetime) -> None:
    shift = cover.shift
    giver = await uow.people.person(cover.giver_id) if cover.giver_id else None
    name = giver.name if giver else ""
    told = {shift.leader_id: CoverFound(taker.name, name, shift.post.name, shift.starts_at, to_giver=False)}
    if giver is not None:
        told[giver.id] = CoverFound(taker.name, name, shift.post.name, shift.starts_at, to_giver=True)
    told.pop(taker.id, None)
    await uow.outbox.push(
        Notice(
            f"covered:{cover.id}:{who}", fact, now, to_person=who, lane=Lane.DUTY, delivery=Delivery.LEAST, urgent=True
        )
        for who, fact in told.items()
    )


async def keep_duty(uow: UnitOfWork, speaker: Speaker, assignment_id: int, now: datetime) -> Assignment:
    """Take a swap back: nobody is looked for any more, and whoever was asked hears it when they tap."""
    duty = await held(uow, speaker, assignment_id)
    if duty.person_id != speaker.known().id:
        raise NotYours
    cover = await uow.covers.open_of(duty.id)
    if cover is not None:
        await uow.covers.finish(cover.id, CoverState.WITHDRAWN, None, now)
        await uow.outbox.take_back(f"cover:{cover.id}:", "taken back", now)
    return duty


async def open_empty_seats(uow: UnitOfWork, shift: Shift, now: datetime) -> int:
    """Post 【我来顶班】 in the duty group (or the team's) for every seat of a shift that nobody has, once a seat."""
    standing = sum(each.is_active for each in await uow.duties.of_shift(shift.id))
    there = [each for each in await uow.covers.open_seats(shift.id) if each.assignment_id is None]
    missing = max(0, shift.need - standing - len(there))
    for _ in range(missing):
        cover = await uow.covers.open(shift, None, Need.EMPTY, now, None)
        key, fact = f"cover:{cover.id}:group", _wanted(cover, "")
        if not await to_groups(uow, shift.community_id, Purpose.DUTY, key, fact, now):
            await to_groups(uow, shift.community_id, Purpose.TEAM, key, fact, now)
    return missing


async def ask_leave(
    uow: UnitOfWork, speaker: Speaker, first_on: date, last_on: date, now: datetime
) -> list[Assignment]:
    """Note days off; every duty in them is declined and looks for cover. Returns those duties."""
    person = speaker.known()
    last_on = min(last_on, first_on + timedelta(days=LONGEST_LEAVE_DAYS))
    await uow.covers.add_leave(person.id, first_on, last_on, now)
    from_at, until_at = at_local(first_on, time.min), at_local(last_on + timedelta(days=1), time.min)
    mine = await uow.duties.of_person(person.id, from_at, limit=100)
    touched = [
        each
        for each in mine
        if from_at <= each.shift.starts_at < until_at and each.state in EXPECTED and now < each.shift.starts_at
    ]
    return [(await decline(uow, each, person, now))[0] for each in touched]


async def decline(
    uow: UnitOfWork, duty: Assignment, person: Person, now: datetime
) -> tuple[Assignment, tuple[str, ...]]:
    """Free the person of the duty at once, look for somebody else, and tell the leader whom was asked.

    The ladder stops here, in this transaction.
    """
    declined = duty.answer(person.id, now, can_come=False, short_notice=timedelta(hours=NOTICE_HOURS))
    if declined is duty:
        return duty, ()
    await uow.duties.save(declined)
    await rewrite_steps(uow, declined, now)
    await follow_roster(uow, declined, stands=False)
    await want_repair(uow, declined.shift, now)
    asked = await look_after_leave(uow, declined, now)
    shift = declined.shift
    fact = ShiftAnswered(person.name, person.phone, shift.post.name, shift.starts_at, can_come=False, asked=asked)
    key = f"duty:{duty.id}:declined:{now.timestamp():.0f}"
    await uow.outbox.push([Notice(key, fact, now, to_person=shift.leader_id, lane=Lane.DUTY, urgent=True)])
    return declined, asked


async def give_reason(uow: UnitOfWork, speaker: Speaker, assignment_id: int, excuse: Excuse) -> Assignment:
    """Hear why somebody cannot come; whoever is ill is not counted as short of notice. The reason is not kept."""
    duty = await held(uow, speaker, assignment_id)
    if duty.person_id != speaker.known().id:
        raise NotYours
    if excuse is Excuse.ILL and duty.is_short_notice:
        duty = replace(duty, is_short_notice=False)
        await uow.duties.save(duty)
    return duty
