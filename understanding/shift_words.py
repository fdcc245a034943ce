"""Times as talk of shifts has them: 早班 is a part of a day, 那天下午 is of the day just named, 我上周三 is no past."""

import datetime as dt
import re
from dataclasses import replace

from understanding.around import place_of
from understanding.numerals import value_of
from understanding.text import Plain
from understanding.time_days import SOON
from understanding.time_kinds import (
    Candidate,
    Clock,
    Day,
    Moment,
    Part,
    PartOfDay,
    TimeReading,
    Weekly,
    day_of,
    first_day,
)
from understanding.time_words import BARE_WEEKDAY
from understanding.times import read_times

_TURN = "更(?![好加冷热黑晚早远多要不是难累合方])"
"""A shift, in Cantonese; 早更好 is only better."""
_WANTED = "(?<=[要换改调挪成报选])"
_BY_ITSELF = "(?=的(?!时))"
_SPOKEN_OF = "(?=的(?:不?行|不?可以|让给))"
_KINDS: tuple[tuple[str, Part], ...] = (
    (
        (
            f"(?:清?早|头|晨)(?=[班场]|岗|巡|{_TURN})|{_WANTED}早{_BY_ITSELF}|(?:^|(?<=[,。]))早(?=[改换调][成到]?晚)|"
            f"(?:^|(?<=[,。]))早{_SPOKEN_OF}|上学(?=[那这]?[个一]?[趟班岗])"
        ),
        "morning",
    ),
    ("[中午](?=班(?!长|主任)|岗)", "noon"),
    (f"(?:晏|下昼)(?=班|岗|{_TURN})", "afternoon"),
    (
        (
            f"晚(?=班|岗|巡|{_TURN})|{_WANTED}晚(?:{_BY_ITSELF}|(?=版))|(?<=早[改换调])晚|"
            f"(?:^|(?<=[,。]))晚{_SPOKEN_OF}|(?<=[当那])晚(?![上些点饭])"
        ),
        "evening",
    ),
    (f"(?<!半)夜(?=班(?!车)|岗|{_TURN}|巡[换改调倒](?:成|到)?[早晨日]巡)|(?<=值)夜(?=[我俺])", "night"),
)
_SHIFT = re.compile("|".join(f"(?P<{part}>{word})" for word, part in _KINDS))
_THAT_NIGHT = re.compile("(?<=[当那])晚(?![班岗巡更])")
"""A shift only where its day is said before it."""
_NAMES_SHIFTS = {"duty_signup", "duty_swap", "duty_leave"}
"""In these a shift by its name alone is what is wanted or given up."""
_WANTS_A_DAY = {"duty_signup", "duty_swap", "wish", "wish_claim"}
_OF_A_SHIFT = re.compile("的?[那这嗰]?一?个?(?:班|趟|岗|拨|更|转)")
_OF_DAY = re.compile("(?:的|那个?|这个?|那一?天的?|排的?是?)*")
_BESIDE = re.compile("[、,和跟与]?(?:还有)?")
_THAT_DAY = re.compile("(?:那一?天|当天|这天)的?$")
_SPOKEN_DATE = re.compile(
    "(?P<month>[二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十廿]{1,3})(?![一二三四五六七八九十])"
)
_BY_THE_MOON = re.compile("[农阴旧老古]历|初[一二三四五六七八九十]|观音|菩萨|庙(?!会)|烧香|上香|吃斋|吃素")
_LAST_WEEKDAY = re.compile("上(?:周|星期|礼拜)[一二三四五六日天]")
_WHO_WORKS = re.compile("(?:[我俺咱你您他她伊佢]们?|老.|小.|[想能要愿来去替帮给就])$")
_A_SHIFT = re.compile("(?:的?那?个?[早晚夜]?[班岗])|$|[,。!?;、吧呗的和跟与我俺咱你您他她伊佢换]|行|可以")
_IS_ASKED = re.compile("还是|抑是|算")
_FEASTS = {(1, 15), (2, 2), (3, 3), (5, 5), (7, 7), (7, 15), (8, 15), (9, 9), (12, 8)}
"""Days of the old calendar that are named without 农历."""


