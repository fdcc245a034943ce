"""到哪一步了: gather everything somebody has asked for."""

from datetime import datetime

from domain.people import Speaker
from domain.progress import Progress
from usecases.duty import my_shifts
from usecases.ports import UnitOfWork


async def where_is_it(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Progress:
    person = speaker.known()
    wishes = await uow.wishes.unfinished_of(person.id)
    taken = await uow.wishes.taken_by(person.id)
    cases = await uow.cases.unfinished_of(person.id)
    hands = {each.claimer_id for each in wishes} | {each.mediator_id for each in cases}
    hands |= {each.requester_id for each in taken}
    registration = await uow.registrations.of_person(person.id)
    hands |= {registration.owner_id} if registration else set()
    return Progress(
        registration,
        tuple(wishes),
        tuple(taken),
        tuple(cases),
        tuple(await my_shifts(uow, speaker, now)),
        await uow.people.persons([who for who in hands if who is not None]),
    )
