"""Days that belong together: 周四周五两天, 周一周三早上, 从明天起三天, 歇到月底, 七点到八点半走."""

import calendar
import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

from understanding.around import around
from understanding.numerals import NUMBER, value_of
from understanding.text import Plain
from understanding.time_kinds import (
    About,
    Clock,
    Day,
    Month,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
)
from understanding.time_words import WEEKDAYS

_JOIN = re.compile("(?:、|,|和|跟|与|还有|的|同)?")
_BARE_WEEKDAY = re.compile("(?:周|星期|礼拜)")
_DAYS_TOGETHER = re.compile("(?:的|这|那|我)*(?:[两二俩三四五2-5](?:天|日|个班|班|岗)|都|歇)")
_NEXT_WEEKDAY = re.compile("(?P<day>[一二三四五六日天])(?![点号个月天日次])")
_UNTIL = re.compile("(?:歇|休|停|请|养|住|待|呆|忙)[^,。]{0,3}[到至]$")
_BY_THEN = re.compile("(?:以前|之前|前)|(?:才|再)?回来|才回")
_FROM = re.compile("从$")
_ON = re.compile("起|开始")
_LASTING = re.compile(f"(?P<count>{NUMBER})(?P<unit>天|日|个?(?:礼拜|星期)|周)(?!前|后|以)")
_WEEK = 7


def together(said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """Return the times with days that are said as one put into one."""
    if intent in {"duty_leave", "duty_signup"}:
        times = _until(said, [_two_weekdays(said, one) for one in times], now)
        times = _lasting(said, _runs(said, times, intent)) if intent == "duty_leave" else _runs(said, times, intent)
    return _from_to(times) if intent == "check_in" else times


def _two_weekdays(said: Plain, reading: TimeReading) -> TimeReading:
    """这礼拜五六, 礼拜六日: two days running."""
    first = reading.candidates[0]
    after = around(said, [reading])[0][1]
    match = _NEXT_WEEKDAY.match(after)
    if not (isinstance(first, Day) and match and _BARE_WEEKDAY.search(reading.text)):
        return reading
    if WEEKDAYS[match["day"]] != first.on.isoweekday() + 1:
        return reading
    return replace(reading, end=reading.end + 1, candidates=(Stretch(first, Day(first.on + dt.timedelta(days=1))),))


def _runs(said: Plain, times: list[TimeReading], intent: str) -> list[TimeReading]:
    """Put days that are listed one by one into a stretch when they run, else into weekdays when they are bare."""
    beside = around(said, times)
    found: list[list[TimeReading]] = []
    for index, one in enumerate(times):
        if found and _can_run(found[-1][-1], one) and _JOIN.fullmatch(beside[index][0]):
            found[-1].append(one)
        else:
            found.append([one])
    ends = {id(run[-1]): beside[times.index(run[-1])][1] for run in found}
    return [one for run in found for one in _one_of(run, ends[id(run[-1])], intent)]


def _can_run(one: TimeReading, other: TimeReading) -> bool:
    first, second = one.candidates[0], other.candidates[0]
    return isinstance(first, Day | PartOfDay) and isinstance(second, Day | PartOfDay) and bool(first.on and second.on)


def _one_of(run: list[TimeReading], after: str, intent: str) -> list[TimeReading]:
    days = [one.candidates[0] for one in run]
    if len(run) == 1 or not all(isinstance(one, Day | PartOfDay) and one.on for one in days):
        return run
    ons = [one.on for one in days if isinstance(one, Day | PartOfDay) and one.on]
    parts = {one.part for one in days if isinstance(one, PartOfDay)}
    are_bare = all(_BARE_WEEKDAY.match(one.text) for one in run)
    runs_on = all((later - on).days == 1 for on, later in pairwise(ons))
    whole = replace(run[0], end=run[-1].end, text="".join(one.text for one in run))
    if runs_on and not parts and (are_bare or _DAYS_TOGETHER.match(after) or run[0].end != run[1].start):
        return [replace(whole, candidates=(Stretch(Day(ons[0]), Day(ons[-1])),))]
    if are_bare and intent == "duty_signup" and len(parts) <= 1:
        at = PartOfDay(None, parts.pop()) if parts else None
        return [replace(whole, candidates=(Weekly(tuple(sorted({on.isoweekday() for on in ons})), at),))]
    return run


def _until(said: Plain, times: list[TimeReading], now: dt.datetime) -> list[TimeReading]:
    """歇到月底, 十八号以前都来不了: from today on."""
    return [
        _to(one, now) if (one is times[0] and _UNTIL.search(before)) or _BY_THEN.match(after) else one
        for one, (before, after) in zip(times, around(said, times), strict=True)
    ]


def _to(reading: TimeReading, now: dt.datetime) -> TimeReading:
    first, today = reading.candidates[0], now.date()
    last = first.on if isinstance(first, Day | About) else None
    if isinstance(first, Month):
        last = dt.date(first.year, first.month, 1) - dt.timedelta(days=1)
    if last is None or last <= today:
        return reading
    if isinstance(first, About) and re.search("[底末]$", reading.text):
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return replace(reading, candidates=(Stretch(Day(today), Day(last)),))


def _lasting(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """从明天起歇三天: so many days from then."""
    lasting = _LASTING.search(said.text)
    if len(times) != 1 or not lasting:
        return times
    ((before, after),) = around(said, times)
    first = times[0].candidates[0]
    count = (value_of(lasting["count"]) or 0) * (1 if lasting["unit"] in "天日" else _WEEK)
    if not (isinstance(first, Day) and count > 1 and (_FROM.search(before) or _ON.match(after))):
        return times
    return [replace(times[0], candidates=(Stretch(first, Day(first.on + dt.timedelta(days=count - 1))),))]


def _from_to(times: list[TimeReading]) -> list[TimeReading]:
    """六点半开始的，八点完: who checks in and out at once tells both hours."""
    if len(times) != 2:  # noqa: PLR2004 - in and out
        return times
    first, last = (one.candidates[0] for one in times)
    if isinstance(first, Clock) and isinstance(last, Clock) and first.at < last.at:
        return [replace(times[0], end=times[1].end, candidates=(Stretch(first, last),))]
    return times
