"""Who takes which turn: 他站年三十，我站初一 tells how it is to be, so the first is given and the second taken."""

import re

from understanding.around import place_of
from understanding.swap_features import ME, OTHER
from understanding.text import Plain
from understanding.time_kinds import TimeReading

_DOES = "(?:来|站|去|上|顶|守)"
"""Not 值: that tells as often how it is now."""
_TOOK = re.compile(f"{OTHER}(?:{_DOES}T|T的?{_DOES})[,。、]?{ME}就?(?:{_DOES}T|T的?{_DOES})")
_AND_I = re.compile(f"{ME}(?:{_DOES}T|T的?{_DOES})[,。、]?{OTHER}就?(?:{_DOES}T|T的?{_DOES})")
_TIME = "T"


def taking_turns(said: Plain, times: list[TimeReading]) -> tuple[TimeReading, TimeReading] | None:
    """Return the time that somebody else takes over and the one that the speaker does instead, if both are said so."""
    spans = [(place_of(said, one.start), place_of(said, one.end)) for one in times]
    text, at, marks = "", 0, []
    for start, end in spans:
        text += said.text[at:start]
        marks.append(len(text))
        text, at = text + _TIME, end
    text += said.text[at:]
    for pattern, theirs, mine in ((_TOOK, 0, 1), (_AND_I, 1, 0)):
        if match := pattern.search(text):
            two = [one for one, mark in zip(times, marks, strict=True) if match.start() <= mark < match.end()]
            return two[theirs], two[mine]
    return None
