"""What the time bank pushes to people, as messages; `wording.notices` takes this table into its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import timebank_desk as desk
from domain.notices import Fact
from domain.timebank_rewards import RedemptionLapsed
from wording import timebank_mine as mine
from wording import timebank_office as office
from wording.message import Message

Render = Callable[[Any, datetime], Message]


def _timeless(render: Callable[[Any], Message]) -> Render:
    return lambda fact, now: render(fact)  # noqa: ARG005 - one shape for the table


TABLE: dict[type[Fact], Render] = {
    RedemptionLapsed: _timeless(mine.lapsed),
    desk.RewardHanded: _timeless(mine.handed),
    desk.GiftReceived: _timeless(mine.received),
    desk.PointsLapsed: _timeless(mine.points_lapsed),
    desk.ProposalWaiting: _timeless(office.proposal),
    desk.ProposalSettled: _timeless(office.settled),
    desk.PointsCorrected: _timeless(office.corrected),
    desk.OpeningsWaiting: _timeless(office.openings),
    desk.OpeningBooked: _timeless(office.opening_booked),
    desk.BooksStopped: _timeless(office.stopped),
    desk.BooksAnchored: _timeless(office.anchored),
    desk.MonthReported: _timeless(office.closed),
}
