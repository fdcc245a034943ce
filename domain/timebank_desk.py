"""The time bank across the counter: partners and their tills, the star list, certificates, and what people are told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.answers import phone_of
from domain.refusals import Refusal
from domain.timebank import MINUTES_PER_HOUR, MOST_POINTS, Activity, Code, Entry, SourceKind
from domain.timebank_months import Month
from domain.timebank_openings import OpeningLine
from domain.timebank_rewards import Redemption, Reward

LONGEST_PARTNER = 40  # characters of a partner's name
STAR_LIST = 20  # names on the monthly list
MOST_OPENING_LINES = 200  # lines in one message
CHECK_CODE_LETTERS = 8
_SPACES = re.compile(r"[\s，,、;；]+")


class NoTill(Refusal):
    """The speaker is a merchant, but of no partner yet: staff has to say whose till it is."""


class PartnerNameTaken(Refusal):
    """A partner of this community has this name already."""


class OpeningLineUnclear(Refusal):
    """A line of the old book cannot be read; `number` counts from 1."""

    def __init__(self, number: int, line: str) -> None:
        super().__init__(number)
        self.number = number
        self.line = line


class NothingServed(Refusal):
    """There is no service in this year to certify."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody who hands things out for points; `clerks` are the persons who may enter codes there."""

    id: int
    community_id: int
    name: str
    clerks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A reward as one person sees it; `hindrance` says why not, or None when it may be had now."""

    reward: Reward
    partner: str
    hindrance: Refusal | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry came from; `wording` makes the sentence. `leads_to` is an earlier transfer, if there is one."""

    kind: SourceKind
    id: int
    number: str = ""
    title: str = ""
    at: datetime | None = None
    who: str = ""
    second: str = ""
    reason: str = ""
    leads_to: int | None = None
    activity: Activity | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PointsLed:
    """A line that a source led to: whose, up or down."""

    sequence: int
    at: datetime
    person_id: int
    points: int
    code: Code


@dataclass(frozen=True, slots=True)
class SourceTold:
    """A source and its lines, oldest first; `names` are those of other people than the one who asks."""

    origin: Origin
    lines: tuple[PointsLed, ...]
    names: dict[int, str]


@dataclass(frozen=True, slots=True)
class EntryTold:
    entry: Entry
    origin: Origin


@dataclass(frozen=True, slots=True)
class SettlementSheet:
    """What one partner handed out in a month, reversed ones left out; `settled_at` once the office has paid."""

    partner: Partner
    month: Month
    handed: tuple[Redemption, ...]
    settled_at: datetime | None = None

    @property
    def points(self) -> int:
        return sum(one.points for one in self.handed)


@dataclass(frozen=True, slots=True)
class OpeningBook:
    """Opening balances that one person read out and a second one has to agree to: (person, points, minutes)."""

    id: int
    community_id: int
    rows: tuple[tuple[int, int, int], ...]
    proposer_id: int
    proposed_at: datetime
    state: str = "pending"

    @property
    def points(self) -> int:
        return sum(points for _, points, _ in self.rows)


@dataclass(frozen=True, slots=True)
class Certified:
    """What a certificate says, kept so that its number and check code can be looked up for ever."""

    community_id: int
    person_id: int
    year: int
    sequence: int
    check_code: str
    from_on: date
    to_on: date
    credit_minutes: int
    honour_minutes: int
    by_activity: tuple[tuple[Activity, int], ...]
    issued_at: datetime

    @property
    def number(self) -> str:
        return f"{self.community_id}-{self.year}-{self.sequence:04}"

    @property
    def hours(self) -> int:
        """Full hours only, as certificates count."""
        return (self.credit_minutes + self.honour_minutes) // MINUTES_PER_HOUR


def openings_from(text: str) -> list[OpeningLine]:
    """Read 「王建国 120分 60小时 13700000001」, one person a line; hours and phone may be left out.

    Refuses with `OpeningLineUnclear` at the first line that is no name with whole points.
    """
    told = [line.strip() for line in text.splitlines() if line.strip()]
    if not told or len(told) > MOST_OPENING_LINES:
        raise OpeningLineUnclear(min(len(told), MOST_OPENING_LINES) + 1, "")
    return [_opening(number, line) for number, line in enumerate(told, start=1)]


def _opening(number: int, line: str) -> OpeningLine:
    name, *rest = [part for part in _SPACES.split(line) if part]
    phones = [phone for part in rest if (phone := phone_of(part))]
    numbers = [part for part in rest if phone_of(part) is None]
    points = _whole(numbers, 0, "分")
    hours = _whole(numbers, 1, "小时") if len(numbers) > 1 else 0
    if points is None or hours is None or points > MOST_POINTS or len(numbers) > 2 or len(phones) > 1:  # noqa: PLR2004 - points and hours
        raise OpeningLineUnclear(number, line)
    return OpeningLine(name, points, hours * MINUTES_PER_HOUR, phones[0] if phones else "")


def _whole(parts: Sequence[str], place: int, unit: str) -> int | None:
    text = parts[place].removesuffix(unit) if place < len(parts) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_POINTS)) else None
