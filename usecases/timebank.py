"""Earn points for service, and answer what a volunteer asks about them. The caller commits; nothing is sent."""

from datetime import date, datetime

from domain.timebank import (
    NEVER,
    AccountKind,
    Activity,
    Balance,
    Code,
    Earned,
    Entry,
    Explanation,
    Party,
    Source,
    SourceKind,
)
from domain.timebank_books import Order, Posted, fingerprint
from domain.timebank_details import explanation_from, explanation_text
from domain.timebank_expiry import expires_on
from domain.timebank_policy import PERCENT, Service, compute
from domain.times import local
from usecases.timebank_ports import TimebankUnit

# What was written down afterwards; everything else was checked in and out, or seen by whoever was helped.
ON_PAPER = frozenset({SourceKind.BACKFILL, SourceKind.ACTIVITY})
MOST_ENTRIES = 100  # lines in one answer


async def earn(
    uow: TimebankUnit,
    *,
    community_id: int,
    person_id: int,
    activity: Activity,
    minutes: int,
    rating: int | None,
    source: Source,
    key: str,
    now: datetime,
    served_on: date | None = None,
    difficulty_percent: int = PERCENT,
    actor_id: int | None = None,
) -> Earned:
    """Book what the service is worth under the policy of the day it was done (today in Shanghai unless said).

    Service written down afterwards, with two signatures, counts as honour minutes. Asking again with the same key and
    the same facts returns the first answer, whatever the policy says by now; with other facts it is refused with
    `KeyUsedOtherwise`.
    """
    books = uow.timebank
    day = served_on or local(now).date()
    service = Service(activity, minutes, rating, difficulty_percent, is_honour=source.kind in ON_PAPER)
    asked = fingerprint("earn", person_id, activity, minutes, rating, difficulty_percent, source.kind, source.id)
    await books.lock(community_id)
    before = await books.find(community_id, key)
    if before is None:
        policy = (await books.policies(community_id)).at(day)
        explained = compute(policy, service, await books.standing(community_id, person_id, day))
    else:
        policy, explained = None, explanation_from(before.order.detail)
    order = Order(
        debit=Party(AccountKind.ISSUE),
        credit=Party(AccountKind.PERSON, person_id),
        points=explained.points,
        code=Code.EARN,
        source=source,
        key=key,
        fingerprint=asked,
        actor_id=actor_id,
        minutes=minutes,
        paid_minutes=explained.paid_minutes,
        is_honour=service.is_honour,
        served_on=day,
        expires_on=expires_on(day, policy.expiry_months) if policy else NEVER,
        detail=explanation_text(explained),
    )
    posted = await books.post(community_id, order, now)
    if explained.overflow_points and not posted.is_repeat:
        await books.post(community_id, _overflow(order, explained), now)
    return await _earned(uow, posted, explained, person_id)


def _overflow(order: Order, explained: Explanation) -> Order:
    """Return the transfer that takes what a cap cut off to the pool."""
    return Order(
        debit=Party(AccountKind.ISSUE),
        credit=Party(AccountKind.POOL),
        points=explained.overflow_points,
        code=Code.OVERFLOW,
        source=order.source,
        key=f"{order.key}/overflow",
        fingerprint=order.fingerprint,
        actor_id=order.actor_id,
    )


async def _earned(uow: TimebankUnit, posted: Posted, explained: Explanation, person_id: int) -> Earned:
    held = await uow.timebank.balance(posted.community_id, person_id)
    return Earned(
        points=posted.order.points,
        balance=posted.lines[1].balance,
        explanation=explained,
        minutes=held.minutes,
        stars=held.stars,
        sequence=posted.sequence,
        is_repeat=posted.is_repeat,
    )


async def balance(uow: TimebankUnit, community_id: int, person_id: int) -> Balance:
    """Return the points, the minutes and the stars; all zero for somebody who never earned."""
    return await uow.timebank.balance(community_id, person_id)


async def entries(
    uow: TimebankUnit, community_id: int, person_id: int, limit: int, before: int | None = None
) -> list[Entry]:
    """Return the newest lines first, at most 100; `before` is the `number` of the last line already seen."""
    return await uow.timebank.entries(community_id, person_id, max(1, min(limit, MOST_ENTRIES)), before)
