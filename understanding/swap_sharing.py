"""What both times of a swap share and is said once: 七点换九点，后天; 晚上八点推到九点; 这三天 of days just named."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import around
from understanding.text import Plain
from understanding.time_kinds import (
    Candidate,
    Clock,
    Day,
    Moment,
    PartOfDay,
    Stretch,
    TimeReading,
    at_hours,
    day_of,
    is_hour,
    on_day,
)

_WAYS = "[换改挪调变移推提倒掉拉拖搬转该]"
_EXCHANGED = re.compile(
    f"[^,。!?;]{{0,8}}(?:{_WAYS}|[到和跟与同搭])[^,。!?;]{{0,5}}|[^,。!?;]{{0,6}},[^,。!?;]{{0,4}}{_WAYS}[到成]?个?"
)
"""Between two times that are the two of the swap."""
_BEGINS_WITH_HOUR = re.compile("(?:[早晚午夜][上里间]?|上午|下午|中午|傍晚)?[0-9零一二两三四五六七八九十]{1,3}[点:时]")
_THESE_DAYS = re.compile("这[两俩三四几][天日]$")
_OF_THE_DAY = re.compile("的?(?:护学|巡逻|值班|班|岗|趟|那|个)*,")
_THAT_ONE = re.compile("[那这]|的(?!时)")
_SAID_BEHIND = re.compile("[,，、 ]")
"""In 七点三刻换八点一刻，晚上 the evening is that of both, in 七点换晚上八点 of one."""
_OF_A_SHIFT = re.compile("[那这班岗]|的(?!时)|个[班岗]")
_TWO = 2
_TO_IT = re.compile("[换改挪调跟和同到成]$")
_APART, _ENDS = re.compile("[,。;]$"), re.compile("(?:的|那天|那趟|那?一?班|[班岗])*[,。!?]?$")
_NOON, _PM = 12, {"afternoon", "evening", "night"}
_NEAR = dt.timedelta(hours=2)


def with_shared(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """Return the times of a swap with what is said once of both given to both."""
    times = _of_the_part(said, _of_one_day(said, _without_these_days(times)))
    between = [before for before, _ in around(said, times)]
    for at in range(1, len(times)):
        first, second = times[at - 1 : at + 1]
        if _is_hours(first) and _EXCHANGED.fullmatch(between[at]):
            pair, others = _in_one_half(first, second), times[: at - 1] + times[at + 1 :]
            return sorted(_on_one_day(*pair, others), key=lambda one: one.start)
    return _with_the_day_behind(said, times)


def _without_these_days(times: list[TimeReading]) -> list[TimeReading]:
    """二十四号到二十六号我不在，这三天的班换给谁: the days that were named before."""
    return [one for at, one in enumerate(times) if not (at and _THESE_DAYS.match(one.text) and day_of(times[at - 1]))]


def _of_one_day(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """后天的护学岗，早上那个: one time."""
    found: list[TimeReading] = []
    for one, (before, after) in zip(times, around(said, times), strict=True):
        day = found[-1].candidates[0] if found else None
        if isinstance(day, Day) and _is_hours(one) and _OF_THE_DAY.fullmatch(before) and _THAT_ONE.match(after):
            found[-1] = replace(_at(one, day.on), start=found[-1].start)
        else:
            found.append(one)
    return found


def _with_the_day_behind(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """夜班换给年轻人吧，后天的: the shift of that day."""
    if len(times) == _TWO and _is_hours(times[0]) and isinstance(day := times[1].candidates[0], Day):
        (before, between), (_, after) = around(said, times)
        if not _TO_IT.search(before) and _APART.search(between) and _ENDS.fullmatch(after):
            return [_at(times[0], day.on)]
    return times


def _of_the_part(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """明早我要排队，六点半的站不了: the only day that is named is that of the hours behind it."""
    if len({on for one in times if (on := on_day(one.candidates[0]))}) != 1:
        return times
    part = times[0].candidates[0]
    if not isinstance(part, PartOfDay) or not part.on or len(times) == 1:
        return times
    beside = around(said, times)
    hours = [
        _in_part(one, part) if _OF_A_SHIFT.match(after) else one
        for one, (_, after) in zip(times[1:], beside[1:], strict=True)
    ]
    return hours if hours != times[1:] and not _OF_A_SHIFT.match(beside[0][1]) else times


def _in_part(reading: TimeReading, part: PartOfDay) -> TimeReading:
    is_pm = part.part in _PM or part.part == "noon"
    hours = [one for one in reading.candidates if isinstance(one, Clock) and (one.at.hour >= _NOON) == is_pm]
    return _at(_first_being(reading, hours[0]), part.on) if hours and part.on else reading


def _in_one_half(first: TimeReading, second: TimeReading) -> tuple[TimeReading, TimeReading]:
    """晚上八点推到九点, 六点五十换七点二十: near hours are of one half of the day, the first unless it is said."""
    near = [
        (given, taken)
        for given in first.candidates
        for taken in second.candidates
        if isinstance(given, Clock) and isinstance(taken, Clock | Moment) and abs(_hour(given) - _hour(taken)) <= _NEAR
    ]
    is_other = len(first.candidates) > len(second.candidates) and not _SAID_BEHIND.search(second.text)
    if not near or is_other or (first.candidates[0], second.candidates[0]) in near:
        return first, second
    given, taken = min(near, key=lambda pair: _hour(pair[0]))
    return _first_being(first, given), _first_being(second, taken)


def _first_being(reading: TimeReading, meant: Candidate) -> TimeReading:
    return replace(reading, candidates=tuple(dict.fromkeys([meant, *reading.candidates])))


def _hour(at: Clock | Moment) -> dt.timedelta:
    return dt.timedelta(hours=at.at.hour, minutes=at.at.minute)


def _on_one_day(first: TimeReading, second: TimeReading, others: list[TimeReading]) -> list[TimeReading]:
    """七点换九点，后天; 礼拜四检查，八点半的改到七点: of the one day that is said, before or behind."""
    if _is_hours(second):
        days = {on for one in others if (on := on_day(one.candidates[0]))}
    else:
        days = {on for on in [day_of(second)] if on and _BEGINS_WITH_HOUR.match(second.text)}
    if len(days) != 1:
        return [first, second, *others]
    (on,) = days
    left = [one for one in others if not isinstance(one.candidates[0], Day)]
    return [_at(first, on), _at(second, on) if _is_hours(second) else second, *left]


def _is_hours(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return is_hour(first) or (isinstance(first, Stretch) and isinstance(first.first, Clock))


def _at(hours: TimeReading, on: dt.date) -> TimeReading:
    return replace(hours, candidates=tuple(at_hours(on, each) for each in hours.candidates))
