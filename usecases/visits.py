"""上门: propose a time, agree, remind both, arrive, leave, and shout when nobody says 出来了."""

from dataclasses import replace
from datetime import datetime

from domain.audit import Reveal, Seen, Why
from domain.notices import Delivery, Notice
from domain.people import Role, Speaker
from domain.refusals import NotFound, NotYours
from domain.visits import (
    USUAL_MINUTES,
    Visit,
    VisitAgreed,
    VisitProposed,
    VisitReminder,
    VisitSilent,
    VisitState,
    checked_start,
    reminders,
)
from domain.wish_trail import Mark
from domain.wishes import Wish, WishNotOpen, WishState
from usecases.notify import to_holders
from usecases.ports import UnitOfWork
from usecases.wish_steps import marked
from usecases.wish_telling import asking, held, person_of

OFFICE = (Role.STAFF, Role.ADMIN)
GOING = frozenset({WishState.CLAIMED, WishState.REOPENED})


async def propose_visit(
    uow: UnitOfWork,
    speaker: Speaker,
    wish_id: int,
    starts_at: datetime,
    now: datetime,
    minutes: int = USUAL_MINUTES,
) -> Visit:
    """Propose a time, or another one; the other side is asked. Either side may, as long as somebody is to come."""
    wish = await held(uow, speaker, wish_id)
    me = speaker.known().id
    if wish.state not in GOING:
        raise WishNotOpen(wish.state)
    if me not in {*asking(wish), wish.claimer_id}:
        raise NotYours
    fresh = Visit(0, wish.id, checked_start(starts_at, now), minutes, VisitState.PROPOSED, me)
    await uow.outbox.take_back(f"visit:{wish.id}:", "another time", now)
    visit = await uow.visits.propose(fresh)
    fact = VisitProposed(visit.id, wish.number, speaker.known().name, starts_at, wish.id)
    others = asking(wish) if me == wish.claimer_id else (wish.claimer_id,)
    key = f"visit:{wish.id}:{visit.id}:proposed"
    await uow.outbox.push(
        Notice(f"{key}:{who}", fact, now, to_person=who) for who in others if who is not None and who != me
    )
    return visit


async def agree_visit(uow: UnitOfWork, speaker: Speaker, visit_id: int, now: datetime) -> Visit:
    """Agree to the proposed time; both hear it, and both get the reminders that still lie ahead."""
    visit, wish = await _held(uow, speaker, visit_id)
    me = speaker.known().id
    if me not in {*asking(wish), wish.claimer_id}:
        raise NotYours
    # Whoever wrote it down for somebody speaks for them: of the two, one cannot agree with the other.
    if {me, visit.proposed_by} <= set(asking(wish)):
        raise NotYours
    agreed = visit.agree(me)
    await uow.visits.save(agreed)
    await marked(uow, speaker, wish, Mark.AGREE, now)
    requester, claimer = await person_of(uow, wish.requester_id), await person_of(uow, wish.claimer_id)
    for who in (*asking(wish), wish.claimer_id, wish.second_id):
        if who is not None:
            comes = who in {wish.claimer_id, wish.second_id}
            other = requester.name if comes else claimer.name
            await uow.outbox.push(_told(agreed, wish, who, other, comes=comes, now=now))
    return agreed


def _told(visit: Visit, wish: Wish, who: int, other: str, *, comes: bool, now: datetime) -> list[Notice]:
    key = f"visit:{wish.id}:{visit.id}"
    agreed = VisitAgreed(visit.id, wish.id, wish.number, other, visit.starts_at, comes)
    reminded = VisitReminder(visit.id, wish.id, wish.number, other, visit.starts_at, comes)
    return [
        Notice(f"{key}:agreed:{who}", agreed, now, to_person=who),
        *(
            Notice(f"{key}:{rung}:{who}", reminded, at, to_person=who, delivery=Delivery.ONCE, urgent=True)
            for rung, at in reminders(visit.starts_at, now)
        ),
    ]


async def arrive(uow: UnitOfWork, speaker: Speaker, visit_id: int, now: datetime) -> Visit:
    visit, wish = await _held(uow, speaker, visit_id)
    _only_goers(speaker, wish)
    there = visit.arrive(now)
    await uow.visits.save(there)
    await marked(uow, speaker, wish, Mark.ARRIVE, now)
    await uow.outbox.take_back(f"visit:{wish.id}:", "arrived", now)
    return there


async def leave(uow: UnitOfWork, speaker: Speaker, visit_id: int, now: datetime) -> tuple[Visit, Wish]:
    visit, wish = await _held(uow, speaker, visit_id)
    _only_goers(speaker, wish)
    out = visit.leave(now)
    await uow.visits.save(out)
    await marked(uow, speaker, wish, Mark.LEAVE, now)
    return out, wish


async def watch_visits(uow: UnitOfWork, now: datetime) -> list[Visit]:
    """Tell staff, once per visit, that the planned end went by an hour ago without 出来了."""
    silent = await uow.visits.silent(now)
    for visit in silent:
        wish = await uow.wishes.get(visit.wish_id)
        if wish is None or wish.claimer_id is None:
            continue
        requester, goer = await person_of(uow, wish.requester_id), await person_of(uow, wish.claimer_id)
        kin = await uow.dossiers.of_person(wish.requester_id)
        fact = VisitSilent(
            wish.number,
            goer.name,
            goer.phone,
            requester.name,
            requester.phone,
            wish.building,
            wish.room,
            visit.ends_at,
            visit.state is VisitState.ARRIVED,
            kin.emergency_name,
            kin.emergency_phone,
        )
        key = f"visit:{wish.id}:{visit.id}:silent"
        await to_holders(uow, wish.community_id, OFFICE, key, fact, now, urgent=True)
        if kin.emergency_phone:
            told = await uow.people.holders(wish.community_id, OFFICE, now)
            await uow.audit.reveal(Reveal(now, wish.requester_id, who, Seen.FAMILY, Why.WISH, wish.id) for who in told)
        await uow.visits.save(replace(visit, alarmed_at=now))
    return silent


def _only_goers(speaker: Speaker, wish: Wish) -> None:
    if speaker.known().id not in {wish.claimer_id, wish.second_id}:
        raise NotYours


async def _held(uow: UnitOfWork, speaker: Speaker, visit_id: int) -> tuple[Visit, Wish]:
    visit = await uow.visits.hold(visit_id)
    if visit is None:
        raise NotFound
    return visit, await held(uow, speaker, visit.wish_id)
