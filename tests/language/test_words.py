from typing import List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.words import singular, split_words


@pytest.mark.parametrize(("text", "words"), [
    ("Which foods have B-12?", ["which", "foods", "have", "b12"]),
    ("vitamin B 12", ["b12"]),
    ("is be twelve in milk", ["is", "b12", "in", "milk"]),
    ("bee twelve", ["b12"]),
    ("it may be 12 weeks", ["it", "may", "be", "12", "weeks"]),
    ("what's MMA", ["what", "is", "mma"]),
    ("I can't, don't, won't", ["i", "cannot", "do", "not", "will", "not"]),
    ("soooo tired", ["soo", "tired"]),
    ("b12 def in ppl", ["b12", "deficiency", "in", "people"]),
    ("cow's milk", ["cow", "milk"]),
    ("plant-based milk", ["plant", "based", "milk"]),
    ("", []),
    ("🙂 ?!", []),
])
def test_words(text: str, words: List[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(("word", "one"), [
    ("injections", "injection"), ("anaemia", "anaemia"), ("homocysteine", "homocysteine"), ("berries", "berry"), ("numbness", "numbness"),
    ("sandwiches", "sandwich"), ("diagnosis", "diagnosis"), ("gas", "gas") ,
])
def test_singular(word: str, one: str) -> None:
    assert singular(word) == one


@given(st.text(alphabet=st.characters()))
def test_any_text_can_be_split(text: str) -> None:
    words = split_words(text)
    assert all(word and word == word.strip() for word in words)
