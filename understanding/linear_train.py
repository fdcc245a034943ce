"""Fits the linear models of the intents and of the kinds; `understanding.train` stores them."""

import datetime as dt
from collections import defaultdict

import numpy as np
import numpy.typing as npt
from scipy import sparse

from understanding.categories import KINDS
from understanding.dialects import common
from understanding.emergencies import danger_of
from understanding.features import DANGER, abstracted, features_of
from understanding.labelled import Sentence
from understanding.lessons import by_sound, kinds_told, misheard, shares_of, weight_of
from understanding.matrices import fitted, matrix_of
from understanding.model import INTENTS, Model
from understanding.text import plain
from understanding.times import read_times

_LEAST_SEEN = 3.0
"""Weight of the sentences that a feature is found in: three, or six that are only there to learn from."""
_PENALTY = 1e-5
_STEPS = 40
_STEPS_OF_WEIGHTS = 5
"""A weight is one of so many steps up or down: finer ones read no better and make a larger file."""
_LOUDEST = 0.999
"""Share of the weights that fit into these steps; the few beyond are cut to the last one."""
_WHOLE_STEP = 0.7
"""From this share of a step on a weight is one; less is nothing."""
_FAINTEST, _FAINTEST_OF_KINDS = 6, 5
"""Steps of all labels together from which on a feature is kept; fewer sentences tell of kinds."""
_RARE, _OF_RARE = 8, 2
"""Of a feature found so seldom only so many weights are kept, the strongest: the others are chance."""
_FAINT = 0.1
"""Added to every count, so that what was never found with a label is not impossible with it."""
_COUNTED = 0.4
"""How much is counted, beside what is fitted."""
_LEARNT = 0.5
"""How much a sentence counts that is only there to learn from."""
_Floats = npt.NDArray[np.float64]


def _features(text: str, now: dt.datetime) -> set[str]:
    said = plain(text)
    return features_of(common(abstracted(said, read_times(text, now))), danger_of(common(said.text)))


def _surprise(seen: sparse.csr_matrix, target: _Floats) -> _Floats:
    """Return how much more often each feature is found with a label than with all, as a logarithm.

    `target` says how much of each sentence is of each label. What is counted bends less to the sentences at hand than
    what is fitted, so a share of it carries further.
    """
    found = (seen > 0).T @ target + _FAINT
    likely: _Floats = np.log(found / found.sum(axis=0)) - np.log(found.sum(axis=1, keepdims=True) / found.sum())
    return likely


def _rows(sets: list[set[str]], weights: list[float]) -> tuple[dict[str, int], _Floats]:
    """Return the features that enough sentences have, and how loud each is: the rarer, the louder."""
    counts: defaultdict[str, float] = defaultdict(float)
    for features, weight in zip(sets, weights, strict=True):
        for feature in features:
            counts[feature] += weight
    names = sorted(one for one, times in counts.items() if times >= _LEAST_SEEN)
    loud = np.log(sum(weights) / np.array([counts[name] for name in names]))
    return {name: row for row, name in enumerate(names)}, loud


def _fit(taught: list[tuple[Sentence, tuple[str, ...]]], labels: tuple[str, ...], faintest: int) -> Model:
    """Return a model of sentences and what they are, the likeliest first.

    Every sentence is taught a second time misheard, and emergencies without the sign that the rules give, for those
    that the rules will miss.
    """
    letters = by_sound([one.text for one, _ in taught])
    own = [_features(one.text, one.said_at) for one, _ in taught]
    twins = [_features(misheard(one.text, letters), one.said_at) for one, _ in taught]
    shares = [weight_of(one, _LEARNT) * shares_of(right, labels) for one, right in taught]
    pairs = list(zip(own + twins, shares * 2, strict=True))
    calls = [right[0] == "emergency" for _, right in taught] * 2
    pairs += [(features - {DANGER}, row) for (features, row), is_call in zip(pairs, calls, strict=True) if is_call]
    rows, loud = _rows(own, [weight_of(one, _LEARNT) for one, _ in taught])
    target = np.array([row for _, row in pairs])
    seen = matrix_of([features for features, _ in pairs], rows, loud)
    weights, bias = fitted(seen, target, penalty=_PENALTY, steps=_STEPS)
    weights = weights * loud[:, None] + _COUNTED * _surprise(seen, target)
    model = _in_steps(labels, rows, _told_apart(weights, np.diff(seen.tocsc().indptr)), bias)
    return _without_faint(model, faintest)


def _told_apart(weights: _Floats, found: npt.NDArray[np.int64]) -> _Floats:
    """Return the weights without what all labels share, which tells none apart, and without most of a rare feature."""
    apart = weights - np.median(weights, axis=1, keepdims=True)
    strength = np.abs(apart)
    kept = np.where(found <= _RARE, -np.sort(-strength, axis=1)[:, _OF_RARE - 1], 0.0)
    return np.where(strength >= kept[:, None], apart, 0.0)


def _in_steps(labels: tuple[str, ...], rows: dict[str, int], weights: _Floats, bias: _Floats) -> Model:
    """Return the model with few different weights, most of them nothing."""
    scale = float(np.quantile(np.abs(weights), _LOUDEST)) / _STEPS_OF_WEIGHTS
    steps = np.sign(weights) * np.floor(np.abs(weights) / scale + 1 - _WHOLE_STEP)
    steps = np.clip(steps, -_STEPS_OF_WEIGHTS, _STEPS_OF_WEIGHTS).astype(np.int8)
    return Model(labels, rows, steps, np.round(bias, 4), scale)


def _without_faint(model: Model, least: int) -> Model:
    """Return the model without the features that say hardly anything."""
    is_kept = np.abs(model.weights.astype(int)).sum(axis=1) >= least
    kept = [name for name, keep in zip(model.rows, is_kept, strict=True) if keep]
    rows = {name: row for row, name in enumerate(kept)}
    return Model(model.labels, rows, model.weights[is_kept], model.bias, model.scale)


def intents_of(sentences: list[Sentence]) -> Model:
    """Return the model of the intents, from the sentences that are not held out."""
    return _fit([(one, (one.intent, *one.also)) for one in sentences if not one.is_held_out], INTENTS, _FAINTEST)


def kinds_of(sentences: list[Sentence], name: str) -> Model:
    """Return the model of the kinds of wishes, claims or disputes, from the sentences that are not held out."""
    own = [one for one in sentences if one.intent == name and not one.is_held_out]
    return _fit([(one, told) for one in own if (told := kinds_told(one, KINDS[name]))], KINDS[name], _FAINTEST_OF_KINDS)
