"""Days that come again every week, made of single days: 以后都站礼拜三, 固定周一下午两点到四点."""

import re

from understanding.text import Plain
from understanding.time_kinds import Candidate, Clock, Day, Moment, PartOfDay, Stretch, TimeReading, Weekly, Within
from understanding.time_words import BARE_WEEKDAY

_REGULAR = re.compile(
    "长期|固定|(?:以后|往后)(?:都|逢|每)?(?=周|星期|礼?拜)|往后都|(?:以后|今后)都?(?:这样|如此|这么)|周周|"
    "每个?(?:周|礼拜|星期)[一两二三1-3]?[次个回天]|一个?(?:周|礼拜|星期)[两二三2-3][次回趟](?=,?(?:周|礼拜|星期))|"
    "所有的?(?=周|星期|礼拜)|[单双]周的?(?=周|星期|礼拜)|每逢(?=拜)|"
    "每个?月的?(?:最?头一|第[一二三四]|最后一)个?(?=周|星期|礼拜)"
)
"""Beside these a weekday is one of every week."""
_FREE = re.compile("空闲|[有没得]空|得闲|只[剩有能]")
"""In one's own record a day on which one has time is one of every week."""
_CAN_BE_REGULAR = {"duty_signup", "duty_swap", "register", "wish", "wish_claim"}
_WEEKEND = (6, 7)


def of_every_week(said: Plain, times: list[TimeReading], intent: str) -> list[TimeReading]:
    """Return the times with bare weekdays as those of every week, if the sentence says that it is about them all."""
    is_free = intent == "register" and _FREE.search(said.text)
    is_regular = intent in _CAN_BE_REGULAR and _REGULAR.search(said.text)
    return [every_week(one) for one in times] if is_free or is_regular else times


def every_week(reading: TimeReading) -> TimeReading:
    """Return a weekday of which nobody says in which week it is as that of every week."""
    if reading.text == "周末":
        return _again(reading, Weekly(_WEEKEND))
    is_bare = BARE_WEEKDAY.match(reading.text.removeprefix("上"))  # 加上礼拜五
    weekly = weekly_of(reading.candidates[0]) if is_bare else None
    return _again(reading, weekly) if weekly else reading


def _again(reading: TimeReading, at: Candidate) -> TimeReading:
    return TimeReading(reading.start, reading.end, reading.text, (at,))


def weekly_of(at: Candidate) -> Weekly | None:
    """Return the same day and hours of every week."""
    match at:
        case Day(on=on):
            return Weekly((on.isoweekday(),))
        case PartOfDay(on=on, part=part) if on:
            return Weekly((on.isoweekday(),), PartOfDay(None, part))
        case Moment(at=moment):
            return Weekly((moment.isoweekday(),), Clock(moment.time()))
        case Stretch(first=Moment(at=first), last=Moment(at=last)):
            hours: Within = Stretch(Clock(first.time()), Clock(last.time()))
            return Weekly((first.isoweekday(),), hours)
        case _:
            return None
