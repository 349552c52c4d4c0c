from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.answers import parse_nothing, parse_yes_no
from bot.intake.tokens import tokenize

YES = [
    "yes", "yep", "yeah", "sure", "ok", "ok go ahead", "fine by me", "of course", "please do", "alright", "why not", "👍", "👍🏽", "yes please", "that's fine",
    "no problem", "I don't mind", "you can keep them", "yeah go on", "I agree", "sounds good", "let's go", "by all means", "y", "okay sure", "absolutely",
]
NO = [
    "no", "nope", "nah", "rather not", "I'd rather not", "I don't want that", "no thanks", "not really", "absolutely not", "👎", "not today",
    "do not store anything", "I don't think so", "no way", "certainly not", "please don't", "n", "I don't agree", "No I'm good thanks", "no thank you",
]
NEITHER = [
    "", "vegan", "yes I'm vegan", "not sure", "no pain", "nothing hurts", "my feet", "maybe", "yes but not my name", "👍👎", "I also have headaches",
    "what is MMA?", "no meat", "six months", "why do you ask?",
]


@pytest.mark.parametrize(("text", "agreed"), [*((text, True) for text in YES), *((text, False) for text in NO), *((text, None) for text in NEITHER)])
def test_yes_or_no(text: str, agreed: Optional[bool]) -> None:
    assert parse_yes_no(tokenize(text)) is agreed


@pytest.mark.parametrize("text", [
    "no", "nope", "nothing", "nothing else", "nothing to add", "that's all", "nope that's it", "all good", "no, that's everything", "nothing I can think of",
    "no thanks", "I'm done", "nothing more to say", "no more", "none", "not really", "that's about it",
])
def test_nothing_to_add(text: str) -> None:
    assert parse_nothing(tokenize(text))


@pytest.mark.parametrize("text", [
    "yes", "I also have headaches", "nothing hurts", "no meat", "it started after surgery", "nothing tastes right", "all my family has it", "hmm", "",
    "that's when it started",
])
def test_something_to_add(text: str) -> None:
    assert not parse_nothing(tokenize(text))


@given(st.text() | st.lists(st.sampled_from(["yes", "no", "not", "that", "is", "all", "fine", "um", "👍", "nothing", "please", ","])).map(" ".join))
def test_any_text(text: str) -> None:
    tokens = tokenize(text)
    assert parse_yes_no(tokens) in (True, False, None)
    assert parse_nothing(tokens) is parse_nothing(tokens)
