"""`python -m understanding.train` writes the model from the corpus: in seconds, the same bytes every time."""

import sys
from collections import Counter

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from understanding.categories import KINDS
from understanding.features import features_of
from understanding.labelled import SAID_AT, Sentence, hash_of, read_corpus
from understanding.model import INTENTS, MODEL_FILE, Model, Models, packed
from understanding.text import plain
from understanding.times import read_times

_LEAST_SEEN = 2
_PENALTY = 5e-6
_STEPS = 80
_STEPS_OF_INT16 = 32_000
_LOUDNESS = {"w": 2.0, "p": 1.0}
"""Word classes and their pairs carry over to unseen sentences better than letters do, so they are heard louder."""
# Ways people begin and end what they say, so that the model does not learn from them.
_BEFORE = ("你好，", "麻烦问一下", "那个", "喂，", "同志你好 ", "我想问问，", "小助手，", "是这样的啊，", "闺女，")
_AFTER = ("，谢谢", "，麻烦了", "啊", "，谢谢啊", "，行不行", "呢", "，辛苦了", "哈", "。")

_Floats = npt.NDArray[np.float64]


def _varied(text: str, order: int) -> str:
    if order % 2:
        return _BEFORE[order % len(_BEFORE)] + text
    return text.rstrip("。！!？?") + _AFTER[order % len(_AFTER)]


def _features(text: str) -> set[str]:
    said = plain(text)
    return features_of(said, read_times(text, SAID_AT))


def _matrix(sets: list[set[str]], rows: dict[str, int]) -> sparse.csr_matrix:
    indices = [sorted(rows[one] for one in features if one in rows) for features in sets]
    loud = np.array([_LOUDNESS.get(name[0], 1.0) for name in rows])
    values = [loud[known] / np.sqrt(len(features)) for known, features in zip(indices, sets, strict=True)]
    pointers = np.cumsum([0, *map(len, indices)])
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(indices).astype(np.int32), pointers), shape=(len(sets), len(rows))
    )


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


def _fit(taught: list[tuple[str, str]], labels: tuple[str, ...], *, is_varied: bool) -> Model:
    """Return a model of (text, label) pairs; features seen only once are left out.

    Emergencies are taught a second time without the sign that the rules give, for those that the rules will miss.
    """
    own = [_features(text) for text, _ in taught]
    pairs = list(zip(own, (label for _, label in taught), strict=True))
    if is_varied:
        pairs += [
            (_features(_varied(text, order)), label) for order, (text, label) in enumerate(taught) if label != "other"
        ]
    pairs += [
        ({one for one in features if "danger" not in one}, label) for features, label in pairs if label == "emergency"
    ]
    counts = Counter(feature for features in own for feature in features)
    rows = {
        feature: row for row, feature in enumerate(sorted(one for one, seen in counts.items() if seen >= _LEAST_SEEN))
    }
    truth = np.array([labels.index(label) for _, label in pairs])
    weights, bias = _fitted(_matrix([features for features, _ in pairs], rows), truth, len(labels))
    weights *= np.array([[_LOUDNESS.get(name[0], 1.0)] for name in rows])
    scale = float(np.abs(weights).max()) / _STEPS_OF_INT16
    return Model(labels, rows, np.rint(weights / scale).astype(np.int16), np.round(bias, 4), scale)


def trained(sentences: list[Sentence], data_hash: str) -> Models:
    """Models of the sentences that are not held out: the intents, and the kinds of wishes and of disputes."""
    taught = [one for one in sentences if not one.is_held_out]
    models = {"intents": _fit([(one.text, one.intent) for one in taught], INTENTS, is_varied=True)}
    for intent, kinds in KINDS.items():
        mine = [(one.text, str(one.slots["category"])) for one in taught if one.intent == intent]
        models[intent] = _fit(mine, kinds, is_varied=False)
    return Models(models, data_hash)


def main() -> None:
    """Write the model beside this module and say what was done."""
    sentences = read_corpus()
    content = packed(trained(sentences, hash_of()))
    MODEL_FILE.write_bytes(content)
    sys.stdout.write(f"{MODEL_FILE.name}: {len(content)} bytes from {len(sentences)} sentences\n")


if __name__ == "__main__":
    main()
