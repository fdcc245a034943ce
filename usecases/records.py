"""人员名册: find somebody, change their category, suspend, take up again, let go; and adding those without a phone."""

from dataclasses import replace
from datetime import datetime

from domain.answers import phone_of
from domain.audit import Seen, Why
from domain.dossiers import ConsentKind, Dossier
from domain.duty import AssignmentState
from domain.notices import Notice
from domain.people import Account, Grant, Person, Role, Speaker
from domain.permissions import Action, may, require, require_somewhere
from domain.records import (
    MOST_FOUND,
    CategoryChanged,
    DutiesReleased,
    NobodyFound,
    NothingToRelease,
    StandingChanged,
    VolunteerLeft,
)
from domain.refusals import NotAllowed, NotFound
from domain.registration import CONSENT_VERSION, ReasonNeeded, Registration, RegistrationState, RegistrationStep
from domain.rosters import Category
from domain.wishes import WishState
from usecases.audit import note, seen
from usecases.duty import answer_reminder
from usecases.notify import to_holders
from usecases.people import scopes_of
from usecases.ports import UnitOfWork
from usecases.wish_claims import release_wish
from usecases.workdays import workdays_from

IN_HAND = frozenset({WishState.CLAIMED, WishState.REOPENED})
OPEN_SHIFTS = frozenset({AssignmentState.ASSIGNED, AssignmentState.CONFIRMED})
MOST_EXPORTED = 50_000
STEPS = frozenset({RegistrationStep.SUSPEND, RegistrationStep.RESUME, RegistrationStep.WITHDRAW})


async def find(uow: UnitOfWork, speaker: Speaker, wanted: str, now: datetime) -> list[Person]:
    """Return the persons of the speaker's community by name, phone or volunteer number; refuses `NobodyFound`.

    A building captain finds the people of the building only, a grid attendant those of the grid.
    """
    reader = speaker.known()
    said = wanted.strip()
    phone = phone_of(said)
    require_somewhere(speaker.grants, Action.READ_PERSON, reader.community_id, now)
    there = await uow.people.search(reader.community_id, said, phone or "", MOST_EXPORTED)
    shown = [each for each in there if await _may_read(uow, speaker, each, now)][:MOST_FOUND]
    if not shown:
        raise NobodyFound
    return shown


async def open_record(
    uow: UnitOfWork, speaker: Speaker, person_id: int, now: datetime
) -> tuple[Person, Dossier, Registration | None]:
    """Return what is known about one person; that it was read is shown to that person.

    家里 and 身体 stay closed: the dossier tells only whether there is something (`has_sensitive` of what is kept).
    """
    person = await _of_mine(uow, speaker, person_id)
    if not await _may_read(uow, speaker, person, now):
        raise NotAllowed(Action.READ_PERSON)
    dossier = await uow.dossiers.of_person(person_id)
    await seen(uow, speaker, [person_id], [Seen.PHONE, Seen.ADDRESS], Why.RECORD, now)
    await note(uow, speaker, "read_record", "person", person_id, now)
    return person, dossier, await uow.registrations.of_person(person_id)


async def open_sensitive(
    uow: UnitOfWork, speaker: Speaker, person_id: int, why: Why, now: datetime
) -> tuple[Person, Dossier]:
    """Return 家里 and 身体 as well; what it was looked at for is shown to the person."""
    person = await _of_mine(uow, speaker, person_id)
    require(speaker.grants, Action.READ_SENSITIVE, person.community_id, now)
    dossier = await uow.dossiers.of_person(person_id)
    kinds = [Seen.HEALTH] if dossier.health or dossier.health_note else []
    kinds += [Seen.FAMILY] if dossier.living or dossier.emergency_name or dossier.emergency_phone else []
    await seen(uow, speaker, [person_id], kinds, why, now)
    await note(uow, speaker, "read_sensitive", "person", person_id, now)
    return person, dossier


async def change_category(
    uow: UnitOfWork, speaker: Speaker, person_id: int, category: Category, reason: str, now: datetime
) -> Person:
    """Put the person into another category and tell them kindly; open duties they may no longer do are released."""
    person = await _of_mine(uow, speaker, person_id)
    require(speaker.grants, Action.CHANGE_CATEGORY, person.community_id, now)
    if not reason.strip():
        raise ReasonNeeded
    changed = replace(person, category=category)
    await uow.people.save_person(changed)
    if category in {Category.EXEMPT, Category.AWAY}:
        await release_duties(uow, changed, now)
    fact = CategoryChanged(category, reason.strip())
    key = f"category:{person_id}:{now.timestamp():.0f}"
    await uow.outbox.push([Notice(key, fact, now, to_person=person_id)])
    await note(uow, speaker, f"category_{category.value}", "person", person_id, now)
    return changed


async def change_standing(
    uow: UnitOfWork, speaker: Speaker, person_id: int, step: RegistrationStep, reason: str, now: datetime
) -> tuple[Registration, DutiesReleased]:
    """Suspend, take up again, or let go; open duties are released, points stay. Staff's decision about others."""
    person = await _of_mine(uow, speaker, person_id)
    require(speaker.grants, Action.SUSPEND_PERSON, person.community_id, now)
    if step is RegistrationStep.WITHDRAW and not reason.strip():
        raise ReasonNeeded
    moved, released = await _step(uow, person, step, speaker.known(), reason, now)
    await note(uow, speaker, step.value, "person", person_id, now)
    return moved, released


