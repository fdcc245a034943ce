"""Fits the convolutional network: Adam, and the average of the late weights instead of the last."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from understanding.categories import KINDS
from understanding.cnn import (
    LETTERS,
    NOTHING,
    SHAPES,
    SIGNS,
    SOUNDS,
    TABLES,
    WIDTHS,
    Cnn,
    Floats,
    Rows,
    Steps,
    Vocabulary,
    bias,
    filters,
    offsets,
    weights,
)
from understanding.cnn_slopes import Batch, Dropout, Parts, loss_and_slopes
from understanding.features import sound_of, words_of
from understanding.labelled import Sentence
from understanding.lessons import by_sound, kinds_told, misheard, shares_of, weight_of
from understanding.model import BY_INTENT
from understanding.radicals import radical_of

_LEAST_SEEN = 4
"""Sentences that a letter is found in, below which it is as good as unknown: its sound is known."""
_OF_A_LETTER, _OF_A_SOUND, _OF_A_SHAPE, _FILTERS = 64, 32, 16, 320
"""Numbers in a vector of each, and filters of each width."""
_LEARNT, _KIND = 0.8, 0.5
"""How much a sentence counts that is only there to learn from, and a kind beside the intent."""
_ROUNDS, _AT_ONCE = 16, 128
"""How often every sentence is taught, and how many at a time."""
_RATE, _RISING = 4e-3, 0.1
"""Of learning: it rises to this in the first tenth and then sinks to nothing along a cosine."""
_SMALLER = 1e-4
_BLURRED = 6
"""Sentences are taught with others about as long, give or take so many letters."""
_MISHEARD = 0.35
_MEMORY, _MEMORY_OF_SIZE, _TINY = 0.9, 0.999, 1e-8
_SLOWLY = 0.002
_STEPS = {LETTERS: 7, SOUNDS: 15, SHAPES: 15}
_OTHER_STEPS = 31
_LOUDEST = 0.9995
"""Share of the numbers that fit into these steps up or down; the few beyond are cut to the last one."""


class Adam:
    """Steps whose size is that of a number's usual slope, a rate that rises and sinks, and an average of late steps."""

    def __init__(self, parts: Parts, steps: int) -> None:
        self.average = {name: part.copy() for name, part in parts.items()}
        self._parts, self._steps, self._step = parts, steps, 0
        self._mean = {name: np.zeros_like(part) for name, part in parts.items()}
        self._size = {name: np.zeros_like(part) for name, part in parts.items()}

    def _rate(self) -> float:
        done = self._step / self._steps
        return _RATE * min(done / _RISING, 0.5 + 0.5 * float(np.cos(np.pi * (done - _RISING) / (1 - _RISING))))

    def take(self, slopes: Mapping[str, Floats]) -> None:
        """Change the parts in place."""
        self._step += 1
        rate = self._rate()
        for name, slope in slopes.items():
            part, mean, size = self._parts[name], self._mean[name], self._size[name]
            mean += (1 - _MEMORY) * (slope - mean)
            size += (1 - _MEMORY_OF_SIZE) * (slope * slope - size)
            root = np.sqrt(size / (1 - _MEMORY_OF_SIZE**self._step)) + _TINY
            part -= rate * (mean / (1 - _MEMORY**self._step) / root + _SMALLER * part)
            self.average[name] += max(_SLOWLY, 1 / self._step) * (part - self.average[name])


def fresh_parts(vocabulary: Vocabulary, labels: Mapping[str, tuple[str, ...]], draw: np.random.Generator) -> Parts:
    """Return parts that know nothing yet, small and unlike one another."""

    def drawn(rows: int, columns: int, size: float) -> Floats:
        return (draw.standard_normal((rows, columns)) * size).astype(np.float32)

    parts = {
        LETTERS: drawn(len(vocabulary.letters), _OF_A_LETTER, 0.5),
        SOUNDS: drawn(len(vocabulary.sounds), _OF_A_SOUND, 0.5),
        SHAPES: drawn(len(vocabulary.shapes), _OF_A_SHAPE, 0.5),
    }
    for width in WIDTHS:
        size = width * (_OF_A_LETTER + _OF_A_SOUND + _OF_A_SHAPE)
        parts[filters(width)] = drawn(size, _FILTERS, size**-0.5)
        parts[offsets(width)] = np.zeros(_FILTERS, np.float32)
    answers = _FILTERS * len(WIDTHS)
    for head, own in labels.items():
        parts[weights(head)] = drawn(answers, len(own), answers**-0.5)
        parts[bias(head)] = np.zeros(len(own), np.float32)
    return parts


