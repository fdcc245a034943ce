"""微心愿 in hand: claim, join, take over, give back, pass on, fulfil, and 没解决."""

import secrets
from dataclasses import replace
from datetime import datetime

from domain.notices import Notice
from domain.people import Speaker
from domain.permissions import Action, require
from domain.refusals import NotAllowed
from domain.wish_trail import Mark
from domain.wishes import Actor, Wish, WishDone, WishMoved, WishState, WishStep, WishUnsolved
from usecases.matching import offer_wish
from usecases.ports import UnitOfWork
from usecases.wish_files import put_details_away, show_files
from usecases.wish_steps import marked, post_card, redraw_card, stepped
from usecases.wish_telling import (
    asking,
    details_key,
    details_of,
    end_offers,
    end_visit,
    held,
    moment,
    party,
    person_of,
    shown_words,
    tell_requester,
)

OTHERS_OFFERED = 2


async def claim_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Give the wish to the speaker; of two who tap at once the database lets one be first.

    The same button takes over what a claimer passes on, and joins where two are needed. Refuses with
    `WishAlreadyClaimed`, `OwnWish`, `WishNotOpen` or `NotAllowed`.
    """
    wish = await held(uow, speaker, wish_id)
    me, by = speaker.known().id, party(speaker, wish, now)
    code = f"{secrets.randbelow(10_000):04d}"
    if wish.is_seeking:
        return await _took_over(uow, speaker, wish, wish.take_over(me, by, code, now), now)
    if wish.state is WishState.CLAIMED and wish.needs_two and wish.second_id is None and me != wish.claimer_id:
        return await _joined(uow, speaker, wish, wish.join(me, by, now), now)
    claimed = await stepped(uow, speaker, wish, wish.claim(me, by, code, now), WishStep.CLAIM, now)
    await _tell_taken(uow, claimed, now)
    return claimed


async def _tell_taken(uow: UnitOfWork, claimed: Wish, now: datetime) -> None:
    await end_offers(uow, claimed, now, but=claimed.claimer_id)
    key = moment("claimed", claimed, now)
    details = await details_of(uow, claimed)
    told = details_key(claimed, False, now)
    await uow.outbox.push([Notice(told, details, now, to_person=claimed.claimer_id, urgent=True)])
    await show_files(uow, claimed, [claimed.claimer_id], key, now)
    volunteer = await person_of(uow, claimed.claimer_id)
    await tell_requester(uow, claimed, now, claimer=volunteer.name)
    await redraw_card(uow, claimed, now)


async def _took_over(uow: UnitOfWork, speaker: Speaker, before: Wish, over: Wish, now: datetime) -> Wish:
    """Put it into other hands; only now is the first claimer free."""
    await stepped(uow, speaker, before, over, WishStep.HAND_OVER, now)
    await end_visit(uow, over, now)
    await _tell_taken(uow, over, now)
    key = moment("passed-on", over, now)
    fact = WishMoved(over.id, over.number, over.state, claimer="", reason="passed_on")
    await uow.outbox.push([Notice(f"{key}:before", fact, now, to_person=before.claimer_id)])
    await put_details_away(uow, over, now, but=over.claimer_id)
    return over


async def _joined(uow: UnitOfWork, speaker: Speaker, before: Wish, pair: Wish, now: datetime) -> Wish:
    await stepped(uow, speaker, before, pair, WishStep.JOIN, now)
    details = await details_of(uow, pair, is_second=True)
    key = details_key(pair, True, now)
    await uow.outbox.push([Notice(key, details, now, to_person=pair.second_id, urgent=True)])
    await show_files(uow, pair, [pair.second_id], key, now)
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
    return await freed(uow, speaker, wish, now)


async def freed(uow: UnitOfWork, speaker: Speaker | None, wish: Wish, now: datetime) -> Wish:
    """Open it again: the card is posted anew, a second volunteer hears it, and others are asked.

    Without a speaker it is the house that takes it back, from somebody it cannot reach.
    """
    by = frozenset({Actor.HOUSE}) if speaker is None else party(speaker, wish, now)
    released = await stepped(uow, speaker, wish, wish.release(by, now), WishStep.RELEASE, now)
    await end_visit(uow, released, now)
    await tell_requester(uow, released, now)
    if wish.second_id is not None:
        fact = WishMoved(wish.id, wish.number, WishState.WITHDRAWN, reason="partner_left")
        await uow.outbox.push([Notice(moment("pair", wish, now), fact, now, to_person=wish.second_id, urgent=True)])
    await put_details_away(uow, released, now)
    await redraw_card(uow, released, now)
    await post_card(uow, released, now)
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
    await marked(uow, speaker, seeking, Mark.PASS_ON, now)
    await uow.offers.forget(seeking.id)
    await offer_wish(uow, seeking, now)
    return seeking


async def fulfil_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, minutes: int, now: datetime) -> Wish:
    """Note that it is done and ask the requester how it was."""
    wish = await held(uow, speaker, wish_id)
    done = wish.fulfil(party(speaker, wish, now), minutes, now)
    await stepped(uow, speaker, wish, done, WishStep.FULFIL, now)
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
    await stepped(uow, speaker, wish, reopened, WishStep.REOPEN, now)
    fact = WishUnsolved(reopened.id, reopened.number, (await person_of(uow, reopened.requester_id)).name)
    key = moment("unsolved", reopened, now)
    await uow.outbox.push([Notice(f"{key}:claimer", fact, now, to_person=reopened.claimer_id)])
    await redraw_card(uow, reopened, now)
    return reopened


async def adopt_all(uow: UnitOfWork, speaker: Speaker, now: datetime, limit: int = 10) -> list[Wish]:
    """Let a partner unit take a whole list: the open wishes that wait longest."""
    unit = speaker.known()
    require(speaker.grants, Action.ADOPT_WISH, unit.community_id, now)
    there = await uow.wishes.open_page(unit.community_id, limit, 0, by_grid=False)
    return [await claim_wish(uow, speaker, each.id, now) for each in there if each.requester_id != unit.id]
