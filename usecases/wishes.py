"""微心愿: make, approve, claim, fulfil, rate."""

import secrets
from datetime import datetime, timedelta

from domain.notices import Notice
from domain.people import Person, Purpose, Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound
from domain.timebank import Activity, Source, SourceKind
from domain.wishes import (
    SaidAlready,
    Wish,
    WishCard,
    WishCategory,
    WishDetails,
    WishDone,
    WishMoved,
    WishState,
    WishThanked,
    WishUnsolved,
    WishWaiting,
)
from usecases.notify import to_groups, to_holders
from usecases.ports import UnitOfWork
from usecases.timebank import earn

DOUBLE_WITHIN = timedelta(minutes=2)
OTHERS_OFFERED = 2


async def make_wish(
    uow: UnitOfWork, speaker: Speaker, category: WishCategory, description: str, wanted: str, now: datetime
) -> Wish:
    """Write the wish down and ask staff to approve it, or open it at once where the community says so.

    Refuses with `SaidAlready` when the same person said the same a moment ago.
    """
    person = speaker.known()
    for earlier in await uow.wishes.made_since(person.id, now - DOUBLE_WITHIN):
        if earlier.description == description:
            raise SaidAlready(earlier.number)
    number = await uow.wishes.next_number(person.community_id)
    fresh = Wish(
        id=0,
        number=number,
        community_id=person.community_id,
        requester_id=person.id,
        category=category,
        description=description,
        building=person.building,
        room=person.room,
        wanted=wanted,
        state=WishState.SUBMITTED,
        since_at=now,
    )
    wish = await uow.wishes.add(fresh, now)
    community = await uow.people.community(person.community_id)
    if not community.approves_wishes:
        return await _open(uow, wish, now)
    fact = WishWaiting(wish.id, wish.number, category, description, wish.building, wanted, person.name)
    await to_holders(uow, wish.community_id, (Role.STAFF, Role.ADMIN), f"wish:{wish.id}:approve", fact, now)
    return wish


async def approve_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    wish = await _held(uow, speaker, wish_id)
    require(speaker.grants, Action.APPROVE_WISH, wish.community_id, now)
    return await _open(uow, wish, now)


async def return_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, reason: str, now: datetime) -> Wish:
    wish = await _held(uow, speaker, wish_id)
    require(speaker.grants, Action.APPROVE_WISH, wish.community_id, now)
    returned = wish.send_back(now)
    await uow.wishes.save(returned)
    await _tell_requester(uow, returned, now, reason=reason)
    return returned


async def claim_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Give the wish to the speaker; of two who tap at once the database lets one be first.

    Refuses with `WishAlreadyClaimed`, `OwnWish`, `WishNotOpen` or `NotAllowed`.
    """
    wish = await _held(uow, speaker, wish_id)
    volunteer = speaker.known()
    require(speaker.grants, Action.CLAIM_WISH, wish.community_id, now)
    claimed = wish.claim(volunteer.id, f"{secrets.randbelow(10_000):04d}", now)
    await uow.wishes.save(claimed)
    requester = await _person(uow, claimed.requester_id)
    details = WishDetails(
        claimed.id,
        claimed.number,
        claimed.description,
        requester.name,
        claimed.building,
        claimed.room,
        requester.phone,
        claimed.wanted,
        claimed.visit_code,
    )
    key = _moment("claimed", claimed, now)
    await uow.outbox.push([Notice(f"{key}:claimer", details, now, to_person=volunteer.id, urgent=True)])
    await _tell_requester(uow, claimed, now, claimer=volunteer.name)
    await _redraw_card(uow, claimed, now, claimer=volunteer.respectful)
    return claimed


async def other_open_wishes(uow: UnitOfWork, speaker: Speaker, but: int) -> list[Wish]:
    """Return open wishes to offer to somebody who came second."""
    person = speaker.known()
    there = await uow.wishes.in_state(person.community_id, WishState.OPEN, OTHERS_OFFERED + 2)
    return [each for each in there if each.id != but and each.requester_id != person.id][:OTHERS_OFFERED]


async def release_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Give a claimed wish back, so that somebody else can take it."""
    wish = await _held(uow, speaker, wish_id)
    released = wish.release(speaker.known().id, now)
    await uow.wishes.save(released)
    await _tell_requester(uow, released, now)
    await to_groups(uow, released.community_id, Purpose.TEAM, _moment("again", released, now), _card(released), now)
    return released


