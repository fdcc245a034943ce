"""The board of open wishes, for those who look after them; an attendant of a grid sees that grid."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.people import ScopeKind, Speaker
from domain.permissions import Action, may, require
from domain.wishes import Wish
from usecases.ports import UnitOfWork
from usecases.wish_telling import shown_words

PAGE = 5


@dataclass(frozen=True, slots=True)
class Board:
    """A page of wishes in words that may be read, each with its grid, and whether more follow."""

    there: tuple[tuple[Wish, str], ...]
    page: int
    by_grid: bool
    has_more: bool


async def board(uow: UnitOfWork, speaker: Speaker, now: datetime, page: int, *, by_grid: bool) -> Board:
    home = speaker.known().community_id
    grids = await uow.people.grids(home)
    grid_of = {building: grid for grid, buildings in grids.items() for building in buildings}
    within = _buildings(speaker, home, grids, now)
    found = await uow.wishes.open_page(home, PAGE + 1, page * PAGE, by_grid=by_grid, within=within)
    shown = [
        (replace(each, description=(await shown_words(uow, each))[0]), grid_of.get(each.building, "")) for each in found
    ]
    return Board(tuple(shown[:PAGE]), page, by_grid, len(found) > PAGE)


def _buildings(speaker: Speaker, home: int, grids: dict[str, list[str]], now: datetime) -> list[str] | None:
    """Return the buildings whose wishes the speaker looks after; None is all of them. Refuses with `NotAllowed`."""
    if may(speaker.grants, Action.SEE_BOARD, home, now):
        return None
    mine = [grid for grid in grids if may(speaker.grants, Action.SEE_BOARD, home, now, within=[(ScopeKind.GRID, grid)])]
    if not mine:
        require(speaker.grants, Action.SEE_BOARD, home, now)
    return [building for grid in mine for building in grids[grid]]
