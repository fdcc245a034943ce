"""How long somebody is away from a day on: 从明天起歇三天, 周四去省城，得走两天."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import around
from understanding.numerals import NUMBER, value_of
from understanding.text import Plain
from understanding.time_days import months_on, next_number
from understanding.time_kinds import Day, PartOfDay, Stretch, TimeReading, day_of, is_hour

_FROM = re.compile("从$")
_ON = re.compile("起|开始")
_DAYS_OR_WEEKS = "天|日|个?(?:礼拜|星期)(?![一二三四五六日])|周"
_LASTING = re.compile(f"(?P<count>{NUMBER})(?P<unit>{_DAYS_OR_WEEKS})(?!前|后|以|{NUMBER}[回次趟])")
_AWAY_FOR = re.compile(f"(?P<count>{NUMBER}|半)(?P<unit>{_DAYS_OR_WEEKS}|个月)(?!前|后|以)")
_GOES_FOR = re.compile(f"(?:请|走|就是){_AWAY_FOR.pattern}")
_UNBROKEN = re.compile(f"连[着续]?(?P<count>{NUMBER})[天日](?!前|后|以)")
_HALF_A_MONTH, _MONTHS = 15, 12
_WEEK = 7
_LONGEST = 366
"""Days of a leave."""


def lasting(said: Plain, times: list[TimeReading], *, is_away: bool) -> list[TimeReading]:
    """从明天起歇三天, 周三进医院，请一个月: so many days from then; 请三天假 says no day."""
    if len(times) > 1 and is_away:
        return [
            _lasting_from(one, _AWAY_FOR.search(after) if _FROM.search(before) or _ON.match(after) else None)
            for one, (before, after) in zip(times, around(said, times), strict=True)
        ]
    if not times or not all(is_hour(one.candidates[0]) for one in times[1:]):
        return times
    if (running := _unbroken(said, times[0])) is not None:
        return [running, *times[1:]]
    if len(times) > 1:
        return times
    ((before, after),) = around(said, times)
    found = None
    if _FROM.search(before) or _ON.match(after):
        found = _LASTING.search(said.text) or (_AWAY_FOR.search(after) if is_away else None)
    elif is_away:
        found = _GOES_FOR.search(after)
    return [_lasting_from(times[0], found)]


def _unbroken(said: Plain, reading: TimeReading) -> TimeReading | None:
    """明天起连着三天早班: every day of them, at that part of the day."""
    found, on, first = _UNBROKEN.search(said.text), day_of(reading), reading.candidates[0]
    if found is None or on is None or not isinstance(first, Day | PartOfDay):
        return None
    last = on + dt.timedelta(days=(value_of(found["count"]) or 1) - 1)
    if not on < last <= on + dt.timedelta(days=_LONGEST):
        return None
    final = PartOfDay(last, first.part) if isinstance(first, PartOfDay) else Day(last)
    return replace(reading, candidates=(Stretch(Day(on), final),))


def _lasting_from(reading: TimeReading, lasting: re.Match[str] | None) -> TimeReading:
    first = reading.candidates[0]
    if lasting is None or not isinstance(first, Day):
        return reading
    last = _last_day(first.on, lasting)
    return replace(reading, candidates=(Stretch(first, Day(last)),)) if first.on < last else reading


def _last_day(first: dt.date, lasting: re.Match[str]) -> dt.date:
    """Return the last of so many days; a month ends on the day of the same number, and what is too long is one day."""
    if lasting["count"] == "半":
        return first + dt.timedelta(days=_HALF_A_MONTH) if lasting["unit"] == "个月" else first
    count = value_of(lasting["count"]) or 1
    if lasting["unit"] == "个月":
        return next_number(months_on(first.replace(day=1), count), first.day)[0] if count <= _MONTHS else first
    days = count * (1 if lasting["unit"] in "天日" else _WEEK)
    return first + dt.timedelta(days=days - 1) if days <= _LONGEST else first
