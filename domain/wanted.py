"""When help is wanted: the notation in which times were understood, as a span of instants in Shanghai's days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.refusals import Refusal
from domain.times import at_local, local

# The parts of a day as (begins, ends); an end of midnight is the next day's.
PARTS: dict[str, tuple[time, time]] = {
    "dawn": (time(4), time(7)),
    "morning": (time(6), time(9)),
    "forenoon": (time(8), time(12)),
    "noon": (time(11), time(14)),
    "afternoon": (time(13), time(18)),
    "evening": (time(17), time(21)),
    "night": (time(19), time(23, 59)),
}
GRACE = timedelta(hours=1)  # 「下午三点」 said at ten past three is still meant
_MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$")
_PART = re.compile(r"^(\d{4}-\d{2}-\d{2})?@([a-z]+)$")
_DAY = re.compile(r"^~?(\d{4}-\d{2}-\d{2})$")
_RELATIVE = re.compile(r"[今明后大]+天（(\d{1,2}月\d{1,2}日)，(周.)[^）]*）")
_CLOCK = re.compile(r"^T(\d{2}:\d{2})$")


class WantedInThePast(Refusal):
    """The time at which help is wanted has gone by."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last instant at which the help suits; `until_at` is exclusive."""

    from_at: datetime
    until_at: datetime


def lasting(words: str) -> str:
    """Return a time as it may stand on a card for days: 「后天（3月12日，周四）上午」 is 「3月12日（周四）上午」."""
    return _RELATIVE.sub(r"\1（\2）", words)


def span_of(notations: Sequence[str], now: datetime) -> Span | None:
    """Return the span that all understood times cover, or None when none of them names a day.

    Refuses with `WantedInThePast` when all of it has gone by. Repeating times (每周三) have no span.
    """
    spans = [found for each in notations if (found := _one(each, local(now).date(), now)) is not None]
    if not spans:
        return None
    whole = Span(min(each.from_at for each in spans), max(each.until_at for each in spans))
    if whole.until_at + GRACE <= now:
        raise WantedInThePast
    return whole


def _one(notation: str, today: date, now: datetime) -> Span | None:
    if "/" in notation:
        ends = [_one(each, today, now) for each in notation.split("/", 1)]
        first, last = ends
        return Span(first.from_at, last.until_at) if first is not None and last is not None else None
    try:
        return _simple(notation, today, now)
    except ValueError:
        return None


def _simple(notation: str, today: date, now: datetime) -> Span | None:
    if found := _MOMENT.match(notation):
        at = at_local(date.fromisoformat(found[1]), time.fromisoformat(found[2]))
        return Span(at, at + GRACE)
    if found := _DAY.match(notation):
        day = date.fromisoformat(found[1])
        return Span(at_local(day, time(0)), at_local(day + timedelta(days=1), time(0)))
    if (found := _PART.match(notation)) and found[2] in PARTS:
        begins, ends = PARTS[found[2]]
        day = date.fromisoformat(found[1]) if found[1] else today
        if not found[1] and at_local(day, ends) <= now:
            day += timedelta(days=1)
        return Span(at_local(day, begins), at_local(day, ends))
    if found := _CLOCK.match(notation):
        at = at_local(today, time.fromisoformat(found[1]))
        at = at if at > now - GRACE else at + timedelta(days=1)
        return Span(at, at + GRACE)
    return None
