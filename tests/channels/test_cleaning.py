import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cleaning import LONGEST_SENDER, clean_sender, clean_text, conversation_id

ANY_TEXT = st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Z", "Cc", "Cs", "Cf")))


@pytest.mark.parametrize(("given", "cleaned"), [
    ("hello", "hello"), ("  hello \n", "hello"), ("he\x00llo", "hello"), ("\ud800hello\udfff", "hello"), ("two\nlines", "two\nlines"),
    ("e\u0301", "\u00e9"), ("\x07\x1b[31m", "[31m"), ("\U0001f642", "\U0001f642"), ("", ""),
])
def test_text_is_cleaned(given: str, cleaned: str) -> None:
    assert clean_text(given) == cleaned


@given(ANY_TEXT)
def test_cleaned_text_can_always_be_stored(text: str) -> None:
    assert "\x00" not in clean_text(text)
    clean_text(text).encode("utf-8")


@given(ANY_TEXT)
def test_a_conversation_id_always_fits(sender: str) -> None:
    assert len(conversation_id("rest", clean_sender(sender) * 50)) <= LONGEST_SENDER


def test_the_same_sender_on_two_channels_is_two_conversations() -> None:
    assert conversation_id("rest", "7777") != conversation_id("telegram", "7777")
