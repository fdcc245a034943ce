"""Lapsing points, opening balances, statements, and the month's close."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.refusals import Refusal
from domain.timebank import AccountKind, Activity, Code, KeyUsedOtherwise, NotEnoughPoints, Party, Source, SourceKind
from domain.timebank_books import Posted
from domain.timebank_gifts import NewProposal, ProposalKind, SecondPersonNeeded
from domain.timebank_months import Closed, CloseRefused, Month, MonthNotNext, MonthNotOver
from domain.timebank_openings import NamesakesFound, OpeningLine, PersonNotFound, match_openings
from domain.timebank_policy import PastPolicyKept, Policy, PolicyBook, RewardKind
from domain.timebank_presets import ALWAYS, nanjing
from domain.timebank_rewards import NewReward, RedemptionsStopped
from storage.database import Database
from storage.timebank_verify import verify
from tests.timebank.conftest import HEKOU, LI, NOON, WANG, Unit, endow, opened
from usecases.timebank import balance, earn
from usecases.timebank_gifts import give
from usecases.timebank_office import (
    Opening,
    bring_openings,
    change_policies,
    close_month,
    give_starting_points,
    handed_out,
    let_points_lapse,
    prove,
    settle_merchant,
    simulate_policy,
    statement,
)
from usecases.timebank_proposals import approve, propose
from usecases.timebank_redemption import lapse, reserve, take_code

MARCH, CLERK, STAFF, OFFICER, SALON = Month(2026, 3), 903, 902, 901, 501
APRIL_3 = datetime(2026, 4, 3, 4, 0, tzinfo=UTC)
HAIRCUT = NewReward(HEKOU, SALON, "理发一次", RewardKind.SERVICE, points=20)


async def held(unit: Unit, now: datetime = NOON, key: str = "r1") -> str:
    reward = await unit.timebank.catalogue.add_reward(HAIRCUT)
    facts = await reserve(unit, community_id=HEKOU, person_id=LI, reward_id=reward.id, key=key, now=now)
    return facts.code


async def close(unit: Unit, month: Month = MARCH, now: datetime = APRIL_3) -> Closed | CloseRefused:
    return await close_month(unit, community_id=HEKOU, month=month, actor_id=STAFF, now=now)


async def test_points_lapse_on_their_day_and_the_oldest_are_spent_first(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 10, date(2026, 4, 1), "early")
        await endow(unit, LI, 10, date(2026, 5, 1), "late")
        await give(unit, community_id=HEKOU, giver_id=LI, receiver_id=WANG, points=7, key="g", now=NOON)
        assert await let_points_lapse(unit, community_id=HEKOU, today=date(2026, 3, 31), now=NOON) == []
        gone = await let_points_lapse(unit, community_id=HEKOU, today=date(2026, 4, 1), now=APRIL_3)
        assert [posted.order.points for posted in gone] == [3, 7]
        assert (await balance(unit, HEKOU, LI)).available == 10
        assert await let_points_lapse(unit, community_id=HEKOU, today=date(2026, 4, 1), now=APRIL_3) == []
        assert (await verify(unit.connection)).is_sound


async def test_points_that_lapsed_on_hold_come_back_with_their_old_day_and_go(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 20, date(2026, 3, 10))
        await held(unit)
        assert await let_points_lapse(unit, community_id=HEKOU, today=date(2026, 3, 11), now=NOON) == []
        await lapse(unit, community_id=HEKOU, now=NOON + timedelta(days=14))
        (gone,) = await let_points_lapse(unit, community_id=HEKOU, today=date(2026, 3, 16), now=APRIL_3)
        assert gone.order.points == 20


async def test_a_month_closes_once_on_proved_books(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 20)
        closed = await close(unit)
        assert isinstance(closed, Closed)
        assert closed.trial == {"issue": -20, "person": 20}
        assert await close(unit) == closed


async def test_a_month_that_is_not_over_in_shanghai_is_not_closed(database: Database) -> None:
    async with opened(database) as unit:
        with pytest.raises(MonthNotOver):
            await close(unit, now=datetime(2026, 3, 31, 15, 59, tzinfo=UTC))
        assert isinstance(await close(unit, now=datetime(2026, 3, 31, 16, 0, tzinfo=UTC)), Closed)


async def test_no_month_is_left_out(database: Database) -> None:
    async with opened(database) as unit:
        await close(unit)
        with pytest.raises(MonthNotNext):
            await close(unit, Month(2026, 5), datetime(2026, 7, 1, tzinfo=UTC))


async def test_books_that_do_not_prove_are_not_closed_and_stop_redemptions_until_they_do(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 50)
        code = await held(unit)
        await unit.connection.execute(text("UPDATE timebank_lot SET remaining = remaining + 1 WHERE remaining = 30"))
        assert isinstance(await close(unit), CloseRefused)
        with pytest.raises(RedemptionsStopped):
            await held(unit, key="r2")
        with pytest.raises(RedemptionsStopped):
            await take_code(unit, community_id=HEKOU, partner_id=SALON, code=code, actor_id=CLERK, now=NOON)
        await unit.connection.execute(text("UPDATE timebank_lot SET remaining = remaining - 1 WHERE remaining = 31"))
        assert (await prove(unit, community_id=HEKOU, now=NOON)).is_sound
        await held(unit, key="r3")


async def test_a_statement_adds_up(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 50)
        april = NOON + timedelta(days=31)
        await earn(unit, community_id=HEKOU, person_id=LI, activity=Activity.PATROL, minutes=60, rating=None,
                   source=Source(SourceKind.SHIFT, 3), key="shift:3", now=april)  # fmt: skip
        await held(unit, april)
        facts = await statement(unit, community_id=HEKOU, person_id=LI, month=Month(2026, 4), now=april)
    assert (facts.opening, facts.closing, facts.minutes) == (50, 40, 60)
    assert facts.moved == {Code.EARN: 10, Code.HOLD: -20}


async def test_a_merchant_sees_the_day_and_is_settled(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 50)
        code = await held(unit)
        await take_code(unit, community_id=HEKOU, partner_id=SALON, code=code, actor_id=CLERK, now=NOON)
        (line,) = await handed_out(unit, community_id=HEKOU, partner_id=SALON, on=NOON.date())
        assert line.points == 20
        assert await handed_out(unit, community_id=HEKOU, partner_id=SALON, on=NOON.date() - timedelta(days=1)) == []
        await settle_merchant(
            unit, community_id=HEKOU, partner_id=SALON, points=20, key="2026-03", actor_id=STAFF, now=APRIL_3
        )
        assert (await unit.timebank.office.trial(HEKOU))["merchant"] == 0


async def test_opening_balances_are_brought_once_by_two_people(database: Database) -> None:
    lines = [Opening(LI, 30, 600), Opening(WANG, 0, 60)]
    async with opened(database) as unit:
        facts = {"community_id": HEKOU, "openings": lines, "key": "old", "proposer_id": OFFICER, "now": NOON}
        with pytest.raises(SecondPersonNeeded):
            await bring_openings(unit, **facts, approver_id=OFFICER)  # type: ignore[arg-type]  # one table of facts
        for _ in range(2):
            await bring_openings(unit, **facts, approver_id=STAFF)  # type: ignore[arg-type]  # one table of facts
        li = await balance(unit, HEKOU, LI)
        assert (li.available, li.honour_minutes, li.credit_minutes) == (30, 600, 0)
        facts["openings"] = [Opening(LI, 31, 600)]
        (answer,) = await bring_openings(unit, **facts, approver_id=STAFF)  # type: ignore[arg-type]  # one table of facts
    assert isinstance(answer, KeyUsedOtherwise)


@pytest.mark.parametrize(
    ("name", "refusal"), [("王秀英", NamesakesFound), ("李明", PersonNotFound)], ids=["namesakes", "nobody"]
)
def test_an_opening_balance_that_fits_nobody_or_two_is_refused(name: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        match_openings([OpeningLine(name, 5, 60)], {"王秀英": [11, 12]})


async def test_a_starting_gift_is_given_once_in_a_life(database: Database) -> None:
    async with opened(database) as unit:
        await unit.timebank.set_policies(HEKOU, PolicyBook((Policy("gift", ALWAYS, starting_gift=10),)))
        for _ in range(2):
            assert isinstance(await give_starting_points(unit, community_id=HEKOU, person_id=LI, now=NOON), Posted)
        assert (await balance(unit, HEKOU, LI)).available == 10


async def test_what_a_lifetime_cap_cuts_off_goes_to_the_pool(database: Database) -> None:
    policy = replace(nanjing(), lifetime_minutes=60)
    async with opened(database) as unit:
        await unit.timebank.set_policies(HEKOU, PolicyBook((policy,)))
        earned = await earn(unit, community_id=HEKOU, person_id=LI, activity=Activity.PATROL, minutes=180, rating=None,
                            source=Source(SourceKind.SHIFT, 3), key="shift:3", now=NOON)  # fmt: skip
        trial = await unit.timebank.office.trial(HEKOU)
    assert (earned.points, earned.explanation.overflow_points, earned.minutes) == (1, 2, 180)
    assert trial == {"issue": -3, "person": 1, "pool": 2}


async def test_hours_above_the_daily_cap_are_recorded_without_points(database: Database) -> None:
    async with opened(database) as unit:
        await unit.timebank.set_policies(HEKOU, PolicyBook((Policy("two hours", ALWAYS, daily_minutes=120),)))
        facts = {"community_id": HEKOU, "person_id": LI, "activity": Activity.PATROL, "rating": None, "now": NOON}
        source = Source(SourceKind.SHIFT, 3)
        await earn(unit, **facts, minutes=120, source=source, key="a")  # type: ignore[arg-type]  # one table of facts
        more = await earn(unit, **facts, minutes=45, source=source, key="b")  # type: ignore[arg-type]  # one table of facts
        assert (await verify(unit.connection)).is_sound
    assert (more.points, more.balance, more.minutes) == (0, 20, 165)


async def test_a_policy_of_days_gone_by_is_kept(database: Database) -> None:
    old = Policy("old", ALWAYS, NOON.date() + timedelta(days=30))
    following = Policy("new", NOON.date() + timedelta(days=30), default_rate=8)
    async with opened(database) as unit:
        await change_policies(unit, HEKOU, PolicyBook((old,)), NOON)
        await change_policies(unit, HEKOU, PolicyBook((old, following)), NOON)
        with pytest.raises(PastPolicyKept):
            await change_policies(unit, HEKOU, PolicyBook((replace(old, default_rate=9), following)), NOON)
        assert (await unit.timebank.policies(HEKOU)).policies == (old, following)


async def test_a_quarter_is_priced_again_from_what_was_booked_without_what_was_taken_back(database: Database) -> None:
    facts = {"community_id": HEKOU, "person_id": LI, "activity": Activity.PATROL, "rating": None, "now": NOON}
    async with opened(database) as unit:
        for number in (1, 2):
            await earn(unit, **facts, minutes=90, source=Source(SourceKind.SHIFT, number), key=f"{number}")  # type: ignore[arg-type]  # one table of facts
        terms = NewProposal(HEKOU, ProposalKind.REVERSAL, LI, "重复", sequence=2)
        proposal = await propose(unit, terms, proposer_id=OFFICER, key="p", now=NOON)
        await approve(unit, community_id=HEKOU, proposal_id=proposal.id, approver_id=STAFF, now=NOON)
        told = await simulate_policy(
            unit, community_id=HEKOU, policy=nanjing(), from_on=date(2026, 1, 1), until_on=date(2026, 4, 1)
        )
    assert (told.services, told.paid, told.would_pay) == (1, 15, 2)


async def test_a_refusal_in_a_batch_stops_no_other_and_moves_nothing(database: Database) -> None:
    async with opened(database) as unit:
        first = await endow(unit, LI, 10)
        gift = replace(
            first.order, debit=first.order.credit, credit=Party(AccountKind.PERSON, WANG), code=Code.GIFT, points=6
        )
        orders = [replace(gift, key=key, fingerprint=key) for key in ("a", "b", "a")]
        done, refused, again = await unit.timebank.post_many(HEKOU, orders, NOON)
        assert isinstance(done, Posted)
        assert isinstance(refused, NotEnoughPoints)
        assert isinstance(again, Posted)
        assert (again.sequence, again.is_repeat) == (done.sequence, True)
        assert (await balance(unit, HEKOU, WANG)).available == 6
        assert (await verify(unit.connection)).is_sound


async def test_communities_keep_books_of_their_own(database: Database) -> None:
    async with opened(database) as unit:
        first = await endow(unit, LI, 10)
        other = await unit.timebank.post(2, first.order, NOON)
        assert (first.sequence, other.sequence, other.is_repeat) == (1, 1, False)
        assert first.hash != other.hash
        report = await verify(unit.connection)
    assert [(head.community_id, head.sequence) for head in report.heads] == [(1, 1), (2, 1)]
