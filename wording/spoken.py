"""Times read back: the day with its weekday and its day in the old calendar, then the part of the day or the hour."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from domain.spoken import SEPARATOR, SIMPLE
from domain.times import local
from wording.dates import NEAR_DAYS, PARTS_OF_DAY, WEEKDAYS

Lunar = Callable[[date], str]
PARTS = {
    "dawn": "清早",
    "morning": "早上",
    "forenoon": "上午",
    "noon": "中午",
    "afternoon": "下午",
    "evening": "晚上",
    "night": "夜里",
}
_REPEATS = re.compile(r"(D|WORKDAY|INT:(\d+)|([WML]):([\d,]+))(?:@(.+))?")
_ONES = "一二三四五六七八九"
_LUNAR_DAYS = (
    *(f"初{one}" for one in f"{_ONES}十"),
    *(f"十{one}" for one in _ONES),
    "二十",
    *(f"廿{one}" for one in _ONES),
    "三十",
)
_EVERY_SECOND = {
    ",".join(map(str, range(1, 32, 2))): "每逢单日",
    ",".join(map(str, range(2, 31, 2))): "每逢双日",
}
_SAME_HOURS = re.compile(r"(\d{4}-\d{2}-\d{2})([@T][a-z\d:]+)/(\d{4}-\d{2}-\d{2})\2")
"""That part, or that hour, of every day from one to the other."""
_HOURS = re.compile(r"(\d{1,2}):(\d{2})(?:-(\d{1,2}):(\d{2}))?")


def say_spoken(notation: str, now: datetime, lunar: Lunar) -> str:
    """Return 「明天（3月11日，周三，正月廿三）下午 3:30」; what cannot be said is empty."""
    said = [_one(each, local(now).date(), lunar) for each in notation.split(SEPARATOR) if each]
    return "、".join(said) if said and all(said) else ""


def _one(notation: str, today: date, lunar: Lunar) -> str:
    begin, _, end = notation.partition("/")
    if not end:
        return _simple(begin, today, lunar) or _repeated(begin)
    if (hours := _SAME_HOURS.fullmatch(notation)) and hours[1] != hours[3]:
        return f"{_one(f'{hours[1]}/{hours[3]}', today, lunar)}，每天{_simple(hours[2], today, lunar)}"
    first, last = _simple(begin, today, lunar), _simple(end, today, lunar)
    this_year = "今年" if _are_years_apart(begin, end) and last[:1].isdigit() and int(end[:4]) == today.year else ""
    return f"{first}到{this_year}{last}" if first and last else ""


def _are_years_apart(begin: str, end: str) -> bool:
    return begin[:4].isdigit() and end[:4].isdigit() and begin[:4] != end[:4]


def _simple(notation: str, today: date, lunar: Lunar) -> str:
    found = SIMPLE.fullmatch(notation)
    if found is None or not any(found.groups()):
        return ""
    year, month, day, hour, minute, part = found.groups()
    about = "大概" if notation.startswith("~") else ""
    whole_month = f"{_year(int(year), today)}{int(month)}月" if year and not day else ""
    on = _day(date(int(year), int(month), int(day)), today, lunar) if year and day else whole_month
    clock = _clock(int(hour), int(minute)) if hour else PARTS.get(part or "", "")
    return f"{about}{on}{clock}"


def _day(on: date, today: date, lunar: Lunar) -> str:
    plain = f"{_year(on.year, today)}{on.month}月{on.day}日"
    told = "，".join(part for part in (f"周{WEEKDAYS[on.weekday()]}", lunar(on)) if part)
    near = NEAR_DAYS.get((on - today) // timedelta(days=1))
    return f"{near}（{plain}，{told}）" if near else f"{plain}（{told}）"


def _year(year: int, today: date) -> str:
    return "" if year == today.year else f"{year}年"


def _clock(hour: int, minute: int) -> str:
    part = [name for begins, name in PARTS_OF_DAY if hour >= begins][-1]
    return f"{part} {hour if hour <= 12 else hour - 12}:{minute:02d}"  # noqa: PLR2004 - a clock's face, as people read it


def _repeated(notation: str) -> str:
    found = _REPEATS.fullmatch(notation)
    if found is None:
        return ""
    kind, every, unit, numbers, within = found.groups()
    days = [int(each) for each in (numbers or "").split(",") if each]
    match unit or kind.split(":")[0]:
        case "D":
            how = "每天"
        case "WORKDAY":
            how = "平日"
        case "INT":
            how = "隔天" if every == "2" else f"每 {every} 天"
        case "W":
            how = "每周" + "、".join(WEEKDAYS[day - 1] for day in days)
        case "L":
            how = "农历每月" + "、".join(_LUNAR_DAYS[day - 1] for day in days)
        case _ if numbers in _EVERY_SECOND:
            how = _EVERY_SECOND[numbers]
        case _:
            how = "每月" + "、".join(f"{day}号" for day in days)
    return how + _within(within or "")


def _within(within: str) -> str:
    hours = _HOURS.fullmatch(within)
    if hours is None:
        return PARTS.get(within, "")
    begin = _clock(int(hours[1]), int(hours[2]))
    return f"{begin}到{_clock(int(hours[3]), int(hours[4]))}" if hours[3] else begin
