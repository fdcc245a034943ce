"""Which times of a leave or a question are the shift's, and which only tell why: 半夜拉肚子，今早的岗不去."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import around
from understanding.gone_by import read_again
from understanding.text import Plain
from understanding.time_days import SOON
from understanding.time_kinds import (
    Clock,
    Day,
    Moment,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
    day_of,
    is_hour,
)
from understanding.time_words import BARE_WEEKDAY

_ASKED = {"duty_leave", "duty_query"}
_HOUR_OF_SHIFT = re.compile(
    "的?(?:那个?|这个?)?(?:一?[班岗趟场拨■]|护学|巡逻|夜巡)|(?:是|准|铁定|肯定|怕|恐怕|的?我)*(?:[到来]不|赶不)(?!动|急)"
)
"""Behind an hour: 七点的岗, 七点半到不了."""
_OF_SHIFT = re.compile(
    "(?:的|那个?|这个?|一)*[^,。]{0,2}(?:[班岗场趟拨]|护学|巡|执勤)|"
    "[我俺咱]?[^,。]{0,3}(?:[来去上到值站起爬走动](?:得|勿|弗|唔|不)|不[来去在上能到参站值]|请|歇|休|缺|别|莫|甭|免|告假|难到|迟|晚|没)"
)
"""Behind a time: it is the shift's, or one cannot come then."""
_APART = re.compile("[,。!?;、]")
_DAYS_NAMED = re.compile("[这前][两二三四五几些][天日]")
_DENIED = re.compile("(?:(?<!是)不是|别[弄写记排]成|以为是?)$")
_JOINED = re.compile("[、和跟与及,]|还有|以及")
_WEEK_TO_COME = re.compile("下(?:一?个?)(?:周|礼拜|星期)$")
_WEEK = re.compile("(?:周|礼拜|星期)$")
_MOVED_TO = re.compile("(?:[^改挪](?:改|挪|并|推)|换)(?:成|到|在|为)?了?$")
_NIGHT_UNTIL = re.compile("到$")
_LAST_NIGHT = re.compile("昨|夜里|半夜|通宵")
_WAS_THERE = re.compile("[值站上巡去]了|来着|那[回次]")
_JUST_GONE = dt.timedelta(days=14)
"""A feast that is longer over is asked about as the next one."""
_PARTS = ("night", "dawn", "morning", "forenoon", "noon", "afternoon", "evening")
_LATE_HOURS = range(1, 6)


