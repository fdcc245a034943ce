"""Before something is sent it is looked at again: still true, still wanted, still this person's?"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.duty import REMINDED, ShiftReminder
from domain.notices import Fact
from domain.wishes import WishState, WishWaiting
from usecases.ports import UnitOfWork

Look = Callable[[UnitOfWork, Fact, int | None, datetime], Awaitable[str | None]]


async def _reminder(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:
    assert isinstance(fact, ShiftReminder)  # noqa: S101 - the table below sees to it
    assignment = await uow.duties.hold(fact.assignment_id)
    if assignment is None or assignment.person_id != to_person:
        return "no longer theirs"
    if assignment.state not in REMINDED[fact.rung]:
        return f"already {assignment.state}"
    if assignment.shift.starts_at != fact.starts_at:
        return "the shift has moved"
    return "the shift has begun" if now >= fact.starts_at else None


async def _approval(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    assert isinstance(fact, WishWaiting)  # noqa: S101 - the table below sees to it
    wish = await uow.wishes.get(fact.wish_id)
    return None if wish is not None and wish.state is WishState.SUBMITTED else "decided already"


LOOKS: dict[type[Fact], Look] = {ShiftReminder: _reminder, WishWaiting: _approval}


async def still_wanted(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:
    """Return why the fact is not to be sent any more, or None; a fact without an entry is always sent."""
    look = LOOKS.get(type(fact))
    return None if look is None else await look(uow, fact, to_person, now)
