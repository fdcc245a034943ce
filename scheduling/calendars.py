"""The published calendar of mainland China, from a maintained library that knows adjusted workdays."""

from collections.abc import Mapping
from datetime import date, timedelta

import chinese_calendar
from lunar_python import Lunar, Solar

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


# Month and day in the old calendar; the last day of its year has a name of its own.
LUNAR = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
}
NEW_YEARS_EVE = "除夕"
SOLAR = {
    "元旦": (1, 1),
    "学雷锋日": (3, 5),
    "妇女节": (3, 8),
    "劳动节": (5, 1),
    "儿童节": (6, 1),
    "教师节": (9, 10),
    "国庆节": (10, 1),
}
QINGMING = "清明"


def feasts(year: int) -> Mapping[date, frozenset[str]]:
    """Return the named days that fall into the year; those of the old calendar may come twice in one, or not at all."""
    named: dict[date, frozenset[str]] = {}

    def keep(on: date, name: str) -> None:
        if on.year == year:
            named[on] = named.get(on, frozenset()) | {name}

    for name, (month, day) in SOLAR.items():
        keep(date(year, month, day), name)
    for lunar_year in (year - 1, year):
        for name, (month, day) in LUNAR.items():
            keep(_day(Lunar.fromYmd(lunar_year, month, day).getSolar()), name)
        keep(_day(Lunar.fromYmd(lunar_year + 1, 1, 1).getSolar()) - ONE_DAY, NEW_YEARS_EVE)
    terms = Solar.fromYmd(year, 6, 15).getLunar().getJieQiTable()
    keep(_day(terms[QINGMING]), QINGMING)
    return named


def _day(at: Solar) -> date:
    return date(at.getYear(), at.getMonth(), at.getDay())
