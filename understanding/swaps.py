"""Which shift is given and which is taken: the two times of a swap, weighed by the words around each of them."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from math import log
from typing import TypeGuard

from understanding.almanac import lunar_of
from understanding.around import around, place_of
from understanding.model import Model
from understanding.models import committed
from understanding.swap_days import bare_pair
from understanding.swap_features import IN_PASSING, MOVED_TO, SAYS_GIVEN, SAYS_TAKEN, evidence
from understanding.swap_moves import moved_by
from understanding.swap_turns import taking_turns
from understanding.text import Plain
from understanding.time_kinds import (
    Candidate,
    Clock,
    Day,
    LunarMonthly,
    Moment,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
    at_hours,
    day_of,
    is_hour,
    on_another_day,
    on_day,
)
from understanding.time_words import BARE_WEEKDAY

SWAPS = "swaps"
"""What is weighed for a time of a swap, under this name in the model's file."""
ROLES = PASSING, GIVEN, TAKEN = "passing", "given", "taken"
CERTAIN = 1.5
"""How much more a whole phrase says at least than the letters around it have taught."""
_TWO_HALVES = 2
_WITH_A_DAY = 3
"""Times of a sentence that tells the day apart from both hours."""
_TO_IT = re.compile(f"{MOVED_TO}$")
_SAME_HOUR = re.compile("的?(?:同一?样?个?|原来的?)(?:钟?点|钟头|时[候间段]|辰光|时辰)")
_A_SHIFT = re.compile("(?:的|那一?个?|这一?个?)*(?:班|岗|趟|场|拨|值班|护学|巡逻)")
_OF_BOTH = re.compile("的?[,。]?(?:都|均|是|在|一样|也)*")
_BY_THE_MOON = re.compile("初|十[五六]")
_SAME_DAY = re.compile("的?同一天|同天")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A time with how much more is said for its being given, and for its being taken, than for its being in passing."""

    reading: TimeReading
    given: float
    taken: float

    @property
    def on(self) -> dt.date | None:
        return day_of(self.reading)


def read_swap(said: Plain, times: list[TimeReading], now: dt.datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the time given and the time taken."""
    if pair := bare_pair(said.text, now.date()):
        return pair
    mentions = _grouped(_mentions(said, times))
    given, taken = _by_turns(said, times, mentions) or _pair(mentions)
    if taken and not _is_moved_to(said, taken.reading) and moved_by(said.text, (given or taken).reading, now.date()):
        given, taken = given or taken, None  # 往后挪一天 says to when, and what else is told is why
    given = given or _other_half(taken, mentions)
    given = _with_its_day(said, given, taken, mentions)
    if given and taken:
        given, taken = _on_a_common_day(given, taken, mentions)
        given, taken = _at_a_common_hour(said, given, taken, mentions)
    if given and taken:
        taken = replace(taken, reading=_as_given(said, given.reading, taken.reading, now))
    when: tuple[str, ...] = (given.reading.notation(),) if given else ()
    to_when: tuple[str, ...] = (taken.reading.notation(),) if taken else ()
    if not to_when:
        to_when = moved_by(said.text, given.reading, now.date()) if given else ()
    return when, to_when


def _mentions(said: Plain, times: list[TimeReading]) -> list[_Mention]:
    return [_mention(one, found) for one, found in zip(times, evidence(said, times), strict=True)]


def _mention(reading: TimeReading, found: set[str]) -> _Mention:
    share, is_passing = _committed().probabilities(found), IN_PASSING in found
    given, taken = (
        log(share[role] / share[PASSING]) + CERTAIN * ((says in found) - is_passing)
        for role, says in ((GIVEN, SAYS_GIVEN), (TAKEN, SAYS_TAKEN))
    )
    return _Mention(reading, given, taken)


@cache
def _committed() -> Model:
    return committed().by_name[SWAPS]


def _grouped(mentions: list[_Mention]) -> list[_Mention]:
    """One time said twice is one: what is said for it is added up, and the finer wording is kept."""
    groups: list[_Mention] = []
    for one in mentions:
        same = next((at for at, other in enumerate(groups) if _is_same(one, other)), None)
        if same is None:
            groups.append(one)
        else:
            groups[same] = _together(groups[same], one)
    return groups


