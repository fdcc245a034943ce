"""How it was: the rating, the points, a change of mind within 7 days, and somebody who looks after a bad one."""

from datetime import datetime

from domain.followups import FollowUp, FollowUpState, FollowUpWaiting, WishAgain
from domain.notices import Notice
from domain.people import Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound, Refusal
from domain.timebank import Activity, Code, Earned, Source, SourceKind
from domain.timebank_books import Order, Posted, fingerprint
from domain.times import local
from domain.wish_clock import POOR_RATING
from domain.wish_thanks import RatingNoted
from domain.wishes import Wish, WishState, WishStep, WishThanked
from usecases.notify import to_holders
from usecases.ports import UnitOfWork
from usecases.timebank import earn
from usecases.wish_files import put_details_away
from usecases.wish_steps import redraw_card, stepped
from usecases.wish_telling import asking, held, moment, party, person_of

OFFICE = (Role.STAFF, Role.ADMIN)


async def rate_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, rating: int, now: datetime) -> Wish:
    """Close the wish with the satisfaction, or change it; the volunteers' points follow in the same transaction.

    The requester, whoever wrote it down for them, or staff after a call may rate; the claimer never.
    """
    wish = await held(uow, speaker, wish_id)
    closed = wish.rate(party(speaker, wish, now), rating, now)
    if wish.state is WishState.CLOSED and wish.rating == rating:
        return wish
    corrects = wish.state is WishState.CLOSED
    await stepped(uow, speaker, wish, closed, WishStep.CORRECT if corrects else WishStep.RATE, now)
    for person_id, share in ((closed.claimer_id, ""), (closed.second_id, ":second")):
        if person_id is not None:
            pay = _repay if corrects else _pay
            await pay(uow, closed, person_id, f"wish:{wish.id}{share}", now)
    if not corrects:
        await put_details_away(uow, closed, now)
    await _tell_of_the_call(uow, speaker, closed, now)
    await redraw_card(uow, closed, now)
    await _look_after(uow, closed, now)
    return closed


async def _tell_of_the_call(uow: UnitOfWork, speaker: Speaker, wish: Wish, now: datetime) -> None:
    """Tell whoever asked what a neutral caller has written down for them: it is theirs to put right."""
    if speaker.known().id in asking(wish):
        return
    fact = RatingNoted(wish.id, wish.number, wish.rating, speaker.known().name)
    key = moment("noted", wish, now)
    await uow.outbox.push(Notice(f"{key}:{who}", fact, now, to_person=who) for who in asking(wish))


async def _pay(uow: UnitOfWork, wish: Wish, person_id: int, key: str, now: datetime) -> None:
    earned = await _earn(uow, wish, person_id, key, now)
    name = (await person_of(uow, wish.requester_id)).name
    fact = WishThanked(wish.number, name, wish.rating, earned.points, earned.balance, earned.explanation, wish.id)
    await uow.outbox.push([Notice(f"{key}:thanked", fact, now, to_person=person_id)])


async def _earn(uow: UnitOfWork, wish: Wish, person_id: int, key: str, now: datetime) -> Earned:
    return await earn(
        uow,
        community_id=wish.community_id,
        person_id=person_id,
        activity=Activity(wish.category.value),
        minutes=wish.minutes,
        rating=wish.rating,
        source=Source(SourceKind.WISH, wish.id),
        key=key,
        now=now,
        served_on=local(wish.since_at).date(),
    )


async def _repay(uow: UnitOfWork, wish: Wish, person_id: int, key: str, now: datetime) -> None:
    """Take the points of the earlier rating back and book those of the new one.

    Points that were spent meanwhile cannot be taken back; the rating changes all the same, and the points stay.
    """
    last, count = await _last_booking(uow, wish.community_id, key)
    await uow.timebank.lock(wish.community_id)
    back = _reversal(last, f"{key}:back{count}")
    answer = (await uow.timebank.post_many(wish.community_id, [back], now))[0]
    if isinstance(answer, Refusal):
        return
    earned = await _earn(uow, wish, person_id, f"{key}:again{count}", now)
    fact = WishAgain(wish.number, wish.rating, earned.points, earned.balance)
    await uow.outbox.push([Notice(f"{key}:again{count}", fact, now, to_person=person_id)])


async def _last_booking(uow: UnitOfWork, community_id: int, key: str) -> tuple[Posted, int]:
    """Return the transfer that counts now, and how many times it has been corrected."""
    found, count = await uow.timebank.find(community_id, key), 0
    while (following := await uow.timebank.find(community_id, f"{key}:again{count}")) is not None:
        found, count = following, count + 1
    if found is None:
        raise NotFound
    return found, count


def _reversal(was: Posted, key: str) -> Order:
    return Order(
        debit=was.order.credit,
        credit=was.order.debit,
        points=was.order.points,
        code=Code.REVERSAL,
        source=Source(SourceKind.TRANSFER, was.sequence),
        key=key,
        fingerprint=fingerprint("rating corrected", was.sequence),
        minutes=-was.order.minutes,
        paid_minutes=-was.order.paid_minutes,
        is_honour=was.order.is_honour,
        served_on=was.order.served_on,
        lots=was.drawn,
        reverses=was.sequence,
    )


async def _look_after(uow: UnitOfWork, wish: Wish, now: datetime) -> None:
    """Open a follow-up for a poor rating, once per wish."""
    if wish.rating > POOR_RATING or await uow.follow_ups.of_wish(wish.id) is not None:
        return
    fresh = FollowUp(0, wish.id, wish.community_id, wish.rating, FollowUpState.OPEN, now)
    opened = await uow.follow_ups.add(fresh)
    requester = await person_of(uow, wish.requester_id)
    fact = FollowUpWaiting(opened.id, wish.number, requester.name, requester.phone, wish.rating)
    await to_holders(uow, wish.community_id, OFFICE, moment("follow-up", wish, now), fact, now)


async def own_follow_up(uow: UnitOfWork, speaker: Speaker, follow_up_id: int, now: datetime) -> tuple[FollowUp, Wish]:
    """Take a follow-up in hand; of two colleagues the first one has it. Refuses with `FollowUpTaken`."""
    found, wish = await _follow_up(uow, speaker, follow_up_id, now)
    owned = found.own(speaker.known().id)
    await uow.follow_ups.save(owned)
    return owned, wish


async def close_follow_up(
    uow: UnitOfWork, speaker: Speaker, follow_up_id: int, note: str, now: datetime
) -> tuple[FollowUp, Wish]:
    found, wish = await _follow_up(uow, speaker, follow_up_id, now)
    closed = found.close(speaker.known().id, note, now)
    await uow.follow_ups.save(closed)
    return closed, wish


async def _follow_up(uow: UnitOfWork, speaker: Speaker, follow_up_id: int, now: datetime) -> tuple[FollowUp, Wish]:
    found = await uow.follow_ups.hold(follow_up_id)
    if found is None or found.community_id != speaker.known().community_id:
        raise NotFound
    require(speaker.grants, Action.APPROVE_WISH, found.community_id, now)
    return found, await held(uow, speaker, found.wish_id)
