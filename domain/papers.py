"""The facts on everything that is looked at or printed.

A paper shows exactly what it is handed: who may see a name or a phone is decided before. Times on paper are
Shanghai wall-clock times, ratings and averages are tenths (47 is 4.7), points and minutes are whole.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from domain.timebank import MINUTES_PER_HOUR, Activity, Expiring, stars
from domain.timebank_months import Month, Statement
from domain.wishes import WishCategory


class Medium(StrEnum):
    """PNG is 1080 pixels wide, for a phone; PDF is for the printer."""

    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class VolunteerCard:
    """The card of a confirmed volunteer; whoever scans `link` reaches the bot, not the person's particulars."""

    name: str
    number: str
    community: str
    skills: tuple[str, ...]
    stars: int
    link: str


@dataclass(frozen=True, slots=True)
class BuildingPoster:
    """A sheet for the stairwell; `link` carries community and building."""

    community: str
    building: str
    link: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RosterName:
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class RosterShift:
    """A shift of the published week; `need` above the number of names shows as so many still wanted."""

    on: date
    starts: time
    ends: time
    post: str
    need: int
    names: tuple[RosterName, ...] = ()

    @property
    def missing(self) -> int:
        return max(0, self.need - len(self.names))


@dataclass(frozen=True, slots=True)
class RosterWeek:
    """Seven days of duty from a Monday on, in any order."""

    community: str
    team: str
    from_on: date
    shifts: tuple[RosterShift, ...]
    link: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MonthEarned:
    """A bar of the chart: the points that came in during a month."""

    month: Month
    points: int


@dataclass(frozen=True, slots=True)
class RedemptionCard:
    """What is shown at the counter: six digits, and the same as a code for a till that can scan."""

    title: str
    code: str
    partner: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A line of a partner's month; nobody's name stands on it."""

    at: datetime
    title: str
    points: int
    number: int


@dataclass(frozen=True, slots=True)
class MonthAsked:
    """Whose month is wanted as a picture: the figures are read when it is drawn, and lie nowhere before."""

    person_id: int
    month: Month


@dataclass(frozen=True, slots=True)
class JournalAsked:
    community_id: int
    month: Month


@dataclass(frozen=True, slots=True)
class MerchantMonth:
    """What a partner handed out in a month, earliest first, for the settlement with the office."""

    partner: str
    month: Month
    handed: tuple[HandedOut, ...]

    @property
    def points(self) -> int:
        return sum(one.points for one in self.handed)


@dataclass(frozen=True, slots=True)
class PointsStatement:
    """One person's month for the eye; `minutes` is all that was ever served, `earned` the last months, oldest first."""

    name: str
    number: str
    community: str
    statement: Statement
    minutes: int
    earned: tuple[MonthEarned, ...] = ()
    expiring: Expiring | None = None
    is_over: bool = True

    @property
    def stars(self) -> int:
        return stars(self.minutes)


@dataclass(frozen=True, slots=True)
class ServiceCertificate:
    """志愿服务证明. `credit_minutes` were checked in and out, `honour_minutes` back-filled with two signatures."""

    name: str
    number: str
    community: str
    from_on: date
    to_on: date
    credit_minutes: int
    honour_minutes: int
    by_activity: tuple[tuple[Activity, int], ...]
    stars: int
    certificate_number: str
    check_code: str
    link: str
    issued_by: str
    issued_on: date

    @property
    def hours(self) -> int:
        """Return full hours, as certificates count; the rest of an hour is never rounded up."""
        return (self.credit_minutes + self.honour_minutes) // MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True)
class ThankYouLetter:
    """感谢信. `thanked_by` is how the requester wishes to be named, such as 李阿姨; empty means the community."""

    name: str
    community: str
    category: WishCategory
    done_on: date
    thanked_by: str
    words: str
    issued_on: date
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One point agreed: who does what, and until when if a day was named."""

    who: str
    what: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """调解协议书. Confidential: it goes to the parties, the mediators and the studio's staff only."""

    case_number: str
    community: str
    studio: str
    parties: tuple[str, ...]
    dispute: str
    promises: tuple[Promise, ...]
    mediators: tuple[str, ...]
    place: str
    settled_on: date


@dataclass(frozen=True, slots=True)
class WishPoster:
    """The picture above a wish in a group: what any neighbour may read, and nothing that changes later."""

    number: str
    category: WishCategory
    words: str
    building: str
    wanted: str


@dataclass(frozen=True, slots=True)
class WishMonth:
    """A community's month of wishes; None where nothing was fulfilled or nobody has answered yet."""

    community: str
    month: Month
    received: int
    fulfilled: int
    waiting: int
    days_tenths: int | None
    rating_tenths: int | None
    by_category: tuple[tuple[WishCategory, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarShift:
    """An appointment in a person's own calendar; `key` stays the same when the shift moves, `revision` grows."""

    key: str
    starts_at: datetime
    ends_at: datetime
    duty: str
    post: str
    meet: str = ""
    partners: tuple[str, ...] = ()
    revision: int = 0
    is_cancelled: bool = False
