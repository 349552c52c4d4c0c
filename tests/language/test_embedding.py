from bot.language.embedding import DIMENSIONS, load_encoder


def test_nothing_is_an_array_without_rows() -> None:
    assert load_encoder().encode([]).shape == (0, DIMENSIONS)
