"""Answers typed instead of tapped: 1, 一, 第一个, 上一个, 1和3, or the words on the button."""

import re
from collections.abc import Sequence

from handlers.turn import Reader

_AND = re.compile(r"[、，,；;\s]+|和|跟|还有")
# 三天, 六点半, 3号楼, 5个人 are amounts and places, never the third answer.
_AMOUNT = re.compile(
    r"(?<!第)[\d一二两三四五六七八九十半]+(?:个)?"
    r"(?:天|点|小时|钟头|分|刻|岁|块|元|月|周|星期|礼拜|年|号楼|栋|单元|人|位|次|家|斤|袋)"
)
# 大后天 is not 后天, and 不要周末 is not 周末.
_OTHERWISE = "大不别非"
_POLITE = " 。，！.!？?吧了的啊呀呢"


def choice_of(text: str, labels: Sequence[str], reader: Reader, current: int | None = None) -> int | None:
    """Return which label is meant, counted from 0: the label itself, its number, or the only label that is named.

    上一个 and 下一个 count from `current`, the label chosen before.
    """
    said = text.strip().strip(_POLITE)
    if said in labels:
        return labels.index(said)
    numbered = None if _AMOUNT.search(said) else reader.choice(text, len(labels), current)
    if numbered is not None:
        return numbered
    named = [number for number, label in enumerate(labels) if _names(said, label)]
    return named[0] if len(named) == 1 else None


def _names(said: str, label: str) -> bool:
    at = said.find(label)
    return at >= 0 and (at == 0 or not said[:at].rstrip("要是").endswith(tuple(_OTHERWISE)))


def choices_of(text: str, labels: Sequence[str], reader: Reader) -> list[int]:
    """Return all labels that a message names, in its order; empty when a part of it names none."""
    found = [choice_of(part, labels, reader) for part in _AND.split(text.strip().strip(_POLITE)) if part]
    return [] if None in found else [number for number in dict.fromkeys(found) if number is not None]
