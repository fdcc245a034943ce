"""`python -m understanding.train` writes the model from the corpus: in two minutes, the same bytes every time."""

import datetime as dt
import hashlib
import sys
from collections import defaultdict

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from understanding.categories import KINDS, UNNAMED
from understanding.features import DANGER, features_of, sound_of
from understanding.labelled import TAUGHT, Sentence, hash_of, read_corpus
from understanding.matrices import matrix_of
from understanding.model import INTENTS, MODEL_FILE, Model, Models, packed
from understanding.name_train import names_of
from understanding.text import plain
from understanding.times import read_times

_LEAST_SEEN = 1.5
"""Weight of the sentences that a feature is found in: two will do, unless both are only there to learn from."""
_PENALTY = 1e-5
_STEPS = 40
_STEPS_OF_WEIGHTS = 5
"""A weight is one of so many steps up or down: finer ones read no better and make a larger file."""
_LOUDEST = 0.999
"""Share of the weights that fit into these steps; the few beyond are cut to the last one."""
_WHOLE_STEP = 0.7
"""From this share of a step on a weight is one; less is nothing."""
_RARE, _OF_RARE = 8, 2
"""Of a feature found so seldom only so many weights are kept, the strongest: the others are chance."""
_FAINT = 0.1
"""Added to every count, so that what was never found with a label is not impossible with it."""
_COUNTED = 0.4
"""How much is counted, beside what is fitted."""
_LEARNT = 0.5
"""Weight of a sentence that is only there to learn from: those were written to be hard, and people seldom are."""
_FIRST_READING = 0.6
"""Share of the likelier of two labels that are equally right; the others have the rest."""
_Floats = npt.NDArray[np.float64]


def _by_sound(texts: list[str]) -> dict[str, list[str]]:
    """Return the letters of these texts under their sound."""
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for letter in sorted(set("".join(texts))):
        if "一" <= letter <= "龥":
            letters[sound_of(letter)].append(letter)
    return letters