def _filled(rows: list[list[int]]) -> Rows:
    whole = np.full((len(rows), max(map(len, rows))), NOTHING, np.int32)
    for at, row in enumerate(rows):
        whole[at, : len(row)] = row
    return whole


def vocabulary_of(texts: list[str]) -> Vocabulary:
    counts = Counter(letter for text in texts for letter in set(text))
    letters = [*SIGNS, *sorted(letter for letter, times in counts.items() if times >= _LEAST_SEEN)]
    sounds = [*SIGNS, *sorted({sound_of(letter) for letter in counts})]
    shapes = [*SIGNS, *sorted({radical_of(letter) for letter in counts})]
    return Vocabulary(_numbered(letters), _numbered(sounds), _numbered(shapes))


def _numbered(names: list[str]) -> dict[str, int]:
    return {name: row for row, name in enumerate(names)}


def _right(taught: list[Sentence], labels: Mapping[str, tuple[str, ...]]) -> dict[str, Floats]:
    """Return how much of each label every sentence is, by head; nothing where it says nothing about one."""
    right = {head: np.zeros((len(taught), len(own)), np.float32) for head, own in labels.items()}
    for row, one in enumerate(taught):
        right[BY_INTENT][row] = weight_of(one, _LEARNT) * shares_of((one.intent, *one.also), labels[BY_INTENT])
        if one.intent in KINDS and (told := kinds_told(one, labels[one.intent])):
            right[one.intent][row] = _KIND * shares_of(told, labels[one.intent])
    return right


def _in_steps(name: str, part: Floats) -> Steps:
    most = _STEPS.get(name, _OTHER_STEPS)
    scale = max(float(np.quantile(np.abs(part), _LOUDEST)), _TINY) / most
    return Steps(np.clip(np.rint(part / scale), -most, most).astype(np.int8), scale)


def cnn_of(sentences: list[Sentence], labels: Mapping[str, tuple[str, ...]]) -> Cnn:
    """Return the network of the sentences that are not held out; of its heads one tells intents, the others kinds."""
    taught = [one for one in sentences if not one.is_held_out]
    texts = [words_of(one.text, one.said_at) for one in taught]
    alike = by_sound(texts)
    vocabulary = vocabulary_of(texts)
    said = [vocabulary.rows(text) for text in texts], [vocabulary.rows(misheard(text, alike)) for text in texts]
    right = _right(taught, labels)
    draw = np.random.default_rng(0)
    parts = fresh_parts(vocabulary, labels, draw)
    adam = Adam(parts, _ROUNDS * (len(taught) // _AT_ONCE))
    for _ in range(_ROUNDS):
        for chosen in _batches([len(letters) for letters, *_ in said[0]], draw):
            rows = [said[int(draw.random() < _MISHEARD)][at] for at in chosen]
            letters, sounds, shapes = (_filled([row[table] for row in rows]) for table in range(len(TABLES)))
            batch = Batch(letters, sounds, shapes, {head: own[chosen] for head, own in right.items()})
            adam.take(loss_and_slopes(parts, batch, Dropout(draw))[1])
    return Cnn(vocabulary, dict(labels), {name: _in_steps(name, part) for name, part in adam.average.items()})


def _batches(lengths: list[int], draw: np.random.Generator) -> Iterator[Rows]:
    """Yield sentences of about the same length together, in any order; the few that are left over wait for a round."""
    order = np.argsort(np.array(lengths) + draw.uniform(0, _BLURRED, len(lengths)), kind="stable").astype(np.int32)
    whole = len(order) // _AT_ONCE
    for at in draw.permutation(whole):
        yield order[at * _AT_ONCE : (at + 1) * _AT_ONCE]
