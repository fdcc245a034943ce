"""A transcriber for tests: it hears how loud a note is, and nothing else."""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

LOUD = 0.05


def says_what_stands_in_model(model: str) -> Callable[[NDArray[np.float32]], str]:
    """Return a transcriber that says the model's words to any sound, and nothing to silence."""
    return lambda samples: model if float(np.abs(samples).max()) > LOUD else ""


def hangs(model: str) -> Callable[[NDArray[np.float32]], str]:
    def hear(samples: NDArray[np.float32]) -> str:
        time.sleep(60)
        return model

    return hear
