"""Which of the times in a sentence the request is about: what is past, said twice or said in pieces is put right."""

import datetime as dt
import re
from dataclasses import replace

from understanding.text import Plain
from understanding.time_kinds import (
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

_LOOKS_BACK = {"points", "check_in", "other"}
"""In these the past is what is asked for; everybody else wants something that is still to come."""
_MEETING_IS_NOT = {"dispute", "emergency"}
"""In these, 半夜 and 天天 tell when it happens, not when somebody can come."""
_REGULAR = re.compile("长期|固定|以后都?(?=周|星期|礼拜)")
_WEEKDAY = re.compile("周|星期|礼拜")
_LINK = re.compile("[、,和跟与同及 ]?")
_NOON = 12
_PARTS_OF_PM = {"afternoon", "evening", "night"}


def about_the_request(said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """Return the times that matter for this intent, left to right."""
    kept = [one for one in times if not (intent in _MEETING_IS_NOT and _is_habit(one))]
    if intent not in _LOOKS_BACK:
        kept = [one for one in kept if not _is_past(one, now.date())]
    if intent != "duty_signup":
        kept = [one for one in kept if one.candidates[0] != Daily()]
    kept = [_fitting(one, intent, now) for one in kept]
    if intent == "duty_leave" and "以后" not in said.text:
        kept = [_of_today(one, now) for one in kept]
    if intent == "duty_signup" and _REGULAR.search(said.text):
        kept = [_weekly(one) for one in kept]
    return kept if intent == "duty_swap" else _runs(said, _without_repeats(kept))


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


def _without_repeats(times: list[TimeReading]) -> list[TimeReading]:
    """后天去拔牙，后天上午有班吗: the day alone says nothing more."""
    finer = {_day_of(one) for one in times if isinstance(one.candidates[0], Moment | PartOfDay)}
    return [one for one in times if not (isinstance(one.candidates[0], Day) and _day_of(one) in finer)]


def _runs(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """一号二号三号 is a stretch; the hour of 晚上纳凉，八点开始 is in the evening."""
    found: list[TimeReading] = []
    for one in times:
        joined = _joined(said, found[-1], one) if found else None
        if joined is None:
            found.append(one)
        else:
            found[-1] = joined
    return found


def _joined(said: Plain, earlier: TimeReading, later: TimeReading) -> TimeReading | None:
    first, then = earlier.candidates[0], later.candidates[0]
    if isinstance(first, PartOfDay) and isinstance(then, Clock):
        return _hour_of(first, earlier, later)
    start, last = (first.first, first.last) if isinstance(first, Stretch) else (first, first)
    if not (isinstance(start, Day) and isinstance(last, Day) and isinstance(then, Day)):
        return None
    between = "".join(char for char, at in zip(said.text, said.origin, strict=True) if earlier.end <= at < later.start)
    if then.on - last.on != dt.timedelta(days=1) or not _LINK.fullmatch(between):
        return None
    return replace(later, start=earlier.start, candidates=(Stretch(start, then),))


def _hour_of(part: PartOfDay, earlier: TimeReading, later: TimeReading) -> TimeReading | None:
    for one in later.candidates:
        if isinstance(one, Clock) and (part.part == "noon" or (one.at.hour >= _NOON) == (part.part in _PARTS_OF_PM)):
            at = Moment(dt.datetime.combine(part.on, one.at)) if part.on else one
            return replace(later, start=earlier.start, candidates=(at,))
    return None
