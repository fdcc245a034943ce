"""Rules for days: from today, weekdays, days of the month."""

import calendar
import datetime as dt
import re

from understanding.numerals import NUMBER, value_of
from understanding.time_kinds import About, Day, Stretch
from understanding.time_tokens import Build, Dates, DayToken, FixedToken, Meaning, Rule, rule
from understanding.time_words import AHEAD, DAY_WORDS, WEEKDAYS, YEARS_FROM_NOW

SOON = dt.timedelta(days=305)
"""A date without a year that would come later than this has just gone by."""
WEEK = "(?:周|星期|礼拜期?)"
WEEKDAY = "[一二三四五六日天1-7]"
_NOT_A_LITTLE = "(?<!(?<![周期拜])一)"
"""看一下周三的班 means this Wednesday: 一下 is only a little."""
_AHEAD = f"(?P<ahead>上上|{_NOT_A_LITTLE}(?<![看查问瞧对说])下下|再下|上|{_NOT_A_LITTLE}下|这|本)(?:一?[个只])?"
_NOT_MONDAY = "共|整个|定[不要会得排去来]"
"""这周一共几趟: nothing is said of a Monday."""
_NO_COUNT = (
    "(?![次趟遍块程点号月年]|(?<=[0-9])[0-9]|[0-9](?![0-9]?[:点时]))"
    "(?(ahead)(?!个)|(?!个(?![岗早晚夜训巡归护帮]|班(?:头|调|让|换|[我俺,。]|$))))(?!天[都也能可])(?!回(?![不来去家]))"
    f"(?!(?<=一)(?:{_NOT_MONDAY}))"
)
YEAR = (
    "(?:(?P<year>今年|本年|明年|来年|后年|去年|前年|(?:20)?[0-9]{2}年|[二两]?[零〇]?[零〇一二三四五六七八九]{2}年)的?)?"
)
_MONTH = f"(?P<month>{NUMBER})月份?"
NEAR_MONTH = f"(?P<ahead>上上|{_NOT_A_LITTLE}下下|上|{_NOT_A_LITTLE}下|这|本|当)一?个?月"
_DAY = "(?P<day>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,4})"
_COUNT = f"(?P<count>{NUMBER}|半)"
_TO_WORK = re.compile("[想能要以愿]$")
_ON_TO = re.compile("[加表单面派排]$")
_FIFTEENTH = 15
_SOMEBODY = re.compile("[老小]$")
_TENS = re.compile("十[一二三四五六七八九]?[号日]")
_A_SHIFT = re.compile("的?(?:班|岗|早|晚|上午|下午)")


def year_of(match: re.Match[str], now: dt.datetime) -> int | None:
    """Return the year that is said; None when it is not said."""
    said = match["year"]
    if said is None:
        return None
    if said in YEARS_FROM_NOW:
        return now.year + YEARS_FROM_NOW[said]
    year = value_of(said[:-1])
    return None if year is None else year if year > 99 else 2000 + year  # noqa: PLR2004 - two digits mean this century


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def months_on(month_start: dt.date, months: int) -> dt.date:
    index = month_start.year * 12 + month_start.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def next_month_day(anchor: dt.date, month: int, day: int) -> dt.date | None:
    """Return the next such day, the anchor's own included; 29 February waits for its year."""
    days = (_date(anchor.year + years, month, day) for years in range(9))
    return next((on for on in days if on and on >= anchor), None)


def next_number(anchor: dt.date, day: int) -> Dates:
    """Return the next such day of a month; nothing when no month has it."""
    months = (months_on(anchor.replace(day=1), ahead) for ahead in range(4))
    days = (_date(month.year, month.month, day) for month in months)
    return tuple(on for on in days if on and on >= anchor)[:1]


def fixed(*on: dt.date | None) -> DayToken | None:
    """Days that no anchor moves; None when none of them exists."""
    days = tuple(day for day in on if day)
    return DayToken(lambda _: days) if days else None


