"""Corrections in words: 不是三号楼，是五号楼 · 改成下午三点 · 说错了，是周四."""

import datetime as dt
import re
from dataclasses import dataclass

from understanding.slots import Slots, read_slots
from understanding.text import plain
from understanding.times import read_times

_NOT_BUT = re.compile(
    "(?:不是|不对,?不是|不要)(?P<wrong>[^,。;是]{1,20})[,。; ]*(?:而是|应该是|应是|要|是)(?P<right>.{1,40})"
)
_BUT_NOT = re.compile("(?:应该是|是)(?P<right>[^,。;]{1,20})[,。; ]*(?:不是|并非)(?P<wrong>.{1,20})")
_INTO = re.compile("(?:把)?(?P<wrong>[^,。;]{0,20}?)(?:改成|改为|换成|更正为|改到|变成)(?P<right>.{1,40})")
_SORRY = re.compile(
    "(?:(?:说|写|打|填|听|记|弄|搞|点|选)错了?|不对|错了)[,。; 啊]*(?:应该是|应是|是|要)(?P<right>.{1,40})"
)
_PATTERNS = (_NOT_BUT, _BUT_NOT, _INTO, _SORRY)
_PLACES = ("building", "unit", "room")


@dataclass(frozen=True, slots=True)
class Correction:
    """`right` in words, with the facts in it; `wrong` is empty when it is not said again."""

    wrong: str
    right: str
    wrong_slots: Slots
    right_slots: Slots


def read_correction(text: str, now: dt.datetime) -> Correction | None:
    """Return the correction a sentence makes, or None when it makes none."""
    said = plain(text).text
    for pattern in _PATTERNS:
        if match := pattern.search(said):
            wrong = (match.groupdict().get("wrong") or "").strip(" ,。")
            right = match["right"].strip(" ,。!了吧啊")
            if right:
                return Correction(wrong, right, _slots(wrong, now), _slots(right, now))
    return None


def _slots(text: str, now: dt.datetime) -> Slots:
    return read_slots(plain(text), read_times(text, now), "other", now)
