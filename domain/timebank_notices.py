"""What the time bank tells people: typed facts, of which `wording.timebank_notices` makes sentences."""

from dataclasses import dataclass, field
from datetime import date

from domain.notices import Fact
from domain.timebank import Activity, Code, Explanation, SourceKind
from domain.timebank_gifts import ProposalKind


@dataclass(frozen=True, slots=True)
class GiftReceived(Fact):
    giver: str
    points: int
    balance: int


@dataclass(frozen=True, slots=True)
class StartingGift(Fact):
    """Told to somebody who has just become a volunteer, where the community's policy greets with points."""

    points: int
    balance: int


@dataclass(frozen=True, slots=True)
class RewardHanded(Fact):
    """Told to the person when the code was taken, so that nobody spends their points unseen."""

    title: str
    partner: str
    points: int
    balance: int


@dataclass(frozen=True, slots=True)
class ServiceCredited(Fact):
    """Told to whoever served, once a second person has agreed to the hours: from which source, and how reckoned."""

    source: SourceKind
    source_id: int
    minutes: int
    points: int
    balance: int
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class CaseMinutesWaiting(Fact):
    """For the office: how long a mediator says a case took. Of the case itself its number is all that is told."""

    case_id: int
    number: str
    mediator: str
    minutes: int


@dataclass(frozen=True, slots=True)
class MeetingWaiting(Fact):
    """For a second person: what was done, when, how long, and who is said to have been there."""

    meeting_id: int
    title: str
    activity: Activity
    served_on: date
    minutes: int
    names: tuple[str, ...]
    proposer: str


@dataclass(frozen=True, slots=True)
class MeetingSettled(Fact):
    """Told to whoever wrote it down."""

    title: str
    decider: str
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class MonthReady(Fact):
    """Last month's points for somebody whose account moved; asked again before it leaves whether it is wanted."""

    person_id: int
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class PointsLapsed(Fact):
    points: int
    balance: int


@dataclass(frozen=True, slots=True)
class ProposalWaiting(Fact):
    """For a second person; `was` is the code of the transfer that a reversal takes back."""

    proposal_id: int
    kind: ProposalKind
    name: str
    points: int
    minutes: int
    reason: str
    proposer: str
    sequence: int | None = None
    was: Code | None = None
    heir: str = ""


@dataclass(frozen=True, slots=True)
class ProposalSettled(Fact):
    """Told to whoever proposed it."""

    kind: ProposalKind
    name: str
    decider: str
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class PointsCorrected(Fact):
    """Told to the person whose points or hours have changed by two people's word; `points` and `minutes` are signed."""

    kind: ProposalKind
    points: int
    minutes: int
    reason: str
    balance: int
    sequence: int


@dataclass(frozen=True, slots=True)
class OpeningsWaiting(Fact):
    book_id: int
    people: int
    points: int
    minutes: int
    proposer: str


@dataclass(frozen=True, slots=True)
class OpeningsSettled(Fact):
    """Told to whoever read the old book out."""

    people: int
    points: int
    decider: str
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class OpeningBooked(Fact):
    points: int
    minutes: int
    balance: int


@dataclass(frozen=True, slots=True)
class BooksStopped(Fact):
    """The shout: the books do not prove and nothing is redeemed; `first` is for whoever looks into it."""

    problems: int
    first: str


@dataclass(frozen=True, slots=True)
class BooksAnchored(Fact):
    """The head of the chain, said where many see it: whoever rewrites the books later is found out."""

    on: date
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class MonthReported(Fact):
    year: int
    month: int
    sequence: int
    trial: dict[str, int] = field(default_factory=dict)
    closed_by: str = ""