async def leave(uow: UnitOfWork, speaker: Speaker, reason: str, now: datetime) -> DutiesReleased:
    """Let the speaker go, no questions asked; staff hears it, leaders hear of each duty that became free."""
    person = speaker.known()
    _, released = await _step(uow, person, RegistrationStep.WITHDRAW, person, reason, now)
    fact = VolunteerLeft(person.name, reason, released.total)
    key = f"left:{person.id}:{now.timestamp():.0f}"
    await to_holders(uow, person.community_id, (Role.STAFF,), key, fact, now)
    await note(uow, speaker, "leave", "person", person.id, now)
    return released


async def add_by_staff(uow: UnitOfWork, speaker: Speaker, told: Person, consent: str, now: datetime) -> Person:
    """Write somebody down who has no phone; `consent` says how they agreed. Refuses with `PhoneTaken`."""
    writer = speaker.known()
    require(speaker.grants, Action.IMPORT_PEOPLE, writer.community_id, now)
    if not consent.strip():
        raise ReasonNeeded
    fresh = replace(told, community_id=writer.community_id, consent_version=CONSENT_VERSION)
    person = await uow.people.add_person(fresh, now)
    await uow.people.grant(person.id, Grant(Role.RESIDENT, person.community_id, from_at=now))
    through = str(writer.id)
    await uow.dossiers.agree(person.id, ConsentKind.GENERAL, CONSENT_VERSION, now, through, consent.strip())
    await note(uow, speaker, "add_person", "person", person.id, now)
    return person


async def release_duties(uow: UnitOfWork, person: Person, now: datetime) -> DutiesReleased:
    """Free everything the person still had in hand; the leaders are told by the duties themselves."""
    community = await uow.people.community(person.community_id)
    alone = Speaker(Account(0, 0, person.id), 0, True, person, community, ())
    shifts = [each for each in await uow.duties.of_person(person.id, now, 60) if each.state in OPEN_SHIFTS]
    for each in shifts:
        await answer_reminder(uow, alone, each.id, now, can_come=False)
    wishes = [each for each in await uow.wishes.taken_by(person.id) if each.state in IN_HAND]
    for wish in wishes:
        await release_wish(uow, alone, wish.id, now)
    return DutiesReleased(len(shifts), len(wishes))


async def _step(
    uow: UnitOfWork, person: Person, step: RegistrationStep, by: Person, reason: str, now: datetime
) -> tuple[Registration, DutiesReleased]:
    found = await uow.registrations.of_person(person.id)
    if found is None or step not in STEPS:
        raise NothingToRelease
    held = await uow.registrations.hold(found.id)
    is_workday = await workdays_from(uow, found.community_id, now)
    moved = (held or found).take(step, now=now, by_person=by.id, by_name=by.name, reason=reason, is_workday=is_workday)
    await uow.registrations.save(replace(moved, reason=reason.strip()))
    released = DutiesReleased(0, 0)
    if moved.state is RegistrationState.CONFIRMED:
        await uow.people.grant(person.id, Grant(Role.VOLUNTEER, person.community_id, from_at=now))
    else:
        released = await release_duties(uow, person, now)
        await uow.people.end_grants(person.id, (Role.VOLUNTEER,), now)
    if by.id != person.id:
        fact = StandingChanged(moved.state, reason.strip(), released.total)
        key = f"standing:{person.id}:{moved.state}:{now.timestamp():.0f}"
        await uow.outbox.push([Notice(key, fact, now, to_person=person.id)])
    return moved, released


async def _may_read(uow: UnitOfWork, speaker: Speaker, person: Person, now: datetime) -> bool:
    if may(speaker.grants, Action.READ_PERSON, person.community_id, now):
        return True
    within = await scopes_of(uow, person.community_id, person.building)
    return may(speaker.grants, Action.READ_PERSON, person.community_id, now, within=within)


async def _of_mine(uow: UnitOfWork, speaker: Speaker, person_id: int) -> Person:
    person = await uow.people.person(person_id)
    if person is None or person.community_id != speaker.known().community_id:
        raise NotFound
    return person


async def register_rows(uow: UnitOfWork, community_id: int) -> list[tuple[Person, Dossier, RegistrationState | None]]:
    """Return everybody of the community for the register as a sheet; who may have it is asked by `export_register`."""
    everybody = await uow.people.search(community_id, "", "", MOST_EXPORTED)
    rows = []
    for person in everybody:
        found = await uow.registrations.of_person(person.id)
        rows.append((person, await uow.dossiers.of_person(person.id), found.state if found else None))
    return rows


async def export_register(uow: UnitOfWork, speaker: Speaker, now: datetime) -> int:
    """Check that the speaker may have the register, note it, and return whose register it is."""
    reader = speaker.known()
    require(speaker.grants, Action.EXPORT_PEOPLE, reader.community_id, now)
    everybody = await uow.people.residents(reader.community_id)
    await seen(uow, speaker, everybody, [Seen.EVERYTHING], Why.EXPORT, now)
    await note(uow, speaker, "export_register", "community", reader.community_id, now)
    return reader.community_id
