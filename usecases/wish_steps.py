"""A step of a wish and its line in the trail, saved together."""

from datetime import datetime

from domain.people import Purpose, Speaker
from domain.wish_states import WishStep
from domain.wish_trail import HOUSE_HAND, Mark, Trace, hand_of
from domain.wishes import Wish
from usecases.notify import to_groups
from usecases.ports import UnitOfWork
from usecases.wish_telling import card_of, moment

# Where a card may hang: at first in the team's group only, later in the others, too.
POSTED_TO = (Purpose.TEAM, Purpose.RESIDENTS, Purpose.DUTY)


async def stepped(
    uow: UnitOfWork, speaker: Speaker | None, before: Wish, after: Wish, step: WishStep, now: datetime, reason: str = ""
) -> Wish:
    """Save the wish after a step, with who took it and for whom; without a speaker it was the house's own clock."""
    await uow.wishes.save(after, _trace(speaker, before, after, step, now, reason))
    return after


async def marked(uow: UnitOfWork, speaker: Speaker | None, wish: Wish, mark: Mark, now: datetime) -> None:
    """Add a line for something that has a date and moves no state."""
    await uow.wishes.trace(_trace(speaker, wish, wish, mark, now, ""))


async def post_card(uow: UnitOfWork, wish: Wish, now: datetime, *others: Purpose) -> None:
    """Post the card to the team's group and to groups of the other purposes; each posting is kept up to date."""
    card = await card_of(uow, wish)
    key = _card_key(wish, now if await _postings(uow, wish) else None)
    posted = [await to_groups(uow, wish.community_id, each, key, card, now) for each in (Purpose.TEAM, *others)]
    if any(posted):
        await marked(uow, None, wish, Mark.POST, now)


async def redraw_card(uow: UnitOfWork, wish: Wish, now: datetime) -> None:
    """Let every card of the wish that hangs in a group say how it stands now."""
    claimer = await uow.people.person(wish.claimer_id) if wish.claimer_id is not None else None
    card = await card_of(uow, wish, claimer.respectful if claimer else "")
    for place, posted_at in enumerate([None, *(await _postings(uow, wish))[1:]]):
        key, replaces = f"{moment(f'card-{wish.state}', wish, now)}:{place}", _card_key(wish, posted_at)
        for purpose in (Purpose.TEAM,) if posted_at is None else POSTED_TO:
            await to_groups(uow, wish.community_id, purpose, key, card, now, replaces=replaces)


async def _postings(uow: UnitOfWork, wish: Wish) -> list[datetime]:
    return [line.at for line in (await uow.wishes.trails([wish.id]))[wish.id] if line.step is Mark.POST]


def _card_key(wish: Wish, posted_at: datetime | None) -> str:
    """Return the key of a posting; the first one needs no moment."""
    return f"wish:{wish.id}:card" if posted_at is None else f"wish:{wish.id}:card:{posted_at.timestamp():.3f}"


def _trace(
    speaker: Speaker | None, before: Wish, after: Wish, step: WishStep | Mark, now: datetime, reason: str
) -> Trace:
    hand = HOUSE_HAND if speaker is None else hand_of(speaker, before.requester_id, step)
    return Trace(before.id, before.state, after.state, step, now, hand, reason)
