"""Times in the notation that understanding writes: whether they are past, and which readings are worth asking about.

`2026-03-11`, `2026-03-11T15:30`, `2026-03-11@afternoon`, `a/b`, `2026-04`, `~2026-03-31`, `T07:15`, `@morning`, and
recurrences such as `W:1,3@07:00`. What instants they cover is the business of `domain.wanted`.
"""

import re
from datetime import date, datetime, time

from domain.times import at_local, local

# Nobody asks a neighbour to come before this hour; an earlier reading of a bare clock time is not offered.
EARLIEST_VISIT = time(5)
SEPARATOR = ";"
SIMPLE = re.compile(r"~?(?:(\d{4})-(\d{2})(?:-(\d{2}))?)?(?:T(\d{2}):(\d{2})|@([a-z]+))?")
_CLOCK = re.compile(r"T(\d{2}):(\d{2})")


def first_of(notation: str) -> str:
    """Return the beginning of a stretch, or the notation itself."""
    return notation.split("/", maxsplit=1)[0]


def day_of(notation: str) -> date | None:
    """Return the day that is named, the first of a month, or None when none is."""
    found = SIMPLE.fullmatch(first_of(notation))
    if found is None or found[1] is None:
        return None
    return date(int(found[1]), int(found[2]), int(found[3] or 1))


def is_past(notation: str, now: datetime) -> bool:
    """Say whether the day, or the exact hour of today, has gone by; a stretch is past when its end is."""
    last = notation.rsplit("/", maxsplit=1)[-1]
    on = day_of(last)
    found = SIMPLE.fullmatch(last)
    if on is None or found is None or found[3] is None:
        return False
    if on != local(now).date() or found[4] is None:
        return on < local(now).date()
    return at_local(on, time(int(found[4]), int(found[5]))) < now


def worth_asking(options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the readings between which a person has to choose: hours at which everybody sleeps are none."""
    awake = tuple(one for one in options if not _is_asleep(one))
    return awake or options


def _is_asleep(notation: str) -> bool:
    found = _CLOCK.search(first_of(notation))
    return found is not None and time(int(found[1]), int(found[2])) < EARLIEST_VISIT