def _is_same(one: _Mention, other: _Mention) -> bool:
    if one.on is None or one.on != other.on:
        return one.reading.candidates[0] == other.reading.candidates[0]
    kinds = {type(each.reading.candidates[0]) for each in (one, other)}
    return Day in kinds or one.reading.candidates[0] == other.reading.candidates[0]


def _together(first: _Mention, second: _Mention) -> _Mention:
    is_finer = isinstance(first.reading.candidates[0], Day) and max(second.given, second.taken) > 0
    finer = second if is_finer else first
    return _Mention(finer.reading, first.given + second.given, first.taken + second.taken)


def _pair(mentions: list[_Mention]) -> tuple[_Mention | None, _Mention | None]:
    """Return the likeliest two, or the one there is."""
    pairs = [
        (given, taken)
        for given in (None, *mentions)
        for taken in (None, *mentions)
        if (given or taken) and given is not taken
    ]
    return max(pairs, key=_likelihood, default=(None, None))


def _by_turns(
    said: Plain, times: list[TimeReading], mentions: list[_Mention]
) -> tuple[_Mention | None, _Mention | None] | None:
    """他站年三十，我站初一: whatever the words around each weigh."""
    turns = taking_turns(said, times)
    both = [next((one for one in mentions if one.reading is turn), None) for turn in turns or ()]
    return (both[0], both[1]) if both and all(both) else None


def _other_half(taken: _Mention | None, mentions: list[_Mention]) -> _Mention | None:
    """换到下午，上午我得去唱歌: of two parts of a day the one that is not taken is given, whatever is said of it."""
    if taken is None or len(mentions) != _TWO_HALVES or not all(is_hour(one.reading.candidates[0]) for one in mentions):
        return None
    return next(one for one in mentions if one is not taken)


def _likelihood(pair: tuple[_Mention | None, _Mention | None]) -> float:
    given, taken = pair
    return (given.given if given else 0) + (taken.taken if taken else 0)


def _with_its_day(
    said: Plain, given: _Mention | None, taken: _Mention | None, mentions: list[_Mention]
) -> _Mention | None:
    """孙女明天家长会，谁帮我顶上午的护学岗: day and hour are said apart, and neither is of what is taken."""
    if not given:
        return given
    at, place = given.reading.candidates[0], mentions.index(given)
    others = [one for one in mentions if one is not taken and one.taken < max(one.given, 0)]
    if isinstance(at, Day):
        hours = [one for one in others if one in mentions[place + 1 : place + 2] and _is_of_a_shift(said, one)]
        return _at(given, at.on, hours[0].reading.candidates[0]) if hours else given
    days = [one.reading.candidates[0] for one in others if one in mentions[:place]]
    on = next((one.on for one in days if isinstance(one, Day) or _is_then(one, at)), None)
    return _at(given, on, at) if on else given


def _is_then(dated: Candidate, at: Candidate) -> TypeGuard[PartOfDay]:
    """明天下午要扎针，下午的岗换走: it is the afternoon just named."""
    if not (isinstance(dated, PartOfDay) and isinstance(at, PartOfDay)):
        return False
    return dated.part == at.part or {dated.part, at.part} == {"evening", "night"}


def _on_a_common_day(given: _Mention, taken: _Mention, mentions: list[_Mention]) -> tuple[_Mention, _Mention]:
    """前半天换后半天，礼拜天: two hours and one day are both of that day."""
    days = [at.on for one in mentions if isinstance(at := one.reading.candidates[0], Day)]
    hours = [one for one in mentions if is_hour(one.reading.candidates[0])]
    if (len(mentions), len(days), len(hours)) != (_WITH_A_DAY, 1, _WITH_A_DAY - 1):
        return given, taken
    first, second = hours
    if first.given + second.taken < second.given + first.taken:
        first, second = second, first
    return _at(first, days[0], first.reading.candidates[0]), _at(second, days[0], second.reading.candidates[0])


def _at_a_common_hour(
    said: Plain, given: _Mention, taken: _Mention, mentions: list[_Mention]
) -> tuple[_Mention, _Mention]:
    """3-16换3-20，早班: two days and behind them one hour are both at that hour."""
    at = mentions[-1].reading.candidates[0]
    days = [day.on for one in (given, taken) if isinstance(day := one.reading.candidates[0], Day)]
    if len(mentions) != _WITH_A_DAY or not is_hour(at) or len(days) != len((given, taken)):
        return given, taken
    if not _OF_BOTH.fullmatch(around(said, [one.reading for one in mentions])[-1][0]):
        return given, taken
    return _at(given, days[0], at), _at(taken, days[1], at)


