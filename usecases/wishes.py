"""微心愿: make, approve, claim, fulfil, hand over."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.elsewhere import AskedElsewhere, NeedsElsewhere, elsewhere
from domain.notices import Notice
from domain.people import Purpose, Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotAllowed
from domain.wanted import Span
from domain.wishes import (
    REPORTS_IN,
    TWO_PEOPLE,
    Actor,
    SaidAlready,
    Wish,
    WishCategory,
    WishDone,
    WishMoved,
    WishState,
    WishStep,
    WishUnsolved,
    WishWaiting,
)
from usecases.matching import offer_wish
from usecases.notify import to_groups, to_holders
from usecases.ports import UnitOfWork
from usecases.wish_ratings import rate_wish
from usecases.wish_telling import (
    asking,
    card_of,
    details_of,
    end_offers,
    end_visit,
    held,
    moment,
    party,
    person_of,
    redraw_card,
    shown_words,
    tell_requester,
)

__all__ = ["rate_wish"]
DOUBLE_WITHIN = timedelta(minutes=2)
OTHERS_OFFERED = 2
HOUSE = frozenset({Actor.HOUSE})
OFFICE = (Role.STAFF, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Told:
    """A wish as it was told; `for_person` names somebody without a phone whom the speaker asks for (代办)."""

    category: WishCategory
    description: str
    wanted: str
    span: Span | None = None
    for_person: int | None = None


async def make_wish(
    uow: UnitOfWork, speaker: Speaker, category: WishCategory, description: str, wanted: str, now: datetime
) -> Wish:
    """Write down a wish of the speaker's own; see `tell_wish`."""
    return await tell_wish(uow, speaker, Told(category, description, wanted), now)


async def tell_wish(uow: UnitOfWork, speaker: Speaker, told: Told, now: datetime) -> Wish:
    """Write the wish down and ask staff to approve it, or open it at once where the community says so.

    Refuses with `SaidAlready` when the same person said the same a moment ago, and with `NeedsElsewhere` for what
    volunteers may not do.
    """
    speaking = speaker.known()
    kind = elsewhere(told.description)
    if kind is not None:
        raise NeedsElsewhere(kind)
    person = speaking if told.for_person is None else await person_of(uow, told.for_person)
    if person.community_id != speaking.community_id:
        raise NotAllowed
    for earlier in await uow.wishes.made_since(person.id, now - DOUBLE_WITHIN):
        if earlier.description == told.description:
            raise SaidAlready(earlier.number)
    fresh = Wish(
        id=0,
        number=await uow.wishes.next_number(person.community_id),
        community_id=person.community_id,
        requester_id=person.id,
        category=told.category,
        description=told.description,
        building=person.building,
        room=person.room,
        wanted=told.wanted,
        state=WishState.SUBMITTED,
        since_at=now,
        helper_id=None if person.id == speaking.id else speaking.id,
        wanted_from_at=told.span.from_at if told.span else None,
        wanted_until_at=told.span.until_at if told.span else None,
        needs_two=told.category in TWO_PEOPLE,
        reports_in=told.category in REPORTS_IN,
    )
    wish = await uow.wishes.add(fresh, now)
    community = await uow.people.community(person.community_id)
    if not community.approves_wishes:
        return await _open(uow, wish.take(WishStep.APPROVE, HOUSE, now), now)
    fact = await waiting_card(uow, wish)
    await to_holders(uow, wish.community_id, OFFICE, f"wish:{wish.id}:approve", fact, now)
    return wish


async def waiting_card(uow: UnitOfWork, wish: Wish) -> WishWaiting:
    """Return the card for staff, with what will be taken off before a group reads it."""
    requester = await person_of(uow, wish.requester_id)
    helper = (await person_of(uow, wish.helper_id)).name if wish.helper_id is not None else ""
    _, private = await shown_words(uow, wish)
    return WishWaiting(
        wish.id,
        wish.number,
        wish.category,
        wish.description,
        wish.building,
        wish.wanted,
        requester.name,
        tuple(private),
        helper,
        wish.needs_two,
        wish.reports_in,
    )


async def tell_staff_elsewhere(uow: UnitOfWork, speaker: Speaker, kind: str, text: str, now: datetime) -> None:
    """Tell staff at once that somebody is in danger, or asked for what volunteers may not do."""
    if speaker.person is None or speaker.community is None:
        return
    who = speaker.person
    fact = AskedElsewhere(who.name, who.phone, f"{who.building}{who.room}", kind, text)
    key = f"elsewhere:{who.id}:{now.timestamp():.0f}"
    await to_holders(uow, speaker.community.id, OFFICE, key, fact, now, urgent=True)


