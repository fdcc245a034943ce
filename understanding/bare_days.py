"""Days by their number alone, as talk of shifts has them: 十九二十两天, 十六到二十二, 我是廿七那天."""

import datetime as dt
import re
from dataclasses import replace
from itertools import chain, pairwise
from typing import get_args

from understanding.almanac import lunar_day, lunar_of
from understanding.around import place_of
from understanding.masks import hide
from understanding.numerals import value_of
from understanding.text import Plain
from understanding.time_days import next_number
from understanding.time_kinds import Candidate, Day, Part, PartOfDay, Stretch, TimeReading, day_of

_NUMBER = "(?:二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十一?|卅一?|十[一二三四五六七八九])"
_NOT_IN_A_NUMBER = "(?<![0-9一二三四五六七八九十百月号初第点差过周期拜年■楼])"
_JOIN = "(?:、|,|和|跟|还有)?"
_ENDS = (
    "(?=(?:[这那]|连着)?(?:一|两|二|三|四|几)[天日]|[这那]天|都|也|我|俺|随|归|给|求|请|不|休|歇|缺|站|值|上|连着|"
    "之间|之内|期间|行不|[去在回哪]|[,。!?;]|$)"
)
_SEVERAL = re.compile(f"{_NOT_IN_A_NUMBER}{_NUMBER}(?:{_JOIN}{_NUMBER}){{1,3}}{_ENDS}")
_IN_FIGURES = "(?:[12][0-9]|3[01])"
_SEVERAL_FIGURES = re.compile(
    f"(?<![0-9.:/-]){_IN_FIGURES}(?:(?:、|,|和|跟){_IN_FIGURES}){{1,3}}(?![0-9.:/-])(?=(?:[这那]|连着)?(?:两|三|四|几)[天日]|都|请|不|休|歇|我|有空|可以)"
)
_SPAN = re.compile(f"{_NOT_IN_A_NUMBER}(?P<first>{_NUMBER})(?:到|至|-)(?P<last>{_NUMBER})(?:(?=的)|{_ENDS})")
_AWAY = re.compile(
    f"{_NOT_IN_A_NUMBER}(?P<first>{_NUMBER})(?:早上?|晚上?|上午|下午)?(?:走|出发|动身|去|出门)[,。]?"
    f"(?P<last>{_NUMBER})(?:早上?|晚上?|上午|下午)?(?:才|再)?(?:回|返)"
)
_THAT_DAY = re.compile(f"{_NOT_IN_A_NUMBER}(?P<first>{_NUMBER})(?=[那这]一?天)")
_NAMED = (_SPAN, _AWAY, _SEVERAL, _SEVERAL_FIGURES, _THAT_DAY)
_EACH = re.compile(f"{_NUMBER}|[0-9]+")
_MOST_NAMED = 3
"""Of more days in one sentence nobody knows which is counted from which."""
_JUST_NUMBER = re.compile("(?P<day>[0-9一二三四五六七八九十廿卅]{1,4})(?:[号日]|[早上下午晚夜里间头晌后前]*)")
_BY_THE_MOON = re.compile("[正冬腊]月|初|[农阴旧老]历")
_UNITS = (
    "0-9一二三四五六七八九十百千万点时分秒块元毛岁号日楼栋幢座单层室个位名年月天斤两米户路趟圈步人家口把件样种份期届棵条只张次回遍"
    "包袋瓶多来几%.:/)-"
)
_ALONE = re.compile(
    f"{_NOT_IN_A_NUMBER}(?<![.:/-])(?P<day>{_NUMBER}|[12][0-9]|3[01])"
    f"(?:(?P<morning>早上?)|(?P<forenoon>上午|头晌)|(?P<noon>[中晌]午)|(?P<afternoon>下午|后晌)|(?P<evening>晚上?|傍晚)|"
    f"(?P<night>夜[里间]?))?(?![{_UNITS}])"
)
"""In a swap a number of which nothing is counted is a day: 我给他二十八，他给我三十."""


def with_bare_days(said: Plain, times: list[TimeReading], now: dt.datetime) -> list[TimeReading]:
    """Return the times with the days of which only the number is said, where nothing else can be counted."""
    found = [*times]
    for match in chain(*(pattern.finditer(said.text) for pattern in _NAMED)):
        if not _is_read(said, found, match) and (at := _meant(match.group(), now.date())):
            found.append(TimeReading(*said.span(*match.span()), match.group(), (at,)))
    return sorted(found, key=lambda one: one.start)


def with_days_alone(said: Plain, times: list[TimeReading], now: dt.datetime) -> list[TimeReading]:
    """Return the times with every number that stands alone and is no count of anything."""
    hidden = hide(said.text)
    found = [
        TimeReading(*said.span(*match.span()), match.group(), (_day_and_part(on, match),))
        for match in _ALONE.finditer(hidden)
        if not _is_read(said, times, match) and (on := next(iter(next_number(now.date(), _day_in(match))), None))
    ]
    return sorted([*times, *found], key=lambda one: one.start)


def in_the_month_named(times: list[TimeReading], now: dt.datetime) -> list[TimeReading]:
    """五月二十一换到二十三, 正月廿五换廿七: of the second day only the number is said, and it is near the first."""
    if len(times) > _MOST_NAMED:
        return times
    found: list[TimeReading] = []
    for one in times:
        first = next(((each, on) for each in found if (on := day_of(each))), None)
        found.append(_near(one, *first, now.date()) if first else one)
    return found


def _near(one: TimeReading, first: TimeReading, to: dt.date, today: dt.date) -> TimeReading:
    number, at = _JUST_NUMBER.fullmatch(one.text), one.candidates[0]
    if not (number and isinstance(at, Day | PartOfDay)):
        return one
    by_moon = bool(_BY_THE_MOON.search(first.text)) and not re.search("[号日]", one.text)
    on = _nearest(value_of(number["day"]) or 0, to, today, by_moon=by_moon)
    return replace(one, candidates=(_moved(at, on),)) if on else one


def _nearest(day: int, to: dt.date, today: dt.date, *, by_moon: bool) -> dt.date | None:
    if by_moon:
        month = lunar_of(to)
        return lunar_day(month.year, month.month, day, is_leap=month.is_leap)
    days = (on for anchor in (today, to.replace(day=1)) for on in next_number(anchor, day) if on >= today)
    return min(days, key=lambda on: abs(on - to), default=None)


def _moved(at: Candidate, on: dt.date) -> Candidate:
    return PartOfDay(on, at.part) if isinstance(at, PartOfDay) else Day(on)


def _day_in(match: re.Match[str]) -> int:
    return value_of(match["day"]) or 0


def _day_and_part(on: dt.date, match: re.Match[str]) -> Candidate:
    part = next((each for each in get_args(Part) if match.groupdict().get(each)), None)
    return PartOfDay(on, part) if part else Day(on)


def _is_read(said: Plain, times: list[TimeReading], match: re.Match[str]) -> bool:
    return any(place_of(said, one.start) < match.end() and match.start() < place_of(said, one.end) for one in times)


def _meant(text: str, today: dt.date) -> Candidate | None:
    """Return the day, or the stretch of days that run on; of days apart the list is not told."""
    numbers = [value_of(one) or 0 for one in _EACH.findall(text)]
    first = next(iter(next_number(today, numbers[0])), None)
    if first is None:
        return None
    if len(numbers) == 1:
        return Day(first)
    runs_on = all(later == one + 1 for one, later in pairwise(numbers)) or re.search("[到至回返-]", text)
    last = next(iter(next_number(first, numbers[-1])), None)
    return Stretch(Day(first), Day(last)) if runs_on and last and first < last else None
