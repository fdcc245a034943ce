"""A weekday that is one of every week: 以后都站礼拜三, 长期的, 周二周四，以后都这样."""

import re
from dataclasses import replace

from understanding.text import Plain
from understanding.time_kinds import Clock, Day, Moment, PartOfDay, TimeReading, Weekly
from understanding.time_words import BARE_WEEKDAY

_REGULAR = re.compile(
    "长期|固定|(?:以后|往后)(?:都|逢|每)?(?=周|星期|礼拜)|往后都|(?:以后|今后)都?(?:这样|如此|这么)|周周|"
    "每个?(?:周|礼拜|星期)[一两二三1-3]?[次个回天]|一个?(?:周|礼拜|星期)[两二三2-3][次回趟](?=,?(?:周|礼拜|星期))"
)
_FREE = re.compile("空闲|[有没得]空|得闲|只[剩有能]")
"""In one's own record a day on which one has time is one of every week."""
_CAN_BE_REGULAR = {"duty_signup", "duty_swap", "register", "wish", "wish_claim"}


def of_every_week(said: Plain, times: list[TimeReading], intent: str) -> list[TimeReading]:
    """Return the times with bare weekdays as those of every week, if the sentence says that it is about them all."""
    is_free = intent == "register" and _FREE.search(said.text)
    is_regular = intent in _CAN_BE_REGULAR and _REGULAR.search(said.text)
    return [_weekly(one) for one in times] if is_free or is_regular else times


def _weekly(reading: TimeReading) -> TimeReading:
    first = reading.candidates[0]
    if reading.text == "周末":
        return replace(reading, candidates=(Weekly((6, 7)),))
    if not BARE_WEEKDAY.match(reading.text.removeprefix("上")):  # 加上礼拜五
        return reading
    match first:
        case Day():
            every = Weekly((first.on.isoweekday(),))
        case PartOfDay() if first.on:
            every = Weekly((first.on.isoweekday(),), PartOfDay(None, first.part))
        case Moment():
            every = Weekly((first.at.isoweekday(),), Clock(first.at.time()))
        case _:
            return reading
    return replace(reading, candidates=(every,))
