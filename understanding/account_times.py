"""Times as they are asked for at the bank: whole years and quarters, 从一月到现在, 上半年, and always what is over."""

import calendar
import datetime as dt
import re
from dataclasses import replace

from understanding.around import around
from understanding.gone_by import read_again
from understanding.numerals import NUMBER, value_of
from understanding.running_months import months_running
from understanding.text import Plain
from understanding.time_days import a_year_before, months_on
from understanding.time_kinds import About, Clock, Day, Month, PartOfDay, Stretch, TimeReading
from understanding.time_words import BARE_WEEKDAY
from understanding.times import read_times

_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "旧年": -1, "上年": -1}
_YEAR = re.compile(
    "(?:(?P<year>今年|本年|去年|前年|旧年|上年(?!纪|岁))|(?P<named>20[0-9]{2}|二[零〇0]二[零〇0一二三四五六七八九])年度?)"
    "(?:一整?年|全年)?的?(?P<half>[上下]半年)?(?!底|初|那[天次回会年]|年?[0-9一二三四五六七八九十]+月|[春夏秋冬])"
)
_HALF = re.compile("(?<!年)(?P<half>[上下])半年")
_QUARTER = re.compile(
    "(?P<year>今年|去年|前年)?的?(?:第(?P<which>[一二三四1-4])|(?P<bare>[一二三]|四(?=个|季度))|(?P<near>[上这本]))(?:一?个?)季度?"
)
_NOW = "(?:现在|今[天日]?|如今|今儿个?|目前|眼下|这会儿|[而依]家|这歇)"
_SO_FAR = re.compile(f"(?:份|初|那天|起|开始|以?来)?[到至]{_NOW}|(?:份)?(?:以来|至今)")
_NEW_YEAR = re.compile(f"(?:今年开[年头]|今年|年头|年初)(?:以来|[到至]{_NOW})")
_FROM, _ON = re.compile("[从自打由]$"), re.compile("(?:那天)?(?:起|开始)")
_MONTHS_BACK = re.compile(f"(?P<till_now>最近|近|过去|这)(?P<count>{NUMBER})个月|[前上](?P<whole>[两二三四五六])个月")
_HALF_YEAR, _QUARTER_OF_YEAR = 6, 3
_MOST_MONTHS = 24
_FAR = dt.timedelta(days=60)
"""A day further ahead than this, as 元旦 in March, is last year's."""
_A_MONTH, _A_YEAR = dt.timedelta(days=30), dt.timedelta(days=365)
_OF_A_MONTH = re.compile("[0-9一二三四五六七八九十廿卅]{1,3}[号日]")
_IS_DUE = re.compile("(?:以?前|之前)?(?:就|我)?(?:要|得|必须|急着)(?:交|用|拿去)|(?:以?前|之前)(?:转|送|给|捐)")
"""Behind a day: by then a paper is needed, and it is none of those that it tells of."""
_OLD_DAY = re.compile("初[一二三四五六七八九十]|(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})[号日]")
_LAPSES = re.compile("清零|作废|过期|到期|失效|能用|结单|[要就会]没|没的那")
"""What becomes of points some day is still to come."""


def account_times(said: Plain, times: list[TimeReading], now: dt.datetime) -> list[TimeReading]:
    """Return the times with the whole years, halves and quarters of the sentence; the rest is over, or begins now."""
    if found := _since_new_year(said, now):
        return [found]
    due = [one for one, (_, after) in zip(times, around(said, times), strict=True) if _IS_DUE.match(after)]
    if due:
        return account_times(said, [one for one in times if one not in due], now) or due
    for find in (_months_back, _quarter, _year, _half):
        if not times and (found := find(said, now)):
            return [found]
    if not times:
        return times
    beside = around(said, times)
    from_on = len(times) == 1 and _FROM.search(beside[0][0]) and _ON.match(beside[0][1])
    if from_on or _SO_FAR.match(beside[0][1]) or (len(times) > 1 and _till_today(times[-1], beside[-1][0], now)):
        return [_since(times[0], now)]
    if len(times) == 1 and _till_today(times[0], beside[0][0], now):
        return []
    kept = [one for one in times if not _is_when_it_is_asked(one, now, alone=len(times) == 1)]
    return (
        kept
        if _LAPSES.search(said.text)
        else months_running(said, [_over(one, now) for one in kept], are_lists_apart=True)
    )


def _is_when_it_is_asked(reading: TimeReading, now: dt.datetime, *, alone: bool) -> bool:
    """上月还有五十，今天怎么少了: today is not what is asked about, and neither is an hour of no day."""
    first = reading.candidates[0]
    return isinstance(first, Clock) or (not alone and first == Day(now.date()))


def _reading(said: Plain, match: re.Match[str], first: dt.date, months: int) -> TimeReading:
    start, end = said.span(match.start(), match.end())
    last = months_on(first, months) - dt.timedelta(days=1)
    return TimeReading(start, end, match.group(), (Stretch(Day(first), Day(last)),))


def _since_new_year(said: Plain, now: dt.datetime) -> TimeReading | None:
    match = _NEW_YEAR.search(said.text)
    if not match:
        return None
    start, end = said.span(match.start(), match.end())
    return TimeReading(start, end, match.group(), (Stretch(Day(dt.date(now.year, 1, 1)), Day(now.date())),))


