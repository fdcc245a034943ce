"""Which time of a swap is given and which is taken, learned from the labelled ones; `understanding.train` stores it."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from understanding.appointments import about_the_request
from understanding.labelled import Sentence
from understanding.matrices import fitted, matrix_of
from understanding.model import Model
from understanding.swap_features import CUE, evidence
from understanding.swaps import GIVEN, PASSING, ROLES, SWAPS, TAKEN
from understanding.text import plain
from understanding.time_kinds import TimeReading
from understanding.times import read_times

_LEAST_SEEN = 3
_KEPT = 2500
"""Features that weigh most; the others change nothing."""
_PENALTY = 0.7
_CUES_LOUDER = 3.0
"""What a whole phrase says counts more than what two letters say."""
_STEPS = 200
_STEPS_OF_INT8 = 127
_A_DATE = len("2026-03-10")
_Floats = npt.NDArray[np.float64]


def swaps_of(sentences: Sequence[Sentence]) -> dict[str, Model]:
    """Return what is known of the times of swaps, from the sentences that are not held out."""
    own = [one for one in sentences if one.intent == "duty_swap" and not one.is_held_out]
    return {SWAPS: _fit([example for one in own for example in examples_of(one)])}


def examples_of(one: Sentence) -> Iterator[tuple[set[str], str]]:
    """Yield what is found of each time of a labelled swap, and which role it has.

    Where a labelled time was not read nothing is learned: what was read in its place would count as told in passing.
    """
    given, taken = (list(one.slots.get(key, ())) for key in ("when", "to_when"))
    if not given and not taken:
        return
    said = plain(one.text)
    times = about_the_request(said, read_times(one.text, one.said_at), one.intent, one.said_at.replace(tzinfo=None))
    today = one.said_at.date().isoformat()
    are_given = [_is_one_of(time, given, today) for time in times]
    are_taken = [_is_one_of(time, taken, today) for time in times]
    if (given and not any(are_given)) or (taken and not any(are_taken)):
        return
    for found, is_given, is_taken in zip(evidence(said, times), are_given, are_taken, strict=True):
        yield found, GIVEN if is_given else TAKEN if is_taken else PASSING


def _is_one_of(time: TimeReading, told: list[str], today: str) -> bool:
    """Whether a reading is one of these times; of a day it is enough that it is the same, of an hour today's too."""
    return any(_is_same(one.notation(), other, today) for one in time.candidates for other in told)


def _is_same(one: str, other: str, today: str) -> bool:
    if one.removeprefix(today) == other.removeprefix(today):
        return True
    if one[0] in "@T":
        return "@" in other and one == f"@{other.split('@')[1]}"
    return one[0].isdigit() and len(one) >= _A_DATE and one[:_A_DATE] == other[:_A_DATE]


def _fit(examples: list[tuple[set[str], str]]) -> Model:
    counts = Counter(feature for found, _ in examples for feature in found)
    known = sorted(feature for feature, times in counts.items() if times >= _LEAST_SEEN)
    weights, bias = _fitted(examples, known)
    strength = np.abs(weights - weights.mean(axis=1, keepdims=True)).max(axis=1)
    kept = sorted(np.argsort(-strength, kind="stable")[:_KEPT].tolist())
    scale = float(np.abs(weights).max()) / _STEPS_OF_INT8
    steps = np.rint(weights[kept] / scale).astype(np.int8)
    return Model(ROLES, {known[at]: row for row, at in enumerate(kept)}, steps, np.round(bias, 4), scale)


def _fitted(examples: list[tuple[set[str], str]], known: list[str]) -> tuple[_Floats, _Floats]:
    """Return weights and bias of the likeliest model that keeps its weights small."""
    rows = {name: row for row, name in enumerate(known)}
    loud = np.array([_CUES_LOUDER if name.startswith(CUE) else 1.0 for name in known])
    seen = matrix_of([found for found, _ in examples], rows, loud)
    target = np.array([[role == each for each in ROLES] for _, role in examples], dtype=float)
    weights, bias = fitted(seen, target, penalty=_PENALTY / len(examples), steps=_STEPS)
    return weights * loud[:, None], bias
