"""The clocks of wishes: what is due is looked at as rows, so that a restart misses nothing and does nothing twice."""

from datetime import datetime

from domain.followups import CallForRating, WishChased, WishExpired, WishLost
from domain.notices import Notice
from domain.people import Purpose, Role
from domain.wish_clock import Chase, counted_from, next_rung
from domain.wish_trail import Mark
from domain.wishes import Actor, Wish, WishStep
from usecases.matching import offer_next, offer_to_neighbours
from usecases.notify import to_holders
from usecases.people import scopes_of
from usecases.ports import UnitOfWork
from usecases.visits import watch_visits
from usecases.wish_claims import freed
from usecases.wish_steps import marked, post_card, redraw_card, stepped
from usecases.wish_telling import asking, end_offers, moment, person_of, shown_words

AT_ONCE = 50
OFFICE = (Role.STAFF, Role.ADMIN)
OTHER_GROUPS = (Purpose.RESIDENTS, Purpose.DUTY)
HOUSE = frozenset({Actor.HOUSE})
# Who is asked at which rung; where nobody holds the first roles, staff is.
ASKED: dict[Chase, tuple[Role, ...]] = {
    Chase.GRID: (Role.GRID_ATTENDANT,),
    Chase.EVERYBODY: (Role.STAFF, Role.ADMIN, Role.PARTNER),
}


async def look_after_wishes(uow: UnitOfWork, now: datetime) -> None:
    """Do everything that is due: ladders, offers that ran out, unreachable claimers, silent visits."""
    await release_unreachable(uow, now)
    for wish in await uow.wishes.due(now, AT_ONCE):
        await chase_wish(uow, wish, now)
    await offer_next(uow, now)
    await watch_visits(uow, now)


async def chase_wish(uow: UnitOfWork, wish: Wish, now: datetime) -> Wish:
    """Climb one rung. After a long sleep the rungs that were missed follow one a round, the gentlest first."""
    rung = next_rung(wish.state, wish.chased)
    if rung is None:
        return wish
    if rung.chase is Chase.EXPIRE:
        return await _expire(uow, wish, now)
    climbed = wish.wound(wish.chased + 1)
    await uow.wishes.save(climbed)
    match rung.chase:
        case Chase.AGAIN:
            await _post_again(uow, wish, now)
        case Chase.GRID | Chase.EVERYBODY:
            await _ask_around(uow, wish, rung.chase, now)
        case Chase.CALL:
            await _ask_for_call(uow, wish, now)
    return climbed


async def release_unreachable(uow: UnitOfWork, now: datetime) -> list[Wish]:
    """Take wishes out of the hands of people who have blocked the bot, and tell staff."""
    lost = await uow.wishes.in_unreachable_hands(AT_ONCE)
    for wish in lost:
        claimer = await person_of(uow, wish.claimer_id)
        await freed(uow, None, wish, now)
        fact = WishLost(wish.id, wish.number, claimer.name, claimer.phone)
        await to_holders(uow, wish.community_id, OFFICE, moment("lost", wish, now), fact, now)
    return lost


async def _post_again(uow: UnitOfWork, wish: Wish, now: datetime) -> None:
    await post_card(uow, wish, now, *OTHER_GROUPS)
    asked = await offer_to_neighbours(uow, wish, now)
    await marked(uow, None, wish, Mark.NEIGHBOURS if asked else Mark.NO_NEIGHBOURS, now)


async def _ask_around(uow: UnitOfWork, wish: Wish, chase: Chase, now: datetime) -> None:
    words, _ = await shown_words(uow, wish)
    hours = int((now - counted_from(wish.since_at, wish.wanted_from_at)).total_seconds() // 3600)
    fact = WishChased(wish.id, wish.number, words, wish.building, wish.wanted, hours)
    key = f"wish:{wish.id}:{chase}:{wish.since_at.timestamp():.0f}"
    within = await scopes_of(uow, wish.community_id, wish.building) if chase is Chase.GRID else None
    holders = await uow.people.holders(wish.community_id, ASKED[chase], now, within)
    await uow.outbox.push(Notice(f"{key}:{who}", fact, now, to_person=who) for who in holders)
    if not holders:
        await to_holders(uow, wish.community_id, OFFICE, key, fact, now)


async def _ask_for_call(uow: UnitOfWork, wish: Wish, now: datetime) -> None:
    """Ask staff to call the requester; it is a neutral person who asks, never the one who did it."""
    requester, claimer = await person_of(uow, wish.requester_id), await person_of(uow, wish.claimer_id)
    days = (now - wish.since_at).days
    fact = CallForRating(wish.id, wish.number, requester.name, requester.phone, claimer.name, days)
    key = moment("call", wish, now)
    callers = [who for who in await uow.people.holders(wish.community_id, OFFICE, now) if who != wish.claimer_id]
    await uow.outbox.push(Notice(f"{key}:{who}", fact, now, to_person=who) for who in callers)


async def _expire(uow: UnitOfWork, wish: Wish, now: datetime) -> Wish:
    expired = await stepped(uow, None, wish, wish.take(WishStep.EXPIRE, HOUSE, now), WishStep.EXPIRE, now)
    await end_offers(uow, expired, now)
    fact = WishExpired(expired.id, expired.number)
    key = moment("expired", expired, now)
    await uow.outbox.push(Notice(f"{key}:{who}", fact, now, to_person=who) for who in asking(expired))
    await redraw_card(uow, expired, now)
    return expired
