"""Points from hand to hand, and what two people must agree on."""

from datetime import date, datetime, timedelta

import pytest

from domain.refusals import NotFound, Refusal
from domain.timebank import (
    AccountKind,
    Activity,
    Code,
    KeyUsedOtherwise,
    NotEnoughPoints,
    PointsOutOfRange,
    ReversedAlready,
    Source,
    SourceKind,
    TransferNotFound,
)
from domain.timebank_books import Posted
from domain.timebank_gifts import (
    DonationsNotAllowed,
    GiftCapReached,
    GiftsNotAllowed,
    GiftToOneself,
    GrantTooLarge,
    NewProposal,
    NothingToInherit,
    NotReversible,
    Proposal,
    ProposalDecided,
    ProposalKind,
    ReasonNeeded,
    SecondPersonNeeded,
)
from domain.timebank_policy import Policy, PolicyBook
from domain.timebank_presets import ALWAYS, beijing
from storage.database import Database
from storage.timebank_verify import verify
from tests.timebank.conftest import HEKOU, LI, NOON, WANG, Unit, endow, opened
from usecases.timebank import balance, earn
from usecases.timebank_gifts import donate, give
from usecases.timebank_proposals import approve, propose, reject

OFFICER, STAFF = 901, 902


async def gift(unit: Unit, points: int, key: str = "g1", now: datetime = NOON, receiver_id: int = WANG) -> Posted:
    return await give(
        unit, community_id=HEKOU, giver_id=LI, receiver_id=receiver_id, points=points, key=key, now=now
    )  # fmt: skip


async def put(unit: Unit, kind: ProposalKind, key: str = "p1", **facts: int) -> Proposal:
    terms = NewProposal(HEKOU, kind, facts.pop("person_id", LI), "补记", **facts)  # type: ignore[arg-type]  # ints only
    return await propose(unit, terms, proposer_id=OFFICER, key=key, now=NOON)


async def agree(unit: Unit, proposal: Proposal, approver_id: int = STAFF) -> Posted:
    return await approve(unit, community_id=HEKOU, proposal_id=proposal.id, approver_id=approver_id, now=NOON)


async def test_a_gift_moves_points_and_leaves_the_hours(database: Database) -> None:
    async with opened(database) as unit:
        await earn(unit, community_id=HEKOU, person_id=LI, activity=Activity.PATROL, minutes=60, rating=None,
                   source=Source(SourceKind.SHIFT, 3), key="shift:3", now=NOON)  # fmt: skip
        await gift(unit, 4)
        li, wang = await balance(unit, HEKOU, LI), await balance(unit, HEKOU, WANG)
    assert (li.available, li.minutes) == (6, 60)
    assert (wang.available, wang.minutes) == (4, 0)


async def test_a_given_point_lapses_on_its_old_day(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 10, date(2026, 4, 1))
        await gift(unit, 4)
        (lapsing,) = await unit.timebank.expiring(HEKOU, WANG, date(2026, 12, 31))
    assert (lapsing.points, lapsing.expires_on) == (4, date(2026, 4, 1))


@pytest.mark.parametrize("points", [0, -3, 10**7, 1.5, True])
async def test_a_gift_that_is_no_amount_is_refused(database: Database, points: int) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 10)
        with pytest.raises(PointsOutOfRange):
            await gift(unit, points)


async def test_a_gift_to_oneself_is_refused(database: Database) -> None:
    async with opened(database) as unit:
        with pytest.raises(GiftToOneself):
            await gift(unit, 1, receiver_id=LI)


async def test_gifts_have_a_cap_a_month(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 1000)
        await gift(unit, 80)
        with pytest.raises(GiftCapReached) as refused:
            await gift(unit, 21, "g2")
        assert refused.value.left == 20
        await gift(unit, 100, "g3", NOON + timedelta(days=31))


async def test_a_repeated_gift_is_answered_even_past_the_cap(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 1000)
        first = await gift(unit, 100)
        assert (await gift(unit, 100)).sequence == first.sequence
        with pytest.raises(KeyUsedOtherwise):
            await gift(unit, 99)


async def test_where_gifts_are_for_family_others_get_none(database: Database) -> None:
    async with opened(database) as unit:
        await unit.timebank.set_policies(HEKOU, PolicyBook((beijing(),)))
        with pytest.raises(GiftsNotAllowed):
            await gift(unit, 1)


async def test_donated_points_can_be_granted_by_two_people(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 30)
        await donate(unit, community_id=HEKOU, person_id=LI, points=30, key="d1", now=NOON)
        await agree(unit, await put(unit, ProposalKind.GRANT, person_id=WANG, points=25))
        assert (await balance(unit, HEKOU, WANG)).available == 25
        assert (await unit.timebank.office.trial(HEKOU))["pool"] == 5


async def test_a_repeated_donation_is_answered_after_the_pool_was_closed(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 30)
        first = await donate(unit, community_id=HEKOU, person_id=LI, points=30, key="d1", now=NOON)
        await unit.timebank.set_policies(HEKOU, PolicyBook((Policy("closed", ALWAYS, donations=False),)))
        again = await donate(unit, community_id=HEKOU, person_id=LI, points=30, key="d1", now=NOON)
        assert again.sequence == first.sequence
        with pytest.raises(DonationsNotAllowed):
            await donate(unit, community_id=HEKOU, person_id=LI, points=1, key="d2", now=NOON)


async def test_the_pool_gives_no_more_than_it_has(database: Database) -> None:
    async with opened(database) as unit:
        proposal = await put(unit, ProposalKind.GRANT, person_id=WANG, points=25)
        with pytest.raises(NotEnoughPoints):
            await agree(unit, proposal)


