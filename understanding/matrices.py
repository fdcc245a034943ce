"""What is found of many sentences or spans, in rows of numbers that weights can be fitted to."""

import numpy as np
import numpy.typing as npt
from scipy import sparse


def matrix_of(sets: list[set[str]], rows: dict[str, int], loud: npt.NDArray[np.float64]) -> sparse.csr_matrix:
    """Return one row a set: how loud each of its known features is, by the root of how many are known."""
    indices = [sorted(rows[one] for one in features if one in rows) for features in sets]
    values = [loud[known] / np.sqrt(max(1, len(known))) for known in indices]
    pointers = np.cumsum([0, *map(len, indices)])
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(indices).astype(np.int32), pointers), shape=(len(sets), len(rows))
    )
