"""A month of the books: its bounds, its close, and what it looks like on a statement."""

from dataclasses import dataclass
from datetime import date, datetime, time

from domain.refusals import Refusal
from domain.timebank import Code
from domain.timebank_audit import Report
from domain.times import at_local

MONTHS_A_YEAR = 12
FORMAT_LENGTH = len("2026-03")


class MonthNotOver(Refusal):
    """A month is closed when it has ended in Shanghai, and not before."""


class MonthNotNext(Refusal):
    """Months are closed one after another; `expected` comes first."""

    def __init__(self, expected: "Month") -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def of(cls, on: date) -> "Month":
        return cls(on.year, on.month)

    @property
    def following(self) -> "Month":
        return Month(self.year + self.month // MONTHS_A_YEAR, self.month % MONTHS_A_YEAR + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - (self.month == 1), (self.month - 2) % MONTHS_A_YEAR + 1)

    def check_over(self, now: datetime) -> None:
        """Refuse with `MonthNotOver` until it has ended in Shanghai."""
        if now < self.ends_at:
            raise MonthNotOver

    @property
    def begins_at(self) -> datetime:
        return at_local(date(self.year, self.month, 1), time(0))

    @property
    def ends_at(self) -> datetime:
        """Return the first instant that no longer belongs to it."""
        return self.following.begins_at

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that was proved: the head of the chain then, and the balance of each kind of account."""

    community_id: int
    month: Month
    sequence: int
    hash: str
    closed_at: datetime
    closed_by: int
    trial: dict[str, int]


@dataclass(frozen=True, slots=True)
class CloseRefused:
    """The books do not prove. Redemptions stop until they do; commit, so that they do stop."""

    report: Report


@dataclass(frozen=True, slots=True)
class Statement:
    """One person's month: `opening` plus the sum of `moved` (points by reason) is `closing`."""

    month: Month
    opening: int
    closing: int
    minutes: int
    moved: dict[Code, int]
