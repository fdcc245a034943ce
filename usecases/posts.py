"""岗位: where a post is and where its people meet."""

from dataclasses import replace
from datetime import datetime

from domain.duty import Place, Post
from domain.people import Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from usecases.ports import UnitOfWork


async def posts_of(uow: UnitOfWork, speaker: Speaker, now: datetime) -> list[Post]:
    home = speaker.known().community_id
    require(speaker.grants, Action.ASSIGN_SHIFT, home, now)
    return await uow.duties.posts(home)


async def post_of(uow: UnitOfWork, speaker: Speaker, post_id: int, now: datetime) -> Post:
    """Return a post of the speaker's community. Refuses with `NotFound`."""
    found = next((each for each in await posts_of(uow, speaker, now) if each.id == post_id), None)
    if found is None:
        raise NotFound
    return found


async def set_place(uow: UnitOfWork, speaker: Speaker, post_id: int, place: Place | None, now: datetime) -> Post:
    """Say where the post is: check-in is by location from now on. None takes that back."""
    changed = replace(await post_of(uow, speaker, post_id, now), place=place)
    await uow.duties.save_post(changed)
    return changed


async def set_meeting(uow: UnitOfWork, speaker: Speaker, post_id: int, meet: str, now: datetime) -> Post:
    changed = replace(await post_of(uow, speaker, post_id, now), meet=meet)
    await uow.duties.save_post(changed)
    return changed
