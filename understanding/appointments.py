"""Which of the times in a sentence the request is about: what is past, said twice or said in pieces is put right."""

import calendar
import datetime as dt
import re
from dataclasses import replace

from understanding.account_times import account_times
from understanding.around import around
from understanding.arrivals import just_now
from understanding.bare_days import with_bare_days
from understanding.gone_by import gone_by
from understanding.passing import is_asked_daily, is_past, without_passing
from understanding.reasons import without_reasons
from understanding.rhythms import of_every_week
from understanding.second_thoughts import put_right
from understanding.shift_hours import by_the_shift, is_by_night
from understanding.shift_words import by_the_sun, coming, not_today, with_shifts
from understanding.stretches import together
from understanding.swap_days import with_days_of_swap
from understanding.swap_sharing import with_shared
from understanding.text import Plain
from understanding.time_kinds import (
    About,
    Candidate,
    Clock,
    Daily,
    Day,
    Moment,
    Month,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
    at_hours,
    day_of,
    is_hour,
)

_LOOKS_BACK = {"points", "check_in", "duty_query", "other"}
"""In these the past is what is asked for; everybody else wants something that is still to come."""
_MAKES_UP = re.compile("补[个请上一]{0,2}[病事]?假|补请")
"""Who asks for leave afterwards speaks of the past too."""
_MEETING_IS_NOT = {"dispute", "emergency", "help"}
"""In these, 半夜 and 天天 tell when it happens, not when somebody can come."""
_OF_TODAY = {"duty_leave", "wish_claim"}
"""Who names no day in these speaks of today."""
_NOT_TODAY = re.compile("以后|只能|最好")
_IS_DONE = re.compile(
    "(?:办|做|修|弄|买|装|教|陪|理|送|洗|换|搞|擦|搬|剪|接|取|写|读|看)(?:好|完|妥|会|到|成|过)了?|搞定|完成|去过了"
)
"""Who took a wish and says so tells when it was granted."""
_OPEN_THEN = re.compile("[^,。]{0,4}(?:几点|开门|有人|上班|办公|休息|关门|有事|找谁|能办|在不在|在吗|给我[回打])")
"""Behind a part of the day: it is asked who is there then."""
_ALWAYS = re.compile("天天|成天|整天")
_THESE_DAYS = re.compile("[这前][两二三四五几些][天日]")
"""Beside another time: the days just named, or how somebody has been of late."""
_LOOSE = re.compile(
    "^[正冬腊]月(?:里头?|份)?$|(?:周|礼拜|星期)(?![一二三四五六日天])|期间|假|(?:之|以)?前$|那[几两]天|半个?月|剩|余下"
)
_NEAR = dt.timedelta(days=4)
"""How far around 清明前后 a day is still one of it."""
_NOON = 12
_LATE = {"evening", "night"}
_PARTS_OF_PM = {"afternoon", *_LATE}