async def fulfil_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, minutes: int, now: datetime) -> Wish:
    """Note that it is done and ask the requester how it was."""
    wish = await _held(uow, speaker, wish_id)
    volunteer = speaker.known()
    done = wish.fulfil(volunteer.id, minutes, now)
    await uow.wishes.save(done)
    fact = WishDone(done.id, done.number, volunteer.name, minutes)
    key = _moment("done", done, now)
    await uow.outbox.push([Notice(f"{key}:requester", fact, now, to_person=done.requester_id)])
    await _redraw_card(uow, done, now, claimer=volunteer.respectful)
    return done


async def rate_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, rating: int, now: datetime) -> Wish:
    """Close the wish with the requester's satisfaction; the volunteer's points come in the same transaction."""
    wish = await _held(uow, speaker, wish_id)
    closed = wish.rate(speaker.known().id, rating, now)
    await uow.wishes.save(closed)
    if closed.claimer_id is None:
        raise NotFound
    earned = await earn(
        uow,
        community_id=closed.community_id,
        person_id=closed.claimer_id,
        activity=Activity(closed.category.value),
        minutes=closed.minutes,
        rating=rating,
        source=Source(SourceKind.WISH, closed.id),
        key=f"wish:{closed.id}",
        now=now,
    )
    fact = WishThanked(closed.number, speaker.known().name, rating, earned.points, earned.balance, earned.explanation)
    await uow.outbox.push([Notice(f"wish:{closed.id}:thanked", fact, now, to_person=closed.claimer_id)])
    volunteer = await _person(uow, closed.claimer_id)
    await _redraw_card(uow, closed, now, claimer=volunteer.respectful)
    return closed


async def reopen_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Take 没解决 seriously: the wish goes back into the volunteer's hands, who is told."""
    wish = await _held(uow, speaker, wish_id)
    reopened = wish.reopen(speaker.known().id, now)
    await uow.wishes.save(reopened)
    fact = WishUnsolved(reopened.id, reopened.number, speaker.known().name)
    key = _moment("unsolved", reopened, now)
    await uow.outbox.push([Notice(f"{key}:claimer", fact, now, to_person=reopened.claimer_id)])
    return reopened


async def withdraw_wish(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> Wish:
    """Let the requester change their mind; a volunteer who is on the way hears it at once."""
    wish = await _held(uow, speaker, wish_id)
    withdrawn = wish.withdraw(speaker.known().id, now)
    await uow.wishes.save(withdrawn)
    await uow.outbox.take_back(f"wish:{wish.id}:approve", "withdrawn", now)
    if withdrawn.claimer_id is not None:
        fact = WishMoved(withdrawn.id, withdrawn.number, withdrawn.state)
        key = f"wish:{wish.id}:withdrawn:claimer"
        await uow.outbox.push([Notice(key, fact, now, to_person=withdrawn.claimer_id, urgent=True)])
    await _redraw_card(uow, withdrawn, now)
    return withdrawn


async def _open(uow: UnitOfWork, wish: Wish, now: datetime) -> Wish:
    opened = wish.approve(now)
    await uow.wishes.save(opened)
    await _tell_requester(uow, opened, now)
    await to_groups(uow, opened.community_id, Purpose.TEAM, f"wish:{opened.id}:card", _card(opened), now)
    return opened


async def _held(uow: UnitOfWork, speaker: Speaker, wish_id: int) -> Wish:
    wish = await uow.wishes.hold(wish_id)
    if wish is None or wish.community_id != speaker.known().community_id:
        raise NotFound
    return wish


async def _person(uow: UnitOfWork, person_id: int) -> Person:
    found = await uow.people.person(person_id)
    if found is None:
        raise NotFound
    return found


def _moment(what: str, wish: Wish, now: datetime) -> str:
    return f"wish:{wish.id}:{what}:{now.timestamp():.3f}"


def _card(wish: Wish, claimer: str = "") -> WishCard:
    return WishCard(
        wish.id, wish.number, wish.category, wish.description, wish.building, wish.wanted, wish.state, claimer
    )


async def _redraw_card(uow: UnitOfWork, wish: Wish, now: datetime, claimer: str = "") -> None:
    key = _moment(f"card-{wish.state}", wish, now)
    fact = _card(wish, claimer)
    await to_groups(uow, wish.community_id, Purpose.TEAM, key, fact, now, replaces=f"wish:{wish.id}:card")


async def _tell_requester(uow: UnitOfWork, wish: Wish, now: datetime, claimer: str = "", reason: str = "") -> None:
    fact = WishMoved(wish.id, wish.number, wish.state, claimer, wish.visit_code, reason)
    key = _moment(str(wish.state), wish, now)
    await uow.outbox.push([Notice(f"{key}:requester", fact, now, to_person=wish.requester_id)])
