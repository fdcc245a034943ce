"""When somebody who checks in or out came and left: it is over, and of two hours the second is the later one."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import around
from understanding.text import Plain
from understanding.time_kinds import Candidate, Clock, Moment, Stretch, TimeReading

_FIRST_DUTY = dt.time(5, 45)
"""Who came at 五点半 came in the afternoon, be it the day before."""
_FIRST_END = dt.time(7, 0)
"""No duty of the morning is over before this."""
_NOON = 12
_LEFT = re.compile(
    "(?:钟|整|正|我|俺|就|才|都)*(?:走|离|散|收|撤|下(?![午雨])|回(?!来看))|[^,。]{0,2}(?:签退|散场|收[工摊岗])"
)
_BY_MORNING = re.compile("[早晨]|天[刚才没不]?亮|升旗|上学|扫雪")


def just_now(said: Plain, times: list[TimeReading], now: dt.datetime, *, is_by_night: bool) -> list[TimeReading]:
    """Return the times as those of who has just come or left; a night's are those of the night before."""
    if is_by_night:
        return times
    by_morning = _BY_MORNING.search(said.text) or len(times) > 1
    found: list[TimeReading] = []
    for one, (_, after) in zip(times, around(said, times), strict=True):
        if not by_morning and _LEFT.match(after) and (evening := _in_the_evening(one)):
            found.append(evening)
        else:
            found.append(_later(one, _gone(one, now), found))
    return found


def _in_the_evening(reading: TimeReading) -> TimeReading | None:
    """六点半走的: a duty of the morning has hardly begun by then."""
    hours = [one for one in reading.candidates if isinstance(one, Clock)]
    if len(hours) == len(reading.candidates) > 1 and min(one.at for one in hours) < _FIRST_END:
        return replace(reading, candidates=(max(hours, key=lambda one: one.at),))
    return None


def _later(reading: TimeReading, gone: TimeReading, found: list[TimeReading]) -> TimeReading:
    """从四点半守到六点: nobody leaves before he has come."""
    first, last = found[-1].candidates[0] if found else None, gone.candidates[0]
    if not (isinstance(first, Clock) and isinstance(last, Clock)) or first.at <= last.at:
        return gone
    hours = [one for one in reading.candidates if isinstance(one, Clock) and first.at < one.at]
    return replace(reading, candidates=tuple(hours)) if hours else gone


def _gone(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """六点五十 said at nine is this morning's."""
    first = reading.candidates[0]
    if isinstance(first, Clock):
        gone = [one for one in reading.candidates if isinstance(one, Clock) and _FIRST_DUTY <= one.at <= now.time()]
        if gone:
            return replace(reading, candidates=(max(gone, key=lambda one: one.at),))
    if isinstance(first, Stretch) and isinstance(first.first, Clock) and isinstance(first.last, Clock):
        return replace(reading, candidates=(_half_a_day_ago(first.first, first.last, now.time()),))
    if isinstance(first, Moment) and first.at > now:
        hours: list[Candidate] = [one for one in reading.candidates if isinstance(one, Moment) and one.at <= now]
        return replace(reading, candidates=(*hours, *reading.candidates))
    return reading


def _half_a_day_ago(begun: Clock, ended: Clock, now: dt.time) -> Stretch:
    """六点五十到七点五十 said at nine is this morning's; 三点到五点 is of no morning."""
    if min(begun.at.hour, ended.at.hour) < _NOON or begun.at <= now:
        return Stretch(begun, ended)
    ends = [Clock(each.at.replace(hour=each.at.hour - _NOON)) for each in (begun, ended)]
    return Stretch(*ends) if ends[0].at >= _FIRST_DUTY else Stretch(begun, ended)
