"""Days and hours of the duty forms, as people say them: 大后天 · 早上七点到八点 · 不是七点，是六点半."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.written_days import day_of, is_near, past_day_of

FIRST, LAST, PAST_DAY = "first", "last", "past_day"
DAYS = frozenset({"day", FIRST, LAST, PAST_DAY})
HOURS = "hours"
HALF_DAY, DAY = 12 * 60, 24 * 60  # minutes
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


def looks_like_day(text: str) -> str | None:
    """Return what was said if it names a day that some year has; 13月40日 is none."""
    return text.strip() if day_of(text, _LEAP_YEAR) else None


def that_day(key: str, said: str, answers: Mapping[str, Any], today: date) -> str:
    """Return 明天 or 3月12日 as the day it is today: a form that is taken up later still means that one.

    A last day follows the first.
    """
    first = notation_of(str(answers.get(FIRST, ""))) if key == LAST and not is_near(said) else ""
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
