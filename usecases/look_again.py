"""Before something is sent it is looked at again: still true, still wanted, still this person's?"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.covers import CoverState, CoverWanted
from domain.notices import Fact, Lane, Notice
from domain.registration import RegistrationWaiting
from domain.reminder_facts import (
    DutyCall,
    PartnerSilent,
    ReminderUnclear,
    ShiftReminder,
    VolunteerMissing,
    VolunteerSilent,
)
from domain.reminders import AFTER_THE_START, EXPECTED, RULES, UNANSWERED, Rung
from domain.timebank_notices import MonthReady
from domain.wishes import WishState, WishWaiting
from usecases.ports import UnitOfWork
from usecases.registration_chase import TURN
from usecases.wish_looks import LOOKS as WISH_LOOKS

Look = Callable[[UnitOfWork, Fact, int | None, datetime], Awaitable[str | None]]


async def _call(uow: UnitOfWork, rung: Rung, call: DutyCall, to_person: int | None, now: datetime) -> str | None:
    assignment = await uow.duties.hold(call.assignment_id)
    if assignment is None or assignment.person_id != to_person:
        return "no longer theirs"
    if assignment.shift.is_cancelled:
        return "the shift is cancelled"
    if assignment.state not in RULES[rung].wanted_in:
        return f"already {assignment.state}"
    if assignment.shift.starts_at != call.starts_at:
        return "the shift has moved"
    return "the shift has begun" if now >= call.starts_at and rung not in AFTER_THE_START else None


async def _reminder(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:
    """Look at each duty of the message; if only some still hold, those are told in a message of their own."""
    assert isinstance(fact, ShiftReminder)  # noqa: S101 - the table below sees to it
    found = [(call, await _call(uow, fact.rung, call, to_person, now)) for call in fact.calls]
    gone = [why for _, why in found if why is not None]
    still = tuple(call for call, why in found if why is None)
    if gone and still and to_person is not None:
        key = "remind:rest:" + "-".join(str(call.assignment_id) for call in still) + f":{fact.rung}"
        rest = ShiftReminder(fact.rung, still)
        delivery = RULES[fact.rung].delivery
        await uow.outbox.push([Notice(key, rest, now, to_person, None, Lane.DUTY, delivery, urgent=True)])
    return gone[0] if gone else None


async def _silence(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    assert isinstance(fact, PartnerSilent | VolunteerSilent | VolunteerMissing)  # noqa: S101 - the table below sees to it
    assignment = await uow.duties.hold(fact.assignment_id)
    wanted_in = RULES[Rung.MISSING].wanted_in if isinstance(fact, VolunteerMissing) else UNANSWERED
    if assignment is None or assignment.shift.is_cancelled or assignment.shift.starts_at != fact.starts_at:
        return "no longer so"
    return None if assignment.state in wanted_in else f"already {assignment.state}"


async def _unclear(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    assert isinstance(fact, ReminderUnclear)  # noqa: S101 - the table below sees to it
    assignment = await uow.duties.hold(fact.assignment_id)
    is_so = assignment is not None and not assignment.shift.is_cancelled and assignment.state in EXPECTED
    return None if is_so and assignment is not None and assignment.shift.starts_at > now else "no longer so"


async def _cover(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    assert isinstance(fact, CoverWanted)  # noqa: S101 - the table below sees to it
    cover = await uow.covers.hold(fact.cover_id)
    is_open = cover is not None and cover.state is CoverState.OPEN and now < fact.starts_at
    return None if is_open else "nobody is looked for any more"


async def _approval(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    assert isinstance(fact, WishWaiting)  # noqa: S101 - the table below sees to it
    wish = await uow.wishes.get(fact.wish_id)
    return None if wish is not None and wish.state is WishState.SUBMITTED else "decided already"


async def _month(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    assert isinstance(fact, MonthReady)  # noqa: S101 - the table below sees to it
    person = await uow.people.person(fact.person_id)
    if person is None:
        return "nobody there any more"
    return "rather not" if person.id in await uow.timebank.desk.without_monthly(person.community_id) else None


async def _registration(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    assert isinstance(fact, RegistrationWaiting)  # noqa: S101 - the table below sees to it
    found = await uow.registrations.hold(fact.registration_id)
    turn = TURN.get(found.state) if found else None
    return None if turn is not None and turn[0] is fact.step else "decided already"


LOOKS: dict[type[Fact], Look] = {
    ShiftReminder: _reminder,
    PartnerSilent: _silence,
    VolunteerSilent: _silence,
    VolunteerMissing: _silence,
    ReminderUnclear: _unclear,
    CoverWanted: _cover,
    WishWaiting: _approval,
    MonthReady: _month,
    RegistrationWaiting: _registration,
    **WISH_LOOKS,
}


async def still_wanted(uow: UnitOfWork, fact: Fact, to_person: int | None, now: datetime) -> str | None:
    """Return why the fact is not to be sent any more, or None; a fact without an entry is always sent."""
    look = LOOKS.get(type(fact))
    return None if look is None else await look(uow, fact, to_person, now)