def about_the_request(said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """Return the times that matter for this intent, left to right."""
    times = put_right(said, times)
    kept = _without_habits(said, times) if intent in _MEETING_IS_NOT else times
    kept = [gone_by(one, intent, now) for one in by_the_sun(said, not_today(kept, intent, now), now)]
    if intent.startswith("duty"):
        kept = with_bare_days(said, kept, now)
        if intent == "duty_swap":
            kept = with_days_of_swap(said, kept, now)
        kept = with_shifts(said, coming(said, kept, intent, now), intent)
        kept = without_reasons(said, kept, intent, now)
    if intent != "duty_swap":
        kept = without_passing(said, kept, intent, now)
    if (
        intent not in _LOOKS_BACK
        and not (intent == "wish_claim" and _IS_DONE.search(said.text))
        and not (intent == "duty_leave" and _MAKES_UP.search(said.text))
    ):
        kept = [one for one in kept if not is_past(one, now.date())]
    if intent != "duty_signup":
        kept = _without_always(said, kept)
    kept = by_the_shift(said, _sharpened(said, kept), intent)
    if intent == "check_in" and all(day_of(one) in {None, now.date()} for one in kept):
        kept = just_now(said, kept, now, is_by_night=is_by_night(said, kept))
    if intent == "points":
        kept = account_times(said, kept, now)
    if intent in _OF_TODAY and not _NOT_TODAY.search(said.text) and not any(_is_another_day(one, now) for one in kept):
        kept = [_of_today(one, now) for one in kept]
    kept = of_every_week(said, kept, intent)
    if intent == "duty_swap":
        return with_shared(said, kept)
    return _in_one(_without_repeats(together(said, kept, intent, now)))


def _without_habits(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """半夜还在敲: no time at which somebody can come; 下午几点开门 is one of the community's."""
    return [
        one
        for one, (_, after) in zip(times, around(said, times), strict=True)
        if not _is_habit(one) or (not isinstance(one.candidates[0], Daily) and _OPEN_THEN.match(after))
    ]


def _without_always(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """天天 tells how often something happens, unless somebody is to come as often."""
    return [
        one
        for one, beside in zip(times, around(said, times), strict=True)
        if one.candidates[0] != Daily() or not _ALWAYS.match(one.text) or is_asked_daily(*beside)
    ]


def _is_habit(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return isinstance(first, Daily) or is_hour(first)


def _is_another_day(reading: TimeReading, now: dt.datetime) -> bool:
    """早上那班去不了，下周二的: the morning is of that day."""
    first = reading.candidates[0]
    return isinstance(first, Day) and first.on != now.date()


def _of_today(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """下午的班我来不了: who gives no day speaks of today."""
    first = reading.candidates[0]
    if isinstance(first, PartOfDay) and first.on is None:
        return replace(reading, candidates=(PartOfDay(now.date(), first.part),))
    return reading


def _sharpened(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """月底三十号, 国庆三号: what is said roughly and then at once exactly is only said exactly."""
    rough, exact = About | Stretch | Month, Day | PartOfDay | Moment
    return [
        one
        for one, later, (_, between) in zip(times, [*times[1:], None], around(said, times), strict=False)
        if not (
            later
            and between in {"", "的"}
            and isinstance(one.candidates[0], rough)
            and isinstance(later.candidates[0], exact)
            and day_of(later)
        )
    ]


def _without_repeats(times: list[TimeReading]) -> list[TimeReading]:
    """后天去拔牙，后天上午有班吗: the day alone says nothing more, and neither does 这礼拜 beside a day of it."""
    finer = {day_of(one) for one in times if isinstance(one.candidates[0], Moment | PartOfDay)}
    spans = [_span_of(one) for one in times]
    exact = [span for one, span in zip(times, spans, strict=True) if span and not _is_loose(one)]
    return [
        one
        for one, mine in zip(times, spans, strict=True)
        if not (
            (len(times) > 1 and _THESE_DAYS.match(one.text))
            or (isinstance(one.candidates[0], Day) and one.candidates[0].on in finer)
            or (mine and any(_is_within(other, mine) for other in spans if other and _is_loose(one)))
            or (mine and _is_loose(one) and any(_overlap(mine, other) for other in exact if other[0] < other[1]))
            or (mine and isinstance(one.candidates[0], Day) and any(_is_within(mine, other) for other in exact))
        )
    ]


def _is_loose(reading: TimeReading) -> bool:
    """这礼拜, 国庆期间, 清明前后: a day or two of it say more; 四号到六号 does not."""
    first = reading.candidates[0]
    return isinstance(first, About | Month) or (isinstance(first, Stretch) and bool(_LOOSE.search(reading.text)))


def _span_of(reading: TimeReading) -> tuple[dt.date, dt.date] | None:
    first = reading.candidates[0]
    if isinstance(first, Stretch) and isinstance(first.first, Day) and isinstance(first.last, Day):
        return first.first.on, first.last.on
    if isinstance(first, About):
        return first.on - _NEAR, first.on + _NEAR
    if isinstance(first, Month):
        days = calendar.monthrange(first.year, first.month)[1]
        return dt.date(first.year, first.month, 1), dt.date(first.year, first.month, days)
    on = day_of(reading)
    return (on, on) if on else None


def _overlap(one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]) -> bool:
    """清明前后采茶，三月二十到四月五号不在."""
    return one[0] <= other[1] and other[0] <= one[1]


def _is_within(inner: tuple[dt.date, dt.date], outer: tuple[dt.date, dt.date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _in_one(times: list[TimeReading]) -> list[TimeReading]:
    """Return the times with an hour put into its part of the day: 晚上纳凉，八点开始 is in the evening."""
    found: list[TimeReading] = []
    for one in times:
        joined = _hour_of(found[-1], one) if found else None
        if joined is None:
            found.append(one)
        else:
            found[-1] = joined
    return found


def _hour_of(earlier: TimeReading, later: TimeReading) -> TimeReading | None:
    first = earlier.candidates[0]
    part = first.at if isinstance(first, Daily | Weekly) else first
    if not isinstance(part, PartOfDay):
        return None
    for one in later.candidates:
        hour = in_part(one, part)
        if hour is None:
            continue
        if isinstance(first, Daily | Weekly):
            return replace(later, start=earlier.start, candidates=(replace(first, at=hour),))
        return replace(later, start=earlier.start, candidates=(at_hours(part.on, hour) if part.on else hour,))
    return None


def in_part(hour: Candidate, part: PartOfDay) -> Clock | Stretch | None:
    """Return the hour, or from one hour to another, if it is in that part of a day."""
    if isinstance(hour, Clock):
        is_noon = hour.at.hour == _NOON and part.part == "forenoon"  # 上午站到十二点
        return (
            hour if part.part == "noon" or is_noon or (hour.at.hour >= _NOON) == (part.part in _PARTS_OF_PM) else None
        )
    if not (isinstance(hour, Stretch) and isinstance(hour.first, Clock) and isinstance(hour.last, Clock)):
        return None
    if part.part in _LATE and hour.first.at.hour < _NOON == hour.last.at.hour:  # 晚上十点半到十二点半
        return Stretch(_later_by_half_a_day(hour.first), _later_by_half_a_day(hour.last))
    if part.part in _PARTS_OF_PM and max(hour.first.at.hour, hour.last.at.hour) < _NOON:
        return Stretch(_later_by_half_a_day(hour.first), _later_by_half_a_day(hour.last))
    return hour


def _later_by_half_a_day(clock: Clock) -> Clock:
    return Clock(clock.at.replace(hour=(clock.at.hour + _NOON) % (2 * _NOON)))
