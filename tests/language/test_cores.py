"""Spread over cores, work comes to exactly what one core makes of it."""
import numpy as np
import pytest
from scipy import sparse

from bot.language import cores
from bot.language.cores import Spread, spread
from bot.language.embedding import load_encoder


@pytest.mark.parametrize("many", [False, True])
def test_results_come_in_the_order_of_the_pieces(many: bool) -> None:
    assert list(spread(lambda piece: piece * piece, range(100), many=many)) == [piece * piece for piece in range(100)]


@pytest.mark.parametrize("count", [1, 2, 5, 64])
@pytest.mark.parametrize(("rows", "density"), [(40, 0.2), (1, 1.0), (40, 0.0)])
def test_a_product_is_the_same_to_the_last_bit(count: int, rows: int, density: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "cores", lambda: count)
    matrix = sparse.random(rows, 30, density=density, format="csr", dtype=np.float32, random_state=1)
    dense = np.random.default_rng(1).random((30, 7), dtype=np.float32)
    assert np.array_equal(Spread(matrix) @ dense, matrix @ dense)


def test_vectors_are_the_same_to_the_last_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [f"{number} words and {'more ' * (number % 5)}of them" for number in range(70)]
    encoder, made = load_encoder(), []
    for count in (1, 3):
        monkeypatch.setattr(cores, "cores", lambda count=count: count)
        made.append(encoder.encode(sentences))
    assert np.array_equal(made[0], made[1])