def without_reasons(said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """Return the times of the shift; of a single one nothing is taken away."""
    if intent not in _ASKED:
        return times
    times = _without_weekday_again(said, _of_the_week(times))
    times = _without_days_named(_without_denied(said, times))
    if intent == "duty_query":
        times = [_just_gone(one, now) for one in times] if _WAS_THERE.search(said.text) else times
        return _before_the_move(said, times)
    times = _at_the_hour_of_shift(said, _without_late_night(said, times))
    return _without_parts_of_reason(said, times, now)


def _of_the_week(times: list[TimeReading]) -> list[TimeReading]:
    """下周我哪天，是不是周日: the Sunday of that week; 这周早班都请: the week says it all."""
    weeks = [one for one in times if isinstance(one.candidates[0], Stretch) and _WEEK.search(one.text)]
    if len(weeks) != 1:
        return times
    monday = _first_day(weeks[0])
    return [
        _in_that_week(one, monday)
        if monday and _WEEK_TO_COME.match(weeks[0].text) and _is_bare(one) and one.start > weeks[0].start
        else one
        for one in times
        if not _is_part(one)
    ]


def _in_that_week(weekday: TimeReading, monday: dt.date) -> TimeReading:
    on = day_of(weekday) or monday
    return replace(weekday, candidates=(Day(monday + dt.timedelta(days=on.weekday())),))


def _first_day(reading: TimeReading) -> dt.date | None:
    first = reading.candidates[0]
    return first.first.on if isinstance(first, Stretch) and isinstance(first.first, Day) else None


def _is_bare(one: TimeReading) -> bool:
    return isinstance(one.candidates[0], Day) and bool(BARE_WEEKDAY.match(one.text))


def _without_weekday_again(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """二十一号办喜事，那个礼拜六有没有我: the weekday says again which day it is."""
    beside = around(said, times)
    found = []
    for index, one in enumerate(times):
        joins = [beside[index][0] if index else "", beside[index][1] if index + 1 < len(times) else ""]
        others = [other for other in times if other is not one and not _is_bare(other)]
        is_said_again = _is_bare(one) and any(_is_same_weekday(one, other) for other in others)
        if not is_said_again or any(_JOINED.fullmatch(join) for join in joins):
            found.append(one)
    return found


def _is_same_weekday(one: TimeReading, other: TimeReading) -> bool:
    on, first = day_of(one), other.candidates[0]
    if on is None:
        return False
    if isinstance(first, Weekly):
        return first.weekdays == (on.isoweekday(),)
    day = day_of(other) if isinstance(first, Day | PartOfDay | Moment) else None
    return day is not None and day != on and day.isoweekday() == on.isoweekday()


def _without_days_named(times: list[TimeReading]) -> list[TimeReading]:
    """十七号走亲十八号回，这两天都请: the days just named, and not today's."""
    return [one for one in times if not _DAYS_NAMED.match(one.text)] or times


def _without_denied(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """请的是周一，不是周二."""
    beside = around(said, times)
    return [one for one, (before, _) in zip(times, beside, strict=True) if not _DENIED.search(before)] or times


def _just_gone(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """三八节那天我值了没有: a feast nearly a year ahead is the one that is just over."""
    first = reading.candidates[0]
    if not isinstance(first, Day | PartOfDay) or first.on is None or first.on <= now.date() + SOON:
        return reading
    return read_again(reading, now, _JUST_GONE)


def _before_the_move(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """周六那班是不是改成下午了: the shift is the one of Saturday."""
    beside = around(said, times)
    return [
        one
        for index, (one, (before, _)) in enumerate(zip(times, beside, strict=True))
        if not (index and _MOVED_TO.search(before)) or (isinstance(one.candidates[0], Clock) and before.endswith("改"))
    ]


def _without_late_night(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """昨晚守到三点，今早起不来: how long the night was."""
    beside = around(said, times)
    kept = []
    for index, (one, (before, _)) in enumerate(zip(times, beside, strict=True)):
        first = one.candidates[0]
        is_late = isinstance(first, Clock | Moment) and first.at.hour % 12 in _LATE_HOURS
        if not (index and is_late and _NIGHT_UNTIL.search(before) and _LAST_NIGHT.search(times[index - 1].text)):
            kept.append(one)
    return kept


def _at_the_hour_of_shift(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """四点的岗，我三点半得去接人: the hour of the shift; of the others only the day counts."""
    clocks = [
        (one, bool(_HOUR_OF_SHIFT.match(after)))
        for one, (_, after) in zip(times, around(said, times), strict=True)
        if isinstance(one.candidates[0], Clock | Moment)
    ]
    told = [one for one, is_told in clocks if is_told]
    if len(told) != 1 or len(clocks) == 1:
        return times
    others = {id(one) for one, is_told in clocks if not is_told}
    found = []
    for one in times:
        first = one.candidates[0]
        if id(one) not in others:
            found.append(one)
        elif isinstance(first, Moment) and isinstance(told[0].candidates[0], Clock):
            found.append(replace(one, candidates=(Day(first.at.date()),)))
    return found


def _without_parts_of_reason(said: Plain, times: list[TimeReading], now: dt.datetime) -> list[TimeReading]:
    """半夜拉肚子，今天不去: a part of the day apart from the day of the shift is none of it."""
    beside = around(said, times)
    told = [bool(_OF_SHIFT.match(after)) for _, after in beside]
    kept = []
    for index, one in enumerate(times):
        later = range(index + 1, len(times))
        ahead = range(index)
        is_reason = any(
            _is_told_apart(said, one, times[at]) and told[at] and _is_later(one, times[at], now) for at in later
        ) or (
            _is_part(one)
            and any(_is_told_apart(said, times[at], one) and told[at] and _is_day(times[at]) for at in ahead)
        )
        if told[index] or not is_reason:
            kept.append(one)
    return kept


def _is_part(one: TimeReading) -> bool:
    first = one.candidates[0]
    return isinstance(first, PartOfDay) and first.on is None


def _is_day(one: TimeReading) -> bool:
    return isinstance(one.candidates[0], Day)


def _is_later(one: TimeReading, other: TimeReading, now: dt.datetime) -> bool:
    """Whether the first is of today, or of no day, and the other is of today or later."""
    mine, its, today = one.candidates[0], day_of(other), now.date()
    if _is_part(other) and isinstance(mine, PartOfDay):
        return day_of(one) in {None, today} and _order_of(one) < _order_of(other)
    if its is None or its < today:
        return False
    if is_hour(mine):
        return True
    return isinstance(mine, Day | PartOfDay) and day_of(one) == today < its


def _order_of(one: TimeReading) -> int:
    """Where in the day a part of it is; the night is the last one."""
    first = one.candidates[0]
    return _PARTS.index(first.part) if isinstance(first, PartOfDay) else len(_PARTS)


def _is_told_apart(said: Plain, one: TimeReading, other: TimeReading) -> bool:
    """Whether a comma stands between the two."""
    between = around(said, [one, other])[0][1]
    return bool(_APART.search(between))
