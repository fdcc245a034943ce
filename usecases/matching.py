"""Ask the people who fit best, three at a time, with the reasons; the next three when nobody can."""

from dataclasses import replace
from datetime import datetime
from itertools import groupby

from domain.matching import (
    ANSWER_WITHIN,
    Candidate,
    Need,
    OfferPassed,
    OfferState,
    Scored,
    WishOffer,
    best,
    may_be_asked,
    scored,
    shared_out,
)
from domain.notices import Notice
from domain.people import Speaker
from domain.times import after_quiet
from domain.wishes import Wish
from usecases.ports import UnitOfWork
from usecases.wish_telling import held, offer_key, shown_words

AT_ONCE = 60  # wishes looked at in one round of the clock
NEVER = -1_000.0  # a pairing that the hard filters forbid


async def offer_wish(uow: UnitOfWork, wish: Wish, now: datetime, but: int | None = None) -> list[Scored]:
    """Ask the best three who have not been asked about this wish."""
    need = await _need(uow, wish, but)
    chosen = best(need, await _candidates(uow, wish, now), now)
    await _ask(uow, wish, chosen, now)
    return chosen


async def offer_to_neighbours(uow: UnitOfWork, wish: Wish, now: datetime) -> list[Scored]:
    """Ask the best three of each neighbouring grid who have not been asked; nobody where no grid lies next to it."""
    need = await _need(uow, wish)
    beside = await uow.people.neighbours_of(wish.community_id, need.grid) if need.grid else []
    there = await _candidates(uow, wish, now) if beside else []
    chosen = [each for grid in beside for each in best(need, [one for one in there if one.grid == grid], now)]
    await _ask(uow, wish, chosen, now)
    return chosen


async def offer_next(uow: UnitOfWork, now: datetime) -> int:
    """Ask the next three for every wish that waits for nobody's answer, and return how many people were asked.

    Where a community has more such wishes than free people, each person is given the one wish that is best for all.
    """
    await uow.offers.lapse(now)
    wishes = [await uow.wishes.get(each) for each in await uow.offers.unoffered(now, AT_ONCE)]
    there = sorted((each for each in wishes if each is not None), key=lambda each: each.community_id)
    asked = 0
    for _, some in groupby(there, key=lambda each: each.community_id):
        asked += await _offer_round(uow, list(some), now)
    return asked


async def _offer_round(uow: UnitOfWork, wishes: list[Wish], now: datetime) -> int:
    people = await _candidates(uow, wishes[0], now)
    free = [each for each in people if not each.in_hand]
    if len(wishes) > len(free) > 0:
        return await _share_out(uow, wishes, free, now)
    return sum([len(await offer_wish(uow, each, now)) for each in wishes])


async def _share_out(uow: UnitOfWork, wishes: list[Wish], free: list[Candidate], now: datetime) -> int:
    needs = [await _need(uow, each) for each in wishes]
    worth = [
        [scored(need, one, now).points if may_be_asked(need, one) else NEVER for one in free]  # hard filters first
        for need in needs
    ]
    asked = 0
    for place, given in enumerate(shared_out(worth)):
        if given is not None and worth[place][given] > NEVER:
            await _ask(uow, wishes[place], [scored(needs[place], free[given], now)], now)
            asked += 1
    return asked


async def decline_offer(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Take 这次不行 for an answer; when nobody is left to answer, the next three are asked at once."""
    wish = await held(uow, speaker, wish_id)
    if not await uow.offers.answer(wish.id, speaker.known().id, OfferState.DECLINED):
        raise OfferPassed
    if not await uow.offers.waiting_for(wish.id):
        await offer_wish(uow, wish, now)
    return wish


async def _need(uow: UnitOfWork, wish: Wish, but: int | None = None) -> Need:
    going = {who for who in (wish.claimer_id, wish.second_id, wish.helper_id, but) if who is not None}
    asked = await uow.offers.asked(wish.id)
    grid = await uow.people.grid_of(wish.community_id, wish.building) if wish.building else ""
    return Need(wish.requester_id, wish.category, wish.building, wish.wanted_from_at, asked | going, grid)


async def _candidates(uow: UnitOfWork, wish: Wish, now: datetime) -> list[Candidate]:
    ids = await uow.offers.volunteers(wish.community_id, now)
    persons = await uow.people.persons(ids)
    found = await uow.offers.candidates(wish.requester_id, persons.values())
    grids = await uow.people.grids(wish.community_id)
    grid_of = {building: grid for grid, there in grids.items() for building in there}
    return [replace(each, grid=grid_of.get(each.building, "")) for each in found]


async def _ask(uow: UnitOfWork, wish: Wish, chosen: list[Scored], now: datetime) -> None:
    if not chosen:
        return
    words, _ = await shown_words(uow, wish)
    # Nobody is asked at night; the time to answer begins when they can see it.
    until = after_quiet(now) + ANSWER_WITHIN
    await uow.offers.offer(wish.id, [each.person_id for each in chosen], now, until)
    await uow.outbox.push(
        Notice(
            offer_key(wish, each.person_id, now),
            WishOffer(
                wish.id,
                wish.number,
                wish.category,
                words,
                wish.building,
                wish.wanted,
                each.reasons,
                until,
                wish.is_seeking,
            ),
            now,
            to_person=each.person_id,
        )
        for each in chosen
    )
