"""Private things in words that a group may read: found, named to staff, and taken off the card."""

import re
from dataclasses import dataclass
from enum import StrEnum

HIDDEN = "○"


class Private(StrEnum):
    PHONE = "phone"
    ID_CARD = "id_card"
    BANK_CARD = "bank_card"
    ROOM = "room"
    NAME = "name"


_DIGITS = "[0-9零〇一二三四五六七八九十百两]"
# In this order: what an earlier pattern took, a later one does not see.
_PATTERNS: tuple[tuple[Private, re.Pattern[str]], ...] = (
    (Private.ID_CARD, re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")),
    (Private.BANK_CARD, re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")),
    (
        Private.PHONE,
        re.compile(
            r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"
            r"|[一幺][三-九\d][零〇一幺二三四五六七八九]{9}"
        ),
    ),
    (
        Private.ROOM,
        re.compile(
            rf"{_DIGITS}+\s*单元\s*(?:{_DIGITS}+\s*(?:室|号|户|房)?)?|(?<!\d)\d{{3,4}}\s*(?:室|房|户)"
            rf"|(?<=[楼栋幢#])\s*{_DIGITS}+-{_DIGITS}+|(?<!\d)\d{{1,2}}-\d{{1,2}}-\d{{3,4}}(?!\d)"
        ),
    ),
    (Private.NAME, re.compile(r"(?<=我叫)[\u4e00-\u9fff]{2,4}?(?=[，。,、 !！；]|$)")),
)


@dataclass(frozen=True, slots=True)
class Found:
    kind: Private
    start: int
    end: int


def find_private(text: str, names: tuple[str, ...] = (), rooms: tuple[str, ...] = ()) -> list[Found]:
    """Return what is private in the text, left to right; `names` and `rooms` are those of the people concerned."""
    found: list[Found] = []
    known = ((Private.NAME, names), (Private.ROOM, rooms))
    told = [(kind, re.compile(re.escape(each))) for kind, each_of in known for each in each_of if len(each) > 1]
    for kind, pattern in (*told, *_PATTERNS):
        for match in pattern.finditer(text):
            if match.group().strip() and not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Found(kind, match.start(), match.end()))
    return sorted(found, key=lambda each: each.start)


def public_words(text: str, names: tuple[str, ...] = (), rooms: tuple[str, ...] = ()) -> str:
    """Return the text as a group may read it."""
    for one in reversed(find_private(text, names, rooms)):
        text = f"{text[: one.start]}{HIDDEN * 2}{text[one.end :]}"
    return text
