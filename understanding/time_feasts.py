"""Rules for the old calendar, festivals and solar terms."""

import datetime as dt
import re
from collections.abc import Callable

from understanding.almanac import days_off, last_of_year, lunar_day, lunar_of, solar_terms
from understanding.numerals import value_of
from understanding.time_days import SOON, YEAR, next_month_day, year_of
from understanding.time_kinds import About, Candidate, Day, Stretch
from understanding.time_tokens import Dates, DayToken, FixedToken, Meaning, Rule, rule
from understanding.time_words import (
    HOLIDAY_OF,
    LUNAR_FESTIVALS,
    LUNAR_HOLIDAY_OF,
    SOLAR_FESTIVALS,
    SUNDAY_FESTIVALS,
    TERM_WORDS,
)

_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LUNAR_MONTH = "(?P<leap>闰)?(?P<month>正|冬|腊|十[一二]?|[一二三四五六七八九]|[0-9]{1,2})月"
_LUNAR_DAY = (
    "(?:初(?P<early>十[一二三四五六七八九]?|[一二三四五六七八九0-9]|10)|(?P<late>十[一二三四五六七八九]?|"
    "廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十|1[0-9]|2[0-9]|30))"
)
_SAID_DAY = "初[一二三四五六七八九十]|(?:二?十|廿)[一二三四五六七八九]?|三十"
_OLD = "(?:农历|阴历|旧历|老历|古历)的?"
_SAID_BOTH = {(10, 1), (5, 1)}
"""十月一 and 五月一 are said of the solar holidays more often than of the lunar days."""
_EXAMS = (6, 7)
_JUST_BEEN = dt.timedelta(days=60)
_WINTER = dt.timedelta(days=100)
_NORTH, _SOUTH = (12, 23), (12, 24)

# What follows a festival's name: days to add, or None for "thereabouts".
_SHIFTS: tuple[tuple[str, int | None], ...] = (
    ("(?:的?前一[天日]|头一天|前夕|的?头天)", -1),
    ("(?:的?第二天|(?:过?后|结束)的?[头第]一天|后(?:头)?一[天日]|转天|次日)", 1),
    ("的?第三天", 2),
    ("的?第四天", 3),
    ("前后|左右", None),
)
_SHIFT = "|".join(f"(?P<s{index}>{pattern})" for index, (pattern, _) in enumerate(_SHIFTS))
_TAIL = (
    f"(?:节)?(?:(?P<off>小?长假|(?:放假)?[这那]?(?P<all>[三五七八])天(?![前后以之])(?:长?假)?|假期|放假|期间|黄金周|那几天|假(?=里|的))|(?:放假)?头(?P<first>[两二三四五])天|{_SHIFT}|的?(?P<side>[前后])(?P<days>[二两三四五六七八九十0-9]{{1,2}})[天日]|(?P<before>之前|以前|前(?!后))|"
    "(?P<after>之后|以后|过后|过完|后(?!天))|那一?天|那(?=[晚夜])|当天|这天|当日)?(?!节?(?:快乐|愉快|吉祥|安康))"
)


def _lunar(anchor: dt.date, year: int | None, month: int, day: int, *, is_leap: bool = False) -> Dates:
    """Return the next such lunar day from the anchor on, or that of the year named; day 0 is the last of the year."""
    years = (year,) if year else tuple(range(anchor.year - 1, anchor.year + (30 if is_leap else 3)))
    days = (last_of_year(one) if day == 0 else lunar_day(one, month, day, is_leap=is_leap) for one in years)
    return tuple(on for on in days if on and (year or on >= anchor))[:1]


def _token(count: Callable[[dt.date], Dates], now: dt.datetime) -> Meaning | None:
    return DayToken(count) if count(now.date()) else None


def _day_number(match: re.Match[str]) -> int:
    return value_of(match["early"] or match["late"]) or 0