async def approve_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    wish = await held(uow, speaker, wish_id)
    require(speaker.grants, Action.APPROVE_WISH, wish.community_id, now)
    return await _open(uow, wish.take(WishStep.APPROVE, party(speaker, wish, now), now), now)


async def mark_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, what: str, now: datetime) -> Wish:
    """Let staff say that two should go, or that whoever goes reports in and out; asked again, it is taken back."""
    wish = await held(uow, speaker, wish_id)
    require(speaker.grants, Action.APPROVE_WISH, wish.community_id, now)
    marks = {"two": replace(wish, needs_two=not wish.needs_two), "safe": replace(wish, reports_in=not wish.reports_in)}
    await uow.wishes.save(marks[what])
    return marks[what]


async def return_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, reason: str, now: datetime) -> Wish:
    wish = await held(uow, speaker, wish_id)
    require(speaker.grants, Action.APPROVE_WISH, wish.community_id, now)
    returned = wish.take(WishStep.RETURN, party(speaker, wish, now), now)
    await uow.wishes.save(returned)
    await tell_requester(uow, returned, now, reason=reason)
    return returned


async def claim_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Give the wish to the speaker; of two who tap at once the database lets one be first.

    The same button takes over what a claimer passes on, and joins where two are needed. Refuses with
    `WishAlreadyClaimed`, `OwnWish`, `WishNotOpen` or `NotAllowed`.
    """
    wish = await held(uow, speaker, wish_id)
    me, by = speaker.known().id, party(speaker, wish, now)
    code = f"{secrets.randbelow(10_000):04d}"
    if wish.is_seeking:
        return await _took_over(uow, wish, wish.take_over(me, by, code, now), now)
    if wish.state is WishState.CLAIMED and wish.needs_two and wish.second_id is None and me != wish.claimer_id:
        return await _joined(uow, wish.join(me, by, now), me, now)
    claimed = wish.claim(me, by, code, now)
    await uow.wishes.save(claimed)
    await _tell_taken(uow, claimed, now)
    return claimed


async def _tell_taken(uow: UnitOfWork, claimed: Wish, now: datetime) -> None:
    await end_offers(uow, claimed, now, but=claimed.claimer_id)
    key = moment("claimed", claimed, now)
    details = await details_of(uow, claimed)
    await uow.outbox.push([Notice(f"{key}:claimer", details, now, to_person=claimed.claimer_id, urgent=True)])
    volunteer = await person_of(uow, claimed.claimer_id)
    await tell_requester(uow, claimed, now, claimer=volunteer.name)
    await redraw_card(uow, claimed, now)


async def _took_over(uow: UnitOfWork, before: Wish, over: Wish, now: datetime) -> Wish:
    """Put it into other hands; only now is the first claimer free."""
    await uow.wishes.save(over)
    await end_visit(uow, over, now)
    await _tell_taken(uow, over, now)
    key = moment("passed-on", over, now)
    fact = WishMoved(over.id, over.number, over.state, claimer="", reason="passed_on")
    await uow.outbox.push([Notice(f"{key}:before", fact, now, to_person=before.claimer_id)])
    return over


async def _joined(uow: UnitOfWork, pair: Wish, second_id: int, now: datetime) -> Wish:
    await uow.wishes.save(pair)
    details = await details_of(uow, pair, is_second=True)
    await uow.outbox.push([Notice(moment("second", pair, now), details, now, to_person=second_id, urgent=True)])
    await redraw_card(uow, pair, now)
    return pair


async def other_open_wishes(uow: UnitOfWork, speaker: Speaker, but: int, limit: int = OTHERS_OFFERED) -> list[Wish]:
    """Return open wishes to offer to somebody who came second, in words that they may read."""
    person = speaker.known()
    there = await uow.wishes.in_state(person.community_id, WishState.OPEN, limit + 2)
    others = [each for each in there if each.id != but and each.requester_id != person.id][:limit]
    return [replace(each, description=(await shown_words(uow, each))[0]) for each in others]


async def release_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Give a claimed wish back, so that somebody else can take it."""
    wish = await held(uow, speaker, wish_id)
    return await freed(uow, wish, party(speaker, wish, now), now)


async def freed(uow: UnitOfWork, wish: Wish, by: frozenset[Actor], now: datetime) -> Wish:
    """Open it again: the card is posted anew, a second volunteer hears it, and others are asked."""
    released = wish.release(by, now)
    await uow.wishes.save(released)
    await end_visit(uow, released, now)
    await tell_requester(uow, released, now)
    if wish.second_id is not None:
        fact = WishMoved(wish.id, wish.number, WishState.WITHDRAWN, reason="partner_left")
        await uow.outbox.push([Notice(moment("pair", wish, now), fact, now, to_person=wish.second_id, urgent=True)])
    again = moment("again", released, now)
    await to_groups(uow, released.community_id, Purpose.TEAM, again, await card_of(uow, released), now)
    await end_offers(uow, released, now)
    await uow.offers.forget(released.id)
    await offer_wish(uow, released, now, but=wish.claimer_id)
    return released


