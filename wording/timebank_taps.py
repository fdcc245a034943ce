"""The time bank's buttons as typed values."""

from dataclasses import dataclass

from wording.taps import Tap


@dataclass(frozen=True)
class OlderEntries(Tap, verb="te"):
    """The lines before the one with this number."""

    before: int


@dataclass(frozen=True)
class TellEntry(Tap, verb="tq"):
    sequence: int


@dataclass(frozen=True)
class ShowReward(Tap, verb="th"):
    reward_id: int


@dataclass(frozen=True)
class Redeem(Tap, verb="tr"):
    reward_id: int


@dataclass(frozen=True)
class TakeBack(Tap, verb="tb"):
    redemption_id: int


@dataclass(frozen=True)
class ShowOnList(Tap, verb="tl"):
    """1 shows the person on the star list, 0 leaves them out."""

    shown: int


@dataclass(frozen=True)
class MonthPicture(Tap, verb="tv"):
    year: int
    month: int


@dataclass(frozen=True)
class SendMonthly(Tap, verb="tf"):
    """1 sends the picture of a month by itself, 0 does not."""

    wanted: int


@dataclass(frozen=True)
class TillSheet(Tap, verb="tz"):
    partner_id: int
    year: int
    month: int


@dataclass(frozen=True)
class TakeJournal(Tap, verb="tu"):
    year: int
    month: int


@dataclass(frozen=True)
class PointsOf(Tap, verb="tx"):
    """The entries that something led to; `kind` is one of `SourceKind`."""

    kind: str
    source_id: int


@dataclass(frozen=True)
class TellCaseMinutes(Tap, verb="t1"):
    case_id: int
    minutes: int


@dataclass(frozen=True)
class CreditCase(Tap, verb="t2"):
    case_id: int
    minutes: int


@dataclass(frozen=True)
class Certify(Tap, verb="ty"):
    year: int


@dataclass(frozen=True)
class OpenTill(Tap, verb="tt"):
    """0 is the presser's own till."""

    partner_id: int


@dataclass(frozen=True)
class TillDay(Tap, verb="td"):
    partner_id: int


@dataclass(frozen=True)
class TillMonth(Tap, verb="tn"):
    partner_id: int
    year: int
    month: int


@dataclass(frozen=True)
class PayMerchant(Tap, verb="tp"):
    partner_id: int
    year: int
    month: int


@dataclass(frozen=True)
class Office(Tap, verb="to"):
    """A thing to do in the office: reward, partner, adjust, reverse, grant, inherit, openings, rewards, partners."""

    what: str


@dataclass(frozen=True)
class StockUp(Tap, verb="ts"):
    reward_id: int


@dataclass(frozen=True)
class AddPicture(Tap, verb="ta"):
    reward_id: int


@dataclass(frozen=True)
class WithdrawReward(Tap, verb="tw"):
    reward_id: int


@dataclass(frozen=True)
class OfferTill(Tap, verb="ti"):
    """Who shall enter codes for this partner?"""

    partner_id: int


@dataclass(frozen=True)
class PutAtTill(Tap, verb="tj"):
    partner_id: int
    person_id: int


@dataclass(frozen=True)
class DecidePoints(Tap, verb="tg"):
    """1 agrees, 0 does not."""

    proposal_id: int
    agrees: int


@dataclass(frozen=True)
class DecideOpenings(Tap, verb="tk"):
    book_id: int
    agrees: int


@dataclass(frozen=True)
class DecideMeeting(Tap, verb="t3"):
    meeting_id: int
    agrees: int


@dataclass(frozen=True)
class CloseMonth(Tap, verb="tc"):
    year: int
    month: int
