"""The nearest examples are those that comparing with all of them gives."""
import numpy as np
import pytest

from bot.language.nearest import Nearest


def vectors(count: int, seed: int, size: int = 384, spread: float = 0.05) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    numbers = np.random.RandomState(seed)
    around = numbers.normal(size=(8, size)) @ np.diag(np.linspace(1, 0.01, size))
    made = around[numbers.randint(8, size=count)] + spread * numbers.normal(size=(count, size))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(("count", "size", "spread"), [(1, 384, 0.1), (39, 384, 0.1), (2_000, 384, 0.05), (2_000, 384, 3.0), (500, 100, 0.1)])
def test_nothing_nearer_is_left_out(count: int, size: int, spread: float) -> None:
    examples = vectors(count, 1, size, spread)
    nearest = Nearest(examples)
    for vector in vectors(20, 2, size, spread):
        expected = sorted((float(cosine) for cosine in examples @ vector), reverse=True)[:40]
        found = nearest.of(vector)
        assert [cosine for cosine, _ in found] == pytest.approx(expected, abs=1e-5)
        assert [float(examples[number] @ vector) for _, number in found] == pytest.approx(expected, abs=1e-5)
