"""The one table that turns a fact into a message; a test compares it with the facts that exist."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import announcements as a
from domain import duty as d
from domain import mediation as c
from domain import people as p
from domain import registration as r
from domain import wishes as w
from domain.notices import Fact
from wording import announcements, duty, mediation, people, registration, wishes
from wording.message import Message

Render = Callable[[Any, datetime], Message]


def _timeless(render: Callable[[Any], Message]) -> Render:
    return lambda fact, now: render(fact)  # noqa: ARG005 - one shape for the table


TABLE: dict[type[Fact], Render] = {
    Message: lambda message, now: message,  # noqa: ARG005 - one shape for the table
    p.SomethingBroke: _timeless(people.something_broke),
    p.UnreachablePerson: _timeless(people.unreachable),
    r.RegistrationWaiting: _timeless(registration.card),
    r.RegistrationMoved: _timeless(registration.moved),
    w.WishWaiting: _timeless(wishes.waiting),
    w.WishCard: _timeless(wishes.card),
    w.WishMoved: _timeless(wishes.moved),
    w.WishDetails: _timeless(wishes.details),
    w.WishDone: _timeless(wishes.done),
    w.WishThanked: _timeless(wishes.thanked),
    w.WishUnsolved: _timeless(wishes.unsolved),
    c.CaseForMediator: _timeless(mediation.for_mediator),
    c.CaseInStudio: _timeless(mediation.in_studio),
    c.CaseMoved: _timeless(mediation.moved),
    c.CaseWithoutMediator: _timeless(mediation.nobody),
    d.ShiftAssigned: duty.assigned,
    d.ShiftReminder: duty.reminder,
    d.ShiftAnswered: duty.told_leader,
    d.ShiftServed: _timeless(duty.served),
    d.ShiftPaid: _timeless(duty.paid),
    a.Announced: _timeless(announcements.announced),
}


def render(fact: Fact, now: datetime) -> Message:
    return TABLE[type(fact)](fact, now)
