"""How pieces make an expression: day, part and clock; from one to another; again and again."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from understanding.time_anchors import anchor_of
from understanding.time_clock import DAY_MINUTES, minutes_of
from understanding.time_kinds import (
    Candidate,
    Clock,
    Day,
    Moment,
    Part,
    PartOfDay,
    Recurrence,
    Stretch,
    Within,
)
from understanding.time_tokens import (
    ClockToken,
    DayToken,
    FixedToken,
    PartToken,
    RepeatToken,
    Token,
    ToToken,
)

_GLUE = re.compile("(?:[ ,，的、]|那一?天|当天|这天|这个|就)*")
_BOTH = re.compile("[、,和与及跟同]?(?:还有)?")
_SAID_AGAIN = re.compile("[ ,(]?")
_TO_GLUE = re.compile("[ 的]?|[ ]?左右[ ]?|一直|起|开始")
_ONE_OCLOCK = re.compile("又上|就[上到去来]|左右|见|集合|到|去|来|开|出发|上|接|准|[以之]?[前后]|钟")
MOST = 4
"""Candidates kept of one expression."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When in a day: a part, a clock, or both; `end` when it is a stretch."""

    part: Part | None = None
    clock: ClockToken | None = None
    end: "Hours | None" = None


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    candidates: tuple[Candidate, ...]


class _Reader:
    """One pass over the tokens of one text."""

    def __init__(self, text: str, tokens: list[Token], now: dt.datetime) -> None:
        self.text, self.tokens, self.now, self.at = text, tokens, now, 0
        self._anchor = now.date()

    def _near(self, index: int, glue: re.Pattern[str] = _GLUE) -> bool:
        if not 0 < index < len(self.tokens):
            return False
        between = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        return glue.fullmatch(between) is not None

    def _meaning(self, index: int) -> object:
        return self.tokens[index].meaning if index < len(self.tokens) else None

    def all(self) -> Iterator[Found]:
        while self.at < len(self.tokens):
            first = self.tokens[self.at]
            candidates = self._one()
            if candidates:
                kept = tuple(dict.fromkeys(candidates))[:MOST]
                yield Found(first.start, self.tokens[self.at - 1].end, kept)

    def _one(self) -> tuple[Candidate, ...]:
        meaning = self._meaning(self.at)
        match meaning:
            case RepeatToken():
                self.at += 1
                return _repeats(meaning.options, self._hours(after_day=True))
            case FixedToken():
                self.at += 1
                return self._fixed(meaning)
            case DayToken():
                return self._days(meaning)
            case PartToken() | ClockToken():
                return self._bare_hours()
            case _:
                self.at += 1
                return ()

    def _fixed(self, meaning: FixedToken) -> tuple[Candidate, ...]:
        """赶明儿下午: the part of day belongs to a certain day only."""
        first = meaning.options[0]
        if isinstance(first, Day) and (hours := self._hours(after_day=True)):
            return _on(first.on, hours)
        return meaning.options

    def _bare_hours(self) -> tuple[Candidate, ...]:
        start = self.at
        hours = self._hours(after_day=False)
        if hours is None:
            self.at = start + 1
            return ()
        if hours.clock and isinstance(self._meaning(self.at), DayToken) and self._near(self.at):
            meaning = self._meaning(self.at)
            if isinstance(meaning, DayToken) and not meaning.is_number:
                self.at += 1
                return tuple(one for on in meaning.counted_from(self.now.date()) for one in _on(on, hours))
        return tuple(_within_any(hours))

    def _days(self, meaning: DayToken) -> tuple[Candidate, ...]:
        self._anchor = anchor_of(self.text, self.tokens, self.at, self._anchor, self.now.date())
        self.at += 1
        options = self._confirmed(meaning.counted_from(self._anchor))
        hours = self._hours(after_day=True) or self._shared_hours()
        if self._is_to(self.at) and isinstance(last := self._meaning(self.at + 1), DayToken):
            self.at += 2
            return self._range(options, hours, last)
        if hours is None:
            return tuple(Day(on) for on in self._to_come(options, meaning, None))
        return tuple(one for on in self._to_come(options, meaning, hours) for one in _on(on, hours))

    def _confirmed(self, options: tuple[dt.date, ...]) -> tuple[dt.date, ...]:
        """二十二号，星期天: the weekday says again which day it is."""
        again = self._meaning(self.at)
        if not (isinstance(again, DayToken) and again.is_bare_weekday and self._near(self.at, _SAID_AGAIN)):
            return options
        weekdays = {on.isoweekday() for on in again.counted_from(self.now.date())}
        same = tuple(on for on in options if on.isoweekday() in weekdays)
        self.at += bool(same)
        return same or options

    def _shared_hours(self) -> Hours | None:
        """周三、周五下午: the part of the day is said once for both."""
        here = self.at
        while isinstance(self._meaning(self.at), DayToken) and self._near(self.at, _BOTH):
            self.at += 1
        hours = self._hours(after_day=True) if self.at > here else None
        self.at = here
        return hours

    def _to_come(self, options: tuple[dt.date, ...], meaning: DayToken, hours: Hours | None) -> tuple[dt.date, ...]:
        """周二上午八点 said on a Tuesday at nine is next Tuesday's first."""
        if (
            not meaning.is_bare_weekday
            or hours is None
            or hours.clock is None
            or not options
            or options[0] != self.now.date()
        ):
            return options
        passed = minutes_of(hours.clock, hours.part)[0] <= self.now.hour * 60 + self.now.minute
        return options[::-1] if passed else options

    def _range(self, options: tuple[dt.date, ...], hours: Hours | None, last: DayToken) -> tuple[Candidate, ...]:
        end_hours = self._hours(after_day=True)
        found: list[Candidate] = []
        for first in options:
            if finals := last.counted_from(first):
                final = min(finals)  # 三月十六到四月十六: both by the moon, or both by the sun
                ends = (
                    _on(first, hours)[0] if hours else Day(first),
                    _on(final, end_hours)[0] if end_hours else Day(final),
                )
                found.append(Stretch(*ends))  # type: ignore[arg-type]  # _on gives a stretch only for hours with an end, and 到 follows none
        return tuple(found)

    def _is_to(self, index: int) -> bool:
        return (
            isinstance(self._meaning(index), ToToken)
            and self._near(index, _TO_GLUE)
            and self._near(index + 1, _TO_GLUE)
        )

    def _hours(self, *, after_day: bool) -> Hours | None:
        hours = self._point(after_day=after_day)
        if hours is None:
            return None
        if self._is_to(self.at) and isinstance(self._meaning(self.at + 1), PartToken | ClockToken):
            self.at += 1
            end = self._point(after_day=False, is_end=True)
            if end is not None:
                return replace(hours, end=end)
            self.at -= 1
        return hours

    def _point(self, *, after_day: bool, is_end: bool = False) -> Hours | None:
        part: Part | None = None
        start = self.at
        joined = is_end or not after_day
        while isinstance(meaning := self._meaning(self.at), PartToken) and (joined or self._near(self.at)):
            if part is not None and self._meaning(self.at + 1) is None and part != meaning.part:
                break
            part, joined = meaning.part, False
            self.at += 1
        meaning = self._meaning(self.at)
        if isinstance(meaning, ClockToken) and (joined or self._near(self.at)):
            is_bare_one = meaning.is_plain_one and part is None and not after_day and not is_end
            if is_bare_one and not self._is_one_oclock():
                return None
            self.at += 1
            return Hours(part or self._part_behind(), meaning)
        return Hours(part) if self.at > start else None

    def _part_behind(self) -> Part | None:
        """七点半，晚上的: the part of the day is said after the clock, and is not that of another clock."""
        meaning = self._meaning(self.at)
        is_of_another = isinstance(self._meaning(self.at + 1), ClockToken) and self._near(self.at + 1)
        if not isinstance(meaning, PartToken) or is_of_another or not self._near(self.at):
            return None
        self.at += 1
        return meaning.part

    def _is_one_oclock(self) -> bool:
        return _ONE_OCLOCK.match(self.text, self.tokens[self.at].end) is not None