def coming(said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """他上周二我上周四: 上 is what one does with a shift, and the days are to come."""
    if intent not in _NAMES_SHIFTS:
        return times
    return [_to_work(said, one, now) for one in times]


def not_today(times: list[TimeReading], intent: str, now: dt.datetime) -> list[TimeReading]:
    """周二的班我来 said on a Tuesday: who means today says so, and not which day of the week it is."""
    if intent not in _WANTS_A_DAY:
        return times
    return [_a_week_later(one, now) if BARE_WEEKDAY.match(one.text) else one for one in times]


def _a_week_later(reading: TimeReading, now: dt.datetime) -> TimeReading:
    later = tuple(one for one in reading.candidates if first_day(one) != now.date())
    return replace(reading, candidates=later) if later else reading


def _to_work(said: Plain, reading: TimeReading, now: dt.datetime) -> TimeReading:
    if not _LAST_WEEKDAY.match(reading.text):
        return reading
    start, end = place_of(said, reading.start), place_of(said, reading.end)
    if not (_WHO_WORKS.search(said.text, 0, start) and _A_SHIFT.match(said.text, end)):
        return reading
    coming = reading.text.removeprefix("上")
    again = read_times(coming, now)
    return TimeReading(reading.start + 1, reading.end, coming, again[0].candidates) if again else reading


def with_shifts(said: Plain, times: list[TimeReading], intent: str) -> list[TimeReading]:
    """Return the times with the shifts named in the sentence, each joined to the day that is said before it."""
    times = [_after_school(said, one, intent) for one in _that_day(said, times)]
    named = [match for match in _SHIFT.finditer(said.text) if not _is_read(said, times, match)]
    # 早班晚班都行 asks for neither
    is_wanted = intent in {"duty_swap", "duty_leave"} or (intent in _NAMES_SHIFTS and len(named) == 1)
    if intent == "duty_query" and len(named) == len(times) == 1 and not _IS_ASKED.search(said.text):
        return [_of_that_shift(times[0], named[0])]
    for match in named:
        times = _with(said, times, match, is_wanted=is_wanted and not _THAT_NIGHT.match(said.text, match.start()))
    return sorted(times, key=lambda one: one.start)


def _is_read(said: Plain, times: list[TimeReading], match: re.Match[str]) -> bool:
    start, end = said.span(match.start(), match.end())
    return any(one.start < end and start < one.end for one in times)


def _with(said: Plain, times: list[TimeReading], match: re.Match[str], *, is_wanted: bool) -> list[TimeReading]:
    part = _part_of(match)
    start, end = said.span(match.start(), match.end())
    before = max((one for one in times if one.end <= start), key=lambda one: one.end, default=None)
    first = before.candidates[0] if before else None
    between = said.text[place_of(said, before.end) : match.start()] if before else ""
    shift: Candidate | None = None
    if isinstance(first, Clock | Moment) and between and _OF_DAY.fullmatch(between):
        return times  # 七点的夜巡: the hour says when
    if isinstance(first, Day) and (_OF_DAY.fullmatch(between) or _THAT_DAY.search(between)):
        shift = PartOfDay(first.on, part)
    elif isinstance(first, Weekly) and _OF_DAY.fullmatch(between):
        shift = replace(first, at=PartOfDay(None, part))
    if before and shift:
        times = _with_days_beside(said, times, times.index(before), part)
        return [replace(one, end=end, candidates=(shift,)) if one is before else one for one in times]
    return [*times, TimeReading(start, end, match.group(), (PartOfDay(None, part),))] if is_wanted else times


def _with_days_beside(said: Plain, times: list[TimeReading], at: int, part: Part) -> list[TimeReading]:
    """礼拜二礼拜四的晚班: of both days."""
    found = list(times)
    for index in range(at - 1, -1, -1):
        day = found[index].candidates[0]
        between = said.text[place_of(said, found[index].end) : place_of(said, found[index + 1].start)]
        if not (isinstance(day, Day) and _BESIDE.fullmatch(between)):
            break
        found[index] = replace(found[index], candidates=(PartOfDay(day.on, part),))
    return found


def _of_that_shift(reading: TimeReading, named: re.Match[str]) -> TimeReading:
    """夜巡明天几点, 今天风大，早班还去不: the one shift that is named is of the one day."""
    first = reading.candidates[0]
    if not isinstance(first, Day) or named.group() == "头":
        return reading
    return replace(reading, candidates=(PartOfDay(first.on, _part_of(named)),))


def _part_of(named: re.Match[str]) -> Part:
    return next(each for _, each in _KINDS if named[each])


def _that_day(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """三八节要领奖，那天下午请假: one time."""
    found: list[TimeReading] = []
    for one in times:
        first, day = one.candidates[0], found[-1].candidates[0] if found else None
        is_told = isinstance(day, Day) and _THAT_DAY.search(said.text, 0, place_of(said, one.start))
        if is_told and isinstance(first, PartOfDay) and first.on is None:
            found[-1] = replace(one, candidates=(PartOfDay(day_of(found[-1]), first.part),))
        else:
            found.append(one)
    return found


def _after_school(said: Plain, reading: TimeReading, intent: str) -> TimeReading:
    """明天放学那趟: which shift of the day it is, and everybody knows when; 明天放学我顺路站一下 is the hour."""
    first, end = reading.candidates[0], place_of(said, reading.end)
    if not (isinstance(first, PartOfDay) and first.on and reading.text.endswith("放学")) or "下午" in reading.text:
        return reading
    if intent == "duty_signup" and not _OF_A_SHIFT.match(said.text, end):
        return reading
    return replace(reading, candidates=(Day(first.on), *reading.candidates))


def by_the_sun(said: Plain, times: list[TimeReading], now: dt.datetime) -> list[TimeReading]:
    """三月二十五 without 号 is of this calendar, unless it is a feast of the old one or that is spoken of."""
    return times if _BY_THE_MOON.search(said.text) else [_of_this_calendar(one, now) for one in times]


def _of_this_calendar(reading: TimeReading, now: dt.datetime) -> TimeReading:
    match = _SPOKEN_DATE.match(reading.text)
    on = (value_of(match["month"]), value_of(match["day"])) if match else None
    if on is None or on in _FEASTS:
        return reading
    days = [(one, first_day(one)) for one in reading.candidates]
    solar = [one for one, day in days if day and (day.month, day.day) == on and day < now.date() + SOON]
    return replace(reading, candidates=tuple(solar)) if solar else reading
