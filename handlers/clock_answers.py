"""Days and hours of the duty forms, as people say them: 大后天 · 早上七点到八点 · 不是七点，是六点半."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

FIRST, LAST, PAST_DAY = "first", "last", "past_day"
DAYS = frozenset({"day", FIRST, LAST, PAST_DAY})
HOURS = "hours"
HALF_DAY, DAY = 12 * 60, 24 * 60  # minutes
_NEAR = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_LATELY = timedelta(days=60)
"""A day without a year that was so lately is that one: a term is told after it began, a leave too late."""
_SPOKEN_DAY = re.compile(r"^(?:(\d{4})[-年])?(\d{1,2})[-月/.](\d{1,2})[日号]?$")
_LEAP_YEAR = date(2028, 1, 1)
_HOURS = re.compile(r"^(\d{1,2})[:：点](\d{2})?分?\s*[-—~到至]\s*(\d{1,2})[:：点](\d{2})?分?$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WITH_YEAR = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_TIME = re.compile(r"T(\d{2}):(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})")


def spoken(key: str, when: Sequence[str]) -> str | None:
    """Return 2026年3月13日 or 7:00-8:00 from the notation of `domain.spoken`, or None for a key that is neither."""
    told = "/".join(when)
    if key in DAYS:
        days = _DATE.findall(told)
        return _written(date.fromisoformat(days[-1 if key == LAST else 0])) if days else None
    times = _TIME.findall(told)
    if key != HOURS or len(times) != len(("begin", "end")):
        return None
    return "-".join(f"{int(hour)}:{minute}" for hour, minute in times)


def hours_of(text: str) -> str | None:
    """Return 「7:00-8:00」 for two clock times in order, or None."""
    found = _HOURS.match(text.strip())
    if found is None:
        return None
    hour, minute, end_hour, end_minute = (int(part or 0) for part in found.groups())
    is_clock = hour < 24 and end_hour < 24 and minute < 60 and end_minute < 60  # noqa: PLR2004 - a clock's face
    if not is_clock or (hour, minute) >= (end_hour, end_minute):
        return None
    return f"{hour}:{minute:02d}-{end_hour}:{end_minute:02d}"


def day_of(text: str, today: date) -> date | None:
    """Return the day that is meant: 今天, 明天, 11月25日. Without a year it is the next one, or one lately gone."""
    return _day_after(text, today, today - _LATELY)


def coming_day_of(text: str, today: date) -> date | None:
    """Return the day that is meant; without a year it is the next one."""
    return _day_after(text, today, today)


def past_day_of(text: str, today: date) -> date | None:
    """Return the day that is meant; without a year it is the last one."""
    return _day_after(text, today, today - timedelta(days=364))


def _day_after(text: str, today: date, earliest: date) -> date | None:
    said = text.strip()
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    found = _SPOKEN_DAY.match(said)
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


def looks_like_day(text: str) -> str | None:
    """Return what was said if it names a day that some year has; 13月40日 is none."""
    return text.strip() if day_of(text, _LEAP_YEAR) else None


def that_day(key: str, said: str, answers: Mapping[str, Any], today: date) -> str:
    """Return 明天 or 3月12日 as the day it is today: a form that is taken up later still means that one.

    A last day follows the first.
    """
    first = notation_of(str(answers.get(FIRST, ""))) if key == LAST and said not in _NEAR else ""
    from_on = date.fromisoformat(first) if first else today
    meant = past_day_of(said, today) if key == PAST_DAY else day_of(said, from_on)
    return said if meant is None else _written(meant)


def _written(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def notation_of(answer: str) -> str:
    """Return a day that is kept with its year in the notation of `domain.spoken`, or nothing."""
    found = _WITH_YEAR.fullmatch(answer)
    return date(*map(int, found.groups())).isoformat() if found else ""


def hours_put_right(before: str, wrong: Sequence[str], right: Sequence[str]) -> str | None:
    """Return the hours with their wrong end replaced; of the morning's and the evening's hour the nearer one is meant.

    None when the wrong time is neither end.
    """
    ends = [int(hour) * 60 + int(minute) for hour, minute in _CLOCK.findall(before)]
    told, meant = _minutes(wrong), _minutes(right)
    if told is None or meant is None or told % HALF_DAY not in {end % HALF_DAY for end in ends}:
        return None
    changed = [_nearest(meant, end) if end % HALF_DAY == told % HALF_DAY else end for end in ends]
    return "-".join(f"{end // 60}:{end % 60:02d}" for end in changed)


def _minutes(when: Sequence[str]) -> int | None:
    found = _TIME.search("/".join(when))
    return int(found[1]) * 60 + int(found[2]) if found else None


def _nearest(minutes: int, to: int) -> int:
    return min(((minutes + shift) % DAY for shift in (0, HALF_DAY)), key=lambda each: abs(each - to))
