"""Linear models: one small integer per feature and label, read from a file in the repository."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

INTENTS = (
    "register",
    "wish",
    "wish_claim",
    "dispute",
    "duty_query",
    "duty_signup",
    "duty_swap",
    "duty_leave",
    "check_in",
    "points",
    "redeem",
    "help",
    "cancel",
    "emergency",
    "other",
)
MODEL_FILE = Path(__file__).with_name("intents.model")
FORMAT = 4
_FIRST = 33
"""The sign for no letter shared; one for each letter follows."""


class ModelUnreadable(Exception):
    """The file is damaged or of another format: rebuild it with `python -m understanding.train`."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights are int8 times `scale`; row i belongs to the i-th feature, column j to the j-th label."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    weights: npt.NDArray[np.int8]
    bias: npt.NDArray[np.float64]
    scale: float

    def probabilities(self, features: set[str]) -> dict[str, float]:
        """Of every label; they add up to 1. A sentence with no known feature gives the bias alone."""
        known = [row for feature in features if (row := self.rows.get(feature)) is not None]
        total = self.bias.copy()
        if known:
            total += self.weights[known].sum(axis=0, dtype=np.int64) * (self.scale / np.sqrt(len(known)))
        exact = np.exp(total - total.max())
        return dict(zip(self.labels, (exact / exact.sum()).tolist(), strict=True))

    def likeliest(self, features: set[str]) -> str:
        shares = self.probabilities(features)
        return max(shares, key=shares.__getitem__)


@dataclass(frozen=True, slots=True)
class Models:
    """The intents, the kinds of wishes, claims and disputes and the names; with the hash of what they were made of."""

    by_name: dict[str, Model]
    data_hash: str


def packed(models: Models) -> bytes:
    """Return the file's bytes; the same models always give the same bytes."""
    heads = {
        name: {
            "labels": model.labels,
            "scale": model.scale,
            "bias": model.bias.tolist(),
            "features": _short(list(model.rows)),
        }
        for name, model in models.by_name.items()
    }
    head = {"format": FORMAT, "data_hash": models.data_hash, "models": heads}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    body = b"".join(model.weights.astype("<i1").tobytes() for model in models.by_name.values())
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
        numbers = np.frombuffer(plain[4 + size :], dtype="<i1")
        if head["format"] != FORMAT:
            raise ModelUnreadable("made by another version")
        return Models(dict(_each(head["models"], numbers)), head["data_hash"])
    except (lzma.LZMAError, EOFError, ValueError, KeyError) as fault:
        raise ModelUnreadable(str(fault)) from fault


def _each(heads: dict[str, Any], numbers: npt.NDArray[np.int8]) -> Iterator[tuple[str, Model]]:
    start = 0
    for name, head in heads.items():
        labels, features = tuple(head["labels"]), _whole(head["features"])
        end = start + len(labels) * len(features)
        weights = numbers[start:end].reshape(len(features), len(labels))
        rows = {feature: row for row, feature in enumerate(features)}
        yield name, Model(labels, rows, weights, np.array(head["bias"]), head["scale"])
        start = end


@cache
def committed() -> Models:
    """Return the models of the repository, read once."""
    return unpacked(MODEL_FILE.read_bytes())
