"""Points for mediation: the mediator says how long it took, somebody of the office agrees, the books follow."""

from datetime import datetime

from domain.mediation import Case, CaseState
from domain.notices import Notice
from domain.people import Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound, NotYours
from domain.timebank import LONGEST_SERVICE_MINUTES, Activity, Earned, Source, SourceKind
from domain.timebank_gifts import SecondPersonNeeded
from domain.timebank_notices import CaseMinutesWaiting, ServiceCredited
from domain.times import local
from usecases.ports import UnitOfWork
from usecases.timebank import earn

OFFICE = (Role.STAFF, Role.ADMIN)
FINISHED = frozenset({CaseState.SETTLED, CaseState.NOT_SETTLED})


async def tell_case_minutes(uow: UnitOfWork, speaker: Speaker, case_id: int, minutes: int, now: datetime) -> Case:
    """Put the mediator's own word before the office: nobody gives themselves points."""
    me = speaker.known()
    case = await _finished(uow, me.community_id, case_id)
    if case.mediator_id != me.id:
        raise NotYours
    _check(minutes)
    fact = CaseMinutesWaiting(case.id, case.number, me.name, minutes)
    there = await uow.people.holders(me.community_id, OFFICE, now)
    await uow.outbox.push(
        Notice(f"case:{case.id}:minutes:{minutes}:{who}", fact, now, to_person=who) for who in there if who != me.id
    )
    return case


async def credit_case(
    uow: UnitOfWork, speaker: Speaker, case_id: int, minutes: int, now: datetime
) -> tuple[Case, str, Earned]:
    """Book the case once, whoever of the office agrees first; another length later is refused `KeyUsedOtherwise`."""
    me = speaker.known()
    require(speaker.grants, Action.DECIDE_POINTS, me.community_id, now)
    case = await _finished(uow, me.community_id, case_id)
    mediator = await uow.people.person(case.mediator_id or 0)
    if mediator is None:
        raise NotFound
    if mediator.id == me.id:
        raise SecondPersonNeeded
    _check(minutes)
    earned = await earn(
        uow,
        community_id=case.community_id,
        person_id=mediator.id,
        activity=Activity.MEDIATION,
        minutes=minutes,
        rating=None,
        source=Source(SourceKind.CASE, case.id),
        key=f"case:{case.id}",
        now=now,
        served_on=local(case.since_at).date(),
        actor_id=None,
    )
    fact = ServiceCredited(SourceKind.CASE, case.id, minutes, earned.points, earned.balance, earned.explanation)
    await uow.outbox.push([Notice(f"case:{case.id}:credited", fact, now, to_person=mediator.id)])
    await uow.outbox.take_back(f"case:{case.id}:minutes:", "decided", now)
    return case, mediator.name, earned


async def _finished(uow: UnitOfWork, home: int, case_id: int) -> Case:
    case = await uow.cases.hold(case_id)
    if case is None or case.community_id != home or case.state not in FINISHED:
        raise NotFound
    return case


def _check(minutes: int) -> None:
    """Refuse a length that no button offers."""
    if not 0 < minutes <= LONGEST_SERVICE_MINUTES:
        raise NotFound
