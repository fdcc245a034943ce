"""A word of thanks, and the letter it makes."""

from dataclasses import replace
from datetime import datetime

from domain.notices import Notice
from domain.papers import ThankYouLetter
from domain.people import Speaker
from domain.permissions import Action, require
from domain.private_words import public_words
from domain.refusals import NotYours
from domain.times import local
from domain.wish_clock import CORRECTABLE
from domain.wish_thanks import WordsOfThanks
from domain.wish_trail import Mark
from domain.wishes import Actor, RatingFixed, Wish, WishNotOpen, WishState
from usecases.audit import note
from usecases.ports import UnitOfWork
from usecases.wish_steps import marked
from usecases.wish_telling import held, moment, party, person_of

MAY_THANK = frozenset({Actor.REQUESTER, Actor.HELPER, Actor.STAFF})


async def thank(uow: UnitOfWork, speaker: Speaker, wish_id: int, words: str, now: datetime) -> Wish:
    """Pass a word of thanks on, from whoever asked or whoever spoke with them; again within 7 days it is replaced."""
    wish = await held(uow, speaker, wish_id)
    by = party(speaker, wish, now)
    if not by & MAY_THANK or Actor.CLAIMER in by:
        raise NotYours
    if wish.state is not WishState.CLOSED:
        raise WishNotOpen(wish.state)
    if now > wish.since_at + CORRECTABLE:
        raise RatingFixed
    thanked = replace(wish, thanks=words)
    await uow.wishes.save(thanked)
    await marked(uow, speaker, thanked, Mark.THANK, now)
    requester = await person_of(uow, wish.requester_id)
    fact = WordsOfThanks(wish.id, wish.number, requester.name, words)
    key = moment("thanks", wish, now)
    going = [who for who in (wish.claimer_id, wish.second_id) if who is not None]
    await uow.outbox.push(Notice(f"{key}:{who}", fact, now, to_person=who) for who in going)
    return thanked


async def thank_you_letter(uow: UnitOfWork, speaker: Speaker, wish_id: int, now: datetime) -> ThankYouLetter:
    """Return the letter for a volunteer who did the wish; refuses with `WishNotOpen` before it has been rated."""
    wish = await held(uow, speaker, wish_id)
    if wish.state is not WishState.CLOSED or speaker.known().id not in {wish.claimer_id, wish.second_id}:
        raise WishNotOpen(wish.state)
    requester = await person_of(uow, wish.requester_id)
    community = await uow.people.community(wish.community_id)
    # Paper may hang on a wall: the family name only, and nothing in the words that is nobody else's business.
    return ThankYouLetter(
        speaker.known().name,
        community.name,
        wish.category,
        local(wish.since_at).date(),
        requester.respectful,
        public_words(wish.thanks, (requester.name,), tuple(each for each in (wish.room, requester.room) if each)),
        local(now).date(),
        wish.rating,
    )


async def set_approval(uow: UnitOfWork, speaker: Speaker, now: datetime, *, approves: bool) -> None:
    """Let staff look at each wish before it is opened, or open wishes at once, from now on and in this community."""
    home = speaker.known().community_id
    require(speaker.grants, Action.APPROVE_WISH, home, now)
    await uow.people.set_approval(home, approves_wishes=approves)
    await note(uow, speaker, f"wish_approval_{'on' if approves else 'off'}", "community", home, now)
