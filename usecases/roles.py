"""Roles given and taken back in chat: whom, which, for how much of the community, until when."""

from dataclasses import replace
from datetime import datetime

from domain.notices import Notice
from domain.people import Grant, Person, Role, ScopeKind, Speaker
from domain.permissions import Action, require
from domain.refusals import NotAllowed, NotFound
from domain.roles import NoRoleForYourself, NoSuchPlace, RoleEnded, RoleGiven, RoleNotThere, fitting, givable
from usecases.audit import note
from usecases.ports import UnitOfWork


async def roles_of(
    uow: UnitOfWork, speaker: Speaker, person_id: int, now: datetime
) -> tuple[Person, list[Grant], tuple[Role, ...]]:
    """Return the person, the grants they hold now, and the roles the speaker may give and take back."""
    me = speaker.known()
    require(speaker.grants, Action.INVITE, me.community_id, now)
    person = await uow.people.person(person_id)
    if person is None or person.community_id != me.community_id:
        raise NotFound
    held = [grant for grant in await uow.people.grants(person_id) if grant.holds(now)]
    return person, held, givable(speaker.grants, me.community_id, now)


async def give_role(
    uow: UnitOfWork, speaker: Speaker, person_id: int, wanted: Grant, now: datetime
) -> tuple[Person, Grant]:
    """Give the role for the scope and the period of `wanted`; given again, its period is the new one.

    Refuses with `NotAllowed`, `NoRoleForYourself`, or `NoSuchPlace`.
    """
    person, _, may_give = await roles_of(uow, speaker, person_id, now)
    if wanted.role not in may_give or wanted.scope_kind not in fitting(wanted.role):
        raise NotAllowed(Action.INVITE)
    if person_id == speaker.known().id and Role.ADMIN not in speaker.roles():
        raise NoRoleForYourself
    await _require_place(uow, person.community_id, wanted)
    given = replace(wanted, community_id=person.community_id, from_at=now)
    await uow.people.grant(person_id, given)
    await note(uow, speaker, f"gave_role_{given.role.value}", "person", person_id, now)
    community = await uow.people.community(person.community_id)
    fact = RoleGiven(
        given.role,
        given.scope_kind,
        given.scope_id,
        community.name,
        given.until_at,
        await held_roles(uow, person_id, now),
    )
    key = f"role:{person_id}:{given.role}:{now.timestamp():.3f}"
    await uow.outbox.push([Notice(f"{key}:given", fact, now, to_person=person_id)])
    return person, given


async def find_grant(uow: UnitOfWork, speaker: Speaker, grant_id: int, now: datetime) -> tuple[Person, Grant]:
    """Return a grant that the speaker may take back; refuses with `RoleNotThere` or `NotAllowed`."""
    found = await uow.people.grant_numbered(grant_id)
    if found is None or not found[1].holds(now):
        raise RoleNotThere
    person, _, may_give = await roles_of(uow, speaker, found[0], now)
    if found[1].role not in may_give:
        raise NotAllowed(Action.INVITE)
    return person, found[1]


async def end_role(uow: UnitOfWork, speaker: Speaker, grant_id: int, now: datetime) -> tuple[Person, Grant]:
    """Take the role back at once and tell the person."""
    person, grant = await find_grant(uow, speaker, grant_id, now)
    await uow.people.end_grant(grant_id, now)
    await note(uow, speaker, f"ended_role_{grant.role.value}", "person", person.id, now)
    fact = RoleEnded(grant.role, grant.scope_kind, grant.scope_id, await held_roles(uow, person.id, now))
    await uow.outbox.push([Notice(f"role:{grant_id}:ended:{now.timestamp():.3f}", fact, now, to_person=person.id)])
    return person, grant


async def set_grid(uow: UnitOfWork, speaker: Speaker, grid: str, buildings: list[str], now: datetime) -> None:
    """Say which buildings a grid consists of; buildings nobody had listed are listed by it."""
    me = speaker.known()
    require(speaker.grants, Action.IMPORT_PEOPLE, me.community_id, now)
    await uow.people.set_grid(me.community_id, grid, buildings)
    await note(uow, speaker, "set_grid", "community", me.community_id, now)


async def _require_place(uow: UnitOfWork, community_id: int, wanted: Grant) -> None:
    match wanted.scope_kind:
        case ScopeKind.GRID:
            there: list[str] = list(await uow.people.grids(community_id))
        case ScopeKind.BUILDING:
            there = await uow.people.listed_buildings(community_id) or await uow.people.buildings(community_id)
        case _:
            return
    if wanted.scope_id not in there:
        raise NoSuchPlace


async def held_roles(uow: UnitOfWork, person_id: int, now: datetime) -> tuple[Role, ...]:
    """Return the roles the person holds now, in the order of `Role`."""
    held = {grant.role for grant in await uow.people.grants(person_id) if grant.holds(now)}
    return tuple(role for role in Role if role in held)
