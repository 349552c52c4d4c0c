"""Work of a training spread over this machine's cores. Each piece is worked out by one core, so that the result does not depend on how many there are."""
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Iterable, Iterator, List, TypeVar

import numpy as np
from scipy import sparse

Piece = TypeVar("Piece")
Result = TypeVar("Result")
Array = np.ndarray[Any, Any]


def cores() -> int:
    """How many of them this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[Piece], Result], pieces: Iterable[Piece], *, many: bool = True) -> Iterator[Result]:
    """What `work` makes of each piece, in their order; where they are not `many`, in this thread."""
    if not many:
        yield from map(work, pieces)
        return
    with ThreadPoolExecutor(cores()) as pool:
        yield from pool.map(work, pieces)


class Spread:
    """A sparse matrix that is often multiplied: its rows in as many blocks as there are cores, alike in what they hold."""

    def __init__(self, matrix: sparse.csr_matrix) -> None:
        count = cores()
        ends = [0, *(int(np.searchsorted(matrix.indptr, matrix.nnz * part / count)) for part in range(1, count)), matrix.shape[0]]
        self._blocks: List[sparse.csr_matrix] = [matrix[first:last] for first, last in zip(ends, ends[1:], strict=False)]
        self._pool = ThreadPoolExecutor(count)

    def __matmul__(self, dense: Array) -> Array:
        return np.concatenate(list(self._pool.map(lambda block: block @ dense, self._blocks)))
