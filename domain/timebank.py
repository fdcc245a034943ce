"""时间银行: accounts, why points move, where they come from, and what a volunteer may ask about them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.refusals import Refusal

MINUTES_PER_HOUR = 60
LONGEST_SERVICE_MINUTES = 24 * MINUTES_PER_HOUR
MOST_POINTS = 1_000_000  # in one transfer; more is a typing mistake
STAR_HOURS = (100, 300, 600, 1000, 1500)
NEVER = date.max  # the expiry of a lot that does not expire


class AccountKind(StrEnum):
    PERSON = "person"
    HELD = "held"
    ISSUE = "issue"
    REDEMPTION = "redemption"
    MERCHANT = "merchant"
    POOL = "pool"
    EXPIRED = "expired"


# Points in these accounts remember when they were issued and when they expire; elsewhere they have arrived.
LOT_BEARING = frozenset({AccountKind.PERSON, AccountKind.HELD})
# Points come from nowhere only here; every other account stops at zero.
MAY_OWE = frozenset({AccountKind.ISSUE})
# Kinds of which every person or merchant has an own account; of the others a community has one.
OWNED = frozenset({AccountKind.PERSON, AccountKind.HELD, AccountKind.MERCHANT})


class Code(StrEnum):
    """Why points moved."""

    EARN = "earn"
    OVERFLOW = "overflow"
    STARTING_GIFT = "starting_gift"
    OPENING = "opening"
    HOLD = "hold"
    POST = "post"
    VOID = "void"
    GIFT = "gift"
    DONATION = "donation"
    GRANT = "grant"
    INHERITANCE = "inheritance"
    EXPIRY = "expiry"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"
    SETTLEMENT = "settlement"


class SourceKind(StrEnum):
    """What a transfer came from, and leads back to."""

    SHIFT = "shift"
    WISH = "wish"
    CASE = "case"
    ACTIVITY = "activity"
    BACKFILL = "backfill"
    ADJUSTMENT = "adjustment"
    GIFT = "gift"
    REWARD = "reward"
    REDEMPTION = "redemption"
    DONATION = "donation"
    GRANT = "grant"
    REGISTRATION = "registration"
    IMPORT = "import"
    EXPIRY = "expiry"
    TRANSFER = "transfer"


class Activity(StrEnum):
    """What was done; the policy prices each. The first nine are the categories of wishes, by the same names."""

    REPAIR = "repair"
    ERRAND = "errand"
    HOSPITAL = "hospital"
    CLEANING = "cleaning"
    HAIRCUT = "haircut"
    PHONE_LESSON = "phone_lesson"
    COMPANY = "company"
    SCHOOL_THINGS = "school_things"
    OTHER = "other"
    SCHOOL_CROSSING = "school_crossing"
    PATROL = "patrol"
    MEDIATION = "mediation"
    LECTURE = "lecture"
    LESSON = "lesson"
    VISIT = "visit"


class Limit(StrEnum):
    """Which cap cut an earning."""

    DAY = "day"
    MONTH = "month"
    LIFETIME = "lifetime"
    HOLDING = "holding"


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """An account by its meaning: whose, and what for. `owner_id` is 0 for the accounts of the community itself."""

    kind: AccountKind
    owner_id: int = 0

    def __post_init__(self) -> None:
        if (self.kind in OWNED) != (self.owner_id > 0):
            raise ValueError(f"{self.kind} does not go with owner {self.owner_id}")


@dataclass(frozen=True, slots=True)
class Source:
    kind: SourceKind
    id: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an earning came about, factor by factor; `wording` makes the sentence.

    `rate` is points per `per_minutes`, 30 unless the policy says otherwise. Percentages are of 100:
    `satisfaction_percent` 120 means +20 %.
    `counted_minutes` is what was served, down to the policy's unit; `paid_minutes` what the caps left of it.
    `overflow_points` went to the pool, because a cap of the policy sends them there.
    """

    activity: Activity
    minutes: int
    counted_minutes: int
    paid_minutes: int
    rate: int
    per_minutes: int
    difficulty_percent: int
    rating: int | None
    satisfaction_percent: int
    share_percent: int
    points: int
    overflow_points: int = 0
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Earned:
    """`is_repeat` says that this was booked before, and that nothing has changed by asking again."""

    points: int
    balance: int
    explanation: Explanation
    minutes: int
    stars: int
    sequence: int
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """`available` may be spent; `pending` waits for a merchant. Minutes stay when points go.

    `credit_minutes` were checked in and out, `honour_minutes` back-filled and certified; `minutes` is both.
    """

    available: int
    pending: int
    credit_minutes: int
    honour_minutes: int

    @property
    def minutes(self) -> int:
        return self.credit_minutes + self.honour_minutes

    @property
    def stars(self) -> int:
        return stars(self.minutes)

    @property
    def to_next_star_minutes(self) -> int | None:
        return to_next_star_minutes(self.minutes)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a person's statement; `number` counts the lines of this account and pages through them."""

    number: int
    sequence: int
    at: datetime
    points: int
    code: Code
    source: Source
    balance: int
    minutes: int
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class Expiring:
    """Points that lapse unless spent; the first day without them is `expires_on`."""

    expires_on: date
    points: int


class PointsOutOfRange(Refusal):
    """Points are whole, positive and below `MOST_POINTS`."""


class MinutesOutOfRange(Refusal):
    """Served minutes are whole, positive and fit one day."""


class NotEnoughPoints(Refusal):
    """The account would fall below zero."""

    def __init__(self, available: int, wanted: int) -> None:
        super().__init__(available, wanted)
        self.available = available
        self.wanted = wanted


class KeyUsedOtherwise(Refusal):
    """This idempotency key belongs to another request."""


class HoldSettledAlready(Refusal):
    """A hold is posted or voided once."""


class ReversedAlready(Refusal):
    """A transfer is reversed once, and a reversal not at all."""


class TransferNotFound(Refusal):
    """There is no such transfer in this community's books."""


def stars(minutes: int) -> int:
    """Return 0 to 5 stars: 100, 300, 600, 1000 and 1500 hours, never typed by anybody."""
    return sum(minutes >= hours * MINUTES_PER_HOUR for hours in STAR_HOURS)


def to_next_star_minutes(minutes: int) -> int | None:
    """Return the minutes missing to the next star, or None with five."""
    return next((h * MINUTES_PER_HOUR - minutes for h in STAR_HOURS if minutes < h * MINUTES_PER_HOUR), None)


def is_whole(number: object) -> bool:
    """Say whether this is a whole number; True and 1.0 are not."""
    return isinstance(number, int) and not isinstance(number, bool)


def checked_points(points: int) -> int:
    if not is_whole(points) or not 0 < points <= MOST_POINTS:
        raise PointsOutOfRange(points)
    return points


def checked_minutes(minutes: int) -> int:
    if not is_whole(minutes) or not 0 < minutes <= LONGEST_SERVICE_MINUTES:
        raise MinutesOutOfRange(minutes)
    return minutes
