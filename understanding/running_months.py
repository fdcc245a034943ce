"""Months side by side are one stretch: 七月八月, 从四月到十月."""

import re
from dataclasses import replace

from understanding.around import around
from understanding.text import Plain
from understanding.time_kinds import Month, Stretch, TimeReading

_MONTHS_TO = re.compile("[、,和跟]?|(?:开始|起)?(?:一直)?[到至-]")
"""Between two months that are one stretch."""


def months_running(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """七月八月我包了, 从四月到十月: one stretch."""
    found: list[TimeReading] = []
    for one, (before, _) in zip(times, around(said, times), strict=True):
        first, last = found[-1].candidates[0] if found else None, one.candidates[0]
        if isinstance(first, Month) and isinstance(last, Month) and _MONTHS_TO.fullmatch(before) and first != last:
            year = last.year + ((last.year, last.month) < (first.year, first.month))
            found[-1] = replace(found[-1], end=one.end, candidates=(Stretch(first, Month(year, last.month)),))
        else:
            found.append(one)
    return found
