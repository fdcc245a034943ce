"""A community's month of wishes in figures; drawn when it is sent."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

from domain.papers import WishMonth
from domain.people import Speaker
from domain.permissions import Action, require
from domain.timebank_months import Month
from domain.times import at_local, local
from domain.wish_trail import Milestone, milestones
from domain.wishes import Wish, WishState
from usecases.ports import UnitOfWork

DONE = frozenset({WishState.FULFILLED, WishState.CLOSED})
WAITING = frozenset({WishState.SUBMITTED, WishState.OPEN, WishState.CLAIMED, WishState.REOPENED})
TENTHS = 10


async def month_of_wishes(uow: UnitOfWork, speaker: Speaker, now: datetime, *, months_back: int = 0) -> WishMonth:
    """Return the figures of the wishes made in a month, this one unless `months_back` says an earlier one."""
    home = speaker.known().community_id
    require(speaker.grants, Action.SEE_BOARD, home, now)
    month, from_at, until_at = _month(now, months_back)
    wishes = await uow.wishes.since(home, from_at, until_at)
    done = [each for each in wishes if each.state in DONE]
    rated = [each.rating for each in done if each.rating]
    community = await uow.people.community(home)
    return WishMonth(
        community.name,
        month,
        received=len(wishes),
        fulfilled=len(done),
        waiting=sum(each.state in WAITING for each in wishes),
        days_tenths=await _mean_days(uow, done),
        rating_tenths=round(sum(rated) * TENTHS / len(rated)) if rated else None,
        by_category=tuple(Counter(each.category for each in wishes).most_common()),
    )


async def _mean_days(uow: UnitOfWork, done: list[Wish]) -> int | None:
    """Return tenths of days between a wish and the day it was done, on average."""
    dates = [milestones(trail) for trail in (await uow.wishes.trails([each.id for each in done])).values()]
    spans = [
        each[Milestone.FULFILLED] - each[Milestone.RECEIVED]
        for each in dates
        if {Milestone.FULFILLED, Milestone.RECEIVED} <= each.keys()
    ]
    return round(sum(spans, timedelta()) / timedelta(days=1) * TENTHS / len(spans)) if spans else None


def _month(now: datetime, months_back: int) -> tuple[Month, datetime, datetime]:
    here = local(now)
    count = here.year * 12 + here.month - 1 - months_back
    first, following = (divmod(each, 12) for each in (count, count + 1))
    begins, ends = (
        at_local(datetime(year, month + 1, 1, tzinfo=UTC).date(), time(0)) for year, month in (first, following)
    )
    return Month(first[0], first[1] + 1), begins, ends
