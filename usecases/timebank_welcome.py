"""见面礼: the points that greet a new volunteer."""

from datetime import datetime

from domain.notices import Notice
from domain.people import Person
from domain.timebank_notices import StartingGift
from usecases.ports import UnitOfWork
from usecases.timebank_office import give_starting_points


async def welcome_with_points(uow: UnitOfWork, person: Person, now: datetime) -> None:
    """Give a newly confirmed volunteer what the policy greets with, once in a life, and tell them once."""
    posted = await give_starting_points(uow, community_id=person.community_id, person_id=person.id, now=now)
    if posted is not None:
        fact = StartingGift(posted.order.points, posted.lines[1].balance)
        await uow.outbox.push([Notice(f"points:starting:{person.id}", fact, now, to_person=person.id)])
