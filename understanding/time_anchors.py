"""What a day is counted from: today, or the day just named before it."""

import datetime as dt
import re

from understanding.time_days import next_month_day
from understanding.time_tokens import DayToken, Token

_OF_HOLIDAY = re.compile("(?:(?P<may>五一)|国庆)[^0-9,，。]{0,10}[,，]?[^,，。]{0,6}$")
_HOLIDAYS = dt.timedelta(days=7)
_MAY, _OCTOBER = 5, 10
_RUNNING = re.compile("、?")
_LISTED = re.compile("[、,，和跟与及]?(?:还有)?")


def anchor_of(text: str, tokens: list[Token], at: int, before: dt.date, today: dt.date) -> dt.date:
    """Return the day that the token at this place is counted from; `before` is what the one before it was counted from.

    六月七号八号 and 下周二周三 go on from the first; 五一出门，一号到四号 is of that holiday.
    """
    meaning = tokens[at].meaning
    if not isinstance(meaning, DayToken):
        return today
    if meaning.is_number and (holiday := _holiday(text[: tokens[at].start], meaning, today)):
        return holiday
    earlier = tokens[at - 1].meaning if at else None
    if not (isinstance(earlier, DayToken) and _goes_on(meaning, earlier)):
        return today
    glue = _RUNNING if earlier.is_bare_weekday else _LISTED
    first = next(iter(earlier.counted_from(before)), None)
    if first is None or not glue.fullmatch(text, tokens[at - 1].end, tokens[at].start):
        return today
    is_earlier = meaning.is_bare_weekday and meaning.counted_from(first)[0].weekday() <= first.weekday()
    return today if is_earlier else first


def _holiday(said: str, meaning: DayToken, today: dt.date) -> dt.date | None:
    """Return the first day of the holiday that the number is a day of."""
    found = _OF_HOLIDAY.search(said)
    first = next_month_day(today, _MAY if found["may"] else _OCTOBER, 1) if found else None
    days = meaning.counted_from(first) if first else ()
    return first if first and days and days[0] - first < _HOLIDAYS else None


def _goes_on(one: DayToken, before: DayToken) -> bool:
    """Whether the second of two days that are listed can be counted from the first."""
    if before.is_bare_weekday or one.is_bare_weekday:
        return one.is_bare_weekday and before.is_weekday
    return one.is_number
