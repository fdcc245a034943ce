"""The books as registers for the office: the journal of some months and a partner's settlement."""

from dataclasses import dataclass
from datetime import datetime

from domain.timebank import Code, Party, SourceKind


@dataclass(frozen=True, slots=True)
class JournalRow:
    sequence: int
    at: datetime
    debit: Party
    credit: Party
    points: int
    minutes: int
    code: Code
    source_kind: SourceKind
    source_id: int
    actor_id: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class Journal:
    """Transfers, oldest first, with the names of everybody and every partner in them, by their numbers."""

    rows: tuple[JournalRow, ...]
    people: dict[int, str]
    partners: dict[int, str]


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The points in each kind of account; `total` is zero as long as the books are sound."""

    by_kind: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())
