"""What is found of many sentences or spans, in rows of numbers that weights can be fitted to."""

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from understanding.model import log_shares

_Floats = npt.NDArray[np.float64]


def matrix_of(sets: list[set[str]], rows: dict[str, int], loud: _Floats) -> sparse.csr_matrix:
    """Return one row a set: how loud each of its known features is, by the root of how many are known."""
    indices = [sorted(rows[one] for one in features if one in rows) for features in sets]
    values = [loud[known] / np.sqrt(max(1, len(known))) for known in indices]
    pointers = np.cumsum([0, *map(len, indices)])
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(indices).astype(np.int32), pointers), shape=(len(sets), len(rows))
    )


def fitted(seen: sparse.csr_matrix, target: _Floats, *, penalty: float, steps: int) -> tuple[_Floats, _Floats]:
    """Return the likeliest weights of features and labels and a bias, where large weights cost `penalty`.

    `target` says how much of each row is of each label; a row counts as much as that is together.
    """
    width, labels = seen.shape[1], target.shape[1]
    turned = seen.T.tocsr()
    weight = target.sum(axis=1, keepdims=True)
    whole = weight.sum()

    def loss(flat: _Floats) -> tuple[float, _Floats]:
        weights, bias = flat[:-labels].reshape(width, -1), flat[-labels:]
        scores = seen @ weights + bias
        likely = log_shares(scores)
        error = (np.exp(likely) * weight - target) / whole
        value = -float((target * likely).sum()) / whole + penalty / 2 * float((weights**2).sum())
        slope = np.concatenate([(turned @ error + penalty * weights).ravel(), error.sum(axis=0)])
        return value, slope

    start = np.zeros((width + 1) * labels)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return found[:-labels].reshape(width, -1), found[-labels:]
