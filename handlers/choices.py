"""A numbered answer typed instead of tapped: 1, 一, 第一个, 最后一个, or the label itself."""

import re
from collections.abc import Sequence

from domain.places import number_of

_ORDINAL = re.compile(r"^(?:第|选|就)?\s*([0-9一二两三四五六七八九十]{1,3})\s*(?:个|号|条|项|\.|、|吧)?$")
FIRST, LAST = ("头一个", "第一个", "上面那个"), ("最后一个", "末一个", "最后那个")


def choice_of(text: str, choices: Sequence[str]) -> int | None:
    """Return the number of the choice that the text names, counted from 1, or None."""
    said = text.strip(" 。，！.!")
    if said in choices:
        return choices.index(said) + 1
    if said in FIRST and choices:
        return 1
    if said in LAST and choices:
        return len(choices)
    found = _ORDINAL.match(said)
    number = number_of(found[1]) if found else None
    return number if number is not None and 1 <= number <= len(choices) else None
