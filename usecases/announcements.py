"""公告: write, look at it as others will, choose whom, send, count who has seen it."""

from datetime import datetime

from domain.announcements import (
    AlreadySent,
    Announced,
    Announcement,
    AnnouncementState,
    Audience,
    AudienceKind,
    NobodyThere,
)
from domain.notices import Delivery, Lane, Notice
from domain.people import Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from usecases.ports import UnitOfWork


async def draft(uow: UnitOfWork, speaker: Speaker, text: str, audience: Audience, now: datetime) -> Announcement:
    author = speaker.known()
    require(speaker.grants, Action.ANNOUNCE, author.community_id, now)
    return await uow.announcements.add(author.community_id, author.id, text, audience, now)


async def send(uow: UnitOfWork, speaker: Speaker, announcement_id: int, now: datetime) -> tuple[Announcement, int]:
    """Queue the announcement for its audience, once; refuses with `AlreadySent` or `NobodyThere`."""
    found = await uow.announcements.hold(announcement_id)
    if found is None or found.community_id != speaker.known().community_id:
        raise NotFound
    require(speaker.grants, Action.ANNOUNCE, found.community_id, now)
    if found.state is AnnouncementState.SENT:
        raise AlreadySent
    community = await uow.people.community(found.community_id)
    fact = Announced(found.id, community.name, found.text)
    notices = await _addressed(uow, found, fact, now)
    if not notices:
        raise NobodyThere
    await uow.outbox.push(notices)
    await uow.announcements.mark_sent(found.id, len(notices), now)
    return found, len(notices)


async def acknowledge(uow: UnitOfWork, speaker: Speaker, announcement_id: int, now: datetime) -> bool:
    """Count the reader once; anybody who can see the announcement may say 我知道了."""
    if await uow.announcements.hold(announcement_id) is None:
        raise NotFound
    return await uow.announcements.acknowledge(announcement_id, speaker.account.user_id, now)


async def recent(uow: UnitOfWork, speaker: Speaker, now: datetime) -> list[Announcement]:
    author = speaker.known()
    require(speaker.grants, Action.ANNOUNCE, author.community_id, now)
    return await uow.announcements.recent(author.community_id, 5)


async def _addressed(uow: UnitOfWork, one: Announcement, fact: Announced, now: datetime) -> list[Notice]:
    if one.audience.kind is AudienceKind.GROUP:
        groups = [each for each in await uow.people.groups(one.community_id) if str(each.chat_id) == one.audience.name]
        return [
            Notice(f"announcement:{one.id}:chat:{group.chat_id}", fact, now, to_chat=group.chat_id, lane=Lane.GROUP)
            for group in groups
        ]
    if one.audience.kind is AudienceKind.VOLUNTEERS:
        readers = await uow.people.holders(one.community_id, (Role.VOLUNTEER,), now)
    elif one.audience.kind is AudienceKind.BUILDING:
        readers = await uow.people.residents(one.community_id, one.audience.name)
    else:
        readers = await uow.people.residents(one.community_id)
    return [
        Notice(
            f"announcement:{one.id}:person:{reader}",
            fact,
            now,
            to_person=reader,
            lane=Lane.ANNOUNCEMENT,
            delivery=Delivery.ONCE,
        )
        for reader in readers
    ]
