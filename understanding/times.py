"""Times as people say them. The one door to the time grammar."""

import datetime as dt

from understanding.almanac import LunarDate, lunar_of
from understanding.masks import hide
from understanding.text import plain
from understanding.time_clock import CLOCK_RULES
from understanding.time_days import DAY_RULES
from understanding.time_feasts import FEAST_RULES
from understanding.time_grammar import combine
from understanding.time_kinds import TimeReading
from understanding.time_months import MONTH_RULES
from understanding.time_repeats import REPEAT_RULES
from understanding.time_spans import SPAN_RULES
from understanding.time_tokens import scan

__all__ = ["LunarDate", "TimeReading", "lunar_of", "read_times"]

_RULES = (*REPEAT_RULES, *FEAST_RULES, *DAY_RULES, *MONTH_RULES, *SPAN_RULES, *CLOCK_RULES)


def read_times(text: str, now: dt.datetime) -> list[TimeReading]:
    """Every time in the text, left to right; `now` is the local time of the person who speaks.

    Addresses, phones, prices and the like are hidden first, so that they are never taken for a time.
    """
    said = plain(text)
    local = now.replace(tzinfo=None)
    tokens = scan(hide(said.text), local, _RULES)
    readings = []
    for found in combine(hide(said.text), tokens, local):
        start, end = said.span(found.start, found.end)
        readings.append(TimeReading(start, end, text[start:end], found.candidates))
    return readings
