"""The counter's rules and its books, on both databases."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.anchors import read_anchors, write_anchors
from domain.people import Role
from domain.permissions import ALLOWED, Action
from domain.timebank import Activity
from domain.timebank_audit import Head
from domain.timebank_desk import Certified, OpeningBook, OpeningLineUnclear, PartnerNameTaken, openings_from
from domain.timebank_gifts import NewProposal, ProposalKind
from domain.timebank_months import Month
from domain.timebank_policy import RewardKind
from domain.timebank_rewards import CodeTaken, NewReward
from handlers.timebank_fields import code_of, points_of
from storage.database import Database
from tests.timebank.conftest import HEKOU, LI, NOON, WANG, ZHOU, endow, opened
from usecases.timebank_desk import sheet
from usecases.timebank_gifts import give
from usecases.timebank_office import prove
from usecases.timebank_proposals import approve, propose
from usecases.timebank_redemption import reserve, take_code


@pytest.mark.parametrize(
    ("said", "meant"),
    [("5", "5"), ("５分", "5"), (" 20 分 ", "20"), ("五分", "5"), ("1000000", "1000000")]
    + [(wrong, None) for wrong in ("0", "-5", "2.5", "1000001", "99999999999", "五块半", "", "分")],
)
def test_points_are_read_as_whole_numbers_from_one_to_a_million(said: str, meant: str | None) -> None:
    assert points_of(said) == meant


@pytest.mark.parametrize(("said", "meant"), [("123456", "123456"), ("123 456", "123456"), ("12345", None)])
def test_a_code_is_six_digits_whatever_stands_between_them(said: str, meant: str | None) -> None:
    assert code_of(said) == meant


def test_a_line_of_an_old_book_has_a_name_points_hours_and_a_phone() -> None:
    (line,) = openings_from("王建国 120分 60小时 13700000001")
    assert (line.name, line.points, line.minutes, line.phone) == ("王建国", 120, 3600, "13700000001")


@pytest.mark.parametrize("wrong", ["", "王建国", "王建国 -5", "王建国 1.5", "王建国 9999999", "王建国 1 2 3"])
def test_an_unclear_line_refuses_the_whole_old_book(wrong: str) -> None:
    with pytest.raises(OpeningLineUnclear):
        openings_from(f"李秀英 10\n{wrong}" if wrong else wrong)


@pytest.mark.parametrize("month", [Month(2026, 1), Month(2026, 12), Month(2026, 6)])
def test_before_and_after_a_month_meet(month: Month) -> None:
    assert month.previous.following == month == month.following.previous


def test_nobody_outside_the_office_corrects_closes_or_keeps_the_catalogue() -> None:
    office = {Role.STAFF, Role.OFFICER, Role.ADMIN}
    for action in (Action.PROPOSE_POINTS, Action.DECIDE_POINTS, Action.CLOSE_MONTH, Action.KEEP_CATALOGUE):
        assert ALLOWED[action] <= office
    assert ALLOWED[Action.TAKE_CODE] - office == {Role.MERCHANT}


async def test_a_partner_is_written_down_once_and_a_clerk_stands_at_one_till(database: Database) -> None:
    async with opened(database) as unit:
        desk = unit.timebank.desk
        first, second = await desk.add_partner(HEKOU, "老王理发店"), await desk.add_partner(HEKOU, "社区食堂")
        with pytest.raises(PartnerNameTaken):
            await desk.add_partner(HEKOU, "社区食堂")
        await desk.put_at_till(HEKOU, LI, first.id)
        await desk.put_at_till(HEKOU, LI, second.id)
        till = await desk.till_of(HEKOU, LI)
        assert till is not None
        assert till.name == "社区食堂"
        assert await desk.till_of(HEKOU + 1, LI) is None


async def test_a_settlement_leaves_out_what_was_taken_back(database: Database) -> None:
    async with opened(database) as unit:
        books = unit.timebank
        await endow(unit, WANG, 100)
        till = await books.desk.add_partner(HEKOU, "老王理发店")
        terms = NewReward(HEKOU, till.id, "理发一次", RewardKind.SERVICE, 20)
        reward = await books.catalogue.add_reward(terms)
        answers = []
        for number in range(2):
            held = await reserve(
                unit, community_id=HEKOU, person_id=WANG, reward_id=reward.id, key=f"r{number}", now=NOON
            )
            answers.append(
                await take_code(unit, community_id=HEKOU, partner_id=till.id, code=held.code, actor_id=LI, now=NOON)
            )
        assert all(isinstance(answer, CodeTaken) for answer in answers)
        sold = await sheet(unit, till, Month(2026, 3))
        assert sold.points == 40
        posted = await books.find(HEKOU, "r0/settled")
        assert posted is not None
        wrong = NewProposal(HEKOU, ProposalKind.REVERSAL, WANG, "没有剪成", sequence=posted.sequence)
        made = await propose(unit, wrong, proposer_id=LI, key="wrong", now=NOON)
        await approve(unit, community_id=HEKOU, proposal_id=made.id, approver_id=ZHOU, now=NOON)
        assert (await sheet(unit, till, Month(2026, 3))).points == 20


async def test_opening_books_and_certificates_are_read_back_as_they_were_written(database: Database) -> None:
    async with opened(database) as unit:
        desk = unit.timebank.desk
        book = await desk.add_openings(OpeningBook(0, HEKOU, ((WANG, 5, 60), (ZHOU, 7, 0)), LI, NOON))
        assert await desk.openings(HEKOU, book.id) == book
        assert await desk.pending_openings(HEKOU) == [book]
        assert await desk.decide_openings(book.id, "approved", WANG, NOON)
        assert not await desk.decide_openings(book.id, "rejected", ZHOU, NOON)
        days = (date(2026, 1, 1), date(2026, 3, 2))
        kinds = ((Activity.PATROL, 60), (Activity.REPAIR, 30))
        number = await desk.next_certificate(HEKOU, 2026)
        one = Certified(HEKOU, WANG, 2026, number, "ABCDEFGH", *days, 60, 30, kinds, NOON)
        await desk.add_certificate(one)
        assert await desk.certificate(HEKOU, 2026, 1) == one == await desk.certificate_of(HEKOU, WANG, *days)
        assert await desk.next_certificate(HEKOU, 2026) == 2


async def test_books_that_do_not_run_through_a_kept_head_do_not_prove(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "books.anchors"
    async with opened(database) as unit:
        await endow(unit, WANG, 100)
        report = await prove(unit, community_id=HEKOU, now=NOON)
        write_anchors(file, date(2026, 3, 2), report.heads)
        write_anchors(file, date(2026, 3, 3), report.heads)
        assert read_anchors(file) == list(report.heads)
        await give(
            unit, community_id=HEKOU, giver_id=WANG, receiver_id=ZHOU, points=5, key="g", now=NOON + timedelta(days=1)
        )
        assert (await prove(unit, community_id=HEKOU, now=NOON, anchors=read_anchors(file))).is_sound
        forged = [Head(HEKOU, 1, "0" * 64)]
        assert not (await prove(unit, community_id=HEKOU, now=NOON, anchors=forged)).is_sound
        assert await unit.timebank.catalogue.is_stopped(HEKOU)
