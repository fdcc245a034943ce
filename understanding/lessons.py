"""What a labelled sentence teaches: how much of each label it is, how much it weighs, and how it might be misheard."""

import hashlib
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from understanding.categories import KINDS, UNNAMED
from understanding.features import sound_of
from understanding.labelled import Sentence

_FIRST_READING = 0.6
"""Share of the likelier of two labels that are equally right; the others have the rest."""


def weight_of(one: Sentence, learnt: float) -> float:
    """Return how much a sentence counts: `learnt` if it is only there to learn from; many of these were made hard."""
    return learnt if one.is_only_taught else 1.0


def shares_of(right: tuple[str, ...], labels: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """Return how much of a sentence each label has: all of it, or parts where several are equally right."""
    others = [label for label in right[1:] if label in labels]
    row = np.array([(1 - _FIRST_READING) / len(others) if label in others else 0.0 for label in labels])
    row[labels.index(right[0])] = _FIRST_READING if others else 1.0
    return row


def kinds_told(one: Sentence, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of the sentence's wish or dispute, the likeliest first; none that is not among the labels."""
    told = tuple(str(one.slots.get("category", UNNAMED)).split("/"))
    return told if one.intent in KINDS and told[0] in labels else ()


def by_sound(texts: list[str]) -> dict[str, list[str]]:
    """Return the letters of these texts under their sound."""
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for letter in sorted(set("".join(texts))):
        if "一" <= letter <= "龥":
            letters[sound_of(letter)].append(letter)
    return letters


def misheard(text: str, letters: dict[str, list[str]]) -> str:
    """Return the text with one letter in five, three at most, as an input method or a speech model gets it wrong.

    Which letters is drawn from the text itself, so that it is the same every time.
    """
    places = [at for at, letter in enumerate(text) if len(letters.get(sound_of(letter), ())) > 1]
    digest = hashlib.sha256(text.encode()).digest()
    row = list(text)
    for turn in range(min(len(places), max(1, min(len(places) // 5, 3)))):
        at = places[(digest[turn] * 256 + digest[turn + 8]) % len(places)]
        others = [one for one in letters[sound_of(text[at])] if one != text[at]]
        row[at] = others[digest[turn + 16] % len(others)]
    return "".join(row)
