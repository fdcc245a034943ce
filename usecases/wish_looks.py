"""Before something about a wish is sent it is looked at again; quiet hours may have held it for a night."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from domain.followups import CallForRating, WishChased, WishExpired
from domain.matching import WishOffer
from domain.notices import Fact
from domain.visits import VisitProposed, VisitReminder, VisitState
from domain.wish_files import WishPhotos, WishVoice
from domain.wishes import WishDone, WishState
from usecases.ports import UnitOfWork

Look = Callable[[UnitOfWork, Any, int | None, datetime], Awaitable[str | None]]
OVER = frozenset({WishState.WITHDRAWN, WishState.RETURNED})
# The state in which each of these is still true.
WHILE: dict[type[Fact], WishState] = {
    WishChased: WishState.OPEN,
    WishExpired: WishState.EXPIRED,
    CallForRating: WishState.FULFILLED,
    WishDone: WishState.FULFILLED,
}


async def _state(uow: UnitOfWork, fact: Any, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    wish = await uow.wishes.get(fact.wish_id)
    return None if wish is not None and wish.state is WHILE[type(fact)] else "the wish has moved on"


async def _offer(uow: UnitOfWork, fact: WishOffer, to_person: int | None, now: datetime) -> str | None:
    """Drop an offer that nobody may take any more, or whose time to answer went by in the quiet hours."""
    wish = await uow.wishes.get(fact.wish_id)
    if wish is None or not (wish.state is WishState.OPEN or wish.is_seeking):
        return "somebody has taken it"
    return "too late to answer" if to_person is None or fact.answer_by <= now else None


async def _visit(uow: UnitOfWork, fact: Any, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    visit = await uow.visits.hold(fact.visit_id)
    wanted = VisitState.AGREED if isinstance(fact, VisitReminder) else VisitState.PROPOSED
    if visit is None or visit.state is not wanted or visit.starts_at != fact.starts_at:
        return "another time, or over"
    return "the hour has come" if now >= visit.starts_at else None


async def _files(uow: UnitOfWork, fact: Any, to_person: int | None, now: datetime) -> str | None:  # noqa: ARG001 - one shape for the table
    wish = await uow.wishes.get(fact.wish_id)
    return "the wish is over" if wish is None or wish.state in OVER else None


LOOKS: dict[type[Fact], Look] = {
    **dict.fromkeys(WHILE, _state),
    WishOffer: _offer,
    WishPhotos: _files,
    WishVoice: _files,
    VisitProposed: _visit,
    VisitReminder: _visit,
}
