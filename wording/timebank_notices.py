"""What the time bank pushes to people, as messages; `wording.notices` takes this table into its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import timebank_notices as told
from domain.notices import Fact
from domain.timebank_rewards import RedemptionLapsed
from wording import timebank_activities as activities
from wording import timebank_books as books
from wording import timebank_corrections as corrections
from wording import timebank_gifts as gifts
from wording import timebank_mediation as mediation
from wording import timebank_mine as mine
from wording import timebank_papers as papers
from wording import timebank_rewards as rewards
from wording.message import Message

Render = Callable[[Any, datetime], Message]


def _timeless(render: Callable[[Any], Message]) -> Render:
    return lambda fact, now: render(fact)  # noqa: ARG005 - one shape for the table


TABLE: dict[type[Fact], Render] = {
    RedemptionLapsed: _timeless(rewards.lapsed),
    told.RewardHanded: _timeless(rewards.handed),
    told.StartingGift: _timeless(gifts.welcome),
    told.GiftReceived: _timeless(gifts.received),
    told.MonthReady: _timeless(papers.monthly),
    told.ServiceCredited: _timeless(mine.credited),
    told.CaseMinutesWaiting: _timeless(mediation.waiting),
    told.PointsLapsed: _timeless(mine.points_lapsed),
    told.ProposalWaiting: _timeless(corrections.proposal),
    told.ProposalSettled: _timeless(corrections.settled),
    told.PointsCorrected: _timeless(corrections.corrected),
    told.MeetingWaiting: _timeless(activities.waiting),
    told.MeetingSettled: _timeless(activities.settled),
    told.OpeningsWaiting: _timeless(corrections.openings),
    told.OpeningsSettled: _timeless(corrections.openings_settled),
    told.OpeningBooked: _timeless(corrections.opening_booked),
    told.BooksStopped: _timeless(books.stopped),
    told.BooksAnchored: _timeless(books.anchored),
    told.MonthReported: _timeless(books.closed),
}
