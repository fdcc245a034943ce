"""兑换: held, handed out, and settled exactly once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.refusals import Refusal
from domain.timebank import KeyUsedOtherwise, NotEnoughPoints
from domain.timebank_policy import PolicyBook, RewardKind
from domain.timebank_presets import beijing, guangzhou
from domain.timebank_rewards import (
    MOST_WRONG_TRIES,
    TILL_RESTS,
    CodeTaken,
    CodeUsedBefore,
    CodeWrong,
    NewReward,
    RedeemingNotYet,
    Redemption,
    RedemptionSettled,
    RedemptionState,
    RewardLimitReached,
    RewardNotAllowed,
    RewardOutOfRange,
    RewardSoldOut,
    RewardWithdrawn,
    TillResting,
)
from storage.database import Database
from storage.timebank import TimebankStore
from storage.timebank_verify import verify
from tests.timebank.conftest import HEKOU, LI, NOON, Unit, endow, opened
from usecases.timebank import balance
from usecases.timebank_redemption import cancel, lapse, reserve, take_code

SALON, MARKET, CLERK, OTHER_CLERK = 501, 502, 901, 902
HAIRCUT = NewReward(HEKOU, SALON, "理发一次", RewardKind.SERVICE, points=20, stock=3, limit=2)


@asynccontextmanager
async def shop(database: Database, points: int = 100, terms: NewReward = HAIRCUT) -> AsyncIterator[tuple[Unit, int]]:
    """Li with points, and a reward, in one open transaction."""
    async with opened(database) as unit:
        await endow(unit, LI, points)
        reward = await unit.timebank.catalogue.add_reward(terms)
        yield unit, reward.id


async def want(unit: Unit, reward_id: int, key: str = "r1", person_id: int = LI) -> Redemption:
    return await reserve(unit, community_id=HEKOU, person_id=person_id, reward_id=reward_id, key=key, now=NOON)


async def enter(unit: Unit, code: str, actor_id: int = CLERK, partner_id: int = SALON, after: int = 0) -> object:
    now = NOON + timedelta(minutes=after)
    return await take_code(
        unit, community_id=HEKOU, partner_id=partner_id, code=code, actor_id=actor_id, now=now
    )  # fmt: skip


async def test_held_points_cannot_be_spent_and_are_not_lost(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        await want(unit, reward_id)
        held = await balance(unit, HEKOU, LI)
    assert (held.available, held.pending) == (80, 20)


async def test_asking_twice_with_one_key_holds_once(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        assert await want(unit, reward_id) == await want(unit, reward_id)
        assert (await balance(unit, HEKOU, LI)).pending == 20


async def test_a_key_of_another_redemption_is_refused(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        await want(unit, reward_id)
        other = await unit.timebank.catalogue.add_reward(HAIRCUT)
        with pytest.raises(KeyUsedOtherwise):
            await want(unit, other.id)


async def test_the_code_moves_the_points_to_the_merchant(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        assert isinstance(await enter(unit, held.code), CodeTaken)
        trial = await unit.timebank.office.trial(HEKOU)
    assert (trial["merchant"], trial["held"], trial["person"]) == (20, 0, 80)


async def test_a_code_serves_once(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        await enter(unit, held.code)
        assert isinstance(await enter(unit, held.code, OTHER_CLERK), CodeUsedBefore)
        assert (await unit.timebank.office.trial(HEKOU))["merchant"] == 20


async def test_another_merchant_cannot_take_the_code(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        assert await enter(unit, held.code, partner_id=MARKET) == CodeWrong(MOST_WRONG_TRIES - 1)


async def test_the_fifth_wrong_code_closes_the_till_for_half_an_hour(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        wrong = f"{(int(held.code) + 1) % 10**6:06}"
        answers = [await enter(unit, wrong) for _ in range(10)]
        assert [type(answer) for answer in answers] == [CodeWrong] * 4 + [TillResting] * 6
        assert isinstance(await enter(unit, held.code, after=29), TillResting)
        assert isinstance(await enter(unit, held.code, after=31), CodeTaken)


async def test_a_resting_till_does_not_stop_another_clerk(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        wrong = f"{(int(held.code) + 1) % 10**6:06}"
        for _ in range(MOST_WRONG_TRIES):
            await enter(unit, wrong)
        assert isinstance(await enter(unit, held.code, OTHER_CLERK), CodeTaken)


async def test_old_wrong_tries_are_forgotten(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        wrong = f"{(int(held.code) + 1) % 10**6:06}"
        for _ in range(MOST_WRONG_TRIES - 1):
            await enter(unit, wrong)
        late = int(TILL_RESTS.total_seconds()) // 60 + 1
        assert await enter(unit, wrong, after=late) == CodeWrong(MOST_WRONG_TRIES - 1)


async def test_cancelling_gives_points_and_stock_back(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        facts = {"community_id": HEKOU, "person_id": LI, "redemption_id": held.id, "actor_id": LI}
        back = await cancel(unit, **facts, now=NOON)
        assert back.state is RedemptionState.CANCELLED
        assert await cancel(unit, **facts, now=NOON) == back
        reward = await unit.timebank.catalogue.reward(HEKOU, reward_id)
        assert reward is not None
        assert reward.terms.stock == 3
        assert (await balance(unit, HEKOU, LI)).available == 100


async def test_what_is_used_cannot_be_cancelled(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        await enter(unit, held.code)
        with pytest.raises(RedemptionSettled):
            await cancel(unit, community_id=HEKOU, person_id=LI, redemption_id=held.id, actor_id=LI, now=NOON)


async def test_what_is_not_fetched_in_time_lapses_and_its_code_with_it(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        held = await want(unit, reward_id)
        late = NOON + timedelta(days=14)
        assert isinstance(await enter(unit, held.code, after=14 * 24 * 60), CodeWrong)
        assert [one.id for one in await lapse(unit, community_id=HEKOU, now=late)] == [held.id]
        assert await lapse(unit, community_id=HEKOU, now=late) == []
        assert (await balance(unit, HEKOU, LI)).available == 100


@pytest.mark.parametrize(
    ("terms", "points", "times", "refusal"),
    [
        (replace(HAIRCUT, stock=0), 100, 1, RewardSoldOut),
        (HAIRCUT, 100, 3, RewardLimitReached),
        (HAIRCUT, 19, 1, NotEnoughPoints),
        (replace(HAIRCUT, from_on=NOON.date() + timedelta(days=1)), 100, 1, RewardWithdrawn),
        (replace(HAIRCUT, until_on=NOON.date()), 100, 1, RewardWithdrawn),
    ],
    ids=["sold out", "limit", "too few points", "not yet offered", "no longer offered"],
)
async def test_a_redemption_is_refused_with_its_reason(
    database: Database, terms: NewReward, points: int, times: int, refusal: type[Refusal]
) -> None:
    async with shop(database, points, terms) as (unit, reward_id):
        for index in range(times - 1):
            await want(unit, reward_id, f"r{index}")
        with pytest.raises(refusal):
            await want(unit, reward_id, "last")


async def test_a_withdrawn_reward_is_refused(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        assert await unit.timebank.catalogue.withdraw_reward(HEKOU, reward_id)
        with pytest.raises(RewardWithdrawn):
            await want(unit, reward_id)


async def test_a_policy_of_services_gives_no_goods(database: Database) -> None:
    async with shop(database, terms=replace(HAIRCUT, kind=RewardKind.GOODS)) as (unit, reward_id):
        await unit.timebank.set_policies(HEKOU, PolicyBook((beijing(),)))
        with pytest.raises(RewardNotAllowed):
            await want(unit, reward_id)


async def test_a_policy_may_ask_for_a_hundred_hours_first(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        await unit.timebank.set_policies(HEKOU, PolicyBook((guangzhou(),)))
        with pytest.raises(RedeemingNotYet):
            await want(unit, reward_id)


@pytest.mark.parametrize(
    "facts", [{"stock": -1}, {"limit": 0}, {"hold_days": 0}, {"title": " "}, {"hold_days": 1.5}], ids=str
)
def test_a_reward_that_makes_no_sense_is_refused(facts: dict[str, int]) -> None:
    with pytest.raises(RewardOutOfRange):
        replace(HAIRCUT, **facts)  # type: ignore[arg-type]  # senseless on purpose


async def one_of_many(database: Database, reward_id: int, person_id: int, key: str) -> bool:
    try:
        async with opened(database) as unit:
            await want(unit, reward_id, key, person_id)
    except (NotEnoughPoints, RewardSoldOut):
        return False
    return True


async def test_two_hundred_redemptions_of_money_for_one_give_one(database: Database) -> None:
    async with shop(database, 39, replace(HAIRCUT, stock=None, limit=None)) as (_, reward_id):
        pass
    asked = [one_of_many(database, reward_id, LI, f"r{index}") for index in range(200)]
    assert sum(await asyncio.gather(*asked)) == 1
    async with database.read() as connection:
        assert (await verify(connection)).is_sound


async def test_two_hundred_redemptions_of_the_last_piece_give_one(database: Database) -> None:
    people = range(1000, 1200)
    async with opened(database) as unit:
        for person in people:
            await endow(unit, person, 20)
        reward = await unit.timebank.catalogue.add_reward(replace(HAIRCUT, stock=1))
    asked = [one_of_many(database, reward.id, person, f"r{person}") for person in people]
    assert sum(await asyncio.gather(*asked)) == 1
    async with database.read() as connection:
        left = await TimebankStore(connection).catalogue.reward(HEKOU, reward.id)
        assert left is not None
        assert left.terms.stock == 0
        assert (await verify(connection)).is_sound


async def test_of_two_holds_each_gives_its_own_points_back(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 20, date(2026, 4, 1), "early")
        await endow(unit, LI, 20, date(2026, 5, 1), "late")
        reward = await unit.timebank.catalogue.add_reward(HAIRCUT)
        await want(unit, reward.id, "first")
        second = await want(unit, reward.id, "second")
        await cancel(unit, community_id=HEKOU, person_id=LI, redemption_id=second.id, actor_id=LI, now=NOON)
        (back,) = await unit.timebank.expiring(HEKOU, LI, date(2026, 12, 31))
    assert (back.points, back.expires_on) == (20, date(2026, 5, 1))


async def test_of_ten_tills_with_one_code_one_takes_it(database: Database) -> None:
    async with shop(database) as (unit, reward_id):
        code = (await want(unit, reward_id)).code

    async def at(clerk: int) -> object:
        async with opened(database) as unit:
            return await enter(unit, code, clerk)

    answers = await asyncio.gather(*(at(CLERK + number) for number in range(10)))
    assert sorted(type(answer).__name__ for answer in answers) == ["CodeTaken"] + ["CodeUsedBefore"] * 9
