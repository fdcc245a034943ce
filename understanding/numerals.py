"""Numbers as people write them: 12, 十二, 二十五, 廿三, 五零一, 幺三九, 两百."""

import re

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇0", "一幺壹1", "二两贰2", "三叁3", "四肆4", "五伍5", "六陆6", "七柒拐7", "八捌8", "九玖勾9")
    )
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100}
_TENS = {"廿": "二十", "卅": "三十"}

NUMBER = "(?:[0-9]+|[零〇一二两三四五六七八九十百廿卅幺]+)"
"""A pattern for a whole number up to the hundreds."""


def digits_of(text: str) -> str | None:
    """五零一 -> "501", 幺三九 -> "139", 12 -> "12"; None when a character is no digit."""
    found = [_DIGITS.get(char) for char in text]
    return "".join(map(str, found)) if found and None not in found else None


def value_of(text: str) -> int | None:
    """十二 -> 12, 三百零二 -> 302, 五零一 -> 501; None when it is no number."""
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if not any(unit in text for unit in _UNITS):
        digits = digits_of(text)
        return int(digits) if digits else None
    total, current = 0, None
    for char in text:
        if char in _UNITS:
            total += (1 if current is None else current) * _UNITS[char]
            current = None
        elif char in _DIGITS:
            current = _DIGITS[char] + (current or 0) * 10
        else:
            return None
    return total + (current or 0)


def label_of(text: str) -> str | None:
    """Return a building, unit or room as digits: 十二 -> "12", 五零一 -> "501", 0501 stays as written."""
    if re.fullmatch("[0-9]+", text):
        return text
    value = value_of(text)
    if value is None:
        return None
    return str(value) if any(unit in text for unit in _UNITS) else digits_of(text)
