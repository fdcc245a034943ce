"""Give points to somebody, or to the pool. The caller commits; nothing is sent."""

from datetime import datetime

from domain.timebank import AccountKind, Code, Party, Source, SourceKind
from domain.timebank_books import Order, Posted, fingerprint
from domain.timebank_gifts import (
    DonationsNotAllowed,
    check_gift,
)
from domain.timebank_months import Month
from domain.timebank_policy import Policy
from domain.times import local
from usecases.timebank_ports import TimebankUnit


async def policy_now(uow: TimebankUnit, community_id: int, now: datetime) -> Policy:
    return (await uow.timebank.policies(community_id)).at(local(now).date())


async def give(
    uow: TimebankUnit,
    *,
    community_id: int,
    giver_id: int,
    receiver_id: int,
    points: int,
    key: str,
    now: datetime,
    is_family: bool = False,
) -> Posted:
    """Give points to somebody; they keep the day on which they lapse. Hours stay with the giver."""
    books = uow.timebank
    await books.lock(community_id)
    asked = fingerprint("gift", giver_id, receiver_id, points)
    if await books.find(community_id, key) is None:
        since = Month.of(local(now).date()).begins_at
        given = await books.office.given(community_id, giver_id, since)
        policy = await policy_now(uow, community_id, now)
        check_gift(policy, giver_id, receiver_id, points, given, is_family=is_family)
    return await books.post(
        community_id,
        Order(
            debit=Party(AccountKind.PERSON, giver_id),
            credit=Party(AccountKind.PERSON, receiver_id),
            points=points,
            code=Code.GIFT,
            source=Source(SourceKind.GIFT, giver_id),
            key=key,
            fingerprint=asked,
            actor_id=giver_id,
        ),
        now,
    )


async def donate(
    uow: TimebankUnit, *, community_id: int, person_id: int, points: int, key: str, now: datetime
) -> Posted:
    """Give points to the pool, from which two people grant to those in need."""
    await uow.timebank.lock(community_id)
    if await uow.timebank.find(community_id, key) is None and not (await policy_now(uow, community_id, now)).donations:
        raise DonationsNotAllowed
    return await uow.timebank.post(
        community_id,
        Order(
            debit=Party(AccountKind.PERSON, person_id),
            credit=Party(AccountKind.POOL),
            points=points,
            code=Code.DONATION,
            source=Source(SourceKind.DONATION, person_id),
            key=key,
            fingerprint=fingerprint("donation", person_id, points),
            actor_id=person_id,
        ),
        now,
    )
