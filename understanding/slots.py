"""The facts in a sentence, by the names the forms use."""

import re
from dataclasses import dataclass

from understanding.categories import category_of
from understanding.codes import read_number
from understanding.people import read_name, read_phone
from understanding.places import Place, read_places
from understanding.text import Plain
from understanding.time_kinds import Clock, Daily, Day, PartOfDay, TimeReading

_MOVED = re.compile("换成|换到|换为|换去|调到|调成|调至|改到|改成|改为|改在|挪到|移到|推到|推迟到|提前到|换他的?|换她的?|换老.的?|串到|倒到|窜到|错到|移至|往后推到")
_MEETING_IS_NOT = {"dispute", "emergency"}
"""In these, 半夜 and 天天 tell when it happens, not when somebody can come."""


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
        single = {key: getattr(self, key) for key in ("name", "building", "unit", "room", "phone", "category", "number")}
        lists = {"when": list(self.when), "to_when": list(self.to_when)}
        return {key: value for key, value in (single | lists).items() if value}


def read_slots(said: Plain, times: list[TimeReading], intent: str) -> Slots:
    """All slots of one sentence; `times` are its readings in the original text."""
    place = _address(read_places(said.text))
    when, to_when = _when(said, times, intent)
    return Slots(
        name=read_name(said.text),
        building=place.building,
        unit=place.unit,
        room=place.room,
        phone=read_phone(said.text),
        category=category_of(said.text, intent),
        number=read_number(said.text),
        when=when,
        to_when=to_when,
    )


def _address(places: list[Place]) -> Place:
    """The fullest mention; parts said in another breath are added: 我住3号楼，2单元，501."""
    best = max(places, key=lambda one: sum(part is not None for part in (one.building, one.unit, one.room)), default=None)
    if best is None:
        return Place(0, 0)
    others = [one for one in places if one is not best]
    parts = {
        key: getattr(best, key) or next((found for one in others if (found := getattr(one, key)) and _no_clash(best, one)), None)
        for key in ("building", "unit", "room")
    }
    return Place(best.start, best.end, **parts)


def _no_clash(best: Place, other: Place) -> bool:
    return not any(getattr(best, key) and getattr(other, key) for key in ("building", "unit", "room"))


def _when(said: Plain, times: list[TimeReading], intent: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if intent in _MEETING_IS_NOT:
        times = [one for one in times if not _is_habit(one)]
    if intent == "duty_swap" and times:
        return _swap(said, times)
    return tuple(dict.fromkeys(_joined(times))), ()


def _is_habit(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return isinstance(first, Daily) or (isinstance(first, PartOfDay) and first.on is None)


def _swap(said: Plain, times: list[TimeReading]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands after 换成 or 改到 is where it goes; of two days without such a word, the second."""
    moved = _MOVED.search(said.text)
    if moved:
        edge = said.span(moved.start(), moved.end())[1]
        before, after = [one for one in times if one.start < edge], [one for one in times if one.start >= edge]
        if after:
            return tuple(_joined(before)), tuple(_joined(after))
    joined = _joined(times)
    return tuple(joined[:1]), tuple(joined[1:2])


def _joined(times: list[TimeReading]) -> list[str]:
    """明天请人下午三点来: one day and one hour said apart are one time."""
    days = [one for one in times if isinstance(one.candidates[0], Day)]
    hours = [one for one in times if _is_hour(one)]
    if len(times) == 2 and len(days) == len(hours) == 1:  # noqa: PLR2004 - a day and an hour
        return [days[0].notation() + hours[0].notation()]
    if len(times) == 2 and len(hours) == 1 and (known := _part_then_clock(times)):  # noqa: PLR2004 - a part of a day, then an hour of it
        return [known]
    return [one.notation() for one in times]


def _is_hour(reading: TimeReading) -> bool:
    first = reading.candidates[0]
    return isinstance(first, Clock) or (isinstance(first, PartOfDay) and first.on is None)


def _part_then_clock(times: list[TimeReading]) -> str | None:
    """明天上午要出门，九点来: the hour belongs to that day."""
    part, clock = times[0].candidates[0], times[1].candidates[0]
    if isinstance(part, PartOfDay) and part.on and isinstance(clock, Clock):
        return f"{part.on.isoformat()}{clock.notation()}"
    return None
