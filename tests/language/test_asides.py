"""What stands around a question and asks nothing."""
import pytest

from bot.language.asides import without_asides, without_exclamations
from bot.language.words import split_words


@pytest.mark.parametrize(("text", "question"), [
    ("hello honestly can low b12 make me tired", "can low b12 make me tired"),
    ("ugh, is liver any good?", "is liver any good?"),
    ("how is b12 tested today", "how is b12 tested"),
    ("usually, how is it treated these days?", "how is it treated"),
    ("how bloody long does it take", "how long does it take"),
    ("what the hell is myelin", "what is myelin"),
    ("well, hello", "well, hello"), ("not today", "not today"), ("honestly", "honestly"), ("", ""),
    ("what do people eat", "what do people eat"),
])
def test_without_asides(text: str, question: str) -> None:
    assert without_asides(text) == question


@pytest.mark.parametrize(("text", "words"), [("hi there, is it the nerves", "is it the nerves"), ("hi there", "hi there"), ("hi how are you", "how are you")])
def test_without_exclamations(text: str, words: str) -> None:
    assert " ".join(without_exclamations(split_words(text))) == words
