"""Finds the examples nearest to a sentence's vector, without comparing it with every number of every example."""
from typing import Any, List, Tuple

import numpy as np

Array = np.ndarray[Any, Any]
Near = Tuple[float, int]  # a cosine, and the number of the example

MOST = 40
_HEAD = 128  # numbers that are looked at first; they hold most of what tells examples apart


class Nearest:
    """`examples` (count, dimensions): unit vectors.

    They are turned so that the numbers in which they differ most come first. What the first ones and the lengths of the rest allow at best
    rules nearly all examples out; the others are compared in full, so that the result is that of comparing with all. It is reading the examples
    from memory that takes time.
    """

    def __init__(self, examples: Array) -> None:
        _, directions = np.linalg.eigh(examples.T @ examples)
        self._turn = np.ascontiguousarray(directions[:, ::-1], dtype=np.float32)
        turned = examples @ self._turn
        self._head, self._tail = (np.ascontiguousarray(part) for part in (turned[:, :_HEAD], turned[:, _HEAD:]))
        self._rest = np.linalg.norm(self._tail, axis=1)

    def of(self, vector: Array, most: int = MOST) -> List[Near]:
        """The nearest `most`, nearest first."""
        turned = vector @ self._turn
        head, tail = turned[:_HEAD], turned[_HEAD:]
        seen = self._head @ head
        likely = np.argpartition(-seen, min(most, len(seen)) - 1)[:most]
        least = (seen[likely] + self._tail[likely] @ tail).min()
        possible = np.flatnonzero(seen + self._rest * np.linalg.norm(tail) >= least - 1e-6)
        cosines = seen[possible] + self._tail[possible] @ tail
        order = np.argsort(-cosines, kind="stable")[:most]
        return list(zip(cosines[order].tolist(), possible[order].tolist(), strict=True))
