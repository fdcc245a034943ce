"""Where somebody lives: building, unit and room in the ways people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from understanding.numerals import NUMBER, label_of

_ROOM = (
    "(?:[0-9]{3,4}|[零〇一二两三四五六七八九幺]{3,4}|"
    "[一二三四五六七八九]百[零〇一二三四五六七八九十]{1,3}|[0-9]{1,2}(?=室|户|号房))"
)
_ROOM_END = "(?:室|房间|房|户|号房|号)?"
_SIDE = "[0-9一二三四五六七八九十]{1,3}(?:楼|层)(?:靠?(?:东|西|南|北|中(?!间)|左|右)(?:边|侧|面)?(?:那?户|屋|家|手)?)"
_FLOOR = "(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:楼|层)(?=[0-9零〇一二三四五六七八九幺]{3}))?"
_COUNTED = f"(?<![哪后这那每同另])(?![一1][栋幢座]楼(?!{NUMBER}))"
"""Which one, the last one, a whole house: no number of a building follows."""
_BUILDING = f"{_COUNTED}(?P<building>{NUMBER}|[a-z])(?:号?楼座|号楼|号?栋|号?幢|号?座|#楼?|号院?楼)"
_UNIT = f"(?P<unit>{NUMBER})(?:个?单元|单(?=[0-9])|门洞|门(?=[0-9零〇一二三四五六七八九幺东西]|$)|梯(?=[0-9]))"
_GAP = "[ ,、的在]?"
_LIKELY_ROOM = "(?:[1-9]|[12][0-9]|3[0-3])(?:0[1-9]|1[0-2])(?![0-9])"
"""A floor and one of a dozen doors: such a number may stand for a home without any word for it."""
_SPOKEN_ROOM = "[一二三四五六七八九][零〇][一二三四五六七八九]"
_OF_A_HOME = "的(?!块|钱|积|分)|天天|那|家|老|小孩|把|夜里|说|约|放|吵|骂|敲"

# Longest and surest first; the first pattern that matches at a place wins.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 12号楼到20号楼 is a round that is walked
        f"(?P<round>{NUMBER}(?:号楼?|[楼栋])[到至]{NUMBER}号?[楼栋])",
        # 11号楼2-502
        f"{_BUILDING}{_GAP}(?P<unit>[0-9]{{1,2}})-(?P<room>[0-9]{{3,4}})(?![0-9-])",
        # 3号楼2单元501, 七号楼一单元三楼东户, 5栋1201
        f"{_BUILDING}{_GAP}{_UNIT}{_GAP}(?:{_FLOOR}(?P<room>{_ROOM}){_ROOM_END}|(?P<side>{_SIDE}))",
        f"{_BUILDING}{_GAP}{_FLOOR}(?P<room>{_ROOM}){_ROOM_END}",
        f"{_BUILDING}{_GAP}(?P<side>{_SIDE})",
        f"{_BUILDING}{_GAP}{_UNIT}",
        # 3楼2单元501: a 楼 that has units is a building
        f"(?P<building>{NUMBER})号?楼?{_GAP}{_UNIT}{_GAP}(?:{_FLOOR}(?P<room>{_ROOM}){_ROOM_END}|(?P<side>{_SIDE}))",
        f"(?P<building>{NUMBER})楼{_GAP}{_UNIT}",
        # 12-3-502 (never a year), 3#2-501, 5-1201
        "(?<![0-9.年-])(?P<building>[0-9]{1,3})[-#](?P<unit>[0-9]{1,2})-(?P<room>[0-9]{3,4})(?![0-9-])",
        "(?<![0-9.年-])(?P<building>[0-9]{1,2}|[a-z])-(?P<room>[0-9]{3,4})(?![0-9-])(?:室|号)?",
        "(?<![0-9一二三四五六七八九十])(?P<building>[一二三四五六七八九十]{1,3})杠(?P<unit>[一二三四五六七八九十])杠(?P<room>[零〇一二三四五六七八九十百]{3,5})",
        "(?<![0-9])(?P<building>[0-9]{1,3})杠(?P<unit>[0-9]{1,2})杠(?P<room>[0-9]{3,4})",
        f"{_BUILDING}",
        f"(?P<unit>{NUMBER})单元{_GAP}(?:{_FLOOR}(?P<room>{_ROOM}){_ROOM_END}|(?P<side>{_SIDE}))",
        f"(?<![第0-9])(?P<unit>{NUMBER})单元",
        f"(?P<side>{_SIDE})",
        f"(?<![0-9.第-])(?P<room>{_ROOM})(?:室|房间|房|户|号房)(?!子)",
        "(?<![0-9])(?<![0-9]-)(?P<building>[0-9]{1,2})-(?P<unit>[0-9]{1,2})(?=那?家|的(?!班|岗|护|巡|值)|那户|住户)",
        r"(?<![0-9])[0-9]{1,4}弄(?P<building>[0-9]{1,3})号(?:楼)?(?P<room>[0-9]{3,4})?(?:室)?",
        "(?<![0-9])(?P<building>[0-9]{1,3})号(?P<room>[0-9]{3,4})室",
        "(?:楼上|楼下|单元|隔壁|对门|房号(?:改成|是)?|我住|给|帮|淹到)(?P<room>[1-9][0-9]{2,3})(?![0-9块元斤分米步年个多次点号:])",
        f"(?:^|[,。 跟和找是])(?P<room>{_LIKELY_ROOM}|{_SPOKEN_ROOM})(?={_OF_A_HOME})",
        f"[,。](?:拍到|就|他|她)?是?(?P<room>{_LIKELY_ROOM})(?=$|[,。])",
        f"是(?P<room>{_LIKELY_ROOM})(?=$|[,。])",
        f"(?<![0-9月])(?P<building>[0-9]{{1,3}})号(?P<room>{_LIKELY_ROOM})(?=的|家|$|[,。])",
        f"(?:住在?|家在?|门牌号?(?:是不是|是)?|房号是?|搬到){_GAP}(?P<room>[0-9]{{3,4}}|{_SPOKEN_ROOM})(?![0-9年月号日块元分米步-])",
    )
)
_TALL_ROOM = re.compile(
    r"(?P<building>[0-9]{1,2}|[一二三四五六七八九十]{1,2})楼(?P<room>[0-9]{3,4})(?:室|户|号)?(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of an address; parts left unsaid are None."""

    start: int
    end: int
    building: str | None = None
    unit: str | None = None
    room: str | None = None


