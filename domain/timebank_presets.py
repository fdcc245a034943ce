"""Policies to start from. `docs/timebank-policies.md` says what each takes from its city and what it leaves out."""

from collections.abc import Callable, Mapping
from datetime import date

from domain.timebank import MINUTES_PER_HOUR, Activity
from domain.timebank_policy import GiftTo, Overflow, Policy, RewardKind, Rounding

ALWAYS = date(2000, 1, 1)
FLAT: Mapping[int, int] = dict.fromkeys(range(1, 6), 100)  # the rating does not change the points


def yinling(from_on: date = ALWAYS, until_on: date | None = None) -> Policy:
    """Five points per half hour, harder posts a little more, up to 20 % for a satisfied neighbour."""
    return Policy(
        "yinling",
        from_on,
        until_on,
        default_rate=5,
        rates={Activity.MEDIATION: 8, Activity.HOSPITAL: 6, Activity.LECTURE: 6, Activity.LESSON: 6},
        daily_minutes=8 * MINUTES_PER_HOUR,
    )


def beijing(from_on: date = ALWAYS, until_on: date | None = None) -> Policy:
    """One coin an hour whatever the service; gifts go to direct relatives; services only."""
    return Policy(
        "beijing",
        from_on,
        until_on,
        default_rate=1,
        per_minutes=60,
        round_minutes=60,
        rounding=Rounding.HALF_UP,
        satisfaction=FLAT,
        gift_to=GiftTo.FAMILY,
        gift_monthly_points=None,
        rewards=frozenset({RewardKind.SERVICE}),
    )


def nanjing(from_on: date = ALWAYS, until_on: date | None = None) -> Policy:
    """Paid up to 1,500 hours in a life; what is above goes to the pool."""
    return Policy(
        "nanjing",
        from_on,
        until_on,
        default_rate=1,
        per_minutes=60,
        satisfaction=FLAT,
        round_minutes=30,
        lifetime_minutes=1500 * MINUTES_PER_HOUR,
        overflow=Overflow.POOL,
    )


def guangzhou(from_on: date = ALWAYS, until_on: date | None = None) -> Policy:
    """Whole hours only, spent from 100 hours on, and never more than 1,500 in store."""
    return Policy(
        "guangzhou",
        from_on,
        until_on,
        default_rate=1,
        per_minutes=60,
        satisfaction=FLAT,
        round_minutes=60,
        holding_points=1500,
        redeem_from_minutes=100 * MINUTES_PER_HOUR,
    )


def ruian(from_on: date = ALWAYS, until_on: date | None = None) -> Policy:
    """Half hours; only checked-in hours are paid, back-filled ones are honour."""
    return Policy(
        "ruian",
        from_on,
        until_on,
        default_rate=1,
        per_minutes=60,
        satisfaction=FLAT,
        round_minutes=30,
        honour_percent=0,
    )


PRESETS: Mapping[str, Callable[..., Policy]] = {
    "yinling": yinling,
    "beijing": beijing,
    "nanjing": nanjing,
    "guangzhou": guangzhou,
    "ruian": ruian,
}