def _on(day: dt.date, hours: Hours) -> tuple[Candidate, ...]:
    if hours.clock is None:
        start = PartOfDay(day, hours.part or "morning")
        return (
            (Stretch(start, PartOfDay(day, hours.end.part or "evening")),)
            if hours.end and not hours.end.clock
            else (start,)
        )
    points = [_moment(day, minutes) for minutes in minutes_of(hours.clock, hours.part)]
    if hours.end and hours.end.clock:
        first, last = _span(hours)
        return (Stretch(_moment(day, first), _moment(day, last)),)
    if hours.clock.later_hour:
        points.insert(1, _moment(day, minutes_of(ClockToken(hours.clock.later_hour), hours.part)[0]))
    return tuple(points)


def _moment(day: dt.date, minutes: int) -> Moment:
    return Moment(dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes))


def _span(hours: Hours) -> tuple[int, int]:
    """Return the end takes the part of the start, and comes after it: 早上八点到五点 ends at 17:00."""
    assert hours.clock and hours.end and hours.end.clock  # noqa: S101, PT018 - callers have looked
    first = minutes_of(hours.clock, hours.part)[0]
    last = minutes_of(hours.end.clock, hours.end.part or hours.part)[0]
    if hours.part is None and hours.end.part is not None:
        first = (
            min(minutes_of(hours.clock, hours.end.part)[0], first)
            if hours.end.part in {"morning", "forenoon"}
            else first
        )
    if last <= first and last + DAY_MINUTES // 2 > first and hours.end.part is None:
        last += DAY_MINUTES // 2
    return first, last if last > first else last + DAY_MINUTES


def _clock(minutes: int) -> Clock:
    return Clock(dt.time(minutes // 60 % 24, minutes % 60))


def _within_any(hours: Hours) -> Iterator[Clock | PartOfDay | Stretch]:
    if hours.clock is None:
        start = PartOfDay(None, hours.part or "morning")
        yield (
            Stretch(start, PartOfDay(None, hours.end.part or "evening")) if hours.end and not hours.end.clock else start
        )
    elif hours.end and hours.end.clock:
        first, last = _span(hours)
        yield Stretch(_clock(first), _clock(last))
    else:
        yield from map(_clock, minutes_of(hours.clock, hours.part))


def _repeats(options: tuple[Recurrence, ...], hours: Hours | None) -> tuple[Candidate, ...]:
    within: tuple[Within, ...] = tuple(_within_any(hours))[:1] if hours else (None,)
    return tuple(replace(option, at=at) for option in options for at in within)


def combine(text: str, tokens: list[Token], now: dt.datetime) -> list[Found]:
    """Every expression in the text, left to right."""
    return list(_Reader(text, tokens, now).all())