async def test_one_grant_has_a_limit(database: Database) -> None:
    async with opened(database) as unit:
        with pytest.raises(GrantTooLarge):
            await put(unit, ProposalKind.GRANT, points=201)


@pytest.mark.parametrize("approver_id", [OFFICER, LI], ids=["proposer", "gainer"])
async def test_a_correction_needs_a_second_person(database: Database, approver_id: int) -> None:
    async with opened(database) as unit:
        proposal = await put(unit, ProposalKind.ADJUSTMENT, points=5)
        with pytest.raises(SecondPersonNeeded):
            await agree(unit, proposal, approver_id)
        assert (await balance(unit, HEKOU, LI)).available == 0


async def test_a_proposal_moves_nothing_until_it_is_approved_and_then_once(database: Database) -> None:
    async with opened(database) as unit:
        proposal = await put(unit, ProposalKind.ADJUSTMENT, points=5, minutes=30)
        assert (await balance(unit, HEKOU, LI)).available == 0
        await agree(unit, proposal)
        with pytest.raises(ProposalDecided):
            await agree(unit, proposal)
        li = await balance(unit, HEKOU, LI)
    assert (li.available, li.minutes) == (5, 30)


async def test_a_rejected_proposal_stays_rejected(database: Database) -> None:
    async with opened(database) as unit:
        proposal = await put(unit, ProposalKind.ADJUSTMENT, points=5)
        await reject(unit, community_id=HEKOU, proposal_id=proposal.id, decider_id=OFFICER, now=NOON)
        with pytest.raises(ProposalDecided):
            await agree(unit, proposal)
        assert await unit.timebank.office.pending_proposals(HEKOU) == []


async def test_a_proposal_of_another_community_is_not_found(database: Database) -> None:
    async with opened(database) as unit:
        proposal = await put(unit, ProposalKind.ADJUSTMENT, points=5)
        with pytest.raises(NotFound):
            await approve(unit, community_id=2, proposal_id=proposal.id, approver_id=STAFF, now=NOON)


async def test_an_adjustment_never_takes_below_zero(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 4)
        proposal = await put(unit, ProposalKind.ADJUSTMENT, points=-5)
        with pytest.raises(NotEnoughPoints):
            await agree(unit, proposal)


async def test_a_reversal_takes_back_points_hours_and_the_used_up_cap(database: Database) -> None:
    async with opened(database) as unit:
        earned = await earn(unit, community_id=HEKOU, person_id=LI, activity=Activity.PATROL, minutes=60, rating=None,
                            source=Source(SourceKind.SHIFT, 3), key="shift:3", now=NOON)  # fmt: skip
        await agree(unit, await put(unit, ProposalKind.REVERSAL, sequence=earned.sequence))
        li = await balance(unit, HEKOU, LI)
        standing = await unit.timebank.standing(HEKOU, LI, NOON.date())
    assert (li.available, li.minutes) == (0, 0)
    assert (standing.day_minutes, standing.lifetime_minutes) == (0, 0)


async def test_a_transfer_is_reversed_once(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 100)
        given = await gift(unit, 10)
        await endow(unit, WANG, 10)
        await agree(unit, await put(unit, ProposalKind.REVERSAL, sequence=given.sequence))
        second = await put(unit, ProposalKind.REVERSAL, "p2", sequence=given.sequence)
        with pytest.raises(ReversedAlready):
            await agree(unit, second)


async def test_a_reversal_is_not_reversed(database: Database) -> None:
    async with opened(database) as unit:
        first = await endow(unit, LI, 10)
        back = await agree(unit, await put(unit, ProposalKind.REVERSAL, sequence=first.sequence))
        with pytest.raises(NotReversible):
            await put(unit, ProposalKind.REVERSAL, "p2", sequence=back.sequence)


async def test_a_transfer_that_is_not_there_is_not_reversed(database: Database) -> None:
    async with opened(database) as unit:
        with pytest.raises(TransferNotFound):
            await put(unit, ProposalKind.REVERSAL, sequence=77)


async def test_points_pass_to_an_heir_and_hours_do_not(database: Database) -> None:
    async with opened(database) as unit:
        await endow(unit, LI, 40)
        passed = await agree(unit, await put(unit, ProposalKind.INHERITANCE, heir_id=WANG))
        assert (passed.order.code, passed.order.credit.kind) == (Code.INHERITANCE, AccountKind.PERSON)
        assert (await balance(unit, HEKOU, WANG)).available == 40
        again = await put(unit, ProposalKind.INHERITANCE, "p2", heir_id=WANG)
        with pytest.raises(NothingToInherit):
            await agree(unit, again)
        assert (await verify(unit.connection)).is_sound


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"points": 5, "minutes": -5}, PointsOutOfRange),
        ({"points": 0}, PointsOutOfRange),
        ({"points": 10**7}, PointsOutOfRange),
        ({"points": 1, "reason": " "}, ReasonNeeded),
        ({"points": 1, "reason": "长" * 201}, ReasonNeeded),
        ({"kind": ProposalKind.INHERITANCE, "heir_id": LI}, GiftToOneself),
        ({"kind": ProposalKind.REVERSAL}, NotReversible),
    ],
    ids=str,
)
def test_a_proposal_that_makes_no_sense_is_refused(facts: dict[str, object], refusal: type[Refusal]) -> None:
    plain: dict[str, object] = {"kind": ProposalKind.ADJUSTMENT, "reason": "补记"}
    with pytest.raises(refusal):
        NewProposal(community_id=HEKOU, person_id=LI, **(plain | facts))  # type: ignore[arg-type]  # senseless on purpose
