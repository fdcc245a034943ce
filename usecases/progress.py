"""到哪一步了: everything somebody has asked for, where it stands and in whose hands it is."""

from dataclasses import dataclass
from datetime import datetime

from domain.duty import Assignment
from domain.mediation import Case
from domain.people import Person, Speaker
from domain.registration import Registration
from domain.wishes import Wish
from usecases.duty import my_shifts
from usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Progress:
    """What is under way for one person; `names` gives the people in whose hands things are."""

    registration: Registration | None
    wishes: tuple[Wish, ...]
    taken: tuple[Wish, ...]
    cases: tuple[Case, ...]
    shifts: tuple[Assignment, ...]
    names: dict[int, Person]


async def where_is_it(uow: UnitOfWork, speaker: Speaker, now: datetime) -> Progress:
    person = speaker.known()
    wishes = await uow.wishes.unfinished_of(person.id)
    taken = await uow.wishes.taken_by(person.id)
    cases = await uow.cases.unfinished_of(person.id)
    hands = {each.claimer_id for each in wishes} | {each.mediator_id for each in cases}
    hands |= {each.requester_id for each in taken}
    return Progress(
        await uow.registrations.of_person(person.id),
        tuple(wishes),
        tuple(taken),
        tuple(cases),
        tuple(await my_shifts(uow, speaker, now)),
        await uow.people.persons([who for who in hands if who is not None]),
    )
