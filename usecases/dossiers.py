"""五个清楚: write down what somebody tells about themselves, block by block; sensitive things under own consent."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.dossiers import SENSITIVE_VERSION, ConsentKind, ConsentMissing, Dossier, skills_of
from domain.people import Person, Speaker
from usecases.ports import UnitOfWork

SENSITIVE_FIELDS = frozenset({"living", "emergency_name", "emergency_phone", "health", "health_note"})


async def agreed_to_sensitive(uow: UnitOfWork, person_id: int) -> bool:
    standing = await uow.dossiers.standing(person_id)
    return any(each.kind is ConsentKind.SENSITIVE for each in standing)


async def tell(
    uow: UnitOfWork, speaker: Speaker, told: dict[str, Any], now: datetime, *, agrees: bool = False
) -> Dossier:
    """Add what was told to the speaker's dossier; `agrees` is the consent to sensitive things, given just now.

    Refuses with `ConsentMissing` when sensitive things come without it.
    """
    person = speaker.known()
    if agrees:
        through = str(speaker.acting.proxy_person_id) if speaker.acting else ""
        await uow.dossiers.agree(person.id, ConsentKind.SENSITIVE, SENSITIVE_VERSION, now, through)
    if SENSITIVE_FIELDS & set(told) and not await agreed_to_sensitive(uow, person.id):
        raise ConsentMissing
    changed = replace(await uow.dossiers.of_person(person.id), **told)
    await uow.dossiers.save(changed, now)
    return changed


async def tell_skills(uow: UnitOfWork, speaker: Speaker, skills: list[str]) -> Person:
    """Replace the speaker's skills; refuses with `TooManySkills`."""
    changed = replace(speaker.known(), skills=skills_of(skills))
    await uow.people.save_person(changed)
    return changed


async def tell_hours(uow: UnitOfWork, speaker: Speaker, hours: tuple[str, ...]) -> Person:
    """Replace the speaker's usual free hours by weekdays and parts of the day."""
    changed = replace(speaker.known(), free=hours)
    await uow.people.save_person(changed)
    return changed


async def forget_sensitive(uow: UnitOfWork, speaker: Speaker, now: datetime) -> bool:
    """Take the consent to sensitive things back: they are deleted at once. Say whether there was one."""
    person = speaker.known()
    had = await uow.dossiers.take_back(person.id, ConsentKind.SENSITIVE, now)
    dossier = await uow.dossiers.of_person(person.id)
    await uow.dossiers.save(dossier.without_sensitive(), now)
    return had > 0
