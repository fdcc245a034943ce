"""The facts in a sentence, by the names the forms use."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from understanding.appointments import about_the_request, in_part
from understanding.around import around
from understanding.codes import read_number
from understanding.free_times import is_small_talk, when_free
from understanding.numerals import label_of
from understanding.people import read_name, read_phone
from understanding.places import Place, read_places
from understanding.swaps import read_swap
from understanding.text import Plain
from understanding.time_kinds import (
    Clock,
    Daily,
    Day,
    Monthly,
    PartOfDay,
    Stretch,
    TimeReading,
    Weekly,
    day_of,
    is_hour,
)

_CHANGED = re.compile("改成|换成|改为|变成|搬到|而是|其实是|不是[^,。]+[,。]是")
_A_SHIFT = re.compile("[^,。]{0,6}(?:班|岗|趟|场|拨|护学|巡)|去|来|,|能|可以|有空|行")
_A_BREATH = 16
"""Letters between an hour and the day that is put behind: 下午来取个件，今天."""
_NOTHING_MORE = re.compile("(?:的|吧|呗|啊|呀|哈|嘛)?[,。!?]?$")
_OR = re.compile("或|要么|不然|要不(?!要)")
_UNTIL = re.compile("(?:起|开始)?(?:请?假?|休息|歇)?(?:一直)?(?:到|至)")


@dataclass(frozen=True, slots=True)
class Slots:
    """What is not said is None or empty."""

    name: str | None = None
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    phone: str | None = None
    category: str | None = None
    number: str | None = None
    when: tuple[str, ...] = ()
    to_when: tuple[str, ...] = ()

    def said(self) -> dict[str, str | list[str]]:
        """Only what is there, ready for JSON."""
        single = {
            key: getattr(self, key) for key in ("name", "building", "unit", "room", "phone", "category", "number")
        }
        lists = {"when": list(self.when), "to_when": list(self.to_when)}
        return {key: value for key, value in (single | lists).items() if value}


def read_slots(
    said: Plain, times: list[TimeReading], intent: str, now: dt.datetime, category: str | None = None
) -> Slots:
    """All slots of one sentence said at `now`; `times` are its readings in the original text."""
    place = _address(said.text)
    number = read_number(said.text, intent)
    times = [one for one in times if not _is_the_number(one, number)]
    phone = read_phone(said.text)
    when, to_when = _when(said, about_the_request(said, times, intent, now), intent, now)
    return Slots(
        name=read_name(said.text, intent, is_form=place.building is not None or phone is not None),
        building=place.building,
        unit=place.unit,
        room=place.room,
        phone=phone,
        category=category,
        number=number,
        when=when,
        to_when=to_when,
    )


def with_answer(slots: Slots, said: Plain, times: list[TimeReading], intent: str, now: dt.datetime) -> Slots:
    """Return the slots with the times as an answer to a question of `intent`.

    What such a one leaves out, a day that is past, is still there when little else is said: it can be objected to.
    """
    free = when_free(said, times, intent)
    when, to_when = _when(said, about_the_request(said, free, intent, now), intent, now)
    if not when and not is_small_talk(said, free):
        when, to_when = _when(said, about_the_request(said, free, "other", now), "other", now)
    return replace(slots, when=when, to_when=to_when)


def _address(text: str) -> Place:
    """Return the fullest mention, or the one after 改成; parts said in another breath are added."""
    places = read_places(text)
    changed = _CHANGED.search(text)
    if changed and (later := [one for one in places if one.start >= changed.end()]):
        places = later
    best = max(
        places, key=lambda one: sum(part is not None for part in (one.building, one.unit, one.room)), default=None
    )
    if best is None:
        return Place(0, 0)
    others = [one for one in places if one is not best]
    parts = {
        key: getattr(best, key)
        or next((found for one in others if (found := getattr(one, key)) and _no_clash(best, one)), None)
        for key in ("building", "unit", "room")
    }
    return Place(best.start, best.end, **parts)


def _no_clash(best: Place, other: Place) -> bool:
    return not any(getattr(best, key) and getattr(other, key) for key in ("building", "unit", "room"))


def _when(
    said: Plain, times: list[TimeReading], intent: str, now: dt.datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if intent == "duty_swap":
        return read_swap(said, times, now)
    return tuple(dict.fromkeys(_spanned(said, times) or _joined(said, _of_one_breath(said, times)))), ()


def _is_the_number(reading: TimeReading, number: str | None) -> bool:
    """5号办好了: the fifth wish, not the fifth of the month."""
    return number is not None and reading.text.endswith("号") and label_of(reading.text[:-1].strip()) == number


def _spanned(said: Plain, times: list[TimeReading]) -> list[str]:
    """从明天请假到周日 is one stretch."""
    if len(times) != 2:  # noqa: PLR2004 - from one day to another
        return []
    first, last = (one.candidates[0] for one in times)
    (_, between), _ = around(said, times)
    if isinstance(first, Day) and isinstance(last, Day) and first.on <= last.on and _UNTIL.fullmatch(between):
        return [f"{first.notation()}/{last.notation()}"]
    return []


def _of_one_breath(said: Plain, times: list[TimeReading]) -> list[TimeReading]:
    """早上流鼻血，今天的班不站了: what is said before the day is none of it, unless it is a shift's."""
    match times:
        case [hour, day] if isinstance(hour.candidates[0], PartOfDay) and day_of(day):
            between, after = around(said, times)[0][1], around(said, times)[1][1]
            is_apart = re.search("[,。!?;]", between) and not _A_SHIFT.match(between)
            is_apart = is_apart and not (len(between) < _A_BREATH and _NOTHING_MORE.match(after))
            return [day] if is_apart and is_hour(hour.candidates[0]) else times
        case _:
            return times


