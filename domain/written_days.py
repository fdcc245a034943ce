"""Days as people write them: 明天, 11月25日, 2026-11-25. Without a year, which one depends on what it is for."""

import re
from datetime import date, timedelta

_NEAR = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_LATELY = timedelta(days=60)
"""A day without a year that was so lately is that one: a term is told after it began, a leave too late."""
_ALMOST_A_YEAR = timedelta(days=364)
_WRITTEN = re.compile(r"^(?:(\d{4})[-年./])?(\d{1,2})[-月./](\d{1,2})[日号]?$")


def is_near(text: str) -> bool:
    """Whether the day is counted from the one on which it is said: 明天."""
    return text.strip() in _NEAR


def day_of(text: str, today: date) -> date | None:
    """Return the day that is meant; without a year it is the next one, or one lately gone. None for 13月40日."""
    return day_from(text, today, today - _LATELY)


def coming_day_of(text: str, today: date) -> date | None:
    """Return the day that is meant; without a year it is the next one."""
    return day_from(text, today, today)


def past_day_of(text: str, today: date) -> date | None:
    """Return the day that is meant; without a year it is the last one."""
    return day_from(text, today, today - _ALMOST_A_YEAR)


def day_from(text: str, today: date, earliest: date) -> date | None:
    """Return the day that is meant; without a year it is the first such day from the earliest on."""
    said = text.strip()
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    found = _WRITTEN.match(said)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if year:
        return _day_in(year, month, day)
    days = (_day_in(each, month, day) for each in (earliest.year, earliest.year + 1))
    return next((each for each in days if each and each >= earliest), None)


def _day_in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
