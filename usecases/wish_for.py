"""代办: somebody tells a wish for a neighbour without a phone, whom they name and who has agreed."""

from dataclasses import replace
from datetime import datetime

from domain.dossiers import ConsentKind
from domain.people import Grant, Person, PhoneTaken, Role, Speaker
from domain.permissions import Action, require
from domain.registration import CONSENT_VERSION, ReasonNeeded
from usecases.audit import note
from usecases.ports import UnitOfWork

NAMESAKES = 50


async def neighbour(uow: UnitOfWork, speaker: Speaker, told: Person, agreed: str, now: datetime) -> Person:
    """Return the neighbour as on record, or write them down; `agreed` says how they said yes.

    On record is who has this phone, or this name behind this door. Refuses with `ReasonNeeded` without a yes, and
    with `PhoneTaken` when the phone is somebody else's.
    """
    home = speaker.known().community_id
    require(speaker.grants, Action.WISH_FOR, home, now)
    if not agreed.strip():
        raise ReasonNeeded
    known = await _on_record(uow, home, told)
    if known is not None:
        return known
    fresh = replace(told, community_id=home, consent_version=CONSENT_VERSION)
    person = await uow.people.add_person(fresh, now)
    await uow.people.grant(person.id, Grant(Role.RESIDENT, home, from_at=now))
    through = str(speaker.known().id)
    await uow.dossiers.agree(person.id, ConsentKind.GENERAL, CONSENT_VERSION, now, through, agreed.strip())
    await note(uow, speaker, "add_neighbour", "person", person.id, now)
    return person


async def _on_record(uow: UnitOfWork, community_id: int, told: Person) -> Person | None:
    by_phone = await uow.people.by_phone(community_id, told.phone) if told.phone else None
    if by_phone is not None:
        if by_phone.name != told.name:
            raise PhoneTaken
        return by_phone
    named = await uow.people.search(community_id, told.name, "", NAMESAKES)
    door = (told.name, told.building, told.room)
    return next((each for each in named if (each.name, each.building, each.room) == door), None)
