"""What a person typed, checked: names, phones, minutes. None means that it is none."""

import re
import unicodedata

LONGEST_NAME = 20
LONGEST_SERVICE_MINUTES = 480
_PHONE = re.compile(r"^(?:\+?86)?(1[3-9]\d{9})$")
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
_SPOKEN_DIGITS = str.maketrans("幺一二三四五六七八九零〇", "112345678900")
_NO_NAME = re.compile(r"[0-9，。！？,!?<>《》@#/\\]")

_LONG_ID = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_SHORT_ID = re.compile(r"(?<!\d)\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_GAPS = re.compile(r"(?<=\d)[\s-]+(?=[\dXx])")


def masked_id(text: str) -> str | None:
    """Return the ID number (18 or 15 signs) in a text with all but three digits hidden, or None without one."""
    joined = _GAPS.sub("", unicodedata.normalize("NFKC", text))
    found = _LONG_ID.search(joined) or _SHORT_ID.search(joined)
    return f"{found[0][:3]}{'*' * (len(found[0]) - 3)}" if found else None


def without_ids(text: str) -> str:
    """Return the text with every ID number in it hidden but for three digits; a text without one stays as it is."""
    if masked_id(text) is None:
        return text
    joined = _GAPS.sub("", unicodedata.normalize("NFKC", text))
    for pattern in (_LONG_ID, _SHORT_ID):
        joined = pattern.sub(lambda found: f"{found[0][:3]}{'*' * (len(found[0]) - 3)}", joined)
    return joined


def cleaned(text: str) -> str:
    """Return the text without invisible and direction-changing characters, in composed form."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in plain if sign == "\n" or unicodedata.category(sign) not in _INVISIBLE).strip()


def name_of(text: str) -> str | None:
    """Return a person's name: 2 to 20 letters, no digits and no sentence."""
    name = " ".join(cleaned(text).split())
    letters = sum(sign.isalpha() for sign in name)
    strange = sum(not (sign.isalpha() or sign in " ·.'-") for sign in name)
    fits = letters >= 2 and len(name) <= LONGEST_NAME and not strange and not _NO_NAME.search(name)  # noqa: PLR2004 - a family name and a given name
    return name if fits else None


def phone_of(text: str) -> str | None:
    """Return an 11-digit mobile number, from digits with spaces or dashes or as read out (幺三八…)."""
    plain = unicodedata.normalize("NFKC", text).translate(_SPOKEN_DIGITS)
    found = _PHONE.match(re.sub(r"[\s\-—.()]", "", plain))
    return found[1] if found else None


def minutes_of(text: str) -> int | None:
    """Return whole minutes from 「45」, 「45分钟」, 「1小时」, 「一个半小时」; at most 8 hours."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("个", "")
    plain = plain.replace("半小时", "30分钟") if plain.startswith("半") else plain.replace("半小时", ".5小时")
    plain = plain.translate(str.maketrans("一二两三四五六七八", "122345678"))
    hours = re.match(r"^(\d(?:\.5)?)小时$", plain)
    number = re.match(r"^(\d{1,3})(?:分钟|分)?$", plain)
    minutes = int(float(hours[1]) * 60) if hours else int(number[1]) if number else 0
    return minutes if 0 < minutes <= LONGEST_SERVICE_MINUTES else None
