"""The pieces a time expression is put together from, and what every rule that finds them is given."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from understanding.time_kinds import Candidate, Part, Recurrence

Dates = tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class DayToken:
    """A day, counted from an anchor: today, or the first day of a range."""

    counted_from: Callable[[dt.date], Dates]
    is_bare_weekday: bool = False
    """Of which nobody says in which week it is."""
    is_weekday: bool = False
    is_number: bool = False
    """Only a day of the month: 15号, 十五."""


@dataclass(frozen=True, slots=True)
class PartToken:
    part: Part


@dataclass(frozen=True, slots=True)
class ClockToken:
    hour: int
    minute: int = 0
    is_plain_one: bool = False
    """一点, which is "a little" more often than one o'clock."""
    later_hour: int | None = None
    """七八点: the second of the two."""


@dataclass(frozen=True, slots=True)
class RepeatToken:
    """Recurrences, likeliest first, still without a time of day."""

    options: tuple[Recurrence, ...]


@dataclass(frozen=True, slots=True)
class FixedToken:
    """Something that takes no time of day: a month, a stretch of days, an approximate day, half an hour from now."""

    options: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class ToToken:
    """到, 至, -: from one to another."""


@dataclass(frozen=True, slots=True)
class VoidToken:
    """Looks like a time and is none (每周一次)."""


Meaning = DayToken | PartToken | ClockToken | RepeatToken | FixedToken | ToToken | VoidToken


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    meaning: Meaning


Build = Callable[[re.Match[str], dt.datetime], Meaning | None]
"""What a match means at a given moment; None when it is no valid time after all."""


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    meaning: Build


def rule(pattern: str, meaning: Build) -> Rule:
    return Rule(re.compile(pattern), meaning)


def scan(text: str, now: dt.datetime, rules: Iterable[Rule]) -> list[Token]:
    """At every place the longest match wins; of two as long, the rule that stands first."""
    tokens: list[Token] = []
    ahead: dict[Rule, re.Match[str] | None] = {each: each.pattern.search(text) for each in rules}
    position = 0
    while True:
        ahead = {each: _from(each, old, text, position) for each, old in ahead.items() if old}
        found = [(match.start(), -match.end(), order) for order, match in enumerate(ahead.values()) if match]
        if not found:
            return tokens
        each, match = list(ahead.items())[min(found)[2]]
        if match is None:
            return tokens
        meaning = each.meaning(match, now)
        if meaning is None or match.start() == match.end():
            ahead[each] = each.pattern.search(text, match.start() + 1)
            continue
        tokens.append(Token(match.start(), match.end(), meaning))
        position = match.end()


def _from(each: Rule, match: re.Match[str] | None, text: str, position: int) -> re.Match[str] | None:
    return match if match is None or match.start() >= position else each.pattern.search(text, position)
