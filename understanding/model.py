"""A linear model: one small integer per feature and label."""

from dataclasses import dataclass

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
BY_INTENT = "intents"
"""The name of what tells the intents apart; what tells kinds apart is named by its intent."""


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
