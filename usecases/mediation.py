"""解忧调解: take a quarrel in and see it into one mediator's hands."""

from datetime import datetime

from domain.mediation import (
    Case,
    CaseForMediator,
    CaseInStudio,
    CaseMoved,
    CaseState,
    CaseWithoutMediator,
    DisputeKind,
    case_number,
    choose_mediator,
)
from domain.notices import Notice
from domain.people import Purpose, Role, Speaker
from domain.refusals import NotFound
from domain.times import local
from usecases.audit import note
from usecases.notify import to_groups, to_holders
from usecases.ports import UnitOfWork


async def report_dispute(
    uow: UnitOfWork,
    speaker: Speaker,
    kind: DisputeKind,
    description: str,
    other_party: str,
    available: str,
    now: datetime,
) -> Case:
    """Take the case in, give it its number and put it into a mediator's hands."""
    person = speaker.known()
    year = local(now).year
    number = case_number(year, await uow.cases.next_sequence(person.community_id, year))
    fresh = Case(
        id=0,
        number=number,
        community_id=person.community_id,
        reporter_id=person.id,
        kind=kind,
        description=description,
        other_party=other_party,
        available=available,
        state=CaseState.RECEIVED,
        since_at=now,
    )
    case = await uow.cases.add(fresh, year, now)
    await note(uow, speaker, "report_case", "case", case.id, now)
    await to_groups(uow, case.community_id, Purpose.STUDIO, f"case:{case.id}:studio", CaseInStudio(case.number), now)
    return await _assign(uow, case, now)


async def accept_case(uow: UnitOfWork, speaker: Speaker, case_id: int, now: datetime) -> Case:
    case = await _held(uow, speaker, case_id)
    mediator = speaker.known()
    accepted = case.accept(mediator.id, now)
    await uow.cases.save(accepted)
    fact = CaseMoved(accepted.number, accepted.state, mediator.name, mediator.phone)
    await uow.outbox.push([Notice(f"case:{case.id}:accepted", fact, now, to_person=accepted.reporter_id)])
    return accepted


async def decline_case(uow: UnitOfWork, speaker: Speaker, case_id: int, now: datetime) -> Case:
    """Give the case back, no questions asked; the next fitting mediator gets it."""
    case = await _held(uow, speaker, case_id)
    declined = case.decline(speaker.known().id, now)
    await uow.cases.save(declined)
    return await _assign(uow, declined, now)


async def finish_case(uow: UnitOfWork, speaker: Speaker, case_id: int, now: datetime, *, is_settled: bool) -> Case:
    case = await _held(uow, speaker, case_id)
    finished = case.settle(speaker.known().id, now, is_settled=is_settled)
    await uow.cases.save(finished)
    fact = CaseMoved(finished.number, finished.state, speaker.known().name)
    await uow.outbox.push([Notice(f"case:{case.id}:finished", fact, now, to_person=finished.reporter_id)])
    return finished


async def _assign(uow: UnitOfWork, case: Case, now: datetime) -> Case:
    mediators = await uow.people.holders(case.community_id, (Role.MEDIATOR,), now)
    persons = await uow.people.persons([*mediators, case.reporter_id])
    reporter = persons[case.reporter_id]
    homes = {who: persons[who].building for who in mediators}
    chosen = choose_mediator(await uow.cases.load_of(mediators), case, homes, reporter.building)
    if chosen is None:
        fact = CaseWithoutMediator(case.number)
        key = f"case:{case.id}:nobody:{len(case.declined_by)}"
        await to_holders(uow, case.community_id, (Role.STAFF, Role.ADMIN), key, fact, now)
        return case
    assigned = case.assign(chosen, now)
    await uow.cases.save(assigned)
    told = CaseForMediator(
        assigned.id,
        assigned.number,
        assigned.kind,
        assigned.description,
        assigned.other_party,
        assigned.available,
        reporter.name,
        reporter.phone,
    )
    await uow.outbox.push([Notice(f"case:{case.id}:mediator:{chosen}", told, now, to_person=chosen)])
    return assigned


async def _held(uow: UnitOfWork, speaker: Speaker, case_id: int) -> Case:
    case = await uow.cases.hold(case_id)
    if case is None or case.community_id != speaker.known().community_id:
        raise NotFound
    return case
