"""A linear model: one small integer per feature and label."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_Float = TypeVar("_Float", np.float32, np.float64)

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
BY_INTENT = "intents"
"""The name of what tells the intents apart; what tells kinds apart is named by its intent."""


def log_shares(scores: npt.NDArray[_Float]) -> npt.NDArray[_Float]:
    """Return the logarithm of the share of each label, in the last axis."""
    near = scores - scores.max(axis=-1, keepdims=True)
    shares: npt.NDArray[_Float] = near - np.log(np.exp(near).sum(axis=-1, keepdims=True))
    return shares


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
        return dict(zip(self.labels, np.exp(log_shares(total)).tolist(), strict=True))

    def likeliest(self, features: set[str]) -> str:
        shares = self.probabilities(features)
        return max(shares, key=shares.__getitem__)
