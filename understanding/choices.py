"""Answers by number: 1, 一, 第二个, 头一个, 最后一个, 上一个."""

import re

from understanding.numerals import NUMBER, value_of
from understanding.text import plain

_LEAD = "(?:我?(?:就)?(?:选|要|点|按|是|挑)?(?:那|这)?)"
_UNITS = "(?:个|项|条|种|位|样|号|款|家|天|时间)?"
_TAIL = "(?:吧|的|那个|这个|呀|啊|就行|就好|就它|了|谢谢|选项|可以|好了|[。.,!、])*"
_NUMBERED = re.compile(f"{_LEAD}第?(?P<number>{NUMBER}){_UNITS}{_TAIL}")
_FIRST = re.compile(f"{_LEAD}(?:头|前头|最前|最上|最?上面|最前面|打头)(?:那)?一?{_UNITS}{_TAIL}")
_LAST = re.compile(f"{_LEAD}(?:最后|末|最末|倒数第一|最?下面|最底下|最下边|末尾)(?:那)?一?{_UNITS}{_TAIL}")
_FROM_END = re.compile(f"{_LEAD}倒数第(?P<number>{NUMBER}){_UNITS}{_TAIL}")
_STEPS = (
    (re.compile(f"{_LEAD}(?:上|前)(?:面)?(?:那)?一?[个项条]{_TAIL}"), -1),
    (re.compile(f"{_LEAD}(?:下|后)(?:面)?(?:那)?一?[个项条]{_TAIL}"), 1),
)
_MIDDLE = re.compile(f"{_LEAD}(?:中间|当中)(?:那)?(?:一)?{_UNITS}{_TAIL}")


def read_choice(text: str, count: int, current: int | None = None) -> int | None:
    """Return the index (from 0) of what is chosen among `count`, or None when the text is no choice or out of range.

    上一个 and 下一个 count from `current`; without a current one they choose nothing.
    """
    said = plain(text).text.strip()
    index = _index(said, count, current)
    return index if index is not None and 0 <= index < count else None


def _index(said: str, count: int, current: int | None) -> int | None:
    for pattern, step in _STEPS:
        if pattern.fullmatch(said):
            return None if current is None else current + step
    if match := _FROM_END.fullmatch(said):
        number = value_of(match["number"])
        return None if number is None else count - number
    if _LAST.fullmatch(said):
        return count - 1
    if _FIRST.fullmatch(said):
        return 0
    if _MIDDLE.fullmatch(said):
        return count // 2 if count % 2 else None
    match = _NUMBERED.fullmatch(said)
    number = value_of(match["number"]) if match else None
    return None if number is None else number - 1
