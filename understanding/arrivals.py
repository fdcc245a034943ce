"""When somebody who checks in or out came and left: it is over, and of two hours the second is the later one."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import around
from understanding.text import Plain
from understanding.time_kinds import Candidate, Clock, Moment, Part, PartOfDay, Stretch, TimeReading

_FIRST_DUTY = dt.time(5, 45)
"""Who came at 五点半 came in the afternoon, be it the day before."""
_EARLY = dt.timedelta(minutes=20)
"""Who is there at two minutes to eight speaks of eight o'clock."""
_FIRST_END = dt.time(7, 0)
"""No duty of the morning is over before this."""
_NOON, _LONGEST = 12, 5
"""Hours: noon, and more than a duty lasts."""
_HOURS_OF: dict[Part, range] = {
    "dawn": range(3, 8),
    "morning": range(5, 10),
    "forenoon": range(7, 13),
    "noon": range(11, 15),
    "afternoon": range(12, 19),
    "evening": range(16, 24),
    "night": range(19, 24),
}
_NOT_OF_COMING = re.compile(
    "T(?:才|方才|都)?(?:想起|记起|漏了)|T不到|T的[班岗]|(?:写|显示|记|登|排)(?:成|着|了|的|是|我)*T|"
    "(?:不是|[唔不]系|别[给记]?我?(?:算|记|写)成|[说讲]好的?|规定|开门)(?:是|在)?T|不到T[^,。]*,$"
)
"""Said of an hour beside another: when somebody thought of it, what stands in the list, when it was to begin."""
_CAME_THEN = re.compile("(?:就|才|准时|左右)*(?:到|来|走|撤|离开?)(?:的|了|岗|[,。]|$)")
_LEFT = re.compile(
    "(?:钟|整|正|我|俺|就|才|都)*(?:走|离|散|收|撤|下(?![午雨])|回(?!来看))|[^,。]{0,2}(?:签退|散场|收[工摊岗])"
)
_LEAVING = re.compile("(?:[走撤离]|下岗|收工|散|结束)的?(?:时候|时间|钟点)[是为:]?$")
_BY_MORNING = re.compile("[早晨]|天[刚才没不]?亮|升旗|上学|扫雪")


def just_now(said: Plain, times: list[TimeReading], now: dt.datetime, *, is_by_night: bool) -> list[TimeReading]:
    """Return the times as those of who has just come or left; a night's are those of the night before."""
    times = _with_its_part(times)
    if is_by_night:
        return times
    by_morning = _BY_MORNING.search(said.text) or len(times) > 1
    found: list[TimeReading] = []
    for one, (before, after) in zip(times, around(said, times), strict=True):
        if not by_morning and (_LEFT.match(after) or _LEAVING.search(before)) and (evening := _in_the_evening(one)):
            found.append(evening)
        else:
            found.append(_later(one, _gone(one, now), found))
    return _on_the_day_said(found)


def _on_the_day_said(times: list[TimeReading]) -> list[TimeReading]:
    """今早六点五十到的，八点整撤的: both on the day that is said with the first."""
    first = times[0].candidates[0] if times else None
    if not isinstance(first, Moment):
        return times
    return [
        replace(one, candidates=(Moment(dt.datetime.combine(first.at, one.candidates[0].at)),))
        if isinstance(one.candidates[0], Clock) and one.candidates[0].at > first.at.time()
        else one
        for one in times
    ]


def hours_of_coming(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """八点正式开始，我七点五十到的: the hour at which somebody came or left, if that is said of one."""
    times = _without_hours_beside(said, times)
    beside = list(zip(times, around(said, times), strict=True))
    told = [one for one, (_, after) in beside if _is_clock(one) and _CAME_THEN.match(after)]
    if len(told) != 1 or any(before.endswith("到") for _, (before, _) in beside):
        return times
    return [one for one in times if one in told or not _is_clock(one)]


def _without_hours_beside(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """八点半到的，八点四十才想起来: of several hours those at which nobody came or left are left out."""
    beside = list(zip(times, around(said, times), strict=True))
    told = [
        one
        for one, (before, after) in beside
        if _is_clock(one) and not _NOT_OF_COMING.search(f"{re.split('[,。!?;]', before)[-1]}T{after}")
    ]
    is_told = told or any(isinstance(one.candidates[0], Moment) for one in times)
    return [one for one in times if one in told or not _is_clock(one)] if is_told else times


def _is_clock(reading: TimeReading) -> bool:
    return isinstance(reading.candidates[0], Clock)


def _with_its_part(times: list[TimeReading]) -> list[TimeReading]:
    """六点半下的岗，傍晚那个: the part of the day that is said behind tells which hour it is."""
    found: list[TimeReading] = []
    for one in times:
        part = one.candidates[0]
        hours = _HOURS_OF[part.part] if isinstance(part, PartOfDay) and part.on is None else range(0)
        before = found[-1].candidates if found else ()
        fitting = tuple(at for at in before if isinstance(at, Clock) and at.at.hour in hours)
        if fitting:
            found[-1] = replace(found[-1], candidates=fitting)
        else:
            found.append(one)
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
    hours = [
        one
        for one in reading.candidates
        if isinstance(one, Clock) and first.at < one.at and one.at.hour - first.at.hour < _LONGEST
    ]
    return replace(reading, candidates=tuple(hours)) if hours else gone


def _gone(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """六点五十 said at nine is this morning's."""
    first = reading.candidates[0]
    if isinstance(first, Clock):
        soon = (now + _EARLY).time() if now.date() == (now + _EARLY).date() else now.time()
        gone = [one for one in reading.candidates if isinstance(one, Clock) and _FIRST_DUTY <= one.at <= soon]
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
