"""Days that a wish is for and not on: 清明的供果四号送来, 16号来客15号打扫, 今天没修好明天再去."""

import datetime as dt
import re
from dataclasses import replace
from typing import get_args

from understanding.around import around
from understanding.text import Plain
from understanding.time_days import SOON
from understanding.time_kinds import About, Part, PartOfDay, TimeReading, day_of

_FEAST = re.compile("清明|端午|中秋|春节|过年|元宵|重阳|国庆|五一|除夕|冬至|元旦|中元|七月半")
_COMES = re.compile("(?:快|要|眼看着?|就|马上|临近)(?:要|到|是)?$"), re.compile("了|啦|[,。]|年轻|家家")
_PARTS = get_args(Part)
_APART = re.compile(".*[,。!?;]")


def without_feasts(times: list[TimeReading]) -> list[TimeReading]:
    """清明的供果四号送来: beside a day a feast is only what it is for."""
    others = [one for one in times if not _FEAST.match(one.text)]
    return others if any(day_of(one) for one in others) else times


def without_long_ago(times: list[TimeReading], today: dt.date) -> list[TimeReading]:
    """国庆在家吃胖了，从下周一起排满: beside a nearer day a feast that comes in a year has just been."""
    near = [one for one in times if not (_FEAST.match(one.text) and (on := _day(one)) and on > today + SOON)]
    return near if any(day_of(one) for one in near) else times


def without_approaching(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """眼看要过年了，二十六来人擦玻璃: that it is near says no day."""
    near, ends = _COMES
    return [
        one
        for one, (before, after) in zip(times, around(said, times), strict=True)
        if not (_FEAST.fullmatch(one.text) and near.search(before) and ends.match(after))
    ]


def without_the_event(said: Plain, times: list[TimeReading], today: dt.date) -> list[TimeReading]:
    """周六有约会，周五来剪头: what is said first comes after it."""
    match times:
        case [event, request] if (on := day_of(event)) and (wanted := day_of(request)):
            is_before = today <= wanted < on and _APART.match(around(said, times)[0][1])
            return [request] if is_before else times
        case _:
            return times


def later_today(times: list[TimeReading], today: dt.date) -> list[TimeReading]:
    """今早就坏了，下午来看看: it is to be mended in the afternoon, and of the same day."""
    match [one.candidates[0] for one in times]:
        case [PartOfDay(on, early), PartOfDay(None, late)] if on == today and _PARTS.index(early) < _PARTS.index(late):
            return [replace(times[1], candidates=(PartOfDay(today, late),))]
        case _:
            return times


def without_today(times: list[TimeReading], today: dt.date) -> list[TimeReading]:
    """今天没弄成，明天再上门: it is done on the day that comes."""
    days = [_day(one) for one in times]
    if not any(on and on > today for on in days):
        return times
    return [one for one, on in zip(times, days, strict=True) if on != today]


def _day(reading: TimeReading) -> dt.date | None:
    first = reading.candidates[0]
    return first.on if isinstance(first, About) else day_of(reading)
