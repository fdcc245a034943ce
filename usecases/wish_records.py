"""The 台账 of wishes: one row a wish, with every date it has reached, for the office."""

from datetime import datetime

from domain.audit import Seen, Why
from domain.people import Speaker
from domain.permissions import Action, require
from domain.times import local
from domain.wish_records import FIRST_YEAR, WishRegister, WishRow
from domain.wish_states import WishStep
from domain.wish_trail import Trace, milestones
from domain.wishes import Wish
from usecases.audit import note, seen
from usecases.ports import UnitOfWork


async def take_wish_register(uow: UnitOfWork, speaker: Speaker, year: int, now: datetime) -> WishRegister:
    """Check that the speaker may have the 台账, write down that they took it, and say which one it is."""
    home = speaker.known().community_id
    require(speaker.grants, Action.APPROVE_WISH, home, now)
    this = local(now).year
    asked = WishRegister(home, year if FIRST_YEAR <= year <= this else this)
    there = await uow.wishes.since(home, *asked.span)
    await seen(uow, speaker, sorted({each.requester_id for each in there}), [Seen.WISH], Why.REGISTER, now)
    await note(uow, speaker, "take_wish_register", "community", home, now)
    return asked


async def wish_rows(uow: UnitOfWork, asked: WishRegister) -> list[WishRow]:
    """Return the rows; who may have them is asked by `take_wish_register`."""
    there = await uow.wishes.since(asked.community_id, *asked.span)
    trails = await uow.wishes.trails([each.id for each in there])
    told = await uow.follow_ups.notes([each.id for each in there])
    names = await _names(uow, there, trails)
    return [_row(each, trails[each.id], names, told.get(each.id, "")) for each in there]


def _row(wish: Wish, trail: list[Trace], names: dict[int | None, str], follow_up: str) -> WishRow:
    rated = _last(trail, WishStep.RATE, WishStep.CORRECT)
    ended = _last(trail, WishStep.RETURN, WishStep.WITHDRAW)
    approved = _last(trail, WishStep.APPROVE)
    return WishRow(
        wish=wish,
        dates=milestones(trail),
        requester=names.get(wish.requester_id, ""),
        helper=names.get(wish.helper_id, ""),
        claimer=names.get(wish.claimer_id, ""),
        second=names.get(wish.second_id, ""),
        approved_by=names.get(approved.hand.by_id, "") if approved else "",
        rated_by=names.get(rated.hand.by_id, "") if rated and rated.hand.for_id is not None else "",
        reason=ended.reason if ended else "",
        follow_up=follow_up,
    )


def _last(trail: list[Trace], *steps: WishStep) -> Trace | None:
    return next((each for each in reversed(trail) if each.step in steps), None)


async def _names(uow: UnitOfWork, there: list[Wish], trails: dict[int, list[Trace]]) -> dict[int | None, str]:
    ids = {who for each in there for who in (each.requester_id, each.helper_id, each.claimer_id, each.second_id)}
    ids |= {line.hand.by_id for trail in trails.values() for line in trail}
    return {who: one.name for who, one in (await uow.people.persons([w for w in ids if w is not None])).items()}