def _months_back(said: Plain, now: dt.datetime) -> TimeReading | None:
    """近三个月 ends today, 前两个月 with the month before this one."""
    match = _MONTHS_BACK.search(said.text)
    count = value_of(match["whole"] or match["count"]) if match else None
    if not match or not count or not 1 < count <= _MOST_MONTHS:
        return None
    first, last = (months_on(now.date().replace(day=1), ahead) for ahead in (-count, -1))
    on = first.replace(day=min(now.day, calendar.monthrange(first.year, first.month)[1]))
    whole = Stretch(Month(first.year, first.month), Month(last.year, last.month))
    meant = whole if match["whole"] else Stretch(Day(on), Day(now.date()))
    return TimeReading(*said.span(*match.span()), match.group(), (meant,))


def _year(said: Plain, now: dt.datetime) -> TimeReading | None:
    match = _YEAR.search(said.text)
    if not match or (match["year"] in {"今年", "本年"} and _LAPSES.search(said.text, match.end())):
        return None
    year = value_of(match["named"]) if match["named"] else now.year + _YEARS[match["year"]]
    first = dt.date(year or now.year, 1, 1)
    if _SO_FAR.match(said.text, match.end()):
        return TimeReading(*said.span(*match.span()), match.group(), (Stretch(Day(first), Day(now.date())),))
    if not match["half"]:
        return _reading(said, match, first, 2 * _HALF_YEAR)
    return _reading(said, match, months_on(first, 0 if match["half"][0] == "上" else _HALF_YEAR), _HALF_YEAR)


def _half(said: Plain, now: dt.datetime) -> TimeReading | None:
    match = _HALF.search(said.text)
    if not match:
        return None
    first = dt.date(now.year, 1 if match["half"] == "上" else 1 + _HALF_YEAR, 1)
    return _reading(said, match, first if first <= now.date() else first.replace(year=first.year - 1), _HALF_YEAR)


def _quarter(said: Plain, now: dt.datetime) -> TimeReading | None:
    match = _QUARTER.search(said.text)
    if not match:
        return None
    if match["year"] and (which := match["which"] or match["bare"]):
        first = dt.date(now.year + _YEARS[match["year"]], 1 + _QUARTER_OF_YEAR * ((value_of(which) or 1) - 1), 1)
        return _reading(said, match, first, _QUARTER_OF_YEAR)
    present = dt.date(now.year, now.month - (now.month - 1) % _QUARTER_OF_YEAR, 1)
    if match["near"]:
        return _reading(said, match, months_on(present, -_QUARTER_OF_YEAR * (match["near"] == "上")), _QUARTER_OF_YEAR)
    first = dt.date(now.year, 1 + _QUARTER_OF_YEAR * ((value_of(match["which"] or match["bare"]) or 1) - 1), 1)
    return _reading(said, match, first if first <= present else first.replace(year=first.year - 1), _QUARTER_OF_YEAR)


def _till_today(reading: TimeReading, before: str, now: dt.datetime) -> bool:
    return reading.candidates[0] == Day(now.date()) and re.search("(?<!等)[到至]$", before) is not None


def _since(reading: TimeReading, now: dt.datetime) -> TimeReading:
    first = _over(reading, now).candidates[0]
    if isinstance(first, Stretch):
        first = first.first
    on = first.on if isinstance(first, Day | About | PartOfDay) else None
    if isinstance(first, Month):
        on = dt.date(first.year, first.month, 1)
    return replace(reading, candidates=(Stretch(Day(on), Day(now.date())),)) if on and on <= now.date() else reading


def _over(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """二月, 二月下旬, 元旦, 礼拜天: the last one."""
    first = reading.candidates[0]
    if isinstance(first, Month) and (first.year, first.month) > (now.year, now.month):
        return replace(reading, candidates=(Month(first.year - 1, first.month),))
    if isinstance(first, Stretch) and isinstance(first.first, Day) and isinstance(first.last, Day):
        days = (first.first.on, first.last.on)
        if days[0] > days[1]:  # 从元旦到今天
            is_of_month = _OF_A_MONTH.match(reading.text)
            began = a_month_before(days[0]) if is_of_month else a_year_before(days[0])
            return replace(reading, candidates=(Stretch(Day(_by_the_moon(reading, now) or began), first.last),))
        if days[0] > now.date() + _FAR:
            return _last_one(reading, now)
    if isinstance(first, Day) and first.on > now.date() and BARE_WEEKDAY.match(reading.text):
        return replace(reading, candidates=(Day(first.on - dt.timedelta(weeks=1)),))
    on = first.on if isinstance(first, Day | About | PartOfDay) else None
    if on and on > now.date() and _OLD_DAY.match(reading.text):
        return read_again(reading, now.replace(tzinfo=None), _A_MONTH)
    return _last_one(reading, now) if on and on > now.date() + _far(reading) else reading


def _by_the_moon(reading: TimeReading, now: dt.datetime) -> dt.date | None:
    """正月初一到今天: a day of the old calendar is another one in every year."""
    again = read_times(reading.text, now.replace(tzinfo=None) - _A_YEAR) if "月初" in reading.text else []
    first = again[0].candidates[0] if again else None
    return first.first.on if isinstance(first, Stretch) and isinstance(first.first, Day) else None


def _far(reading: TimeReading) -> dt.timedelta:
    return dt.timedelta() if _OF_A_MONTH.fullmatch(reading.text) else _FAR


def _last_one(reading: TimeReading, now: dt.datetime) -> TimeReading:
    """Return the same words as they were meant a month or a year ago: 元宵 is another day of March in every year."""
    ago = _A_MONTH if _OF_A_MONTH.fullmatch(reading.text) else _A_YEAR
    again = read_times(reading.text, now.replace(tzinfo=None) - ago)
    return replace(reading, candidates=again[0].candidates) if again else reading


def a_month_before(on: dt.date) -> dt.date:
    last = on.replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=min(on.day, last.day))
