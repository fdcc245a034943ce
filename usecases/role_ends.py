"""Roles given until a day: a week before, whoever holds one and whoever can give it anew hear of it; then its end."""

from dataclasses import replace
from datetime import datetime

from domain.notices import Notice
from domain.people import Grant, Person
from domain.roles import (
    TOLD_WITHIN,
    WARNED_BEFORE,
    RoleEnded,
    RoleEnding,
    ends_by_itself,
    givers_of,
    is_worth_a_warning,
)
from usecases.ports import UnitOfWork
from usecases.roles import held_roles


async def tell_of_ends(uow: UnitOfWork, now: datetime) -> int:
    """Tell everybody concerned, once; return how many roles there are."""
    found = await uow.people.grants_ending(now - TOLD_WITHIN, now + WARNED_BEFORE)
    ending = [(who, grant) for who, grant in found if ends_by_itself(grant)]
    persons = await uow.people.persons([who for who, _ in ending])
    for who, grant in ending:
        if who in persons:
            await uow.outbox.push(await _notices(uow, persons[who], grant, now))
    return len(ending)


async def _notices(uow: UnitOfWork, person: Person, grant: Grant, now: datetime) -> list[Notice]:
    if grant.until_at is None:
        return []
    key = f"role:{grant.id}:{grant.until_at:%Y%m%d}"
    if grant.until_at <= now:
        over = RoleEnded(grant.role, grant.scope_kind, grant.scope_id, await held_roles(uow, person.id, now))
        return [Notice(f"{key}:over", over, now, to_person=person.id)]
    if not is_worth_a_warning(grant):
        return []
    fact = RoleEnding(grant.role, grant.scope_kind, grant.scope_id, grant.until_at)
    named = replace(fact, person_id=person.id, name=person.name)
    givers = await uow.people.holders(person.community_id, givers_of(grant.role), now)
    return [
        Notice(f"{key}:ending", fact, now, to_person=person.id),
        *(Notice(f"{key}:ending:{who}", named, now, to_person=who) for who in givers if who != person.id),
    ]
