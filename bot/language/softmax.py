"""Multinomial logistic regression over sparse and dense features side by side.

scikit-learn's takes one matrix; with the sentence embedding written into the sparse one it needs four times as long
for the same weights (docs/decisions/0004-softmax-of-our-own.md).
"""
from typing import Any, Tuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from bot.language.cores import Spread

_ITERATIONS = 60


Array = np.ndarray[Any, Any]


def fit_softmax(ngrams: sparse.csr_matrix, dense: Array, labels: Array, count: int, *, strength: float) -> Tuple[Array, Array]:
    """Weights (features, `count`) and bias (`count`), float32, by L-BFGS.

    `ngrams` (examples, n) and `dense` (examples, m) are the features, `labels` numbers from 0 to `count` - 1; `strength` is
    scikit-learn's C, the inverse of the L2 penalty.
    """
    sparse_part, dense_part = ngrams.astype(np.float32), np.ascontiguousarray(dense, dtype=np.float32)
    features, transposed = Spread(sparse_part), Spread(sparse_part.T.tocsr())
    split, size = sparse_part.shape[1], sparse_part.shape[1] + dense_part.shape[1]
    rows = np.arange(len(labels))
    wanted = np.zeros((len(labels), count), dtype=np.float32)
    wanted[rows, labels] = 1

    def loss_and_slope(flat: np.ndarray[Any, Any]) -> Tuple[float, np.ndarray[Any, Any]]:
        weights, bias = _unflatten(flat.astype(np.float32), size, count)
        scores = features @ weights[:split] + dense_part @ weights[split:] + bias
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        sums = odds.sum(axis=1, keepdims=True)
        likelihood = float((scores[rows, labels] - np.log(sums[:, 0])).sum(dtype=np.float64))
        error = odds / sums - wanted
        slope = np.vstack([transposed @ error, dense_part.T @ error]) + weights / strength
        penalty = float((weights.astype(np.float64) ** 2).sum()) / (2 * strength)
        return penalty - likelihood, np.concatenate([slope.ravel(), error.sum(axis=0)]).astype(np.float64)

    best = minimize(loss_and_slope, np.zeros(size * count + count), jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS, "maxcor": 6})
    return _unflatten(best.x.astype(np.float32), size, count)


def _unflatten(flat: np.ndarray[Any, Any], size: int, count: int) -> Tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    return flat[: size * count].reshape(size, count), flat[size * count:]
