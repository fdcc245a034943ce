"""Common ways to address somebody: those who hold a role, or a group of the community."""

from collections.abc import Iterable
from datetime import datetime

from domain.notices import Fact, Lane, Notice
from domain.people import Purpose, Role
from usecases.ports import UnitOfWork


async def to_holders(
    uow: UnitOfWork,
    community_id: int,
    roles: Iterable[Role],
    key: str,
    fact: Fact,
    now: datetime,
    *,
    urgent: bool = False,
) -> int:
    """Queue the fact for everybody who holds one of the roles, and return how many they are."""
    holders = await uow.people.holders(community_id, roles, now)
    await uow.outbox.push([Notice(f"{key}:{who}", fact, now, to_person=who, urgent=urgent) for who in holders])
    return len(holders)


async def to_groups(
    uow: UnitOfWork,
    community_id: int,
    purpose: Purpose,
    key: str,
    fact: Fact,
    now: datetime,
    *,
    replaces: str | None = None,
) -> int:
    """Queue the fact for the community's groups of this purpose, and return how many they are."""
    groups = await uow.people.groups(community_id, purpose)
    notices = [
        Notice(
            f"{key}:{group.chat_id}",
            fact,
            now,
            to_chat=group.chat_id,
            lane=Lane.GROUP,
            replaces=None if replaces is None else f"{replaces}:{group.chat_id}",
            urgent=replaces is not None,
        )
        for group in groups
    ]
    await uow.outbox.push(notices)
    return len(groups)
