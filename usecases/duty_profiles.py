"""值班情况: what leaders say about a volunteer, and what volunteers wish for themselves."""

from dataclasses import replace
from datetime import datetime

from domain.duty_profiles import MOST_A_WEEK, DutyProfile
from domain.people import Person, Speaker
from domain.permissions import Action, may, require
from domain.refusals import NotFound, NotYours
from usecases.audit import note
from usecases.ports import UnitOfWork


async def open_profile(
    uow: UnitOfWork, speaker: Speaker, person_id: int, now: datetime
) -> tuple[Person, DutyProfile, bool]:
    """Return the person and their profile, and whether the speaker may say who is trained; it is locked."""
    me = speaker.known()
    leads = may(speaker.grants, Action.ASSIGN_SHIFT, me.community_id, now)
    if not leads and person_id != me.id:
        raise NotYours
    await uow.duties.lock_person(person_id)
    person = await uow.people.person(person_id)
    if person is None or person.community_id != me.community_id:
        raise NotFound
    return person, await uow.duty_profiles.of_person(person_id), leads


async def mark(uow: UnitOfWork, speaker: Speaker, person_id: int, what: str, now: datetime) -> DutyProfile:
    """Turn a mark over: `trained` or `captain`. Only who plans shifts may; it is written on the audit trail."""
    require(speaker.grants, Action.ASSIGN_SHIFT, speaker.known().community_id, now)
    _, before, _ = await open_profile(uow, speaker, person_id, now)
    if what == "trained":
        after = replace(before, is_trained=not before.is_trained)
    else:
        after = replace(before, is_captain=not before.is_captain)
    await uow.duty_profiles.save(after)
    await note(uow, speaker, f"duty_{what}", "person", person_id, now)
    return after


async def limit_week(uow: UnitOfWork, speaker: Speaker, person_id: int, most: int, now: datetime) -> DutyProfile:
    """Say how many duties a week are enough; 0 takes the limit away."""
    _, before, _ = await open_profile(uow, speaker, person_id, now)
    after = replace(before, most_per_week=min(most, MOST_A_WEEK) if most > 0 else None)
    await uow.duty_profiles.save(after)
    return after


async def wish_partner(uow: UnitOfWork, speaker: Speaker, person_id: int, partner: int, now: datetime) -> DutyProfile:
    """Wish to serve with somebody of the same community, or no longer. Refuses with `TooManyPartners`."""
    person, before, _ = await open_profile(uow, speaker, person_id, now)
    other = await uow.people.person(partner)
    if other is None or other.community_id != person.community_id:
        raise NotFound
    after = before.with_partner(partner)
    await uow.duty_profiles.save(after)
    return after


async def wish_post(uow: UnitOfWork, speaker: Speaker, person_id: int, post_id: int, now: datetime) -> DutyProfile:
    person, before, _ = await open_profile(uow, speaker, person_id, now)
    await _refuse_strange_post(uow, person, post_id)
    after = before.with_post(post_id)
    await uow.duty_profiles.save(after)
    return after


async def set_way(
    uow: UnitOfWork, speaker: Speaker, person_id: int, post_id: int, metres: int, now: datetime
) -> DutyProfile:
    person, before, _ = await open_profile(uow, speaker, person_id, now)
    await _refuse_strange_post(uow, person, post_id)
    after = before.with_way(post_id, metres)
    await uow.duty_profiles.save(after)
    return after


async def _refuse_strange_post(uow: UnitOfWork, person: Person, post_id: int) -> None:
    if post_id not in {each.id for each in await uow.duties.posts(person.community_id)}:
        raise NotFound
