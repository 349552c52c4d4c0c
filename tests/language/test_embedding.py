import numpy as np
import pytest

from bot.language import embedding
from bot.language.embedding import DIMENSIONS, load_encoder


def test_what_is_recalled_is_what_was_encoded() -> None:
    sentences = ["what is myelin", "which foods have b12", "what is myelin"]
    encoder = load_encoder()
    for _ in range(2):
        assert np.allclose(encoder.recall(sentences), encoder.encode(sentences), atol=1e-5)


def test_nothing_is_an_array_without_rows() -> None:
    assert load_encoder().recall([]).shape == (0, DIMENSIONS)


def test_only_so_much_is_remembered_and_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_REMEMBERED", 2)
    encoder = load_encoder()
    encoder.recall(["one", "two", "three"])
    assert len(encoder._lately) == 2
    assert all(isinstance(key, bytes) and len(key) == 16 for key in encoder._lately)
