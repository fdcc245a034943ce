"""A linear model of intents: one small integer per feature and intent, read from a file in the repository."""

import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
FORMAT = 1


class ModelUnreadable(Exception):
    """The file is damaged or of another format: rebuild it with `python -m understanding.train`."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights are int16 times `scale`; row i belongs to the i-th feature."""

    rows: dict[str, int]
    weights: npt.NDArray[np.int16]
    bias: npt.NDArray[np.float64]
    scale: float
    data_hash: str

    def probabilities(self, features: set[str]) -> dict[str, float]:
        """Of every intent; they add up to 1. A sentence with no known feature gives the bias alone."""
        known = [row for feature in features if (row := self.rows.get(feature)) is not None]
        total = self.bias.copy()
        if known:
            total += self.weights[known].sum(axis=0, dtype=np.int64) * (self.scale / np.sqrt(len(features)))
        exact = np.exp(total - total.max())
        return dict(zip(INTENTS, (exact / exact.sum()).tolist(), strict=True))


def packed(model: Model) -> bytes:
    """The file's bytes; the same model always gives the same bytes."""
    head = {
        "format": FORMAT,
        "intents": INTENTS,
        "data_hash": model.data_hash,
        "scale": model.scale,
        "bias": model.bias.tolist(),
        "features": list(model.rows),
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(len(text).to_bytes(4, "big") + text + model.weights.tobytes(), 9)


def unpacked(content: bytes) -> Model:
    try:
        plain = zlib.decompress(content)
        size = int.from_bytes(plain[:4], "big")
        head = json.loads(plain[4 : 4 + size])
        weights = np.frombuffer(plain[4 + size :], dtype=np.int16).reshape(len(head["features"]), len(INTENTS))
    except (zlib.error, ValueError, KeyError) as fault:
        raise ModelUnreadable(str(fault)) from fault
    if head["format"] != FORMAT or tuple(head["intents"]) != INTENTS:
        raise ModelUnreadable("made by another version")
    rows = {feature: row for row, feature in enumerate(head["features"])}
    return Model(rows, weights, np.array(head["bias"]), head["scale"], head["data_hash"])


@cache
def committed() -> Model:
    """The model of the repository, read once."""
    return unpacked(MODEL_FILE.read_bytes())
