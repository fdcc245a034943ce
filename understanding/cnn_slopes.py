"""How far the convolutional network is from what is right, and which way it would come nearer: gradients by hand.

Something is left out at random wherever it learns, so that nothing hangs on one letter, one number or one filter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import sparse

from understanding.cnn import (
    LETTERS,
    NOTHING,
    SHAPES,
    SIGNS,
    SOUNDS,
    TABLES,
    UNKNOWN,
    WIDTHS,
    Floats,
    Rows,
    bias,
    filters,
    offsets,
    weights,
)
from understanding.model import log_shares

_UNKNOWN_LETTER, _UNKNOWN_SOUND, _UNKNOWN_SHAPE, _MUTE, _DEAF = 0.08, 0.04, 0.04, 0.1, 0.4
"""Shares that are left out: letters, sounds, radicals, numbers of vectors, answers."""
Parts = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of letters, sounds and radicals, a sentence each, filled up with `NOTHING`; and what is right, by head."""

    letters: Rows
    sounds: Rows
    shapes: Rows
    right: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the way back needs of the way there."""

    live: Floats
    windows: list[Floats]
    strongest_at: list[Rows]
    strongest: Floats
    kept: Floats
    answers: Floats


class Dropout:
    """Draws what is left out; without a generator nothing is."""

    def __init__(self, draw: np.random.Generator | None = None) -> None:
        self._draw = draw

    def unknown(self, rows: Rows, share: float) -> Rows:
        """Return rows of which so many letters are unknown; the signs stay."""
        if self._draw is None:
            return rows
        return np.where((self._draw.random(rows.shape) < share) & (rows >= len(SIGNS)), UNKNOWN, rows)

    def kept(self, shape: tuple[int, ...], share: float) -> Floats:
        """Return zeros for what is left out, and for the rest what makes up for it."""
        if self._draw is None:
            return np.ones(shape, np.float32)
        return ((self._draw.random(shape) >= share) / (1 - share)).astype(np.float32)


def windows(vectors: Floats, width: int) -> Floats:
    """Return for each place of each sentence the vectors from there on, as many as `width`, nothing after the end.

    Shapes: (sentences, places, size) to (sentences, places, width × size).
    """
    count, places, size = vectors.shape
    padded = np.zeros((count, places + width - 1, size), vectors.dtype)
    padded[:, :places] = vectors
    return np.ascontiguousarray(sliding_window_view(padded.reshape(count, -1), width * size, axis=1)[:, ::size])


def _forward(parts: Parts, rows: dict[str, Rows], live: Floats, dropout: Dropout) -> _Heard:
    vectors = np.concatenate([parts[table][rows[table]] for table in TABLES], axis=-1)
    live = live[..., None] * dropout.kept((len(live), 1, vectors.shape[-1]), _MUTE)
    vectors *= live
    is_over = live.max(axis=-1) == 0
    seen, places, strongest = [], [], []
    for width in WIDTHS:
        window = windows(vectors, width)
        answers = window @ parts[filters(width)]
        answers[is_over] = -np.inf
        at = answers.argmax(axis=1)
        seen.append(window)
        places.append(at)
        strongest.append(np.take_along_axis(answers, at[:, None], axis=1)[:, 0] + parts[offsets(width)])
    together = np.concatenate(strongest, axis=1)
    kept = dropout.kept(together.shape, _DEAF)
    return _Heard(live, seen, places, together, kept, np.maximum(together, 0) * kept)


def loss_and_slopes(parts: Parts, batch: Batch, dropout: Dropout) -> tuple[float, Parts]:
    """Return how far the network is from what is right, and how that changes with every number of every part."""
    rows = {
        LETTERS: dropout.unknown(batch.letters, _UNKNOWN_LETTER),
        SOUNDS: dropout.unknown(batch.sounds, _UNKNOWN_SOUND),
        SHAPES: dropout.unknown(batch.shapes, _UNKNOWN_SHAPE),
    }
    heard = _forward(parts, rows, (batch.letters != NOTHING).astype(np.float32), dropout)
    loss, slopes = 0.0, {}
    back = np.zeros_like(heard.answers)
    for head, right in batch.right.items():
        likely = log_shares(heard.answers @ parts[weights(head)] + parts[bias(head)])
        loss -= float((right * likely).sum()) / len(batch.letters)
        error = (np.exp(likely) * right.sum(axis=1, keepdims=True) - right) / len(batch.letters)
        slopes[weights(head)] = heard.answers.T @ error
        slopes[bias(head)] = error.sum(axis=0)
        back += error @ parts[weights(head)].T
    back *= heard.kept * (heard.strongest > 0)
    vectors, of_filters = _back_through_filters(parts, heard, back)
    ends = np.cumsum([parts[table].shape[1] for table in TABLES])[:-1]
    of_tables = {
        table: _gathered(rows[table], own, len(parts[table]))
        for table, own in zip(TABLES, np.split(vectors, ends, axis=-1), strict=True)
    }
    return loss, slopes | of_filters | of_tables


def _back_through_filters(parts: Parts, heard: _Heard, back: Floats) -> tuple[Floats, Parts]:
    """Return the slopes of the vectors and of the filters: each answer came from one window alone."""
    count, places, size = heard.windows[0].shape
    vectors, slopes = np.zeros((count, places, size), back.dtype), {}
    of_width = np.split(back, len(WIDTHS), axis=1)
    for width, window, at, mine in zip(WIDTHS, heard.windows, heard.strongest_at, of_width, strict=True):
        told = np.zeros((count, places, mine.shape[1]), mine.dtype)
        np.put_along_axis(told, at[:, None], mine[:, None], axis=1)
        flat = told.reshape(-1, mine.shape[1])
        slopes[filters(width)] = window.reshape(len(flat), -1).T @ flat
        slopes[offsets(width)] = mine.sum(axis=0)
        of_window = (flat @ parts[filters(width)].T).reshape(window.shape)
        for later in range(width):
            vectors[:, later:] += of_window[:, : places - later, later * size : (later + 1) * size]
    return vectors * heard.live, slopes


def _gathered(rows: Rows, slopes: Floats, count: int) -> Floats:
    """Return for each row of a table the sum of the slopes wherever it was used."""
    flat = rows.ravel()
    used = sparse.csr_matrix((np.ones(len(flat), np.float32), (flat, np.arange(len(flat)))), shape=(count, len(flat)))
    gathered: Floats = used @ slopes.reshape(len(flat), -1)
    return gathered
