"""`python -m understanding.train` writes the model from the corpus: in seconds, the same bytes every time."""

import datetime as dt
import hashlib
import sys
from collections import Counter, defaultdict

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from understanding.categories import KINDS
from understanding.features import features_of, sound_of
from understanding.labelled import Sentence, hash_of, read_corpus
from understanding.model import INTENTS, MODEL_FILE, Model, Models, packed
from understanding.name_train import names_of
from understanding.text import plain
from understanding.times import read_times

_LEAST_SEEN = 3
_PENALTY = 5e-6
_STEPS = 40
_STEPS_OF_INT8 = 127
_FAINT = 0.2
"""Added to every count, so that what was never found with a label is not impossible with it."""
_COUNTED = 0.4
"""How much is counted, beside what is fitted."""
_LOUDNESS = {"w": 2.0}
"""Turns of phrase carry over to unseen sentences better than letters do, so they are heard louder."""
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


def _matrix(sets: list[set[str]], rows: dict[str, int], loud: _Floats) -> sparse.csr_matrix:
    """Return one row a sentence: how loud each of its features is, by the root of how many are known."""
    indices = [sorted(rows[one] for one in features if one in rows) for features in sets]
    values = [loud[known] / np.sqrt(max(1, len(known))) for known in indices]
    pointers = np.cumsum([0, *map(len, indices)])
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(indices).astype(np.int32), pointers), shape=(len(sets), len(rows))
    )


def _surprise(seen: sparse.csr_matrix, truth: npt.NDArray[np.int64], labels: int) -> _Floats:
    """Return how much more often each feature is found with a label than with all, as a logarithm.

    What is counted bends less to the sentences at hand than what is fitted, so a share of it carries further.
    """
    found = (seen > 0).T @ np.eye(labels)[truth] + _FAINT
    likely: _Floats = np.log(found / found.sum(axis=0)) - np.log(found.sum(axis=1, keepdims=True) / found.sum())
    return likely


def _fitted(seen: sparse.csr_matrix, truth: npt.NDArray[np.int64], labels: int) -> tuple[_Floats, _Floats]:
    count, width = seen.shape
    turned = seen.T.tocsr()
    target = np.eye(labels)[truth]

    def loss(flat: _Floats) -> tuple[float, _Floats]:
        weights, bias = flat[:-labels].reshape(width, -1), flat[-labels:]
        scores = seen @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        error = (shares - target) / count
        value = -np.log(shares[target > 0] + 1e-12).mean() + _PENALTY / 2 * float((weights**2).sum())
        slope = np.concatenate([(turned @ error + _PENALTY * weights).ravel(), error.sum(axis=0)])
        return value, slope

    start = np.zeros((width + 1) * labels)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return found[:-labels].reshape(width, -1), found[-labels:]


def _fit(taught: list[tuple[Sentence, str]], labels: tuple[str, ...]) -> Model:
    """Return a model of sentences and their labels; what fewer than three sentences have is left out.

    Every sentence is taught a second time misheard, and emergencies without the sign that the rules give, for those
    that the rules will miss.
    """
    letters = _by_sound([one.text for one, _ in taught])
    own = [_features(one.text, one.said_at) for one, _ in taught]
    misheard = [_features(_misheard(one.text, letters), one.said_at) for one, _ in taught]
    pairs = list(zip(own + misheard, [label for _, label in taught] * 2, strict=True))
    pairs += [
        ({one for one in features if "danger" not in one}, label) for features, label in pairs if label == "emergency"
    ]
    counts = Counter(feature for features in own for feature in features)
    rows = {
        feature: row for row, feature in enumerate(sorted(one for one, times in counts.items() if times >= _LEAST_SEEN))
    }
    truth = np.array([labels.index(label) for _, label in pairs])
    loud = np.array([_LOUDNESS.get(name[0], 1.0) * np.sqrt(np.log(len(own) / counts[name])) / 2 for name in rows])
    seen = _matrix([features for features, _ in pairs], rows, loud)
    weights, bias = _fitted(seen, truth, len(labels))
    weights = weights * loud[:, None] + _COUNTED * _surprise(seen, truth, len(labels))
    scale = float(np.abs(weights).max()) / _STEPS_OF_INT8
    return Model(labels, rows, np.rint(weights / scale).astype(np.int8), np.round(bias, 4), scale)


def kinds_of(sentences: list[Sentence], intent: str) -> Model:
    """Return the model of the kinds of wishes or of disputes, from the sentences that are not held out."""
    own = [one for one in sentences if one.intent == intent and "category" in one.slots and not one.is_held_out]
    mine = [(one, str(one.slots["category"]).split("/")[0]) for one in own]
    return _fit(mine, KINDS[intent])


def trained(sentences: list[Sentence], data_hash: str) -> Models:
    """Models of the sentences that are not held out: the intents, the kinds of wishes and of disputes, the names."""
    intents = _fit([(one, one.intent) for one in sentences if not one.is_held_out], INTENTS)
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
