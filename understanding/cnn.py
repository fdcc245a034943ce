"""A small convolutional network beside the linear model: it sees up to four letters as they stand, in any place.

A sentence is a row of letters, each with its sound. Filters slide over one to four of them; of each filter only its
strongest answer counts, wherever it was given, and from these answers every head tells its labels.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from understanding.features import sound_of
from understanding.model import log_shares
from understanding.radicals import radical_of

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]
WIDTHS = (1, 2, 3, 4)
NOTHING, UNKNOWN = 0, 1
"""Rows of the tables: no letter at all, and one that is in no table."""
SIGNS = ("", "?", "^", "$")
"""What stands first in every table: the two above, the beginning and the end."""
_LONGEST = 62
"""Letters looked at. Of a longer sentence the beginning and the end: what somebody wants is said in either."""
LETTERS, SOUNDS, SHAPES = TABLES = "letters", "sounds", "shapes"
"""The tables of vectors; the other parts are named below."""


def filters(width: int) -> str:
    return f"filters {width}"


def offsets(width: int) -> str:
    return f"offsets {width}"


def weights(head: str) -> str:
    return f"weights {head}"


def bias(head: str) -> str:
    return f"bias {head}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which row of its table each letter, each sound and each radical has."""

    letters: dict[str, int]
    sounds: dict[str, int]
    shapes: dict[str, int]

    def rows(self, text: str) -> tuple[list[int], list[int], list[int]]:
        """Return the rows of the letters, sounds and radicals of a sentence, between the signs for its two ends."""
        half = _LONGEST // 2
        signs = ["^", *(text if len(text) <= _LONGEST else text[:half] + text[-half:]), "$"]
        return (
            [self.letters.get(sign, UNKNOWN) for sign in signs],
            [self.sounds.get(sound_of(sign), UNKNOWN) for sign in signs],
            [self.shapes.get(radical_of(sign), UNKNOWN) for sign in signs],
        )


@dataclass(frozen=True, slots=True)
class Steps:
    """A table of whole numbers, to be multiplied by `scale`."""

    numbers: npt.NDArray[np.int8]
    scale: float


@dataclass(frozen=True)
class Cnn:
    """`labels` of each head; `parts` are the tables, by the names above."""

    vocabulary: Vocabulary
    labels: dict[str, tuple[str, ...]]
    parts: dict[str, Steps]

    @cached_property
    def _tables(self) -> dict[str, Floats]:
        return {name: part.numbers * np.float32(part.scale) for name, part in self.parts.items()}

    @cached_property
    def _every_filter(self) -> Floats:
        """Each filter in slices, one for each letter that it covers: (size of a vector, slices × filters)."""
        size = sum(self._tables[table].shape[1] for table in TABLES)
        slices = [self._tables[filters(width)].reshape(width, size, -1) for width in WIDTHS]
        return np.concatenate([one for of_width in slices for one in of_width], axis=1)

    @cached_property
    def _answers(self) -> dict[tuple[int, ...], Floats]:
        """What each letter that was met makes every slice answer: 13 KB a letter, 44 MB if all were met."""
        return {}

    def _answers_to(self, rows: tuple[int, ...]) -> Floats:
        known = self._answers.get(rows)
        if known is None:
            vector = np.concatenate([self._tables[table][row] for table, row in zip(TABLES, rows, strict=True)])
            known = self._answers[rows] = (vector @ self._every_filter).reshape(sum(WIDTHS), -1)
        return known

    def _heard(self, text: str) -> Floats:
        """Return the strongest answer of each filter."""
        answers = np.stack([self._answers_to(row) for row in zip(*self.vocabulary.rows(text), strict=True)])
        strongest, first = [], 0
        for width in WIDTHS:
            total = answers[:, first].copy()
            for later in range(1, width):
                total[:-later] += answers[later:, first + later]
            strongest.append(total.max(axis=0) + self._tables[offsets(width)])
            first += width
        heard: Floats = np.maximum(np.concatenate(strongest), 0)
        return heard

    def shares(self, text: str) -> dict[str, dict[str, float]]:
        """Return for each head how likely each of its labels is; they add up to 1."""
        heard = self._heard(text)
        return {head: dict(zip(own, self._told(head, heard), strict=True)) for head, own in self.labels.items()}

    def _told(self, head: str, heard: Floats) -> list[float]:
        # Without BLAS, which would wake a second thread for so little and let it spin.
        scores = np.einsum("a,al->l", heard, self._tables[weights(head)]) + self._tables[bias(head)]
        shares: list[float] = np.exp(log_shares(scores)).tolist()
        return shares