def _is_of_a_shift(said: Plain, one: _Mention) -> bool:
    return _A_SHIFT.match(said.text, place_of(said, one.reading.end)) is not None


def _at(given: _Mention, on: dt.date, hour: Candidate) -> _Mention:
    """Return the time given on that day at that hour, if it is an hour of no day."""
    if not is_hour(hour):
        return given
    return replace(given, reading=replace(given.reading, candidates=(at_hours(on, hour),)))


def _as_given(said: Plain, given: TimeReading, taken: TimeReading, now: dt.datetime) -> TimeReading:
    """Return the time taken with what it leaves to the time given: the day, the hour, or the week."""
    after = said.text[place_of(said, taken.end) :]
    if _SAME_HOUR.match(after):
        taken = _of_the_same_hour(given, taken)
    elif _SAME_DAY.match(after) and (on := day_of(given)) and isinstance(taken.candidates[0], Stretch):
        taken = replace(taken, candidates=(Day(on + dt.timedelta(weeks=1)),))
    moved = _same_rhythm(given, _same_day(given, taken))
    return _same_week(given, moved, now, is_moved=_is_moved_to(said, moved))


def _of_the_same_hour(given: TimeReading, taken: TimeReading) -> TimeReading:
    """后天中午的移到大后天同一钟点."""
    on = day_of(taken)
    return replace(taken, candidates=(on_another_day(given.candidates[0], on),)) if on else taken


def _same_rhythm(given: TimeReading, taken: TimeReading) -> TimeReading:
    """每个礼拜二的换成礼拜四: of every week, too; 每月初一的换成初二 of every month."""
    first, second = given.candidates[0], taken.candidates[0]
    if not isinstance(second, Day | PartOfDay) or second.on is None:
        return taken
    at = PartOfDay(None, second.part) if isinstance(second, PartOfDay) else None
    if isinstance(first, Weekly) and BARE_WEEKDAY.match(taken.text):
        return replace(taken, candidates=(Weekly((second.on.isoweekday(),), at),))
    if isinstance(first, LunarMonthly) and _BY_THE_MOON.match(taken.text):
        return replace(taken, candidates=(LunarMonthly((lunar_of(second.on).day,), at),))
    return taken


def _same_day(given: TimeReading, taken: TimeReading) -> TimeReading:
    """今天的太早，换成傍晚: of the same day."""
    hour, on = taken.candidates[0], day_of(given)
    if on and isinstance(hour, PartOfDay) and hour.on is None:
        return replace(taken, candidates=(PartOfDay(on, hour.part),))
    if on and isinstance(hour, Clock):
        return replace(taken, candidates=(Moment(dt.datetime.combine(on, _nearest(taken, given))),))
    return taken


def _nearest(taken: TimeReading, given: TimeReading) -> dt.time:
    """下午三点的换成五点: of both fives the one that is nearer."""
    hours = [one.at for one in taken.candidates if isinstance(one, Clock)]
    first = given.candidates[0]
    from_hour = first.at.hour if isinstance(first, Moment) else None
    return hours[0] if from_hour is None else min(hours, key=lambda one: abs(one.hour - from_hour))


def _is_moved_to(said: Plain, taken: TimeReading) -> bool:
    return _TO_IT.search(said.text, 0, place_of(said, taken.start)) is not None


def _same_week(given: TimeReading, taken: TimeReading, now: dt.datetime, *, is_moved: bool) -> TimeReading:
    """下周一的换到周二: a bare weekday is looked for in the week it is moved from, unless that day is past.

    我周一他周五 moves nothing: both are the next ones, unless the week of the first is named. Said of today's weekday
    it is a week later: nobody moves a shift to the day on which he speaks by its name.
    """
    first, second = on_day(given.candidates[0]), taken.candidates[0]
    on = on_day(second)
    if on is None or not BARE_WEEKDAY.match(taken.text):
        return taken
    on += dt.timedelta(weeks=isinstance(second, Day) and on == now.date())
    if first and (is_moved or (given.start < taken.start and not BARE_WEEKDAY.match(given.text))):
        on = max(first + dt.timedelta(days=on.weekday() - first.weekday()), on)
    return replace(taken, candidates=(on_another_day(second, on), *taken.candidates))
