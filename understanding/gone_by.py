"""Days without a year, a month or a week that have gone by: 大年初一 in 正月, 周三 of who forgot to check in."""

import datetime as dt
import re
from dataclasses import replace

from understanding.time_days import SOON, a_year_before
from understanding.time_kinds import About, Candidate, Day, Month, Stretch, TimeReading, on_day
from understanding.times import read_times

_BY_NUMBER = re.compile("[0-9一二三四五六七八九十]{1,2}(?:月|[./-])")
_SAYS_WHICH = re.compile(
    "[今明昨前][天日晚早儿个年]|大?后[天日儿]|来年|后年|(?:[下上]+|这|本)一?个?(?:周|星期|礼拜|月|旬)|再过|20[0-9]{2}|[天周月][之以]?[前后]"
)
"""Then the day is to come because it is said to be."""
_TELLS = {"dispute", "register", "help", "cancel", "other"}
"""In these a feast that has just been is told of; whoever wants a duty or a wish on one means the next."""
_LATELY = dt.timedelta(days=60)
_BACK = (6, 31, 62)
"""Days: a weekday is of the last week, a number of the last months."""


def gone_by(reading: TimeReading, intent: str, now: dt.datetime) -> TimeReading:
    """Return a date that is far ahead as the last one: 二月十号办的 said in March, 中秋都没接 a week after it."""
    if intent == "check_in":
        reading = _last_such(reading, now)
    first = reading.candidates[0]
    on = _begin_of(first)
    if on is None or on <= now.date() + SOON:
        return reading
    if not _BY_NUMBER.match(reading.text):
        is_told = intent in _TELLS and not _SAYS_WHICH.search(reading.text)
        return read_again(reading, now, _LATELY) if is_told else reading
    if isinstance(first, Day):
        return replace(reading, candidates=(Day(a_year_before(first.on)),))
    if isinstance(first, Month):
        return replace(reading, candidates=(Month(first.year - 1, first.month),))
    if isinstance(first, Stretch) and isinstance(first.first, Day) and isinstance(first.last, Day):
        ends = [Day(a_year_before(each.on)) for each in (first.first, first.last)]
        return replace(reading, candidates=(Stretch(*ends),)) if first.first.on <= first.last.on else reading
    return reading


def _last_such(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """周三那班我去了，忘打卡: of who has done it, the day is the last such one."""
    on = _begin_of(reading.candidates[0])
    if on is None or on <= now.date() or _SAYS_WHICH.search(reading.text):
        return reading
    for days in _BACK:
        again = read_again(reading, now, dt.timedelta(days=days))
        if again is not reading:
            return again
    return reading


def read_again(reading: TimeReading, now: dt.datetime, earlier: dt.timedelta) -> TimeReading:
    """Return what the same words meant so much earlier, if that is over by now."""
    again = read_times(reading.text, now - earlier)
    on = _begin_of(again[0].candidates[0]) if len(again) == 1 else None
    return replace(reading, candidates=again[0].candidates) if on and on <= now.date() else reading


def _begin_of(at: Candidate) -> dt.date | None:
    if isinstance(at, Stretch):
        return on_day(at.first)
    if isinstance(at, Month):
        return dt.date(at.year, at.month, 1)
    return at.on if isinstance(at, About) else on_day(at)
