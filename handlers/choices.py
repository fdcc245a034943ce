"""Answers typed instead of tapped: 1, 一, 第一个, 上一个, 1和3, or the words on the button."""

import re
from collections.abc import Sequence

from handlers.turn import Reader

_AND = re.compile(r"[、，,；;\s]+|和|跟|还有")
_POLITE = " 。，！.!？?吧了的啊呀呢"


def choice_of(text: str, labels: Sequence[str], reader: Reader, current: int | None = None) -> int | None:
    """Return which label is meant, counted from 0: the label itself, its number, or the only label that is named.

    上一个 and 下一个 count from `current`, the label chosen before.
    """
    said = text.strip().strip(_POLITE)
    if said in labels:
        return labels.index(said)
    numbered = reader.choice(text, len(labels), current)
    if numbered is not None:
        return numbered
    named = [number for number, label in enumerate(labels) if label in said]
    return named[0] if len(named) == 1 else None


def choices_of(text: str, labels: Sequence[str], reader: Reader) -> list[int]:
    """Return all labels that a message names, in its order; empty when a part of it names none."""
    found = [choice_of(part, labels, reader) for part in _AND.split(text.strip().strip(_POLITE)) if part]
    return [] if None in found else [number for number in dict.fromkeys(found) if number is not None]
