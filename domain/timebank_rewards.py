"""兑换: what points can be had for, and the way of a redemption from the hold to the merchant's counter."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import Refusal
from domain.timebank import Balance, checked_points, is_whole
from domain.timebank_policy import Policy, RewardKind

CODE_DIGITS = 6
MOST_WRONG_TRIES = 5  # then the till rests
TILL_RESTS = timedelta(minutes=30)  # also how long a wrong try is remembered
MOST_STOCK = 1_000_000
LONGEST_HOLD_DAYS = 90
LONGEST_TITLE = 60  # characters that fit a button and a card


class RedemptionState(StrEnum):
    HELD = "held"
    USED = "used"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class RewardWithdrawn(Refusal):
    """The reward is no longer offered, or not at this time."""


class RewardSoldOut(Refusal):
    """Nothing of it is left."""


class RewardLimitReached(Refusal):
    """This person has had as many as one may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class RewardNotAllowed(Refusal):
    """The community's policy does not give points for this kind: goods, or services."""


class RewardOutOfRange(Refusal):
    """A field of the reward makes no sense."""

    def __init__(self, where: str, value: object) -> None:
        super().__init__(where, value)
        self.field = where
        self.value = value


class RedeemingNotYet(Refusal):
    """Below the points or the minutes from which this community redeems."""

    def __init__(self, points: int, minutes: int) -> None:
        super().__init__(points, minutes)
        self.points = points
        self.minutes = minutes


class RedemptionsStopped(Refusal):
    """The books of this community did not prove; nothing is redeemed until they do."""


class RedemptionSettled(Refusal):
    """The redemption was used, cancelled or has lapsed."""

    def __init__(self, state: RedemptionState) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True, slots=True)
class NewReward:
    """Something to be had for points at a partner's. `stock` of None is never sold out, `limit` counts per person.

    A held one waits `hold_days` at the counter. It is offered from `from_on` up to, not including, `until_on`.
    """

    community_id: int
    partner_id: int
    title: str
    kind: RewardKind
    points: int
    stock: int | None = None
    limit: int | None = None
    hold_days: int = 14
    from_on: date | None = None
    until_on: date | None = None
    description: str = ""
    picture: str = ""

    def __post_init__(self) -> None:
        checked_points(self.points)
        if not self.title.strip() or len(self.title) > LONGEST_TITLE:
            raise RewardOutOfRange("title", self.title)
        ranges = (("stock", 0, MOST_STOCK), ("limit", 1, MOST_STOCK), ("hold_days", 1, LONGEST_HOLD_DAYS))
        for name, least, most in ranges:
            value = getattr(self, name)
            if value is not None and (not is_whole(value) or not least <= value <= most):
                raise RewardOutOfRange(name, value)
        if self.from_on and self.until_on and self.until_on <= self.from_on:
            raise RewardOutOfRange("until_on", self.until_on)


@dataclass(frozen=True, slots=True)
class Reward:
    id: int
    terms: NewReward
    is_withdrawn: bool = False

    def offered(self, on: date) -> bool:
        terms = self.terms
        begun = terms.from_on is None or terms.from_on <= on
        return begun and (terms.until_on is None or on < terms.until_on) and not self.is_withdrawn


@dataclass(frozen=True, slots=True)
class Redemption:
    id: int
    community_id: int
    reward_id: int
    title: str
    person_id: int
    partner_id: int
    points: int
    state: RedemptionState
    code: str
    hold_sequence: int
    reserved_at: datetime
    expires_at: datetime
    key: str
    settled_at: datetime | None = None
    settled_by: int | None = None


@dataclass(frozen=True, slots=True)
class Till:
    """Where codes are entered: wrong tries count per person who enters, so that nobody guesses a million codes."""

    wrong_tries: int = 0
    last_wrong_at: datetime | None = None
    rests_until_at: datetime | None = None

    def is_resting(self, now: datetime) -> bool:
        return self.rests_until_at is not None and now < self.rests_until_at

    def after_wrong(self, now: datetime) -> "Till":
        """Count a wrong try; tries older than half an hour are forgotten, and the fifth closes the till as long."""
        recent = self.last_wrong_at is not None and now - self.last_wrong_at < TILL_RESTS
        tries = (self.wrong_tries if recent and self.wrong_tries < MOST_WRONG_TRIES else 0) + 1
        return Till(tries, now, now + TILL_RESTS if tries >= MOST_WRONG_TRIES else None)


@dataclass(frozen=True, slots=True)
class CodeTaken:
    """The code was right; the points are the merchant's."""

    redemption: Redemption


@dataclass(frozen=True, slots=True)
class CodeUsedBefore:
    """The code was right, and has been taken already: the other till, or the same button twice."""

    redemption: Redemption


@dataclass(frozen=True, slots=True)
class CodeWrong:
    """No open redemption of this partner has the code, or its time is over."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class TillResting:
    """Too many wrong codes; whatever is entered before `until_at` is not looked at."""

    until_at: datetime


CodeAnswer = CodeTaken | CodeUsedBefore | CodeWrong | TillResting


@dataclass(frozen=True, slots=True)
class RedemptionLapsed(Fact):
    """Told to the person: the reward was not fetched in time, the points are back."""

    redemption_id: int
    title: str
    points: int


def check_offer(reward: Reward, policy: Policy, balance: Balance, had: int, on: date) -> None:
    """Refuse unless the reward is offered today, the policy allows its kind and the person may redeem (again)."""
    if not reward.offered(on):
        raise RewardWithdrawn
    if reward.terms.kind not in policy.rewards:
        raise RewardNotAllowed
    if balance.available < policy.redeem_from_points or balance.minutes < policy.redeem_from_minutes:
        raise RedeemingNotYet(policy.redeem_from_points, policy.redeem_from_minutes)
    if reward.terms.limit is not None and had >= reward.terms.limit:
        raise RewardLimitReached(reward.terms.limit)
    if reward.terms.stock == 0:
        raise RewardSoldOut
