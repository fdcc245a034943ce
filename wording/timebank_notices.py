"""What the time bank pushes to people, as messages; `wording.notices` takes this table into its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import timebank_desk as desk
from domain.notices import Fact
from domain.timebank_rewards import RedemptionLapsed
from wording import timebank_books as books
from wording import timebank_corrections as corrections
from wording import timebank_gifts as gifts
from wording import timebank_mine as mine
from wording import timebank_papers as papers
from wording import timebank_rewards as rewards
from wording.message import Message

Render = Callable[[Any, datetime], Message]


def _timeless(render: Callable[[Any], Message]) -> Render:
    return lambda fact, now: render(fact)  # noqa: ARG005 - one shape for the table


TABLE: dict[type[Fact], Render] = {
    RedemptionLapsed: _timeless(rewards.lapsed),
    desk.RewardHanded: _timeless(rewards.handed),
    desk.StartingGift: _timeless(gifts.welcome),
    desk.GiftReceived: _timeless(gifts.received),
    desk.MonthReady: _timeless(papers.monthly),
    desk.PointsLapsed: _timeless(mine.points_lapsed),
    desk.ProposalWaiting: _timeless(corrections.proposal),
    desk.ProposalSettled: _timeless(corrections.settled),
    desk.PointsCorrected: _timeless(corrections.corrected),
    desk.OpeningsWaiting: _timeless(corrections.openings),
    desk.OpeningBooked: _timeless(corrections.opening_booked),
    desk.BooksStopped: _timeless(books.stopped),
    desk.BooksAnchored: _timeless(books.anchored),
    desk.MonthReported: _timeless(books.closed),
}
