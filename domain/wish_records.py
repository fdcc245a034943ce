"""The 台账 of wishes: which wishes it lists, and a row of it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from domain.times import at_local
from domain.wish_trail import Milestone
from domain.wishes import Wish

FIRST_YEAR = 2020


@dataclass(frozen=True, slots=True)
class WishRegister:
    """The wishes of a community made in a calendar year of Shanghai."""

    community_id: int
    year: int

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return the first instant of the year and the first after it."""
        begins, ends = (at_local(date(year, 1, 1), time(0)) for year in (self.year, self.year + 1))
        return begins, ends


@dataclass(frozen=True, slots=True)
class WishRow:
    """A line of the 台账. Names as on record; no phone and no room, which the office finds in its 名册.

    `rated_by` is whoever rated in the requester's place: a neutral caller or a helper; empty where it was themself.
    """

    wish: Wish
    dates: dict[Milestone, datetime]
    requester: str
    helper: str
    claimer: str
    second: str
    approved_by: str
    rated_by: str
    reason: str
    follow_up: str
