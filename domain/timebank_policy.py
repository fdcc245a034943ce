"""What service is worth: dated rules of a community, and the pure function that computes and explains."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from domain.refusals import Refusal
from domain.timebank import Activity, Explanation, Limit, checked_minutes, is_whole
from domain.wishes import RatingOutOfRange

PERCENT = 100
RATINGS = range(1, 6)
DIFFICULTIES = range(50, 301)  # percent
PLAIN_SATISFACTION: Mapping[int, int] = {1: 50, 2: 80, 3: 100, 4: 110, 5: 120}


class Rounding(StrEnum):
    DOWN = "down"
    HALF_UP = "half_up"


class Overflow(StrEnum):
    """Where points above the lifetime or holding cap go: nowhere (the hours are honour enough), or to the pool."""

    HONOUR = "honour"
    POOL = "pool"


class GiftTo(StrEnum):
    ANYONE = "anyone"
    FAMILY = "family"
    NOBODY = "nobody"


class RewardKind(StrEnum):
    GOODS = "goods"
    SERVICE = "service"


class PolicyGap(Refusal):
    """Between two policies lie days without any."""

    def __init__(self, from_on: date, until_on: date) -> None:
        super().__init__(from_on, until_on)
        self.from_on = from_on
        self.until_on = until_on


class PolicyOverlap(Refusal):
    """Two policies claim the same days."""

    def __init__(self, from_on: date, until_on: date) -> None:
        super().__init__(from_on, until_on)
        self.from_on = from_on
        self.until_on = until_on


class PolicyMissing(Refusal):
    """No policy covers this day."""


class PolicyOutOfRange(Refusal):
    """A field of the policy holds a value that makes no sense."""

    def __init__(self, where: str, value: object) -> None:
        super().__init__(where, value)
        self.field = where
        self.value = value


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules from `from_on` up to, not including, `until_on`; an open end is None. Caps of None do not cut.

    `rates` are points per `per_minutes` (30) by activity, `default_rate` for the others. Service counts in whole
    `round_minutes`, downwards. Minute caps are on paid minutes: hours beyond them are still recorded. `honour_percent`
    is what back-filled service is paid. Lots expire `expiry_months` after the day of issue, at the month's end.
    Nobody redeems below `redeem_from_points` or `redeem_from_minutes`.
    """

    name: str
    from_on: date
    until_on: date | None = None
    default_rate: int = 5
    per_minutes: int = 30
    rates: Mapping[Activity, int] = field(default_factory=dict)
    round_minutes: int = 1
    rounding: Rounding = Rounding.HALF_UP
    satisfaction: Mapping[int, int] = field(default_factory=lambda: dict(PLAIN_SATISFACTION))
    daily_minutes: int | None = None
    monthly_minutes: int | None = None
    lifetime_minutes: int | None = None
    holding_points: int | None = None
    overflow: Overflow = Overflow.HONOUR
    honour_percent: int = PERCENT
    starting_gift: int = 0
    gift_to: GiftTo = GiftTo.ANYONE
    gift_monthly_points: int | None = 100
    donations: bool = True
    grant_points: int = 200
    expiry_months: int | None = None
    rewards: frozenset[RewardKind] = frozenset(RewardKind)
    redeem_from_points: int = 0
    redeem_from_minutes: int = 0

    def __post_init__(self) -> None:
        if self.until_on is not None and self.until_on <= self.from_on:
            raise PolicyOutOfRange("until_on", self.until_on)
        for name, (least, most) in LIMITS.items():
            value = getattr(self, name)
            if value is not None and (not is_whole(value) or not least <= value <= most):
                raise PolicyOutOfRange(name, value)
        for activity, rate in self.rates.items():
            if not is_whole(rate) or not 0 <= rate <= MOST_RATE:
                raise PolicyOutOfRange(f"rates.{activity}", rate)
        if set(self.satisfaction) != set(RATINGS) or not all(
            0 <= p <= MOST_PERCENT for p in self.satisfaction.values()
        ):
            raise PolicyOutOfRange("satisfaction", dict(self.satisfaction))

    def rate(self, activity: Activity) -> int:
        return self.rates.get(activity, self.default_rate)

    def covers(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


MOST_RATE = 1000
MOST_PERCENT = 300
MOST_MINUTES = 1_000_000
MOST_CAP = 1_000_000
# Field, least and most value.
LIMITS: Mapping[str, tuple[int, int]] = {
    "default_rate": (0, MOST_RATE),
    "per_minutes": (1, 240),
    "round_minutes": (1, 240),
    "daily_minutes": (1, 1440),
    "monthly_minutes": (1, 44_640),
    "lifetime_minutes": (1, MOST_MINUTES),
    "holding_points": (1, MOST_CAP),
    "honour_percent": (0, PERCENT),
    "starting_gift": (0, 10_000),
    "gift_monthly_points": (0, MOST_CAP),
    "grant_points": (0, MOST_CAP),
    "expiry_months": (1, 240),
    "redeem_from_points": (0, MOST_CAP),
    "redeem_from_minutes": (0, MOST_MINUTES),
}


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """All policies of a community in order of time, with no day between two of them uncovered or covered twice."""

    policies: tuple[Policy, ...]

    def __post_init__(self) -> None:
        for earlier, later in pairwise(self.policies):
            if earlier.until_on is None or earlier.until_on > later.from_on:
                raise PolicyOverlap(later.from_on, earlier.until_on or date.max)
            if earlier.until_on < later.from_on:
                raise PolicyGap(earlier.until_on, later.from_on)

    def at(self, on: date) -> Policy:
        for policy in self.policies:
            if policy.covers(on):
                return policy
        raise PolicyMissing(on)

    def then(self, following: Policy) -> "PolicyBook":
        """Return the book in which this policy takes over on its first day; what was to begin later falls away."""
        earlier = [one for one in self.policies if one.from_on < following.from_on]
        if earlier:
            earlier[-1] = replace(earlier[-1], until_on=following.from_on)
        return PolicyBook((*earlier, following))


class PastPolicyKept(Refusal):
    """What was in force on a day gone by is not changed any more."""

    def __init__(self, on: date) -> None:
        super().__init__(on)
        self.on = on


def keep_past(before: PolicyBook, after: PolicyBook, today: date) -> None:
    """Refuse unless both books say the same for every day before `today`."""
    begins = {one.from_on for book in (before, after) for one in book.policies if one.from_on < today}
    first = before.policies[0].from_on
    for on in sorted(begins):
        if on < first or replace(before.at(on), from_on=on, until_on=None) != replace(
            after.at(on), from_on=on, until_on=None
        ):
            raise PastPolicyKept(on)


@dataclass(frozen=True, slots=True)
class Service:
    """One stretch of service to be priced; a rating of None means that nobody was asked."""

    activity: Activity
    minutes: int
    rating: int | None = None
    difficulty_percent: int = PERCENT
    is_honour: bool = False

    def __post_init__(self) -> None:
        checked_minutes(self.minutes)
        if self.rating is not None and self.rating not in RATINGS:
            raise RatingOutOfRange
        if self.difficulty_percent not in DIFFICULTIES:
            raise PolicyOutOfRange("difficulty_percent", self.difficulty_percent)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the volunteer stood before: paid minutes of that day, that month and ever, and points in hand."""

    day_minutes: int = 0
    month_minutes: int = 0
    lifetime_minutes: int = 0
    balance: int = 0


def compute(policy: Policy, service: Service, standing: Standing) -> Explanation:
    """Return what the service earns under the policy, and every factor that made it so."""
    counted = service.minutes // policy.round_minutes * policy.round_minutes
    periodic = (
        (Limit.DAY, policy.daily_minutes, standing.day_minutes),
        (Limit.MONTH, policy.monthly_minutes, standing.month_minutes),
    )
    lifelong = ((Limit.LIFETIME, policy.lifetime_minutes, standing.lifetime_minutes),)
    due_minutes, cut_before = _cut(counted, periodic, policy.round_minutes)
    paid_minutes, cut_after = _cut(due_minutes, lifelong, policy.round_minutes)
    due = _points(policy, service, due_minutes)
    points = _points(policy, service, paid_minutes)
    limits = (*cut_before, *cut_after)
    if policy.holding_points is not None and standing.balance + points > policy.holding_points:
        points = max(0, policy.holding_points - standing.balance)
        limits = (*limits, Limit.HOLDING)
    return Explanation(
        activity=service.activity,
        minutes=service.minutes,
        counted_minutes=counted,
        paid_minutes=paid_minutes,
        rate=policy.rate(service.activity),
        per_minutes=policy.per_minutes,
        difficulty_percent=service.difficulty_percent,
        rating=service.rating,
        satisfaction_percent=_satisfaction(policy, service),
        share_percent=_share(policy, service),
        points=points,
        overflow_points=due - points if policy.overflow is Overflow.POOL else 0,
        limits=limits,
    )


def _cut(minutes: int, caps: tuple[tuple[Limit, int | None, int], ...], unit: int) -> tuple[int, tuple[Limit, ...]]:
    cut: tuple[Limit, ...] = ()
    for limit, cap, used in caps:
        left = minutes if cap is None else max(0, cap - used)
        if left < minutes:
            minutes, cut = left // unit * unit, (*cut, limit)
    return minutes, cut


def _satisfaction(policy: Policy, service: Service) -> int:
    return PERCENT if service.rating is None else policy.satisfaction[service.rating]


def _share(policy: Policy, service: Service) -> int:
    return policy.honour_percent if service.is_honour else PERCENT


def _points(policy: Policy, service: Service, minutes: int) -> int:
    factors = service.difficulty_percent * _satisfaction(policy, service) * _share(policy, service)
    dividend = minutes * policy.rate(service.activity) * factors
    divisor = policy.per_minutes * PERCENT**3
    half = divisor // 2 if policy.rounding is Rounding.HALF_UP else 0
    return (dividend + half) // divisor
