"""The old calendar and the public holidays: lunar days, solar terms, days off. Everything here is cached per year."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import chinese_calendar
from lunar_python import LunarYear, Solar

_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_DAYS = tuple(f"{tens}{ones}" for tens, ones in [("初", one) for one in "一二三四五六七八九十"])
_DAYS += (*tuple(f"十{one}" for one in "一二三四五六七八九"), "二十")
_DAYS += (*tuple(f"廿{one}" for one in "一二三四五六七八九"), "三十")

# lunar_python keys each table's own year in Chinese and only its far edges in pinyin; these are the two it needs.
_TERMS = [
    "小寒",
    "大寒",
    "立春",
    "雨水",
    "惊蛰",
    "春分",
    "清明",
    "谷雨",
    "立夏",
    "小满",
    "芒种",
    "夏至",
    "小暑",
    "大暑",
    "立秋",
    "处暑",
    "白露",
    "秋分",
    "寒露",
    "霜降",
    "立冬",
    "小雪",
    "大雪",
    "冬至",
]

_HOLIDAYS = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明": "Tomb-sweeping Day",
    "五一": "Labour Day",
    "端午": "Dragon Boat Festival",
    "中秋": "Mid-autumn Festival",
    "国庆": "National Day",
}
# The days by law since 2025, counted from the festival's own day, for years whose plan nobody has published yet.
_BY_LAW = {
    "元旦": (0, 0),
    "春节": (-1, 2),
    "清明": (0, 0),
    "五一": (0, 1),
    "端午": (0, 0),
    "中秋": (0, 0),
    "国庆": (0, 6),
}


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the old calendar, as it is read back."""

    year: int
    month: int
    is_leap: bool
    day: int

    def words(self) -> str:
        """正月初八, 闰六月初一."""
        return f"{'闰' if self.is_leap else ''}{_MONTHS[self.month - 1]}月{_DAYS[self.day - 1]}"


@dataclass(frozen=True, slots=True)
class LunarMonthSpan:
    year: int
    month: int
    is_leap: bool
    first_on: dt.date
    days: int


@lru_cache(maxsize=32)
def lunar_months(year: int) -> tuple[LunarMonthSpan, ...]:
    """Return the 12 or 13 months of a lunar year, in order."""
    spans = []
    for month in LunarYear.fromYear(year).getMonths():
        if month.getYear() == year:
            first = Solar.fromJulianDay(month.getFirstJulianDay())
            first_on = dt.date(first.getYear(), first.getMonth(), first.getDay())
            number = month.getMonth()
            spans.append(LunarMonthSpan(year, abs(number), number < 0, first_on, month.getDayCount()))
    return tuple(spans)


def lunar_of(day: dt.date) -> LunarDate:
    """Return the lunar date of a day between 1901 and 2099."""
    for year in (day.year, day.year - 1):
        for span in reversed(lunar_months(year)):
            if span.first_on <= day:
                return LunarDate(span.year, span.month, span.is_leap, (day - span.first_on).days + 1)
    raise ValueError(f"no lunar date for {day}")


def lunar_day(year: int, month: int, day: int, *, is_leap: bool = False) -> dt.date | None:
    """Return the solar date; None when that month has no such day or the year no such leap month."""
    for span in lunar_months(year):
        if (span.month, span.is_leap) == (month, is_leap) and 1 <= day <= span.days:
            return span.first_on + dt.timedelta(days=day - 1)
    return None


def last_of_year(year: int) -> dt.date:
    """大年三十, whether 腊月 has 29 or 30 days."""
    last = lunar_months(year)[-1]
    return last.first_on + dt.timedelta(days=last.days - 1)


@lru_cache(maxsize=32)
def solar_terms(year: int) -> dict[str, dt.date]:
    """Return the 24 terms of a solar year."""
    table = Solar.fromYmd(year, 6, 15).getLunar().getJieQiTable()
    found = {}
    for name, moment in table.items():
        on = dt.date(moment.getYear(), moment.getMonth(), moment.getDay())
        if name in _TERMS and on.year == year:
            found[name] = on
    for key, name in (("DONG_ZHI", "冬至"), ("DA_XUE", "大雪"), ("XIAO_HAN", "小寒"), ("DA_HAN", "大寒")):
        moment = table.get(key)
        if moment is not None and moment.getYear() == year:
            found[name] = dt.date(moment.getYear(), moment.getMonth(), moment.getDay())
    return found


def days_off(name: str, on: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day off round a festival; the days by law when the year's plan is in no table."""
    before, after = _BY_LAW[name]
    try:
        first = _edge(name, on, -1)
        last = _edge(name, on, 1)
    except NotImplementedError:
        return on + dt.timedelta(days=before), on + dt.timedelta(days=after)
    return first, max(last, on)


def _edge(name: str, on: dt.date, step: int) -> dt.date:
    edge = on
    while True:
        following = edge + dt.timedelta(days=step)
        is_off, holiday = chinese_calendar.get_holiday_detail(following)
        if not is_off or (holiday is None and following.weekday() < 5) or holiday not in (None, _HOLIDAYS[name]):  # noqa: PLR2004 - Monday to Friday
            return edge
        edge = following