def _misheard(text: str, letters: dict[str, list[str]]) -> str:
    """Return the text with one letter in five, three at most, as an input method or a speech model gets it wrong.

    Which letters is drawn from the text itself, so that it is the same every time.
    """
    places = [at for at, letter in enumerate(text) if len(letters.get(sound_of(letter), ())) > 1]
    digest = hashlib.sha256(text.encode()).digest()
    row = list(text)
    for turn in range(min(len(places), max(1, min(len(places) // 5, 3)))):
        at = places[(digest[turn] * 256 + digest[turn + 8]) % len(places)]
        others = [one for one in letters[sound_of(text[at])] if one != text[at]]
        row[at] = others[digest[turn + 16] % len(others)]
    return "".join(row)


def _features(text: str, now: dt.datetime) -> set[str]:
    return features_of(plain(text), read_times(text, now))


def _surprise(seen: sparse.csr_matrix, target: _Floats) -> _Floats:
    """Return how much more often each feature is found with a label than with all, as a logarithm.

    `target` says how much of each sentence is of each label. What is counted bends less to the sentences at hand than
    what is fitted, so a share of it carries further.
    """
    found = (seen > 0).T @ target + _FAINT
    likely: _Floats = np.log(found / found.sum(axis=0)) - np.log(found.sum(axis=1, keepdims=True) / found.sum())
    return likely


def _fitted(seen: sparse.csr_matrix, target: _Floats) -> tuple[_Floats, _Floats]:
    width, labels = seen.shape[1], target.shape[1]
    turned = seen.T.tocsr()
    weight = target.sum(axis=1, keepdims=True)
    whole = weight.sum()

    def loss(flat: _Floats) -> tuple[float, _Floats]:
        weights, bias = flat[:-labels].reshape(width, -1), flat[-labels:]
        scores = seen @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        likely = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        error = (np.exp(likely) * weight - target) / whole
        value = -float((target * likely).sum()) / whole + _PENALTY / 2 * float((weights**2).sum())
        slope = np.concatenate([(turned @ error + _PENALTY * weights).ravel(), error.sum(axis=0)])
        return value, slope

    start = np.zeros((width + 1) * labels)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return found[:-labels].reshape(width, -1), found[-labels:]


def _shares(one: Sentence, right: tuple[str, ...], labels: tuple[str, ...]) -> _Floats:
    """Return how much of a sentence each label has: all of it, or parts where several are equally right."""
    others = [label for label in right[1:] if label in labels]
    row = np.array([(1 - _FIRST_READING) / len(others) if label in others else 0.0 for label in labels])
    row[labels.index(right[0])] = _FIRST_READING if others else 1.0
    return row * _weight(one)


def _weight(one: Sentence) -> float:
    return _LEARNT if one.source == TAUGHT else 1.0


def _rows(sets: list[set[str]], weights: list[float]) -> tuple[dict[str, int], _Floats]:
    """Return the features that more than one sentence has, and how loud each is: the rarer, the louder."""
    counts: defaultdict[str, float] = defaultdict(float)
    for features, weight in zip(sets, weights, strict=True):
        for feature in features:
            counts[feature] += weight
    names = sorted(one for one, times in counts.items() if times >= _LEAST_SEEN)
    loud = np.log(sum(weights) / np.array([counts[name] for name in names]))
    return {name: row for row, name in enumerate(names)}, loud


def _fit(taught: list[tuple[Sentence, tuple[str, ...]]], labels: tuple[str, ...]) -> Model:
    """Return a model of sentences and what they are, the likeliest first.

    Every sentence is taught a second time misheard, and emergencies without the sign that the rules give, for those
    that the rules will miss.
    """
    letters = _by_sound([one.text for one, _ in taught])
    own = [_features(one.text, one.said_at) for one, _ in taught]
    misheard = [_features(_misheard(one.text, letters), one.said_at) for one, _ in taught]
    pairs = list(zip(own + misheard, [_shares(one, right, labels) for one, right in taught] * 2, strict=True))
    calls = [right[0] == "emergency" for _, right in taught] * 2
    pairs += [(features - {DANGER}, row) for (features, row), is_call in zip(pairs, calls, strict=True) if is_call]
    rows, loud = _rows(own, [_weight(one) for one, _ in taught])
    target = np.array([row for _, row in pairs])
    seen = matrix_of([features for features, _ in pairs], rows, loud)
    weights, bias = _fitted(seen, target)
    weights = weights * loud[:, None] + _COUNTED * _surprise(seen, target)
    return _in_steps(labels, rows, _told_apart(weights, np.diff(seen.tocsc().indptr)), bias)


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


def kinds_of(sentences: list[Sentence], name: str) -> Model:
    """Return the model of the kinds of wishes, claims or disputes, from the sentences that are not held out."""
    own = [one for one in sentences if one.intent == name and not one.is_held_out]
    mine = [(one, _kinds_told(one)) for one in own]
    return _fit([(one, told) for one, told in mine if told[0] in KINDS[name]], KINDS[name])


def _kinds_told(one: Sentence) -> tuple[str, ...]:
    return tuple(str(one.slots.get("category", UNNAMED)).split("/"))


def trained(sentences: list[Sentence], data_hash: str) -> Models:
    """Models of the sentences that are not held out: the intents, the kinds by which they go on, the names."""
    intents = _fit([(one, (one.intent, *one.also)) for one in sentences if not one.is_held_out], INTENTS)
    kinds = {intent: kinds_of(sentences, intent) for intent in KINDS}
    return Models({"intents": intents} | kinds | names_of(sentences), data_hash)


def main() -> None:
    """Write the model beside this module and say what was done."""
    sentences = read_corpus()
    content = packed(trained(sentences, hash_of()))
    MODEL_FILE.write_bytes(content)
    sys.stdout.write(f"{MODEL_FILE.name}: {len(content)} bytes from {len(sentences)} sentences\n")


if __name__ == "__main__":
    main()
