"""The board of open wishes, for those who look after them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.people import Speaker
from domain.permissions import Action, require
from domain.wishes import Wish
from usecases.ports import UnitOfWork
from usecases.wish_telling import shown_words

PAGE = 5


async def board(
    uow: UnitOfWork, speaker: Speaker, now: datetime, page: int, *, by_building: bool
) -> tuple[Sequence[Wish], bool]:
    """Return a page of the open wishes in words that may be read, and whether more follow."""
    person = speaker.known()
    require(speaker.grants, Action.SEE_BOARD, person.community_id, now)
    there = await uow.wishes.open_page(person.community_id, PAGE + 1, page * PAGE, by_building=by_building)
    shown = [replace(each, description=(await shown_words(uow, each))[0]) for each in there[:PAGE]]
    return shown, len(there) > PAGE
