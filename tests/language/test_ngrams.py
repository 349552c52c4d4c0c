"""Features from words and letters."""
import numpy as np
import pytest

from bot.language.ngrams import Ngrams, letter_ngrams, word_ngrams


def test_words_and_pairs_of_neighbours() -> None:
    assert list(word_ngrams("what is myelin")) == ["what", "is", "myelin", "what is", "is myelin"]


def test_letters_stay_within_their_word() -> None:
    assert list(letter_ngrams("b12")) == [" b", "b1", "12", "2 ", " b1", "b12", "12 ", " b12", "b12 "]


def test_what_is_rare_weighs_more_and_the_length_is_the_weight() -> None:
    ngrams = Ngrams(word_ngrams, least=1, weight=2.0)
    features = ngrams.fit(["how fast", "how slow", "how often"])
    numbers, values = ngrams.features("how fast")
    weight = dict(zip(numbers, values, strict=True))
    assert features.shape == (3, len(ngrams))
    assert weight[ngrams.vocabulary["fast"]] > weight[ngrams.vocabulary["how"]]
    assert np.linalg.norm(values) == pytest.approx(2.0)


@pytest.mark.parametrize("text", ["", "unheard of"])
def test_what_was_never_seen_has_no_features(text: str) -> None:
    ngrams = Ngrams(word_ngrams, least=1, weight=1.0)
    ngrams.fit(["how fast"])
    assert ngrams.features(text)[0].size == 0
