"""Buildings and rooms as people write them, brought to one form."""

import re
import unicodedata

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMBER = "[0-9零〇一二两三四五六七八九十百]+"
_BUILDING = re.compile(rf"^({NUMBER}|[A-Za-z][0-9]*)\s*(?:号楼|栋|幢|号|座|#|楼)?$")
_SPAN = re.compile(r"^(\d{1,3})\s*[-~—到至]\s*(\d{1,3})\s*(?:号楼|栋|幢|号|座|楼)?$")
MOST_BUILDINGS = 400
_ROOM = re.compile(rf"^({NUMBER})\s*(?:单元|-|—)\s*({NUMBER})\s*(?:室|号|房)?$")


def number_of(text: str) -> int | None:
    """Return the number written in digits or in Chinese numerals up to 999, or None."""
    if text.isdecimal():
        return int(text)
    if all(sign in DIGITS for sign in text) and text:
        return int("".join(str(DIGITS[sign]) for sign in text))
    total, current = 0, 0
    for sign in text:
        if sign in DIGITS:
            current = DIGITS[sign]
        elif sign in {"十", "百"}:
            total += (current or 1) * (10 if sign == "十" else 100)
            current = 0
        else:
            return None
    return total + current if text else None


def building_name(text: str) -> str | None:
    """Return 「3号楼」 for 3, 三号楼, 3栋, 3#; None for what names no building."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _BUILDING.match(plain)
    if found is None:
        return None
    number = number_of(found[1])
    return f"{found[1].upper() if number is None else number}号楼"


def room_name(text: str) -> str | None:
    """Return 「2单元501」 for 2-501, 二单元501室; None for what names no door."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _ROOM.match(plain)
    if found is not None:
        unit, door = number_of(found[1]), number_of(found[2])
        return f"{unit}单元{door}" if unit is not None and door is not None else None
    door = number_of(plain.removesuffix("室").removesuffix("房"))
    return None if door is None else f"{door}室"


def buildings_of(text: str) -> str | None:
    """Return 「1号楼、2号楼」 for 「1-2号楼」; None when a part of it names no building, or there are more than 400."""
    names: list[str] = []
    for part in re.split(r"[、，,；;\s]+", text.strip()):
        span = _SPAN.match(part)
        found = [f"{n}号楼" for n in range(int(span[1]), int(span[2]) + 1)] if span else [building_name(part)]
        if not found or None in found or len(names) + len(found) > MOST_BUILDINGS:
            return None
        names += [each for each in found if each]
    return "、".join(dict.fromkeys(names))
