"""Who somebody is: introductions, invitations to roles, communities and their groups."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from domain.dossiers import ConsentKind
from domain.people import (
    CodeNotValid,
    Community,
    Grant,
    Group,
    Invitation,
    Person,
    Purpose,
    Role,
    Scope,
    ScopeKind,
    Speaker,
)
from domain.permissions import INVITABLE, Action, require
from domain.refusals import NotAllowed, NotFound
from domain.registration import CONSENT_VERSION
from usecases.ports import UnitOfWork

INVITATION_DAYS = 7
ADMIN_CODE_HOURS = 24
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads like something else
CODE_LENGTH = 10


async def community_of(uow: UnitOfWork, speaker: Speaker, hinted: int | None = None) -> Community | None:
    """Return the speaker's community, or the one a link named, or the only one there is."""
    if speaker.community is not None:
        return speaker.community
    there = await uow.people.communities()
    named = [each for each in there if each.id == hinted]
    return (named or there)[0] if named or len(there) == 1 else None


async def scopes_of(uow: UnitOfWork, community_id: int, building: str) -> tuple[Scope, ...]:
    """Return the smaller scopes that somebody of this building lies in: the building, and its grid where it has one."""
    if not building:
        return ()
    grid = await uow.people.grid_of(community_id, building)
    home = (ScopeKind.BUILDING, building)
    return (home, (ScopeKind.GRID, grid)) if grid else (home,)


async def introduce(uow: UnitOfWork, speaker: Speaker, told: Person, now: datetime) -> Person:
    """Write down who the speaker is, with consent given just now; what was known before is kept or replaced.

    Refuses with `PhoneTaken` when somebody else of the community has this phone.
    """
    told = replace(told, consent_version=CONSENT_VERSION)
    if speaker.person is not None:
        known = speaker.person
        merged = replace(
            known,
            name=told.name or known.name,
            phone=told.phone or known.phone,
            building=told.building or known.building,
            room=told.room or known.room,
            skills=told.skills or known.skills,
            free=told.free or known.free,
            consent_version=CONSENT_VERSION,
        )
        await uow.people.save_person(merged)
        await _agreed(uow, speaker, merged.id, now)
        return merged
    person = await uow.people.add_person(told, now)
    await uow.people.bind_account(speaker.account.id, person.id)
    await uow.people.grant(person.id, Grant(Role.RESIDENT, person.community_id, from_at=now))
    await _agreed(uow, speaker, person.id, now)
    return person


def has_agreed(speaker: Speaker) -> bool:
    """Say whether the speaker has agreed to the wording of the consent that holds now."""
    return speaker.person is not None and speaker.person.consent_version == CONSENT_VERSION


async def agree_anew(uow: UnitOfWork, speaker: Speaker, now: datetime) -> None:
    """Keep the consent of somebody on record who has just agreed to its present wording."""
    if not has_agreed(speaker):
        person = speaker.known()
        await uow.people.save_person(replace(person, consent_version=CONSENT_VERSION))
        await _agreed(uow, speaker, person.id, now)


async def _agreed(uow: UnitOfWork, speaker: Speaker, person_id: int, now: datetime) -> None:
    """Keep the consent with its version and date, and through whom it was given."""
    through = str(speaker.acting.proxy_person_id) if speaker.acting else ""
    await uow.dossiers.agree(person_id, ConsentKind.GENERAL, CONSENT_VERSION, now, through)


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


async def invite(uow: UnitOfWork, speaker: Speaker, role: Role, now: datetime) -> str:
    """Return a one-time code that makes its redeemer hold the role in the speaker's community."""
    person = speaker.known()
    require(speaker.grants, Action.INVITE, person.community_id, now)
    if not any(role in INVITABLE.get(held, frozenset()) for held in speaker.roles()):
        raise NotAllowed(Action.INVITE)
    code = new_code()
    await uow.people.invite(code, role, person.community_id, now + timedelta(days=INVITATION_DAYS))
    return code


async def admin_code(uow: UnitOfWork, now: datetime) -> str:
    """Return a one-time code for the first admin; only the operator at the machine asks for it."""
    code = new_code()
    await uow.people.invite(code, Role.ADMIN, None, now + timedelta(hours=ADMIN_CODE_HOURS))
    return code


async def peek(uow: UnitOfWork, code: str, now: datetime) -> Invitation:
    """Return what the code would give, without using it up; refuses with `CodeNotValid`."""
    found = await uow.people.invitation(code, now)
    if found is None:
        raise CodeNotValid
    return found


async def join(
    uow: UnitOfWork, speaker: Speaker, code: str, name: str, founded: str, now: datetime
) -> tuple[Person, Role]:
    """Redeem a code: the speaker becomes a person where needed and holds the role from now on.

    An admin's code may found the first community, named `founded`. Refuses with `CodeNotValid`.
    """
    invitation = await uow.people.redeem(code, speaker.account.id, now)
    if invitation is None:
        raise CodeNotValid
    community = await _community_for(uow, speaker, invitation.community_id, founded, now)
    person = speaker.person or await introduce(uow, speaker, Person(0, community.id, name), now)
    is_district_wide = invitation.role is Role.ADMIN
    given = Grant(
        invitation.role,
        None if is_district_wide else community.id,
        ScopeKind.DISTRICT if is_district_wide else ScopeKind.COMMUNITY,
        from_at=now,
    )
    await uow.people.grant(person.id, given)
    return person, invitation.role


async def _community_for(
    uow: UnitOfWork, speaker: Speaker, invited_to: int | None, founded: str, now: datetime
) -> Community:
    if invited_to is not None:
        return await uow.people.community(invited_to)
    if speaker.community is not None:
        return speaker.community
    there = await uow.people.communities()
    named = [each for each in there if each.name == founded]
    if named:
        return named[0]
    if founded:
        return await uow.people.found_community(founded, now)
    if not there:
        raise NotFound
    return there[0]


async def bind_group(
    uow: UnitOfWork, speaker: Speaker, chat_id: int, title: str, purpose: Purpose, now: datetime
) -> None:
    """Bind the group the command was given in to the speaker's community and a purpose."""
    person = speaker.known()
    require(speaker.grants, Action.BIND_GROUP, person.community_id, now)
    await uow.people.bind_group(Group(chat_id, person.community_id, purpose, title), now)
