"""From the facts of a sentence to the answers of a form, under the keys that all forms share."""

import re
from collections.abc import Iterable
from typing import Any

from domain.answers import name_of, phone_of
from domain.places import building_name, room_name
from domain.spoken import SEPARATOR, worth_asking
from handlers.blanks import Answers
from handlers.turn import Turn, Understanding
from wording.spoken import say_spoken

# Questions for a time; the notation is kept beside the words under `<key>_when`.
TIMES = frozenset({"wanted", "available"})
# Questions for a kind, whose answers are the names in `wording.names`.
KINDS = frozenset({"category", "kind"})
WHEN = "_when"
# Readings of a time that was told and is not clear: asked back as buttons.
OPTIONS = "_options"
# A little more than the time itself is still only the time: 就周六上午吧.
FILLER = 3
_SELF = "(?:我叫|我是|我姓名|本人|姓名|名字|大名|叫)"
_DOOR = re.compile(r"^(?:(\d+)单元)?(\d+)室?$")


def answers_of(slots: dict[str, Any], text: str) -> Answers:
    """Return what the sentence tells of the questions that any form may ask; times are read by `time_answer`.

    A name counts only where somebody says that it is theirs: 「陪我妈李秀英去医院」 names another person.
    """
    told: Answers = {}
    name = slots.get("name")
    if name and re.search(rf"{_SELF}[是叫：: ]*{re.escape(name)}", text):
        told["name"] = name_of(name)
    told["phone"] = phone_of(slots.get("phone", ""))
    told["building"] = building_name(slots.get("building", ""))
    told["room"] = door_of(slots)
    told |= dict.fromkeys(KINDS, slots.get("category"))
    return {key: answer for key, answer in told.items() if answer}


def door_of(slots: dict[str, Any], before: str = "") -> str | None:
    """Return 「2单元501」; what is not said is taken from the door that was told before."""
    earlier = _DOOR.match(before)
    unit = slots.get("unit") or (earlier[1] if earlier else None)
    room = slots.get("room") or (earlier[2] if earlier else None)
    if not room or not (slots.get("unit") or slots.get("room")):
        return None
    return room_name(f"{unit}单元{room}" if unit else str(room))


def readings(meant: Understanding) -> tuple[str, ...]:
    """Return what the time of the sentence can mean; more than one has to be asked back."""
    when: list[str] = list(meant.slots.get("when", []))
    if len(when) == 1 and len(meant.options) > 1 and when[0] == meant.options[0]:
        return worth_asking(meant.options)
    return (SEPARATOR.join(str(each) for each in when),) if when else ()


def say_reading(turn: Turn, notation: str) -> str:
    return say_spoken(notation, turn.now, turn.reader.lunar)


def time_answer(turn: Turn, key: str, notation: str, text: str) -> Answers:
    """Return the words for the card and, beside them, the typed time. Words that say more than a time are kept."""
    said = say_reading(turn, notation)
    if not said:
        return {key: text}
    return {key: said, key + WHEN: notation}


def told_times(turn: Turn, meant: Understanding, text: str, keys: Iterable[str] = TIMES) -> Answers:
    """Return the answers that are clear and, per question, the readings of a time that has to be asked back."""
    options = readings(meant)
    told: Answers = {}
    for key in keys if options else ():
        told |= {key + OPTIONS: list(options)} if len(options) > 1 else time_answer(turn, key, options[0], text)
    return told
