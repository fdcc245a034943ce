"""What the use cases of wishes share: holding one, what somebody is to it, its card, and who hears of a step."""

from datetime import datetime

from domain.matching import OfferOver
from domain.notices import Notice
from domain.people import Person, Speaker
from domain.permissions import Action, may
from domain.private_words import Private, find_private, public_words
from domain.refusals import NotFound
from domain.wishes import Actor, Wish, WishCard, WishDetails, WishMoved, WishState
from usecases.ports import UnitOfWork

OFFICES = (
    (Action.APPROVE_WISH, Actor.STAFF),
    (Action.CLAIM_WISH, Actor.VOLUNTEER),
    (Action.ADOPT_WISH, Actor.PARTNER),
)


def roles_of(speaker: Speaker, community_id: int, now: datetime) -> frozenset[Actor]:
    """Return the offices the speaker holds for wishes of this community."""
    return frozenset(actor for action, actor in OFFICES if may(speaker.grants, action, community_id, now))


def party(speaker: Speaker, wish: Wish, now: datetime) -> frozenset[Actor]:
    return wish.actors(speaker.known().id, roles_of(speaker, wish.community_id, now))


async def held(uow: UnitOfWork, speaker: Speaker, wish_id: int) -> Wish:
    wish = await uow.wishes.hold(wish_id)
    if wish is None or wish.community_id != speaker.known().community_id:
        raise NotFound
    return wish


async def person_of(uow: UnitOfWork, person_id: int | None) -> Person:
    found = None if person_id is None else await uow.people.person(person_id)
    if found is None:
        raise NotFound
    return found


def moment(what: str, wish: Wish, now: datetime) -> str:
    """Return a key for something that can happen to a wish more than once."""
    return f"wish:{wish.id}:{what}:{now.timestamp():.3f}"


async def shown_words(uow: UnitOfWork, wish: Wish) -> tuple[str, tuple[Private, ...]]:
    """Return the words as others may read them, and the kinds of private things that were taken off."""
    requester = await person_of(uow, wish.requester_id)
    names, rooms = (requester.name,), tuple(each for each in (wish.room, requester.room) if each)
    found = dict.fromkeys(each.kind for each in find_private(wish.description, names, rooms))
    return public_words(wish.description, names, rooms), tuple(found)


async def card_of(uow: UnitOfWork, wish: Wish, claimer: str = "") -> WishCard:
    """Return what a group may see."""
    words, _ = await shown_words(uow, wish)
    wants_second = wish.needs_two and wish.second_id is None and wish.state is WishState.CLAIMED
    return WishCard(
        wish.id,
        wish.number,
        wish.category,
        words,
        wish.building,
        public_words(wish.wanted),
        wish.state,
        claimer,
        wants_second,
    )


async def tell_requester(uow: UnitOfWork, wish: Wish, now: datetime, claimer: str = "", reason: str = "") -> None:
    """Tell who asked, and who wrote it down for them."""
    fact = WishMoved(wish.id, wish.number, wish.state, claimer, wish.visit_code, reason)
    key = moment(str(wish.state), wish, now)
    await uow.outbox.push(
        Notice(f"{key}:requester:{who}", fact, now, to_person=who) for who in asking(wish) if who != wish.claimer_id
    )


def asking(wish: Wish) -> tuple[int, ...]:
    """Return who asked and who wrote it down for them."""
    return (wish.requester_id,) if wish.helper_id is None else (wish.requester_id, wish.helper_id)


async def details_of(uow: UnitOfWork, wish: Wish, *, is_second: bool = False) -> WishDetails:
    requester = await person_of(uow, wish.requester_id)
    return WishDetails(
        wish.id,
        wish.number,
        wish.description,
        requester.name,
        wish.building,
        wish.room,
        requester.phone,
        wish.wanted,
        wish.visit_code,
        len(wish.files),
        is_second=is_second,
    )


def details_key(wish: Wish, is_second: bool, at: datetime) -> str:
    """Return the key of what a volunteer was told at that instant about door and phone."""
    return f"{moment('second', wish, at)}" if is_second else f"{moment('claimed', wish, at)}:claimer"


def offer_key(wish: Wish, person_id: int, offered_at: datetime) -> str:
    return f"wish:{wish.id}:offer:{person_id}:{offered_at.timestamp():.3f}"


async def end_offers(uow: UnitOfWork, wish: Wish, now: datetime, but: int | None = None) -> None:
    """Take back the offers that wait; a sent one is rewritten, so that nobody answers in vain."""
    await uow.outbox.take_back(f"wish:{wish.id}:offer:", "no longer wanted", now)
    people = await uow.offers.close(wish.id)
    key = moment("offer-over", wish, now)
    await uow.outbox.push(
        Notice(
            f"{key}:{who}",
            OfferOver(wish.number),
            now,
            to_person=who,
            replaces=offer_key(wish, who, offered_at),
        )
        for who, offered_at in people
        if who != but
    )


async def end_visit(uow: UnitOfWork, wish: Wish, now: datetime) -> None:
    """Call off what was agreed, and its reminders."""
    await uow.visits.cancel(wish.id)
    await uow.outbox.take_back(f"visit:{wish.id}:", "called off", now)
