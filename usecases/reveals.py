"""Who saw what of whom: written down when the letter that showed it has arrived."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.audit import Reveal, Seen, Why
from domain.mediation import CaseForMediator
from domain.notices import Fact
from domain.registration import RegistrationWaiting
from domain.wishes import WishDetails
from usecases.ports import UnitOfWork

Shows = tuple[int, tuple[Seen, ...], Why, int]
Look = Callable[[UnitOfWork, Fact], Awaitable[Shows | None]]


async def _registration(uow: UnitOfWork, fact: Fact) -> Shows | None:
    assert isinstance(fact, RegistrationWaiting)  # noqa: S101 - the table below sees to it
    found = await uow.registrations.hold(fact.registration_id)
    return None if found is None else (found.person_id, (Seen.PHONE,), Why.REGISTRATION, fact.registration_id)


async def _wish(uow: UnitOfWork, fact: Fact) -> Shows | None:
    assert isinstance(fact, WishDetails)  # noqa: S101 - the table below sees to it
    found = await uow.wishes.get(fact.wish_id)
    return None if found is None else (found.requester_id, (Seen.PHONE, Seen.ADDRESS), Why.WISH, fact.wish_id)


async def _case(uow: UnitOfWork, fact: Fact) -> Shows | None:
    assert isinstance(fact, CaseForMediator)  # noqa: S101 - the table below sees to it
    found = await uow.cases.hold(fact.case_id)
    return None if found is None else (found.reporter_id, (Seen.CASE,), Why.MEDIATION, fact.case_id)


# Every fact that shows something sensitive of one person to another stands here.
SHOWING: dict[type[Fact], Look] = {RegistrationWaiting: _registration, WishDetails: _wish, CaseForMediator: _case}


async def log_reveal(uow: UnitOfWork, fact: Fact, seen_by: int | None, now: datetime) -> None:
    look = SHOWING.get(type(fact))
    if look is None or seen_by is None:
        return
    shows = await look(uow, fact)
    if shows is not None:
        person_id, kinds, why, subject_id = shows
        await uow.audit.reveal(Reveal(now, person_id, seen_by, kind, why, subject_id) for kind in kinds)
