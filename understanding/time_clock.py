"""Rules for the clock and the parts of the day, and how the two together make a time."""

import datetime as dt
import re

from understanding.numerals import NUMBER, value_of
from understanding.time_kinds import Moment, Part
from understanding.time_tokens import Build, ClockToken, FixedToken, Meaning, PartToken, Rule, ToToken, rule
from understanding.time_words import PART_WORDS, SHORT_PARTS

DAY_MINUTES = 24 * 60
_HOUR = "(?P<hour>[0-9]{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_MINUTE = "(?P<minute>[零〇]?[0-9]{1,2}|[零〇]?[一二三四五六七八九十廿卅]{1,3})"
_QUARTERS = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}
_FIVE_MINUTES, _FIVES = 5, "(?:十一?|[一二两三四五六七八九])"
"""七点三个字 and 七点踏三: the figure on the dial that the minute hand has come to."""
_SHORT_OF = "(?P<short>[一1]刻钟?|[0-9]{1,2}分?|[一二三四五六七八九十两]{1,2}分?钟?)"
_LATER = "(?:以后|之后|后)"
_BEHIND_TIME = f"(?<=[天日].)(?:[到走退来撤收起道]|{NUMBER}个?(?:分|刻|小时|钟头|把))"
"""明天晚十五分钟, 今日晚到: 晚 is late, and no evening."""

# Hours to add by part of the day: (hours it holds for, hours added). 晚上十二点 and 半夜一点 belong to the next day.
_ADDED: dict[Part | None, tuple[tuple[range, int], ...]] = {
    "dawn": ((range(12, 13), -12),),
    "morning": (),
    "forenoon": ((range(1, 3), 12),),
    "noon": ((range(1, 5), 12),),
    "afternoon": ((range(1, 12), 12),),
    "evening": ((range(4, 12), 12), (range(12, 13), 12), (range(1, 4), 24)),
    "night": ((range(6, 12), 12), (range(12, 13), 12)),
    None: ((range(1, 7), 12),),
}


def minutes_of(clock: ClockToken, part: Part | None) -> tuple[int, ...]:
    """Minutes from the day's start, likeliest first; beyond 24 hours it is the next day's."""
    hour = clock.hour
    if hour > 12 or hour == 0:  # noqa: PLR2004 - said on the 24-hour clock
        return (hour * 60 + clock.minute,)
    added = next((more for hours, more in _ADDED[part] if hour in hours), 0)
    first = (hour + added) * 60 + clock.minute
    if part is None:
        return first, ((hour + 12 - added) % 24) * 60 + clock.minute
    if part == "night" and hour < 6:  # noqa: PLR2004 - 半夜两点 is this night's or the one before
        return first, first + DAY_MINUTES
    return (first,)


def _clock(match: re.Match[str], _: dt.datetime) -> Meaning | None:
    hour, groups = value_of(match["hour"]), match.groupdict()
    minute = _QUARTERS.get(groups.get("quarter") or "") or value_of(groups.get("minute") or "") or 0
    minute = minute or _FIVE_MINUTES * (value_of(groups.get("fives") or groups.get("stepped") or "") or 0)
    if hour is None or hour > 24 or minute > 59:  # noqa: PLR2004 - a clock's limits
        return None
    is_plain_one = match.group() in {"一点", "1点"}
    short = groups.get("short")
    if short:
        taken = 15 if "刻" in short else value_of(short.removesuffix("钟").removesuffix("分")) or 0
        hour, minute = divmod(hour * 60 - taken, 60)
    return ClockToken(hour, minute, is_plain_one=is_plain_one)


def _two_hours(match: re.Match[str], _: dt.datetime) -> Meaning | None:
    first, second = value_of(match["one"]), value_of(match["two"])
    if first is None or second != first + 1:
        return None
    return ClockToken(first, later_hour=second)


def _from_now(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    groups = match.groupdict()
    minutes = 15 if groups.get("quarter") else _spoken_minutes(groups)
    if not minutes:
        return None
    at = (now + dt.timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    return FixedToken((Moment(at.replace(tzinfo=None)),))


def _spoken_minutes(groups: dict[str, str | None]) -> int:
    half = 30 if groups.get("half") or groups.get("and_half") else 0
    if groups.get("hours"):
        return half + 60 * (value_of(groups["hours"] or "") or 0)
    return half + (value_of(groups.get("minutes") or "") or 0)


def _part(part: Part) -> Build:
    return lambda _match, _now: PartToken(part)


_AMOUNT = (
    f"(?:(?P<hours>{NUMBER})个?(?P<and_half>半)?(?:小时|钟头)|(?P<half>半)个?(?:小时|钟头)|"
    f"(?P<quarter>一刻钟)|(?P<minutes>{NUMBER})分钟)"
)

CLOCK_RULES: tuple[Rule, ...] = (
    *(rule(f"(?:{words})(?!好(?!了|的|办|几|不好|吗|伐))", _part(part)) for words, part in PART_WORDS),
    *(
        rule(
            f"(?:(?<=[今明后昨前一二三四五六七八九十日天末每号节秋夕晡光])|(?<=/[0-9])|(?<=/[0-9][0-9])|(?<=[今明]仔)|(?<=[节旦至宵秋夕午阳十]那)){char}(?!(?<=夜)(?<![今明昨前夕秋每晡]夜)巡|[点些上安饭年月日辈期]|(?<![今明昨后].)会|{_BEHIND_TIME})|{char}(?=[0-9一二三四五六七八九十两]{{1,2}}(?:点|:|[到至-][0-9一二三四五六七八九十两]{{1,2}}点))",
            _part(part),
        )
        for char, part in SHORT_PARTS.items()
    ),
    rule(
        "(?P<one>[一二两三四五六七八九])(?P<two>[二三四五六七八九十])点(?:钟|来钟|多钟)?(?![0-9一二三四五六七八九])",
        _two_hours,
    ),
    rule(
        f"{_HOUR}点钟?(?:(?P<quarter>半|[一1三3]刻)|(?:过|(?<!钟)){_MINUTE}分?(?![个号月]|天(?![还都已亮黑色]))|整|正)?",
        _clock,
    ),
    rule(f"{_HOUR}点钟?(?:(?P<fives>{_FIVES})个字|踏(?P<stepped>{_FIVES}))", _clock),
    rule(f"{_HOUR}时(?:{_MINUTE}分?|(?P<quarter>半)|整)?(?![候间常不])", _clock),
    rule(
        f"(?<![0-9一二三四五六七八九十零点月周期拜第号年:.-])(?!一[到至]){_HOUR}(?=[到至-](?:[0-9]{{1,2}}|[一二两三四五六七八九十]{{1,2}})[点时])",
        _clock,
    ),
    rule("(?<![0-9:-])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?![0-9])", _clock),
    rule(f"(?:还?差|不到){_SHORT_OF}[到就不]?{_HOUR}点", _clock),
    rule(f"{_HOUR}点(?:还?差|缺){_SHORT_OF}", _clock),
    rule(f"(?:(?:再?过|再等){_AMOUNT}(?:{_LATER})?)", _from_now),
    rule(f"{_AMOUNT}{_LATER}", _from_now),
    rule("到|至|-|直到|一直到", lambda _match, _now: ToToken()),
)
