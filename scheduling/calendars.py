"""The published calendar of mainland China, from a maintained library that knows adjusted workdays."""

from collections.abc import Mapping
from datetime import date, timedelta

import chinese_calendar

from domain.calendars import DayKind

ONE_DAY = timedelta(days=1)


def published(year: int) -> Mapping[date, DayKind]:
    """Return every day of the year, or nothing at all if its holidays have not been announced."""
    days: dict[date, DayKind] = {}
    on = date(year, 1, 1)
    while on.year == year:
        try:
            days[on] = DayKind.WORKDAY if chinese_calendar.is_workday(on) else DayKind.HOLIDAY
        except NotImplementedError:
            return {}
        on += ONE_DAY
    return days
