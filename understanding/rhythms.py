"""Days that come again every week, made of single days: 往后礼拜二, 固定周一下午两点到四点."""

import re

from understanding.time_kinds import Candidate, Clock, Day, Moment, PartOfDay, Stretch, TimeReading, Weekly, Within
from understanding.time_words import BARE_WEEKDAY

REGULAR = re.compile(
    "长期|固定|(?:以后|往后)都?(?=周|星期|礼?拜)|往后都|每个?(?:周|礼拜|星期)[一两二三1-3]?[次个回天]|所有的?(?=周|星期|礼拜)|"
    "[单双]周的?(?=周|星期|礼拜)|每逢(?=拜)|每个?月的?(?:最?头一|第[一二三四]|最后一)个?(?=周|星期|礼拜)"
)
"""Beside these a weekday is one of every week."""
_WEEKEND = (6, 7)


def every_week(reading: TimeReading) -> TimeReading:
    """Return a weekday of which nobody says in which week it is as that of every week."""
    if reading.text == "周末":
        return _again(reading, Weekly(_WEEKEND))
    weekly = weekly_of(reading.candidates[0]) if BARE_WEEKDAY.match(reading.text) else None
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