def _joined(said: Plain, times: list[TimeReading]) -> list[str]:
    """明天请人下午三点来: one day and one hour said apart are one time."""
    match times:
        case [one, other] if not _OR.search(around(said, times)[0][1]):
            known = (
                _day_and_hours(one, other)
                or _day_and_hours(other, one)
                or _again_at(one, other)
                or _again_at(other, one)
                or _days_and_part(one, other)
                or _days_and_part(other, one)
            )
            if not known and is_hour(one.candidates[0]) != is_hour(other.candidates[0]):
                known = _part_then_clock(times)
            return [known] if known else [one.notation(), other.notation()]
        case _:
            return [one.notation() for one in times]


def _day_and_hours(day: TimeReading, hours: TimeReading) -> str | None:
    """明天, 下午三点; 礼拜四, 十点到十一点."""
    first, at = day.candidates[0], hours.candidates[0]
    if not isinstance(first, Day):
        return None
    if is_hour(at):
        return first.notation() + at.notation()
    if isinstance(at, Stretch) and isinstance(at.first, Clock) and isinstance(at.last, Clock):
        return "/".join(first.notation() + end.notation() for end in (at.first, at.last))
    return None


def _again_at(again: TimeReading, hours: TimeReading) -> str | None:
    """晚上转圈的差事，我天天能来; 二四六我行，早上的."""
    first, at = again.candidates[0], hours.candidates[0]
    if not (isinstance(first, Daily | Weekly | Monthly) and first.at is None):
        return None
    if isinstance(at, Clock | PartOfDay) and is_hour(at):
        return replace(first, at=at).notation()
    if isinstance(at, Stretch) and isinstance(at.first, Clock):
        return replace(first, at=at).notation()
    return None


def _days_and_part(days: TimeReading, part: TimeReading) -> str | None:
    """下半月早上随便排; 明后两天，早班: that part of all those days."""
    first, at = days.candidates[0], part.candidates[0]
    if not (isinstance(first, Stretch) and isinstance(first.first, Day) and isinstance(first.last, Day)):
        return None
    within = at.at if isinstance(at, Daily) else at
    if not (isinstance(within, PartOfDay) and within.on is None):
        return None
    return Stretch(first.first, PartOfDay(first.last.on, within.part)).notation()


def _part_then_clock(times: list[TimeReading]) -> str | None:
    """明天上午要出门，九点来: the hour belongs to that day."""
    part, clocks = times[0].candidates[0], times[1].candidates
    if isinstance(part, PartOfDay) and part.on and isinstance(clocks[0], Clock):
        fitting = [one for one in clocks if in_part(one, part)]
        return f"{part.on.isoformat()}{(fitting or clocks)[0].notation()}"
    return None
