"""Which of the times in a sentence the request is about: what is past, said twice or said in pieces is put right."""

import datetime as dt
import re
from dataclasses import replace
from itertools import zip_longest

from understanding.shift_words import coming, with_shifts
from understanding.text import Plain
from understanding.time_kinds import (
    About,
    Clock,
    Daily,
    Day,
    Moment,
    Month,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
)

_LOOKS_BACK = {"points", "check_in", "duty_query", "other"}
"""In these the past is what is asked for; everybody else wants something that is still to come."""
_MEETING_IS_NOT = {"dispute", "emergency"}
"""In these, 半夜 and 天天 tell when it happens, not when somebody can come."""
_OF_TODAY = {"duty_leave", "wish_claim"}
"""Who names no day in these speaks of today."""
_ALWAYS = re.compile("天天|成天|整天")
_REGULAR = re.compile("长期|固定|以后都?(?=周|星期|礼拜)|往后都")
_CAN_BE_REGULAR = {"duty_signup", "duty_swap"}
_WEEKDAY = re.compile("周|星期|礼拜")
_NOON = 12
_PARTS_OF_PM = {"afternoon", "evening", "night"}


def about_the_request(said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """Return the times that matter for this intent, left to right."""
    kept = [one for one in times if not (intent in _MEETING_IS_NOT and _is_habit(one))]
    if intent.startswith("duty"):
        kept = with_shifts(said, coming(said, kept, intent, now), intent)
    if intent not in _LOOKS_BACK:
        kept = [one for one in kept if not _is_past(one, now.date())]
    if intent != "duty_signup":
        kept = [one for one in kept if one.candidates[0] != Daily() or not _ALWAYS.match(one.text)]
    kept = [_fitting(one, intent, now) for one in _sharpened(kept)]
    if intent in _OF_TODAY and "以后" not in said.text:
        kept = [_of_today(one, now) for one in kept]
    if intent in _CAN_BE_REGULAR and _REGULAR.search(said.text):
        kept = [_weekly(one) for one in kept]
    return kept if intent == "duty_swap" else _in_one(_without_repeats(kept))


def _is_habit(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return isinstance(first, Daily | Clock) or (isinstance(first, PartOfDay) and first.on is None)


def _day_of(reading: TimeReading) -> dt.date | None:
    first = reading.candidates[0]
    last = first.last if isinstance(first, Stretch) else first
    if isinstance(last, Moment):
        return last.at.date()
    return last.on if isinstance(last, Day | PartOfDay) else None


def _is_past(reading: TimeReading, today: dt.date) -> bool:
    first = reading.candidates[0]
    if isinstance(first, Month):
        return (first.year, first.month) < (today.year, today.month)
    on = _day_of(reading)
    return on is not None and on < today


def _fitting(reading: TimeReading, intent: str, now: dt.datetime) -> TimeReading:
    """Who checks in has just come: 六点五十 said at nine is this morning's. A month asked for at the bank is over."""
    first = reading.candidates[0]
    if intent == "check_in" and isinstance(first, Clock):
        gone = [one for one in reading.candidates if isinstance(one, Clock) and one.at <= now.time()]
        if gone:
            return replace(reading, candidates=(max(gone, key=lambda one: one.at),))
    if intent == "points" and isinstance(first, Month) and (first.year, first.month) > (now.year, now.month):
        return replace(reading, candidates=(Month(first.year - 1, first.month),))
    return reading


def _of_today(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """下午的班我来不了: who gives no day speaks of today."""
    first = reading.candidates[0]
    if isinstance(first, PartOfDay) and first.on is None:
        return replace(reading, candidates=(PartOfDay(now.date(), first.part),))
    return reading


def _weekly(reading: TimeReading) -> TimeReading:
    first = reading.candidates[0]
    if not _WEEKDAY.match(reading.text):
        return reading
    if isinstance(first, Day):
        return replace(reading, candidates=(Weekly((first.on.isoweekday(),)),))
    if isinstance(first, PartOfDay) and first.on:
        return replace(reading, candidates=(Weekly((first.on.isoweekday(),), PartOfDay(None, first.part)),))
    return reading


def _sharpened(times: list[TimeReading]) -> list[TimeReading]:
    """月底三十号, 国庆三号: what is said roughly and then at once exactly is only said exactly."""
    return [
        one
        for one, later in zip_longest(times, times[1:])
        if not (
            later
            and later.start - one.end <= 1
            and isinstance(one.candidates[0], About | Stretch | Month)
            and isinstance(later.candidates[0], Day | PartOfDay | Moment)
        )
    ]


def _without_repeats(times: list[TimeReading]) -> list[TimeReading]:
    """后天去拔牙，后天上午有班吗: the day alone says nothing more, and neither does 这礼拜 beside a day of it."""
    finer = {_day_of(one) for one in times if isinstance(one.candidates[0], Moment | PartOfDay)}
    days = {on for one in times if isinstance(one.candidates[0], Day | Moment | PartOfDay) and (on := _day_of(one))}
    return [one for one in times if not _says_less(one, finer, days)]


def _says_less(reading: TimeReading, finer: set[dt.date | None], days: set[dt.date]) -> bool:
    first = reading.candidates[0]
    if isinstance(first, Stretch) and isinstance(first.first, Day) and isinstance(first.last, Day):
        return any(first.first.on <= day <= first.last.on for day in days)
    return isinstance(first, Day) and first.on in finer


def _in_one(times: list[TimeReading]) -> list[TimeReading]:
    """Return the times with an hour put into its part of the day: 晚上纳凉，八点开始 is in the evening."""
    found: list[TimeReading] = []
    for one in times:
        part = found[-1].candidates[0] if found else None
        joined = _hour_of(part, found[-1], one) if isinstance(part, PartOfDay) else None
        if joined is None:
            found.append(one)
        else:
            found[-1] = joined
    return found


def _hour_of(part: PartOfDay, earlier: TimeReading, later: TimeReading) -> TimeReading | None:
    for one in later.candidates:
        if isinstance(one, Clock) and (part.part == "noon" or (one.at.hour >= _NOON) == (part.part in _PARTS_OF_PM)):
            at = Moment(dt.datetime.combine(part.on, one.at)) if part.on else one
            return replace(later, start=earlier.start, candidates=(at,))
    return None
