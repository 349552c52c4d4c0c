"""Words that steer what is spoken, and choices said as they were offered."""
from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import load_article
from bot.voice.heard import load_steering, picked, steering

TITLES = ["How is it tested?", "B12-rich diet: absorption", "More on injections"]


@pytest.mark.parametrize(("text", "command"), [
    ("repeat", "repeat"), ("Repeat that please.", "repeat"), ("say that again", "repeat"), ("sorry, what did you say?", "repeat"), ("pardon", "repeat"),
    ("what", "repeat"), ("i did not catch that", "repeat"), ("come again", "repeat"), ("slower", "slower"), ("could you speak more slowly please", "slower"),
    ("you talk too fast", "slower"), ("slow down", "slower"), ("faster please", "faster"), ("more", "more"), ("tell me more", "more"), ("go on", "more"),
    ("the rest please", "more"), ("stop", "stop"), ("that's enough thanks", "stop"), ("go back", "back"), ("go back one", "back"), ("goodbye", "goodbye"),
    ("ok bye bye", "goodbye"), ("hang up", "goodbye"), ("", ""), ("tell me more about injections", ""), ("what foods have b12", ""),
    ("stop my injections", ""), ("the pain goes back to my spine", ""), ("what is it", ""), ("how fast do injections work", ""),
    ("repeat injections are needed", ""), ("more tired than before", ""), ("what can i say", "help"), ("what was i meant to do now", "help"), ("main menu", "help"),
    ("what are my options", "options"), ("operator", "operator"), ("i want to speak to a real person please", "operator"), ("is there a human", "operator"),
    ("talk to a nurse", ""), ("that's all thanks", "enough"), ("nothing else", "enough"), ("skip it", "skip"), ("the", "noise"), ("um uh", "noise"), ("so", "noise"),
    ("i", "noise"), ("uh clams", ""), ("the the the", "noise"), ("i am human", ""), ("my options for treatment", ""), ("is there help for walking", ""),
])
def test_steering(text: str, command: str) -> None:
    assert steering(text) == command


@pytest.mark.parametrize(("text", "number"), [
    ("how is it tested", 0), ("How is it tested?", 0), ("be twelve rich diet absorption", 1), ("b twelve rich diet absorption", 1), ("more on injections", 2),
    ("more on injection", 2), ("more", None), ("how is it treated", None), ("", None),
])
def test_a_choice_said_aloud(text: str, number: Optional[int]) -> None:
    assert picked(text, TITLES) == number


@given(st.text(max_size=120))
def test_anything_may_be_said(text: str) -> None:
    assert steering(text) in ("", *load_steering().commands)
    assert picked(text, TITLES) in (None, 0, 1, 2)


def test_nothing_of_the_article_is_taken_for_noise_or_a_command() -> None:
    names = [name.text for name in load_article().names()]
    assert len(names) > 100
    assert {name: steering(name) for name in names if steering(name)} == {}


def test_what_is_said_in_place_of_a_command_is_said_for_one() -> None:
    assert set(load_steering().says) <= set(load_steering().commands)