async def pass_on(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Look for somebody who takes it over; until then it stays in the claimer's hands, who is told so."""
    wish = await held(uow, speaker, wish_id)
    if Actor.CLAIMER not in party(speaker, wish, now):
        raise NotAllowed
    seeking = replace(wish, is_seeking=True)
    await uow.wishes.save(seeking)
    await uow.offers.forget(seeking.id)
    await offer_wish(uow, seeking, now)
    return seeking


async def fulfil_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, minutes: int, now: datetime) -> Wish:
    """Note that it is done and ask the requester how it was."""
    wish = await held(uow, speaker, wish_id)
    done = wish.fulfil(party(speaker, wish, now), minutes, now)
    await uow.wishes.save(done)
    await end_visit(uow, done, now)
    fact = WishDone(done.id, done.number, speaker.known().name, minutes)
    key = moment("done", done, now)
    await uow.outbox.push(
        Notice(f"{key}:requester:{who}", fact, now, to_person=who) for who in asking(done) if who != done.claimer_id
    )
    await redraw_card(uow, done, now)
    return done


async def reopen_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Take 没解决 seriously: the wish goes back into the volunteer's hands, who is told."""
    wish = await held(uow, speaker, wish_id)
    reopened = wish.take(WishStep.REOPEN, party(speaker, wish, now), now)
    await uow.wishes.save(reopened)
    fact = WishUnsolved(reopened.id, reopened.number, (await person_of(uow, reopened.requester_id)).name)
    key = moment("unsolved", reopened, now)
    await uow.outbox.push([Notice(f"{key}:claimer", fact, now, to_person=reopened.claimer_id)])
    await redraw_card(uow, reopened, now)
    return reopened


async def withdraw_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Let the requester change their mind; volunteers who are on the way hear it at once."""
    wish = await held(uow, speaker, wish_id)
    withdrawn = wish.take(WishStep.WITHDRAW, party(speaker, wish, now), now)
    await uow.wishes.save(withdrawn)
    await uow.outbox.take_back(f"wish:{wish.id}:approve", "withdrawn", now)
    await end_offers(uow, withdrawn, now)
    await end_visit(uow, withdrawn, now)
    fact = WishMoved(withdrawn.id, withdrawn.number, withdrawn.state)
    key = f"wish:{wish.id}:withdrawn"
    going = [who for who in (wish.claimer_id, wish.second_id) if who is not None]
    await uow.outbox.push(Notice(f"{key}:{who}", fact, now, to_person=who, urgent=True) for who in going)
    await redraw_card(uow, withdrawn, now)
    return withdrawn


async def renew_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Look for somebody once more after nobody came; the time it was wanted for has gone by."""
    wish = await held(uow, speaker, wish_id)
    renewed = wish.take(WishStep.RENEW, party(speaker, wish, now), now)
    return await _open(uow, replace(renewed, wanted_from_at=None, wanted_until_at=None).wound(0), now)


async def adopt_all(uow: UnitOfWork, speaker: Speaker, now: datetime, limit: int = 10) -> list[Wish]:
    """Let a partner unit take a whole list: the open wishes that wait longest."""
    unit = speaker.known()
    require(speaker.grants, Action.ADOPT_WISH, unit.community_id, now)
    there = await uow.wishes.open_page(unit.community_id, limit, 0, by_building=False)
    return [await claim_wish(uow, speaker, each.id, now) for each in there if each.requester_id != unit.id]


async def board(
    uow: UnitOfWork, speaker: Speaker, now: datetime, page: int, *, by_building: bool
) -> tuple[Sequence[Wish], bool]:
    """Return a page of the open wishes in words that may be read, and whether more follow."""
    person = speaker.known()
    require(speaker.grants, Action.SEE_BOARD, person.community_id, now)
    there = await uow.wishes.open_page(person.community_id, PAGE + 1, page * PAGE, by_building=by_building)
    shown = [replace(each, description=(await shown_words(uow, each))[0]) for each in there[:PAGE]]
    return shown, len(there) > PAGE


PAGE = 5


async def _open(uow: UnitOfWork, opened: Wish, now: datetime) -> Wish:
    await uow.wishes.save(opened)
    await tell_requester(uow, opened, now)
    key = f"wish:{opened.id}:card"
    await to_groups(uow, opened.community_id, Purpose.TEAM, key, await card_of(uow, opened), now)
    await offer_wish(uow, opened, now)
    return opened
