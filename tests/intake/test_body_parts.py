"""Each row: what a person types, and the places in it."""
from typing import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.body_parts import ALL_OVER, load_parts_file, parse_body_parts
from bot.intake.tokens import tokenize


@pytest.mark.parametrize(("text", "parts"), [
    ("feet", ("feet",)), ("my feet", ("feet",)), ("my left foot", ("feet",)), ("both legs", ("legs",)), ("hands and feet", ("hands", "feet")),
    ("soles", ("soles",)), ("soles and toes", ("soles", "toes")), ("the soles of my feet", ("feet",)),
    ("fingers, toes", ("fingers", "toes")), ("in my calves and thighs", ("calves", "thighs")), ("my right calf", ("calves",)), ("fingertips", ("fingers",)),
    ("shoulders and neck", ("shoulders", "neck")),
    ("not my hands, only my feet", ("feet",)), ("feet but not hands", ("feet",)), ("only in my feet", ("feet",)),
    ("legs mostly, sometimes arms", ("legs", "arms")), ("it started in my toes and moved up to my knees", ("toes", "knees")),
    ("all over", (ALL_OVER,)), ("everywhere", (ALL_OVER,)), ("my whole body", (ALL_OVER,)), ("from head to toe", (ALL_OVER,)),
    ("nowhere in particular", ()), ("no specific place", ()), ("nowhere", ()), ("none", ()), ("no", ()), ("not in one place", ()), ("it's general", ()),
    ("my tongue", ("tongue",)), ("head", ("head",)), ("lower back", ("back",)), ("hands: yes, feet: no", ("hands",)),
    ("neither hands nor feet, my legs", ("legs",)), ("feet feet feet", ("feet",)),
    ("Hands, feet and, um, knees", ("hands", "feet", "knees")), ("my muscles", ("muscles",)), ("arms/legs", ("arms", "legs")), ("maybe my toes", ("toes",)),
    ("both of my thumbs", ("fingers",)),
])
def test_asked(text: str, parts: Sequence[str]) -> None:
    assert parse_body_parts(tokenize(text), asked=True).value == parts


@pytest.mark.parametrize(("text", "parts"), [
    ("my feet tingle", ("feet",)), ("my fingers went numb", ("fingers",)), ("my fingers went all prickly", ("fingers",)),
    ("cramps in my calves", ("calves",)), ("pins and needles in my hands and feet", ("hands", "feet")),
    ("my legs are weak and my hands go numb", ("legs", "hands")), ("I ache all over", (ALL_OVER,)),
    ("I'm vegan and my feet have tingled since Easter, about a 6", ("feet",)), ("numb toes, fingers and lips", ("toes", "fingers", "lips")),
    ("no tingling in my hands but my feet burn", ("feet",)), ("my shoulders ache", ("shoulders",)),
    ("the numbness is in my left hand", ("hands",)), ("burning soles", ("soles",)),
])
def test_with_what_is_felt_there(text: str, parts: Sequence[str]) -> None:
    assert parse_body_parts(tokenize(text), asked=False).value == parts


@pytest.mark.parametrize("text", [
    "on the other hand I feel weak", "by hand", "head over heels", "at the back of my mind", "my employer foots the bill", "second hand",
    "back then I was tired", "I went back to bed because I was tired", "I eat chicken legs", "feet", "my hands",
    "my mother's feet tingle", "no numbness in my hands", "do your feet tingle?", "tired", "", "it cost an arm and a leg", "I'm on my feet all day and tired",
    "my tongue is sore", "my head hurts", "hello", "three weeks", "calf liver", "pain in the neck",
])
def test_names_no_place(text: str) -> None:
    assert not parse_body_parts(tokenize(text), asked=False)


@pytest.mark.parametrize("text", ["hello", "three weeks", "what do you mean?", "on the other hand", "tired", "", "yes", "I don't know", "7", "🙂"])
def test_asked_but_not_told(text: str) -> None:
    assert not parse_body_parts(tokenize(text), asked=True)


WORDS = st.sampled_from(["my", "feet", "hands", "not", "numb", ",", "and", "all over", "back", "no", "."])


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)), st.booleans())
def test_any_text_can_be_read(text: str, asked: bool) -> None:
    parsed = parse_body_parts(tokenize(text), asked=asked)
    file = load_parts_file()
    assert parsed.value is None or set(parsed.value) <= {*file.parts, *file.asked_only, ALL_OVER}
    assert parse_body_parts(tokenize(text), asked=asked) == parsed