def _lunar_month_day(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    month, day = _MONTHS.get(match["month"]) or value_of(match["month"]) or 0, _day_number(match)
    year, is_leap = year_of(match, now), bool(match["leap"])

    def counted_from(anchor: dt.date) -> Dates:
        lunar = _lunar(anchor, year, month, day, is_leap=is_leap)
        if match["early"] or match["leap"] or match["month"] in _MONTHS or match.group()[0] in "农阴旧老古":
            return lunar
        solar = next_month_day(anchor, month, day)
        return lunar + ((solar,) if solar else ())

    return _token(counted_from, now)


def _short_lunar(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """三月三, 九月九: both numbers in characters, and no 号."""
    month, day = value_of(match["month"]) or 0, value_of(match["day"]) or 0

    def counted_from(anchor: dt.date) -> Dates:
        solar = next_month_day(anchor, month, day)
        both = (*_lunar(anchor, None, month, day), *((solar,) if solar else ()))
        return both[::-1] if (month, day) in _SAID_BOTH else both

    return _token(counted_from, now)


def _lunar_days(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """腊月二十到二十八; 腊月二十六到初三 runs into the next month."""
    first, last = (value_of(match[end].removeprefix("初")) or 0 for end in ("first", "last"))
    begin = _lunar(now.date(), None, _MONTHS[match["month"]], first)
    if not begin:
        return None
    start = begin[0] - dt.timedelta(days=first - 1)
    end = (start if first < last else _next_lunar_month(start)) + dt.timedelta(days=last - 1)
    return FixedToken((Stretch(Day(begin[0]), Day(end)),))


def _bare_lunar(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """初五: this lunar month's, or the next one's."""
    day, ahead = _day_number(match), match["ahead"]

    def counted_from(anchor: dt.date) -> Dates:
        current = lunar_of(anchor)
        start = lunar_day(current.year, current.month, 1, is_leap=current.is_leap) or anchor
        if ahead == "下":
            start = _next_lunar_month(start)
        on = start + dt.timedelta(days=day - 1)
        if not ahead and on < anchor:
            on = _next_lunar_month(start) + dt.timedelta(days=day - 1)
        return (on,)

    return _token(counted_from, now)


def _next_lunar_month(first_on: dt.date) -> dt.date:
    later = first_on + dt.timedelta(days=32)
    return later - dt.timedelta(days=lunar_of(later).day - 1)


def _new_year_day(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    day = _day_number(match)
    return _token(lambda anchor: _lunar(anchor, year_of(match, now), 1, day), now)


def _last_days(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    day = value_of(match["late"]) or 0
    return _token(lambda anchor: _lunar(anchor, year_of(match, now), 12, day), now)


def _whole_lunar_month(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    month = _MONTHS[match["month"]]
    last = next((days for day in (30, 29) if (days := _lunar(now.date(), None, month, day))), ())
    if not last:
        return None
    first = last[0] - dt.timedelta(days=lunar_of(last[0]).day - 1)
    return FixedToken((Stretch(Day(first), Day(last[0])),))


def _festival(
    count: Callable[[dt.date, int | None], Dates], holiday: str | None
) -> Callable[[re.Match[str], dt.datetime], Meaning | None]:
    def meaning(match: re.Match[str], now: dt.datetime) -> Meaning | None:
        days = count(now.date(), year_of(match, now))
        if not days:
            return None
        if match["off"]:
            return FixedToken((_off(days[0], holiday, value_of(match["all"] or "")),))
        if match["first"]:
            return _first_of(days[0], value_of(match["first"]) or 1)
        if match["days"]:
            shift = value_of(match["days"]) or 0
            return _shifted(days[0], -shift if match["side"] == "前" else shift)
        for index, (_, ahead) in enumerate(_SHIFTS):
            if match[f"s{index}"]:
                return _shifted(days[0], ahead)
        if match["before"]:
            return _until_before(count, days[0], now.date())
        if match["after"]:
            return FixedToken((About(days[0] + dt.timedelta(days=1)),))
        return DayToken(lambda anchor: count(anchor, year_of(match, now)) or days)

    return meaning


def _until_before(count: Callable[[dt.date, int | None], Dates], feast: dt.date, today: dt.date) -> Meaning:
    """中秋前 is from today on; of a feast that has just been the days before it are meant."""
    earlier = count(today - _JUST_BEEN, None)
    if feast - today > SOON and earlier and earlier[0] < today:
        return FixedToken((About(earlier[0] - dt.timedelta(days=1)),))
    last = feast - dt.timedelta(days=1)
    return FixedToken((Stretch(Day(today), Day(last)) if today < last else Day(last),))


def _shifted(on: dt.date, shift: int | None) -> Meaning:
    return DayToken(lambda _: (on + dt.timedelta(days=shift),)) if shift else FixedToken((About(on),))


def _first_of(on: dt.date, count: int) -> Meaning:
    """国庆头三天."""
    return FixedToken((Stretch(Day(on), Day(on + dt.timedelta(days=count - 1))),))


def _off(on: dt.date, holiday: str | None, count: int | None) -> Candidate:
    """国庆期间; 元旦三天: as many days as are said, from the first day off."""
    if holiday is None and count is None:
        return Day(on)
    first, last = days_off(holiday, on) if holiday else (on, on)
    return Stretch(Day(first), Day(first + dt.timedelta(days=count - 1) if count else last))


def _solar_count(month: int, day: int) -> Callable[[dt.date, int | None], Dates]:
    def count(anchor: dt.date, year: int | None) -> Dates:
        on = dt.date(year, month, day) if year else next_month_day(anchor, month, day)
        return (on,) if on else ()

    return count


def _lunar_count(month: int, day: int) -> Callable[[dt.date, int | None], Dates]:
    def count(anchor: dt.date, year: int | None) -> Dates:
        lunar_year = year - 1 if year and (month, day) == (12, 0) else year  # this year's 除夕 closes the year before
        if year and (month, day) == (12, 0) and last_of_year(year - 1) < anchor and year == anchor.year:
            lunar_year = year
        north = _lunar(anchor, lunar_year, month, day)
        return north + (_lunar(anchor, lunar_year, *_SOUTH) if (month, day) == _NORTH else ())

    return count


def _sunday_count(month: int, which: int) -> Callable[[dt.date, int | None], Dates]:
    def sunday(year: int) -> dt.date:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(7 - first.isoweekday()) % 7 + 7 * (which - 1))

    def count(anchor: dt.date, year: int | None) -> Dates:
        years = (year,) if year else (anchor.year, anchor.year + 1)
        return tuple(on for on in map(sunday, years) if year or on >= anchor)[:1]

    return count


def _before_new_year(_match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """年前 in winter is before the new year of the old calendar."""
    (new_year,) = _lunar(now.date(), None, 1, 1)
    last = new_year - dt.timedelta(days=1)
    if last - now.date() >= _WINTER:
        return None
    return FixedToken((Stretch(Day(now.date()), Day(last)) if now.date() < last else Day(last),))


def _may_days(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """五一到五三: the days of May are said like the feast."""
    first = next_month_day(now.date(), 5, 1)
    return _first_of(first, value_of(match["late"]) or 1) if first else None


def _exams(_match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """高考那两天: the seventh and eighth of June."""
    first = next_month_day(now.date(), *_EXAMS)
    return _first_of(first, 2) if first else None


def _term(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    name = match["term"].removesuffix("节")

    def count(anchor: dt.date, year: int | None) -> Dates:
        years = (year,) if year else (anchor.year, anchor.year + 1)
        return tuple(on for one in years if (on := solar_terms(one).get(name)) and (year or on >= anchor))[:1]

    return _festival(count, "清明" if name == "清明" else None)(match, now)


_NOT_INSIDE = "(?<![0-9一二三四五六七八九十周期拜老])"
_NOT_BEFORE = "(?![0-9一二四六九十点个号月块斤]|[三五七八](?!天))"

FEAST_RULES: tuple[Rule, ...] = (
    rule(f"(?P<month>正|冬|腊)月(?P<first>{_SAID_DAY})[到至-](?P<last>{_SAID_DAY})(?![号日月点个])", _lunar_days),
    rule(f"{_OLD}{YEAR}{_LUNAR_MONTH}{_LUNAR_DAY}(?:日|号)?", _lunar_month_day),
    rule(
        f"{YEAR}(?:{_OLD})?{_LUNAR_MONTH}(?:初(?P<early>[一二三四五六七八九十]))(?P<late>(?!))?(?:那天)?",
        _lunar_month_day,
    ),
    rule(f"{YEAR}(?P<leap>闰)(?P<month>十[一二]?|[一二三四五六七八九])月{_LUNAR_DAY}", _lunar_month_day),
    rule(f"{YEAR}(?P<leap>闰)?(?P<month>正|冬|腊)月{_LUNAR_DAY}", _lunar_month_day),
    rule(
        "(?<![0-9年])(?P<month>十[一二]|[二三四五六七八九十])月(?P<day>一(?![共直般整定些])|[二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)(?![号日月二三四五六七八九十点个]|一(?!大?早)|[到至和、][一二三四五六七八九十]{1,3}[号日])",
        _short_lunar,
    ),
    rule(
        f"(?:(?P<ahead>这|本|下)个?月)?{_LUNAR_DAY.split('|(?P<late>', maxsplit=1)[0]}|(?P<late>(?!)))(?![中级高步])",
        _bare_lunar,
    ),
    rule(f"{_OLD}(?:(?P<ahead>这|本|下)个?月的?)?{_LUNAR_DAY}", _bare_lunar),
    rule(f"{YEAR}(?:大年|年)初(?P<early>[一二三四五六七八九十])(?P<late>(?!))?", _new_year_day),
    rule(f"{YEAR}(?:大年|年)(?P<late>二十[一二三四五六七八九]|廿[一二三四五六七八九])", _last_days),
    rule("(?P<month>正|冬|腊)月(?:里头?|份)?(?![初十廿二三])", _whole_lunar_month),
    *(
        rule(f"{_NOT_INSIDE}{YEAR}(?:{words}){_TAIL}{_NOT_BEFORE}", _festival(_solar_count(*on), HOLIDAY_OF.get(on)))
        for words, on in SOLAR_FESTIVALS.items()
    ),
    *(
        rule(f"{YEAR}(?:{words}){_TAIL}", _festival(_lunar_count(*on), LUNAR_HOLIDAY_OF.get(on)))
        for words, on in LUNAR_FESTIVALS.items()
    ),
    *(rule(f"{YEAR}(?:{words}){_TAIL}", _festival(_sunday_count(*on), None)) for words, on in SUNDAY_FESTIVALS.items()),
    rule("(?<![0-9零〇一二两三四五六七八九十百几多前去今明后半往同当成老])年前(?!后)", _before_new_year),
    rule("五一[到至-]五(?P<late>[二三四五六七])(?!个|天|点|楼|号|块)", _may_days),
    rule("高考(?:放假)?的?(?:那[两二2几]天|期间)", _exams),
    rule(f"{YEAR}(?P<term>{TERM_WORDS})(?![粿馃果团叔婶伯姨姐哥嫂]){_TAIL}", _term),
)
