"""All that was learned, in one file of the repository: linear models, and the network beside them."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from understanding.cnn import TABLES, Cnn, Steps, Vocabulary
from understanding.model import Model

MODEL_FILE = Path(__file__).with_name("intents.model")
FORMAT = 6
_FIRST = 33
"""The sign for no letter shared; one for each letter follows."""


class ModelUnreadable(Exception):
    """The file is damaged or of another format: rebuild it with `python -m understanding.train`."""


@dataclass(frozen=True, slots=True)
class Models:
    """Linear models of intents, kinds and names, a network of the first two, and the hash of what they are made of."""

    by_name: dict[str, Model]
    network: Cnn
    data_hash: str


def packed(models: Models) -> bytes:
    """Return the file's bytes; the same models always give the same bytes."""
    linear = {
        name: {
            "labels": model.labels,
            "scale": model.scale,
            "bias": model.bias.tolist(),
            "features": _short(list(model.rows)),
        }
        for name, model in models.by_name.items()
    }
    network = models.network
    layers = {
        **{table: list(getattr(network.vocabulary, table)) for table in TABLES},
        "labels": network.labels,
        "parts": {name: [*part.numbers.shape, part.scale] for name, part in network.parts.items()},
    }
    head = {"format": FORMAT, "data_hash": models.data_hash, "models": linear, "network": layers}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    tables = [model.weights for model in models.by_name.values()] + [part.numbers for part in network.parts.values()]
    body = b"".join(table.astype("<i1").tobytes() for table in tables)
    return lzma.compress(len(text).to_bytes(4, "big") + text + body, preset=9 | lzma.PRESET_EXTREME)


def _short(names: list[str]) -> str:
    """Return names in a row, each as how many letters it shares with the one before, and the rest: half as much."""
    shared = [_beginning(earlier, name) for earlier, name in pairwise(["", *names])]
    return "\n".join(f"{chr(_FIRST + same)}{name[same:]}" for same, name in zip(shared, names, strict=True))


def _beginning(one: str, other: str) -> int:
    """Return how many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _whole(short: str) -> list[str]:
    names: list[str] = []
    for line in StringIO(short):  # one at a time: all lines at once would be the most memory that is ever used
        entry = line.removesuffix("\n")
        names.append((names[-1][: ord(entry[0]) - _FIRST] if names else "") + entry[1:])
    return names


def unpacked(content: bytes) -> Models:
    try:
        plain = lzma.decompress(content)
        size = int.from_bytes(plain[:4], "big")
        head = json.loads(plain[4 : 4 + size])
        if head["format"] != FORMAT:
            raise ModelUnreadable("made by another version")
        numbers = _Numbers(plain[4 + size :])
        linear = dict(_each(head["models"], numbers))
        return Models(linear, _network(head["network"], numbers), head["data_hash"])
    except (lzma.LZMAError, EOFError, ValueError, KeyError) as fault:
        raise ModelUnreadable(str(fault)) from fault


class _Numbers:
    """Hands out the numbers of the file, table by table, in the order in which they were written."""

    def __init__(self, content: bytes) -> None:
        self._numbers, self._at = np.frombuffer(content, dtype="<i1"), 0

    def next(self, *shape: int) -> npt.NDArray[np.int8]:
        start, self._at = self._at, self._at + prod(shape)
        return self._numbers[start : self._at].reshape(shape)


def _each(heads: dict[str, Any], numbers: _Numbers) -> Iterator[tuple[str, Model]]:
    for name, head in heads.items():
        labels, features = tuple(head["labels"]), _whole(head["features"])
        rows = {feature: row for row, feature in enumerate(features)}
        weights = numbers.next(len(features), len(labels))
        yield name, Model(labels, rows, weights, np.array(head["bias"]), head["scale"])


def _network(head: dict[str, Any], numbers: _Numbers) -> Cnn:
    vocabulary = Vocabulary(*({name: row for row, name in enumerate(head[table])} for table in TABLES))
    labels = {name: tuple(own) for name, own in head["labels"].items()}
    parts = {name: Steps(numbers.next(*shape), scale) for name, (*shape, scale) in head["parts"].items()}
    return Cnn(vocabulary, labels, parts)


@cache
def committed() -> Models:
    """Return the models of the repository, read once."""
    return unpacked(MODEL_FILE.read_bytes())
