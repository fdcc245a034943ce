"""Rules for part of a month or a week: 下半月, 四月头一周, 这礼拜剩下几天."""

import calendar
import datetime as dt
import re

from understanding.numerals import NUMBER, value_of
from understanding.time_days import NEAR_MONTH, WEEK, WEEKDAY, YEAR, fixed
from understanding.time_kinds import Day, Stretch
from understanding.time_months import said_month
from understanding.time_tokens import FixedToken, Meaning, Rule, rule
from understanding.time_words import AHEAD, WEEKDAYS

_MONTH = f"(?P<month>{NUMBER})月份?"
_LEFT = "(?:里|里头)?的?(?:剩下|余下|剩余)(?:的|来的)?(?:日子|[几这些]+天|时间)?"
_WEEKS = f"(?P<count>{NUMBER}|俩)个?{WEEK}(?!{WEEKDAY})"
_LATE = "(?:二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?)"
_MIDDLE, _A_WEEK, _WEEKS_OF_MONTH, _MOST_WEEKS = 15, 7, 5, 52


def _days(first: dt.date, last: dt.date) -> Meaning:
    return FixedToken((Stretch(Day(first), Day(last)),))


def _end_of(first: dt.date) -> dt.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _half(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """上半月 ends with the fifteenth."""
    first = said_month(match, now)
    if first is None:
        return None
    if match["half"] in "上前":
        return _days(first, first.replace(day=_MIDDLE))
    return _days(first.replace(day=_MIDDLE + 1), _end_of(first))


def _week_of_month(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """四月第二周: from the eighth to the fourteenth; the last one ends with the month."""
    first = said_month(match, now)
    if first is None:
        return None
    if match["which"] in {"最后", "末"}:
        return _days(_end_of(first) - dt.timedelta(days=_A_WEEK - 1), _end_of(first))
    count = 1 if match["which"] == "头" else value_of(match["which"].removeprefix("第")) or 0
    on = first + dt.timedelta(days=_A_WEEK * (count - 1))
    last = min(on + dt.timedelta(days=_A_WEEK - 1), _end_of(first))
    return _days(on, last) if 1 <= count <= _WEEKS_OF_MONTH else None


def _weekday_of_month(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """四月第二个礼拜六, 三月最后一个周五."""
    first = said_month(match, now)
    if first is None:
        return None
    weekday, which = WEEKDAYS[match["weekday"]], match["which"]
    if re.match("最?[后末]", which):
        last = _end_of(first)
        return fixed(last - dt.timedelta(days=(last.isoweekday() - weekday) % _A_WEEK))
    count = 1 if "头" in which else value_of(which.removeprefix("第")) or 0
    on = first + dt.timedelta(days=(weekday - first.isoweekday()) % _A_WEEK + _A_WEEK * (count - 1))
    return fixed(on) if count and on <= _end_of(first) else None


def _till_number(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """三月二十二到二十三: of the last day only the number is said."""
    first, till = said_month(match, now), value_of(match["till"]) or 0
    day = value_of(match["day"]) or 0
    if first is None or not 0 < day < till <= _end_of(first).day:
        return None
    on = first.replace(day=day)
    if match["year"] is None and on < now.date():
        on = on.replace(year=on.year + 1)
    return _days(on, on.replace(day=till))


def _first_days(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """四月头两天, 下周前三天."""
    groups, count = match.groupdict(), value_of(match["count"]) or 0
    first = said_month(match, now) if "month" in groups else None
    if "week" in groups:
        first = now.date() - dt.timedelta(days=now.weekday()) + dt.timedelta(weeks=AHEAD[groups["week"]])
    return _days(first, first + dt.timedelta(days=count - 1)) if first and 1 < count <= _MIDDLE else None


def _first_weeks(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """四月头两个礼拜."""
    first, count = said_month(match, now), _count_of(match)
    return (
        _days(first, first + dt.timedelta(days=_A_WEEK * count - 1)) if first and 1 <= count < _WEEKS_OF_MONTH else None
    )


def _these_weeks(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """这两个礼拜: this week and the next."""
    monday = now.date() - dt.timedelta(days=now.weekday())
    count = _count_of(match)
    return _days(monday, monday + dt.timedelta(days=_A_WEEK * count - 1)) if count > 1 else None


def _next_weeks(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """往后两个礼拜: from today."""
    count = _count_of(match)
    return _days(now.date(), now.date() + dt.timedelta(days=_A_WEEK * count)) if count else None


def _count_of(match: re.Match[str]) -> int:
    count = 2 if match["count"] == "俩" else value_of(match["count"]) or 0
    return count if count <= _MOST_WEEKS else 0


def _rest_of_month(match: re.Match[str], now: dt.datetime) -> Meaning | None:
    """Return from today, if that month has begun."""
    first = said_month(match, now)
    return _days(max(first, now.date()), _end_of(first)) if first and _end_of(first) >= now.date() else None


def _rest_of_week(_match: re.Match[str], now: dt.datetime) -> Meaning:
    return _days(now.date(), now.date() + dt.timedelta(days=_A_WEEK - now.isoweekday()))


SPAN_RULES: tuple[Rule, ...] = (
    rule(f"(?:{NEAR_MONTH}|{YEAR}{_MONTH})的?(?P<half>[上下前后])半个?月", _half),
    rule("(?<![过以之])(?P<half>[上下后])半个?月", _half),
    rule(
        f"(?:{NEAR_MONTH}|{YEAR}{_MONTH})的?(?P<which>头(?=一)|第[一二三四五1-5]|最后|末)一?个?{WEEK}(?!{WEEKDAY}|末)",
        _week_of_month,
    ),
    rule(
        f"(?:{NEAR_MONTH}|{YEAR}{_MONTH})的?(?P<which>最?头一|第[一二三四五1-5]|最[后末]一|末一?)个?{WEEK}(?P<weekday>{WEEKDAY})"
        "(?![点号])",
        _weekday_of_month,
    ),
    rule(
        f"{YEAR}{_MONTH}(?P<day>{_LATE})(?:到|至|-)(?P<till>{_LATE})(?![0-9一二三四五六七八九十点时号日个月天块斤米人岁元])",
        _till_number,
    ),
    rule(f"(?:{NEAR_MONTH}|{YEAR}{_MONTH})的?[前头](?P<count>{NUMBER})天", _first_days),
    rule(f"(?:{NEAR_MONTH}|{YEAR}{_MONTH})的?[前头]{_WEEKS}", _first_weeks),
    rule(f"(?P<week>下下|下|这|本)一?个?{WEEK}的?[前头](?P<count>{NUMBER})天", _first_days),
    rule(f"(?:{NEAR_MONTH}|{YEAR}{_MONTH}){_LEFT}", _rest_of_month),
    rule(f"[这本]个?{WEEK}{_LEFT}", _rest_of_week),
    rule(f"这{_WEEKS}", _these_weeks),
    rule(f"(?:接下来|未来|往后|今后|以后这?)的?{_WEEKS}", _next_weeks),
)
