"""A message of emoji alone is said in words."""
import pytest

from bot.language.emoji import in_words


@pytest.mark.parametrize(("text", "words"), [
    ("👋", "hello"), ("🙏", "thank you"), ("👍", "yes"), ("👍🏽", "yes"), ("👍 👍!", "yes"), ("👎🏿", "no"), ("✔️", "yes"),
    ("👍👎", "👍👎"), ("👍 thanks", "👍 thanks"), ("🦄", "🦄"), ("👍🦄", "👍🦄"), ("?", "?"), ("…", "…"), ("", ""),
])
def test_in_words(text: str, words: str) -> None:
    assert in_words(text) == words