def read_places(text: str) -> list[Place]:
    """Every address in a plain text, left to right."""
    return [place for place in _walk(text) if place.building or place.unit or place.room]


def _walk(text: str) -> Iterator[Place]:
    position = 0
    while position < len(text):
        found = _at(text, position)
        if found is None:
            return
        yield found
        position = found.end


def _at(text: str, position: int) -> Place | None:
    matches = [match for match in (pattern.search(text, position) for pattern in _PATTERNS) if match]
    tall = _TALL_ROOM.search(text, position)
    places = [place for place in map(_place, matches) if place]
    if tall:
        places.append(_tall(tall))
    return min(places, key=lambda place: (place.start, -place.end), default=None)


def _tall(match: re.Match[str]) -> Place:
    """3楼502: the fifth floor cannot be the third, so 3 is the building; 5楼502 says its floor twice."""
    number, room = label_of(match["building"]), match["room"]
    is_floor = number == room[:-2]
    return Place(match.start(), match.end(), building=None if is_floor else number, room=room)


def _place(match: re.Match[str]) -> Place | None:
    groups = match.groupdict()
    if groups.get("round"):
        return Place(match.start(), match.end())
    parts = {key: _label(groups[key]) for key in ("building", "unit", "room") if groups.get(key)}
    if groups.get("side"):
        parts["room"] = groups["side"]
    if not parts or None in parts.values():
        return None
    return Place(match.start(), match.end(), **parts)


def _label(text: str) -> str | None:
    return text.upper() if re.fullmatch("[a-z]", text) else label_of(text)
