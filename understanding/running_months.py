"""Months side by side are one stretch: 七月八月, 从四月到十月."""

import re
from dataclasses import replace

from understanding.around import around
from understanding.text import Plain
from understanding.time_kinds import Month, Stretch, TimeReading

_LISTED, _TO = re.compile("[、,和跟]?"), re.compile("(?:开始|起)?(?:一直)?[到至-]")


def months_running(said: Plain, times: list[TimeReading], *, are_lists_apart: bool = False) -> list[TimeReading]:
    """从四月到十月, 七月八月我包了: one stretch; of an account 一月和二月 are apart."""

    def is_one(between: str) -> bool:
        return bool(_TO.fullmatch(between) or (not are_lists_apart and _LISTED.fullmatch(between)))

    found: list[TimeReading] = []
    for one, (before, _) in zip(times, around(said, times), strict=True):
        first, last = found[-1].candidates[0] if found else None, one.candidates[0]
        if isinstance(first, Month) and isinstance(last, Month) and first != last and is_one(before):
            year = last.year + ((last.year, last.month) < (first.year, first.month))
            found[-1] = replace(found[-1], end=one.end, candidates=(Stretch(first, Month(year, last.month)),))
        else:
            found.append(one)
    return found
