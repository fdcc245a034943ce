"""How far a shift is moved, where the new time itself is not said: 往后推两天, 换前一天, 推一个钟头."""

import datetime as dt
import re

from understanding.numerals import NUMBER, value_of
from understanding.time_kinds import (
    Candidate,
    Clock,
    Day,
    Moment,
    Stretch,
    TimeReading,
    is_hour,
    on_another_day,
    on_day,
)

MOST_DAYS = 31
"""No shift is moved further, and no month is longer."""
_WEEK = 7
_MINUTES_OF_HOUR = 60
_HALF_AN_HOUR, _QUARTER = 30, 15
_PUSHED = "(?:推|移|挪|延|串|错|拖|提|后|顺|捎|撤|靠|赶|放|摆|拉|搬|排|倒|退|滚|捅|让|压|诺|匀|拨)*"
_BACK = "往前|往回|往上|提前|提早|向前|前提"
_ON = "往后|往下|向后|延后|推迟|推后|顺延|延期|错后|后撤|后延|退后|延"
_MOVED_BY = re.compile(
    f"(?:(?P<back>{_BACK}|提(?=[一两]天)|早(?={NUMBER}天(?!就|跟|说|讲|告|通|晚)))|{_ON}|推|拖|(?<!天)晚(?={NUMBER}天))"
    f"{_PUSHED}个?(?P<count>{NUMBER})(?P<unit>天|个?(?:礼拜|星期)|周)(?!以?[后前内])"
)
_MOVED_BY_HOURS = re.compile(
    f"(?:(?P<back>{_BACK}|赶前|早)|{_ON}|推|晚)(?:{_PUSHED}|[到上])个?"
    f"(?:(?P<half>半)(?:拉|个)?(?:小时|钟头|钟)|(?P<hours>{NUMBER})个?(?P<and_half>半)?(?:小时|钟头|钟点)|"
    f"(?P<quarters>{NUMBER})刻钟?|(?P<minutes>{NUMBER})分钟?)"
)
_NEXT_TO_IT = re.compile(
    "(?:[到在成]|[换改挪调移补再提放排搬](?:到|成)?)(?:(?P<before>前?[前头]一天|前一日)|后头?一[天日]|下一日|第二天|转天|次日)"
)


def moved_by(text: str, given: TimeReading, today: dt.date) -> tuple[str, ...]:
    """Return the time that is so far from the one given; nothing if the text does not say how far."""
    first = given.candidates[0]
    if days := _days_moved(text):
        moved = _by_days(first, days, today)
    else:
        minutes = _minutes_moved(text)
        moved = _by_minutes(first, minutes) if minutes else None
    return (moved.notation(),) if moved else ()


def _by_days(at: Candidate, days: int, today: dt.date) -> Candidate | None:
    """二十号到二十二号的往后推一周: both ends are moved; a month has no day to move."""
    moved = dt.timedelta(days=days)
    if isinstance(at, Stretch):
        first, last = on_day(at.first), on_day(at.last)
        return Stretch(Day(first + moved), Day(last + moved)) if first and last else None
    on = on_day(at) or (today if is_hour(at) else None)
    return on_another_day(at, on + moved) if on else None


def _by_minutes(at: Candidate, minutes: int) -> Candidate | None:
    """七点到八点的往后挪半小时: both ends are moved."""
    if isinstance(at, Stretch):
        first, last = _later(at.first, minutes), _later(at.last, minutes)
        return Stretch(first, last) if first and last else None
    return _later(at, minutes)


def _later(at: Candidate, minutes: int) -> Clock | Moment | None:
    moved = dt.timedelta(minutes=minutes)
    if isinstance(at, Clock):
        return Clock((dt.datetime.combine(dt.date.min, at.at) + dt.timedelta(days=1) + moved).time())
    return Moment(at.at + moved) if isinstance(at, Moment) else None


def _minutes_moved(text: str) -> int:
    match = _MOVED_BY_HOURS.search(text)
    if not match:
        return 0
    half = _HALF_AN_HOUR if match["half"] or match["and_half"] else 0
    hours, quarters, minutes = (value_of(match[unit] or "") or 0 for unit in ("hours", "quarters", "minutes"))
    return (_MINUTES_OF_HOUR * hours + _QUARTER * quarters + half + minutes) * (-1 if match["back"] else 1)


def _days_moved(text: str) -> int:
    if match := _NEXT_TO_IT.search(text):
        return -1 if match["before"] else 1
    match = _MOVED_BY.search(text)
    count = value_of(match["count"]) if match else None
    if not match or not count or count > MOST_DAYS:
        return 0
    return count * (1 if match["unit"] == "天" else _WEEK) * (-1 if match["back"] else 1)
