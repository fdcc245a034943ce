"""兑换: hold the points, hand out a code, and settle at the counter, by cancelling, or by letting it lapse."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from domain.refusals import NotFound, NotYours
from domain.timebank import AccountKind, Code, KeyUsedOtherwise, Party, Source, SourceKind
from domain.timebank_books import Order, Posted, fingerprint
from domain.timebank_rewards import (
    CODE_DIGITS,
    MOST_WRONG_TRIES,
    CodeAnswer,
    CodeTaken,
    CodeUsedBefore,
    CodeWrong,
    Redemption,
    RedemptionSettled,
    RedemptionsStopped,
    RedemptionState,
    RewardSoldOut,
    TillResting,
    check_offer,
)
from domain.times import local
from usecases.timebank_ports import TimebankUnit


def six_digits() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


async def reserve(
    uow: TimebankUnit,
    *,
    community_id: int,
    person_id: int,
    reward_id: int,
    key: str,
    now: datetime,
    actor_id: int | None = None,
    draw_code: Callable[[], str] = six_digits,
) -> Redemption:
    """Hold the points and one piece of stock, and return the redemption with its code. Once per key.

    Refused: `NotFound`, `RewardWithdrawn`, `RewardSoldOut`, `RewardLimitReached`, `RewardNotAllowed`,
    `RedeemingNotYet`, `RedemptionsStopped`, `NotEnoughPoints`, `KeyUsedOtherwise`. After a refusal roll back.
    """
    books, catalogue = uow.timebank, uow.timebank.catalogue
    await books.lock(community_id)
    before = await catalogue.redemption_of_key(community_id, key)
    if before is not None:
        if (before.person_id, before.reward_id) != (person_id, reward_id):
            raise KeyUsedOtherwise(key)
        return before
    await _refuse_when_stopped(uow, community_id)
    reward = await catalogue.reward(community_id, reward_id)
    if reward is None:
        raise NotFound
    today = local(now).date()
    policy = (await books.policies(community_id)).at(today)
    had = await catalogue.count_had(community_id, person_id, reward_id)
    check_offer(reward, policy, await books.balance(community_id, person_id), had, today)
    held = await books.post(
        community_id,
        Order(
            debit=Party(AccountKind.PERSON, person_id),
            credit=Party(AccountKind.HELD, person_id),
            points=reward.terms.points,
            code=Code.HOLD,
            source=Source(SourceKind.REWARD, reward_id),
            key=f"{key}/hold",
            fingerprint=fingerprint("hold", person_id, reward_id),
            actor_id=actor_id,
        ),
        now,
    )
    if not await catalogue.take_from_stock(reward_id):
        raise RewardSoldOut
    return await catalogue.add_redemption(
        Redemption(
            id=0,
            community_id=community_id,
            reward_id=reward_id,
            title=reward.terms.title,
            person_id=person_id,
            partner_id=reward.terms.partner_id,
            points=reward.terms.points,
            state=RedemptionState.HELD,
            code=await _free_code(uow, community_id, draw_code),
            hold_sequence=held.sequence,
            reserved_at=now,
            expires_at=now + timedelta(days=reward.terms.hold_days),
            key=key,
        )
    )


async def _free_code(uow: TimebankUnit, community_id: int, draw_code: Callable[[], str]) -> str:
    code = draw_code()
    while await uow.timebank.catalogue.is_code_open(community_id, code):
        code = draw_code()
    return code


async def _refuse_when_stopped(uow: TimebankUnit, community_id: int) -> None:
    if await uow.timebank.catalogue.is_stopped(community_id):
        raise RedemptionsStopped


async def take_code(
    uow: TimebankUnit, *, community_id: int, partner_id: int, code: str, actor_id: int, now: datetime
) -> CodeAnswer:
    """Settle the redemption of this code at this partner's. Commit whatever the answer: wrong tries must be kept."""
    catalogue = uow.timebank.catalogue
    await uow.timebank.lock(community_id)
    await _refuse_when_stopped(uow, community_id)
    till = await catalogue.till(community_id, actor_id)
    if till.is_resting(now) and till.rests_until_at is not None:
        return TillResting(till.rests_until_at)
    found = await catalogue.redemption_of_code(community_id, partner_id, code)
    if found is not None and found.state is RedemptionState.USED:
        return CodeUsedBefore(found)
    if found is None or found.state is not RedemptionState.HELD or found.expires_at <= now:
        till = till.after_wrong(now)
        await catalogue.save_till(community_id, actor_id, till)
        left = MOST_WRONG_TRIES - till.wrong_tries
        return TillResting(till.rests_until_at) if till.rests_until_at else CodeWrong(left)
    if till.wrong_tries:
        await catalogue.save_till(community_id, actor_id, type(till)())
    merchant = Party(AccountKind.MERCHANT, partner_id)
    return CodeTaken(await _settle(uow, found, RedemptionState.USED, merchant, actor_id, now))


async def cancel(
    uow: TimebankUnit, *, community_id: int, person_id: int, redemption_id: int, actor_id: int, now: datetime
) -> Redemption:
    """Give points and stock back, because the person no longer wants it. Staff may do it on behalf of the person."""
    await uow.timebank.lock(community_id)
    found = await uow.timebank.catalogue.redemption(community_id, redemption_id)
    if found is None:
        raise NotFound
    if found.person_id != person_id:
        raise NotYours
    if found.state is RedemptionState.CANCELLED:
        return found
    return await _give_back(uow, found, RedemptionState.CANCELLED, actor_id, now)


async def lapse(uow: TimebankUnit, *, community_id: int, now: datetime) -> list[Redemption]:
    """Give back what was not fetched in time, at most 200 at once; call again until the list is empty."""
    await uow.timebank.lock(community_id)
    late = await uow.timebank.catalogue.lapsing(community_id, now)
    return [await _give_back(uow, one, RedemptionState.LAPSED, None, now) for one in late]


async def _give_back(
    uow: TimebankUnit, found: Redemption, state: RedemptionState, actor_id: int | None, now: datetime
) -> Redemption:
    person = Party(AccountKind.PERSON, found.person_id)
    settled = await _settle(uow, found, state, person, actor_id, now)
    await uow.timebank.catalogue.put_in_stock(found.reward_id, 1)
    return settled


async def _settle(
    uow: TimebankUnit, found: Redemption, state: RedemptionState, to: Party, actor_id: int | None, now: datetime
) -> Redemption:
    if not await uow.timebank.catalogue.settle_redemption(found.id, state, now, actor_id):
        raise RedemptionSettled(found.state)
    hold = await uow.timebank.transfer(found.community_id, found.hold_sequence)
    if hold is None:
        raise NotFound
    await uow.timebank.post(found.community_id, _resolution(found, hold, to, actor_id), now)
    after = await uow.timebank.catalogue.redemption(found.community_id, found.id)
    if after is None:
        raise NotFound
    return after


def _resolution(found: Redemption, hold: Posted, to: Party, actor_id: int | None) -> Order:
    """Return the transfer that ends the hold. It moves the very lots that were held, so expiries survive a way back."""
    code = Code.POST if to.kind is AccountKind.MERCHANT else Code.VOID
    return Order(
        debit=hold.order.credit,
        credit=to,
        points=hold.order.points,
        code=code,
        source=Source(SourceKind.REDEMPTION, found.id),
        key=f"{found.key}/settled",
        fingerprint=fingerprint(code, found.id),
        actor_id=actor_id,
        lots=hold.drawn,
        resolves=hold.sequence,
    )
