"""What of a sentence is a name, learned from the labelled ones; `understanding.train` stores it with the rest."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from understanding.labelled import CAST, Sentence
from understanding.matrices import matrix_of
from understanding.model import Model
from understanding.name_features import CLASS, evidence
from understanding.name_spans import Span, spans_of
from understanding.name_tables import GIVEN_OFTEN, SURNAMES, WORDLIKE
from understanding.people import NAMES, PAIRS, SOMEBODY, read_phone
from understanding.places import read_places
from understanding.text import plain

_PAIR_STEPS = (16, 60, 200)
"""How often two letters stand together: seldom, now and then, often, always."""
_RENAMED = 2
"""How often a sentence is taught once more with another name in it, so that no surname is learned by heart."""
_LEAST_SEEN = 3
_KEPT = 6000
"""Features that weigh most; the others change nothing."""
_PENALTY = 0.02
_STEPS = 200
_STEPS_OF_INT8 = 127
_LETTERS_LOUDER = 1.6
"""Letters at hand count more than classes of letters: with 老牛 and 老赖 the exceptions are the rule."""
_OVERLOOKED_FROM = 0.25
"""From this share on a span in a sentence without a labelled name is left out: somebody forgot to label it, likely."""
_SAFE = [letter for letter in dict.fromkeys(SURNAMES) if letter not in WORDLIKE]
_GIVEN = sorted(GIVEN_OFTEN)
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Taught:
    """A plain text and the names that are right in it, each as right as the others."""

    text: str
    intent: str
    names: tuple[str, ...]
    is_form: bool


@dataclass(frozen=True, slots=True)
class _Example:
    """One span: what is found of it, whether it is a name, and on which side of two it stands.

    `is_doubtful`: its sentence has no labelled name at all.
    """

    found: set[str]
    is_right: bool
    is_doubtful: bool
    side: int


def names_of(sentences: Sequence[Sentence]) -> dict[str, Model]:
    """Return what is known of names, from the sentences that are not held out."""
    own = [_taught(one) for one in sentences if not one.is_held_out and one.source != CAST]
    pairs = _pairs(own)
    again = [_renamed(one, turn) for one in own for turn in range(_RENAMED) if one.names]
    return {NAMES: _learned([*own, *filter(None, again)], pairs), PAIRS: _stored(pairs)}


def _taught(one: Sentence) -> _Taught:
    text, names = plain(one.text).text, str(one.slots.get("name", ""))
    is_form = read_phone(text) is not None or any(place.building for place in read_places(text))
    return _Taught(text, one.intent, tuple(filter(None, names.split("/"))), is_form)


def _pairs(taught: list[_Taught]) -> dict[str, int]:
    """Return how usual it is that two letters stand together, in steps; what is rare is left out."""
    counts = Counter(pair for one in taught for pair in {one.text[at : at + 2] for at in range(len(one.text) - 1)})
    return {
        pair: sum(times >= step for step in _PAIR_STEPS)
        for pair, times in sorted(counts.items())
        if times >= _PAIR_STEPS[0]
    }


def _stored(pairs: dict[str, int]) -> Model:
    weights = np.array([[step] for step in pairs.values()], dtype=np.int8).reshape(-1, 1)
    return Model(("often",), {pair: row for row, pair in enumerate(pairs)}, weights, np.zeros(1), 1.0)


def _renamed(one: _Taught, turn: int) -> _Taught | None:
    """Return the sentence with another name of the same shape; which one is drawn from the text itself."""
    name = one.names[0]
    kinds = [span for span in spans_of(one.text) if one.text[span.start : span.end] == name]
    if not kinds or not (other := _another(name, kinds[0], f"{one.text}{turn}")):
        return None
    return _Taught(one.text.replace(name, other), one.intent, (other,), one.is_form)


def _another(name: str, span: Span, key: str) -> str | None:
    surname = _drawn(_SAFE, key)
    if span.kind.startswith("full"):
        return surname + "".join(_drawn(_GIVEN, f"{key}{at}") for at in range(len(name) - span.first))
    if span.kind == "阿":
        return "阿" + _drawn(_GIVEN, key)
    if span.kind in {"titled", "surname"}:
        return surname + name[span.first :] if name[0] in SURNAMES else None
    return name[0] + surname + name[2:]


def _drawn(letters: list[str], key: str) -> str:
    return letters[int(hashlib.sha256(key.encode()).hexdigest(), 16) % len(letters)]


def _examples(taught: list[_Taught], pairs: Mapping[str, int]) -> list[_Example]:
    return [
        _Example(
            evidence(one.text, spans, at, (one.intent, one.is_form), pairs),
            is_right=one.text[span.start : span.end] in one.names,
            is_doubtful=not one.names,
            side=int(_drawn(["0", "1"], one.text)),
        )
        for one in taught
        for spans in [spans_of(one.text)]
        for at, span in enumerate(spans)
    ]


def _learned(taught: list[_Taught], pairs: Mapping[str, int]) -> Model:
    """Return what is learned, leaving out the names that nobody has labelled: each half finds those of the other."""
    examples = _examples(taught, pairs)
    halves = [_fit([one for one in examples if one.side == side]) for side in (0, 1)]
    return _fit([one for one in examples if not one.is_doubtful or not _is_somebody(one, halves[1 - one.side])])


def _is_somebody(one: _Example, judge: Model) -> bool:
    return judge.probabilities(one.found)["somebody"] >= _OVERLOOKED_FROM


def _fit(examples: list[_Example]) -> Model:
    counts = Counter(feature for one in examples for feature in one.found)
    known = sorted(feature for feature, times in counts.items() if times >= _LEAST_SEEN)
    loud = np.array([1.0 if feature.startswith(CLASS) else _LETTERS_LOUDER for feature in known])
    seen = matrix_of([one.found for one in examples], {name: row for row, name in enumerate(known)}, loud)
    weights, bias = _fitted(seen, [one.is_right for one in examples])
    weights *= loud
    kept = sorted(np.argsort(-np.abs(weights), kind="stable")[:_KEPT].tolist())
    scale = float(np.abs(weights).max()) / _STEPS_OF_INT8
    steps = np.rint(weights[kept] / scale).astype(np.int8)
    rows = {known[at]: row for row, at in enumerate(kept)}
    return Model(SOMEBODY, rows, np.stack([np.zeros_like(steps), steps], axis=1), np.round([0.0, bias], 4), scale)


def _fitted(seen: sparse.csr_matrix, right: list[bool]) -> tuple[_Floats, float]:
    """Return weights and bias of the likeliest logistic model that keeps its weights small."""
    turned, truth = seen.T.tocsr(), np.array(right, dtype=float)

    def loss(flat: _Floats) -> tuple[float, _Floats]:
        weights, bias = flat[:-1], flat[-1]
        scores = seen @ weights + bias
        error = 1 / (1 + np.exp(-scores)) - truth
        value = (np.logaddexp(0, scores) - truth * scores).sum() + _PENALTY / 2 * (weights**2).sum()
        return float(value), np.append(turned @ error + _PENALTY * weights, error.sum())

    start = np.zeros(seen.shape[1] + 1)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return found[:-1], float(found[-1])