def _day_word(days: int) -> Rule:
    def meaning(match: re.Match[str], now: dt.datetime) -> Meaning:
        on = now.date() + dt.timedelta(days=days)
        if match.group().startswith("赶"):
            return FixedToken((Day(on), About(on)))
        return DayToken(lambda _: (on,))

    pattern = next(words for words, ahead in DAY_WORDS if ahead == days)
    return rule(f"(?:{pattern})", meaning)


def _weekday(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    weekday, ahead = WEEKDAYS[match["weekday"]], match["ahead"]
    if _SOMEBODY.search(match.string, 0, match.start()) and _TENS.match(match.string, match.end()):
        return None  # 跟老周二十五号换
    if ahead == "上" and _ON_TO.search(match.string, 0, match.start()):
        ahead = None
    if ahead == "上" and _TO_WORK.search(match.string, 0, match.start()) and _A_SHIFT.match(match.string, match.end()):
        ahead = None
    if ahead:
        monday = now.date() - dt.timedelta(days=now.weekday())
        on = monday + dt.timedelta(weeks=AHEAD[ahead], days=weekday - 1)
        return DayToken(lambda _: (on,), is_weekday=True)
    today = now.date()

    def counted_from(anchor: dt.date) -> Dates:
        on = anchor + dt.timedelta(days=(weekday - anchor.isoweekday()) % 7)
        return (on, on + dt.timedelta(days=7)) if on == today else (on,)

    return DayToken(counted_from, is_bare_weekday=True, is_weekday=True)


def a_year_before(on: dt.date) -> dt.date:
    last = calendar.monthrange(on.year - 1, on.month)[1]
    return on.replace(year=on.year - 1, day=min(on.day, last))


def _week_stretch(match: re.Match[str], now: dt.datetime) -> Meaning:
    monday = now.date() - dt.timedelta(days=now.weekday())
    first = monday + dt.timedelta(weeks=AHEAD[match["ahead"] or "这"])
    from_day, to_day = (5, 6) if match.group().endswith(("末", "双休日")) else (0, 6)
    return FixedToken((Stretch(Day(first + dt.timedelta(days=from_day)), Day(first + dt.timedelta(days=to_day))),))


def _days_later(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    count = value_of(match["count"])
    return None if count is None else fixed(now.date() + dt.timedelta(days=count))


def _days_ago(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    count = value_of(match["count"])
    return None if count is None else fixed(now.date() - dt.timedelta(days=count))


def _weeks_later(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    count = value_of(match["count"])
    return None if count is None else fixed(now.date() + dt.timedelta(weeks=count))


def _months_later(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    if match["count"] in {None, "半"}:
        return FixedToken((About(now.date() + dt.timedelta(days=15)),))
    count = value_of(match["count"])
    if count is None:
        return None
    month = months_on(now.date().replace(day=1), count)
    return fixed(month.replace(day=min(now.day, calendar.monthrange(month.year, month.month)[1])))


def _month_day(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    month, day = value_of(match["month"]), value_of(match["day"])
    if month is None or day is None:
        return None
    year = year_of(match, now)
    if year is not None:
        return fixed(_date(year, month, day))
    if next_month_day(now.date(), month, day) is None:
        return None
    return DayToken(lambda anchor: tuple(filter(None, (next_month_day(anchor, month, day),))))


def _near_month_day(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    day = value_of(match["day"])
    month = months_on(now.date().replace(day=1), AHEAD[match["ahead"]])
    return None if day is None else fixed(_date(month.year, month.month, day))


def _number(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    day = value_of(match["day"])
    if day is None or not next_number(now.date(), day):
        return None
    return DayToken(lambda anchor: next_number(anchor, day), is_number=True)


def _mid_month(_match: re.Match[str], _now: dt.datetime) -> Meaning:
    """月半: the fifteenth."""
    return DayToken(lambda anchor: next_number(anchor, _FIFTEENTH), is_number=True)


def _two_numbers(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """五六号, 十八九号, 十六十七号: two days that follow each other; the tens may be said once."""
    parts = match.groupdict()
    tens = value_of(parts.get("tens") or "") or 0
    numbers = [tens + (value_of(said) or 0) for key in ("one", "two", "three") if (said := parts.get(key))]
    month = value_of(parts.get("month") or "")
    first = (
        next_month_day(now.date(), month, numbers[0])
        if month
        else next(iter(next_number(now.date(), numbers[0])), None)
    )
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or first is None:
        return None
    return FixedToken((Stretch(Day(first), Day(first + dt.timedelta(days=len(numbers) - 1))),))


def _written(match: re.Match[str], _: dt.datetime) -> Meaning | None:
    return fixed(_date(int(match["y"]), int(match["m"]), int(match["d"])))


def _stretch_from(ahead: int) -> Build:
    def meaning(match: re.Match[str], now: dt.datetime) -> Meaning | None:
        count = value_of(match["count"])
        if not count or count == 1:
            return None
        first = now.date() + dt.timedelta(days=ahead)
        return FixedToken((Stretch(Day(first), Day(first + dt.timedelta(days=count - 1))),))

    return meaning


def _two_days(match: re.Match[str], now: dt.datetime) -> Meaning:
    first = now.date() + dt.timedelta(days=1 if match.group().startswith("明") else 0)
    return FixedToken((Stretch(Day(first), Day(first + dt.timedelta(days=1))),))


def _about(days: int) -> Build:
    return lambda _, now: FixedToken((About(now.date() + dt.timedelta(days=days)),))


_LATER = "(?:以后|之后|过后|后)"

DAY_RULES: tuple[Rule, ...] = (
    *(_day_word(ahead) for _, ahead in DAY_WORDS),
    rule(f"(?:{_AHEAD})?(?<!(?<![周期拜])[一两])(?<![几半0-9每])(?:{WEEK})(?P<weekday>{WEEKDAY}){_NO_COUNT}", _weekday),
    rule(f"{_AHEAD}(?:{WEEK})的?(?:{WEEK})(?P<weekday>{WEEKDAY}){_NO_COUNT}", _weekday),
    rule(
        f"(?:{_AHEAD})?(?<![礼跪祭朝崇求结参团回])拜(?P<weekday>[一二三四五六日])(?!个?(?:位|[叔伯次炷年]))"
        "(?!个(?![岗班早晚夜]))(?!拜(?![一二三四五六日]))(?!下(?![午半晡昼]))",
        _weekday,
    ),
    rule(f"(?:{_AHEAD})?(?<!每)(?<!每个)周末(?!都)", _week_stretch),
    rule(f"(?<!每)(?:{_AHEAD})双休日", _week_stretch),
    rule(
        f"(?<!每)(?:{_AHEAD})(?:{WEEK})(?!{WEEKDAY}(?![天个次回趟遍程]|(?<=一)(?:{_NOT_MONDAY})))(?:末|之内|内|里)?|"
        f"(?<!每)(?P<this>这)一(?:{WEEK})(?!{WEEKDAY})",
        _week_stretch,
    ),
    rule("过两天", _about(2)),
    rule("过[几些]天|过些日子", _about(3)),
    rule(f"(?:再?过|再有|再等){_COUNT}[天日](?:{_LATER})?", _days_later),
    rule(f"{_COUNT}[天日]{_LATER}", _days_later),
    rule(f"{_COUNT}天(?:以前|之前|前)", _days_ago),
    rule(f"(?:再?过){_COUNT}个?{WEEK}(?:{_LATER})?(?!{WEEKDAY})", _weeks_later),
    rule(f"{_COUNT}个?{WEEK}{_LATER}", _weeks_later),
    rule(f"(?:再?过)?{_COUNT}个?月{_LATER}|再?过(?P<half>半)个月", _months_later),
    rule(f"(?:阳历|公历|新历)?{YEAR}{_MONTH}{_DAY}(?:号|日)", _month_day),
    rule(f"(?:阳历|公历|新历)?{YEAR}(?P<month>[0-9]{{1,2}})月份?(?P<day>[0-9]{{1,2}})(?![0-9点:月])", _month_day),
    rule(f"(?:阳历|公历|新历){YEAR}{_MONTH}{_DAY}(?!点)", _month_day),
    rule(f"{YEAR}{_MONTH}{_DAY}(?=(?:到|至|-|和|、){NUMBER}[号日])", _month_day),
    rule(f"{YEAR}{_MONTH}(?P<day>三十一|卅一)(?!点)", _month_day),
    rule(
        f"(?<![0-9一二三四五六七八九十第])(?:{_MONTH}|(?<!月))(?P<tens>二?十|廿)?(?P<one>[一二三四五六七八])、?"
        "(?P<two>[二三四五六七八九])(?:、?(?P<three>[三四五六七八九]))?号(?!楼|线|院)",
        _two_numbers,
    ),
    rule(
        "(?<![0-9一二三四五六七八九十百月第点])(?P<one>二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)、?"
        "(?P<two>二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)[号日](?!楼|线|院)",
        _two_numbers,
    ),
    rule(
        f"{_MONTH}(?P<one>二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)、?(?P<two>二?十[一二三四五六七八九]?|三十一?|廿[一二三四五六七八九]?)"
        "(?=[这那]?[两俩][天日])",
        _two_numbers,
    ),
    rule(f"(?<![0-9./-]){YEAR}(?P<month>[0-9]{{1,2}})\\.(?P<day>[0-9]{{2}})(?![0-9.%])(?:号|日)?", _month_day),
    rule(
        f"(?<![0-9./-]){YEAR}(?P<month>[1-9]|1[0-2])\\.(?P<day>[1-9])(?=号|的?[班岗那]?换|的?[班岗]|[早晚]|[上下中]午|傍晚|那天)",
        _month_day,
    ),
    rule(f"(?<=[换挪调][到成]){YEAR}(?P<month>[1-9]|1[0-2])\\.(?P<day>[1-9])(?![0-9])", _month_day),
    rule(f"(?<![0-9./-]){YEAR}(?P<month>[0-9]{{1,2}})(?:/(?P<day>[0-9]{{1,2}})(?![0-9/])(?:号|日)?)", _month_day),
    rule("(?<![0-9])(?P<y>20[0-9]{2})[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})(?![0-9])[日号]?", _written),
    rule(f"{NEAR_MONTH}的?{_DAY}(?:号|日)?(?![0-9点个天次共起直定般样些整])", _near_month_day),
    rule(
        f"(?<![0-9a-z.第头]){_DAY}(?:号|(?<![一二两三四五六七八九])日(?!子|常)|(?<=[十廿].)日(?!子|常))(?!楼|线|院)",
        _number,
    ),
    rule("(?<![0-9一二三四五六七八九十个几多下上这本])(?P<day>月半)(?=[的那换调挪去,。]|$)", _mid_month),
    rule(f"(?<![0-9a-z.第]){_DAY}(?=(?:到|至|-){NUMBER}[号日])", _number),
    rule(f"(?<=[号日][到至]){_DAY}日(?!子|常)", _number),
    rule(
        "(?<![0-9一二三四五六七八九十百月号初第点差过周期拜年几■楼])(?P<day>二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]|"
        "三十一?)(?=上午|下午|晚上|夜[里间]|早上|头晌|后晌|前晌)",
        _number,
    ),
    rule(f"(?:接下来|未来|往后|今后|以后这?)的?{_COUNT}天", _stretch_from(1)),
    rule(f"这{_COUNT}[天日](?!子)", _stretch_from(0)),
    rule("明后(?:两天|天)?|今明(?:两天|天)?", _two_days),
    rule("前两天", _about(-2)),
    rule("前[几些]天", _about(-3)),
)
