"""微心愿: told, looked at by staff, opened, returned, withdrawn, renewed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.dossiers import says_alone
from domain.elsewhere import AskedElsewhere, NeedsElsewhere, elsewhere
from domain.notices import Notice
from domain.people import Person, Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotAllowed
from domain.wanted import Span, lasting
from domain.wish_files import WishFile
from domain.wish_trail import Mark, hand_of
from domain.wishes import (
    REPORTS_IN,
    TWO_PEOPLE,
    Actor,
    SaidAlready,
    Wish,
    WishCategory,
    WishMoved,
    WishState,
    WishStep,
    WishWaiting,
)
from usecases.matching import offer_wish
from usecases.notify import to_holders
from usecases.ports import UnitOfWork
from usecases.wish_files import put_details_away, show_files
from usecases.wish_steps import post_card, redraw_card, stepped
from usecases.wish_telling import (
    end_offers,
    end_visit,
    held,
    party,
    person_of,
    shown_words,
    tell_requester,
)

DOUBLE_WITHIN = timedelta(minutes=2)
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
    files: tuple[WishFile, ...] = ()


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
    number = await uow.wishes.next_number(person.community_id)
    helper_id = None if person.id == speaking.id else speaking.id
    # Whoever opens the door alone is asked after: somebody goes in, and somebody hears that they are out again.
    lives_alone = (await uow.dossiers.of_person(person.id)).lives_alone or says_alone(told.description)
    fresh = _fresh(told, person, number, now, helper_id=helper_id, lives_alone=lives_alone)
    wish = await uow.wishes.add(fresh, now, hand_of(speaker, person.id, Mark.TELL))
    community = await uow.people.community(person.community_id)
    if not community.approves_wishes:
        return await _open(uow, None, wish, wish.take(WishStep.APPROVE, HOUSE, now), WishStep.APPROVE, now)
    fact = await waiting_card(uow, wish)
    key = f"wish:{wish.id}:approve"
    await to_holders(uow, wish.community_id, OFFICE, key, fact, now)
    await show_files(uow, wish, await uow.people.holders(wish.community_id, OFFICE, now), key, now)
    return wish


def _fresh(told: Told, person: Person, number: str, now: datetime, *, helper_id: int | None, lives_alone: bool) -> Wish:
    return Wish(
        id=0,
        number=number,
        community_id=person.community_id,
        requester_id=person.id,
        category=told.category,
        description=told.description,
        building=person.building,
        room=person.room,
        wanted=lasting(told.wanted),
        state=WishState.SUBMITTED,
        since_at=now,
        helper_id=helper_id,
        wanted_from_at=told.span.from_at if told.span else None,
        wanted_until_at=told.span.until_at if told.span else None,
        needs_two=told.category in TWO_PEOPLE,
        reports_in=lives_alone or told.category in REPORTS_IN,
        files=told.files,
    )


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
    opened = wish.take(WishStep.APPROVE, party(speaker, wish, now), now)
    return await _open(uow, speaker, wish, opened, WishStep.APPROVE, now)


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
    await stepped(uow, speaker, wish, returned, WishStep.RETURN, now, reason)
    await tell_requester(uow, returned, now, reason=reason)
    return returned


async def withdraw_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Let the requester change their mind; volunteers who are on the way hear it at once."""
    wish = await held(uow, speaker, wish_id)
    withdrawn = wish.take(WishStep.WITHDRAW, party(speaker, wish, now), now)
    await stepped(uow, speaker, wish, withdrawn, WishStep.WITHDRAW, now)
    await uow.outbox.take_back(f"wish:{wish.id}:approve", "withdrawn", now)
    await end_offers(uow, withdrawn, now)
    await end_visit(uow, withdrawn, now)
    fact = WishMoved(withdrawn.id, withdrawn.number, withdrawn.state)
    key = f"wish:{wish.id}:withdrawn"
    going = [who for who in (wish.claimer_id, wish.second_id) if who is not None]
    await uow.outbox.push(Notice(f"{key}:{who}", fact, now, to_person=who, urgent=True) for who in going)
    await put_details_away(uow, withdrawn, now)
    await redraw_card(uow, withdrawn, now)
    return withdrawn


async def renew_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Look for somebody once more after nobody came; the time it was wanted for has gone by."""
    wish = await held(uow, speaker, wish_id)
    renewed = wish.take(WishStep.RENEW, party(speaker, wish, now), now)
    fresh = replace(renewed, wanted_from_at=None, wanted_until_at=None).wound(0)
    return await _open(uow, speaker, wish, fresh, WishStep.RENEW, now)


async def _open(
    uow: UnitOfWork, speaker: Speaker | None, before: Wish, opened: Wish, step: WishStep, now: datetime
) -> Wish:
    await stepped(uow, speaker, before, opened, step, now)
    await tell_requester(uow, opened, now)
    await post_card(uow, opened, now)
    await offer_wish(uow, opened, now)
    return opened
