"""Rules for months: 三月, 月底, 下个月中旬, 四月最后一天."""

import calendar
import datetime as dt
import re

from understanding.numerals import NUMBER, value_of
from understanding.time_days import NEAR_MONTH, YEAR, fixed, months_on, year_of
from understanding.time_kinds import About, Month, Stretch
from understanding.time_tokens import FixedToken, Meaning, Rule, rule
from understanding.time_words import AHEAD

_MONTH = f"(?P<month>{NUMBER})月份?"
_NO_HEAD = "■|[一两二三]天|一?[班趟岗拨回次]|[一两二三]个?(?:周|礼拜|星期)"
"""四月头一班 is the first of that month, whenever it is."""
_WHERE = f"(?P<where>初(?![一二三四五六七八九十0-9])|中旬|上旬|下旬|头(?!{_NO_HEAD})|中|底|末|尾(?!巴))"
_LAST_MONTH = 12
_PARTS_OF_MONTH = {"初": 1, "头": 1, "上旬": 5, "中": 15, "中旬": 15, "下旬": 25, "底": 31, "末": 31, "尾": 31}


def said_month(match: re.Match[str], now: dt.datetime) -> dt.date | None:
    """Return the first of the month that is meant; the present one when none is named."""
    groups = match.groupdict()
    if groups.get("ahead"):
        return months_on(now.date().replace(day=1), AHEAD[groups["ahead"]])
    if not groups.get("month"):
        return now.date().replace(day=1)
    month = value_of(groups["month"])
    if month is None or not 1 <= month <= _LAST_MONTH:
        return None
    year = year_of(match, now)
    return dt.date(year or (now.year + (month < now.month)), month, 1)


def _part_of_month(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    first = said_month(match, now)
    if first is None:
        return None
    last = calendar.monthrange(first.year, first.month)[1]
    return FixedToken((About(first.replace(day=min(_PARTS_OF_MONTH[match["where"]], last))),))


def _last_of_month(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    first = said_month(match, now)
    return None if first is None else fixed(first.replace(day=calendar.monthrange(first.year, first.month)[1]))


def _month(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    first = said_month(match, now)
    return None if first is None else FixedToken((Month(first.year, first.month),))


def _months(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """四到八月, 七八月: the first month by its number only."""
    last, first = said_month(match, now), value_of(match["first"]) or 0
    if last is None or not 1 <= first <= _LAST_MONTH or first == last.month:
        return None
    if not match["to"] and first + 1 != last.month:
        return None
    return FixedToken((Stretch(Month(last.year - (first > last.month), first), Month(last.year, last.month)),))


def _year_end(match: re.Match[str], now: dt.datetime) -> Meaning:
    return FixedToken((About(dt.date(year_of(match, now) or now.year, 12, 31)),))


MONTH_RULES: tuple[Rule, ...] = (
    rule(f"{YEAR}(?:{_MONTH}|{NEAR_MONTH})的?{_WHERE}", _part_of_month),
    rule(f"(?<![0-9一二三四五六七八九十个])(?P<ahead>下|上|本)?月{_WHERE}", _part_of_month),
    rule("(?<![月年])(?P<where>[上中下]旬)", _part_of_month),
    rule(f"{YEAR}(?P<month>[0-9]{{1,2}}|十[一二]?|[一二三四五六七八九])月(?:份|里)?(?![初])", _month),
    rule(f"{NEAR_MONTH}(?!初)", _month),
    rule(
        f"{YEAR}(?<![0-9一二三四五六七八九十第])(?P<first>[0-9]{{1,2}}|十[一二]?|[一二三四五六七八九])(?P<to>到|至|-|、)?"
        "(?P<month>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月(?:份|里)?(?![0-9一二三四五六七八九十初底末中上下头])",
        _months,
    ),
    rule(f"{YEAR}年[底末]", _year_end),
    rule(f"(?:{NEAR_MONTH}|{YEAR}{_MONTH})的?最后一天", _last_of_month),
)
