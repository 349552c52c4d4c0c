"""Keys of a telephone, by what was asked."""
from typing import Any, Dict, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.breath import LONGEST, seconds
from bot.voice.keys import Pressed, menu, most_digits, pressed

BUTTONS = [{"title": title, "payload": f"/{title}"} for title in ("Everything", "Vegetarian", "Vegan")]
MANY = [{"title": f"B12 was found to be borderline in test {number}", "payload": "/x"} for number in range(6)]
DIET, SEVERITY, CONSENT = ({"type": "intake", "status": "asking", "slot": slot} for slot in ("diet", "severity", "consent"))
ANSWER: Dict[str, Any] = {"type": "answer"}


@pytest.mark.parametrize(("digits", "asked", "yes_no", "meaning"), [
    ("2", DIET, False, Pressed(payload="/Vegetarian")), ("2#", DIET, False, Pressed(payload="/Vegetarian")), ("9", DIET, False, Pressed()),
    ("7", SEVERITY, False, Pressed("7")), ("10", SEVERITY, False, Pressed("10")), ("0", SEVERITY, False, Pressed("0")), ("1", SEVERITY, True, Pressed("yes")),
    ("1", CONSENT, False, Pressed("yes")), ("2", CONSENT, False, Pressed("no")), ("3", CONSENT, False, Pressed()),
    ("1", ANSWER, True, Pressed("yes")), ("2", ANSWER, True, Pressed("no")), ("1", ANSWER, False, Pressed(payload="/Everything")),
    ("*", DIET, False, Pressed("repeat")), ("0", DIET, False, Pressed("help")), ("0", ANSWER, True, Pressed("help")), ("", DIET, False, Pressed()),
    ("00", DIET, False, Pressed("help")), ("00", SEVERITY, False, Pressed("0")),
    ("#", DIET, False, Pressed()), ("**", DIET, False, Pressed()), ("123456", SEVERITY, False, Pressed()), ("٣", SEVERITY, False, Pressed()),
    ("1", {"type": "intake", "status": "offered", "slot": None}, False, Pressed("yes")),
])
def test_what_keys_mean(digits: str, asked: Dict[str, Any], yes_no: bool, meaning: Pressed) -> None:
    assert pressed(digits, asked, BUTTONS, yes_no=yes_no) == meaning


@pytest.mark.parametrize(("asked", "yes_no", "digits"), [(DIET, False, 1), (SEVERITY, False, None), (SEVERITY, True, 1), (CONSENT, False, 1), (ANSWER, True, 1)])
def test_how_many_keys_are_waited_for(asked: Dict[str, Any], yes_no: bool, digits: Optional[int]) -> None:
    assert most_digits(asked, BUTTONS, yes_no=yes_no) == digits


def test_the_keys_are_named_as_far_as_a_breath_goes() -> None:
    assert menu(DIET, BUTTONS) == "You can press one for everything, two for vegetarian, three for vegan."
    assert menu(CONSENT, []) == "You can press one for yes, two for no."
    assert menu(SEVERITY, BUTTONS) == menu(DIET, []) == menu(DIET, BUTTONS * 5) == ""
    assert 0 < seconds(menu(DIET, MANY)) <= LONGEST


@given(st.text(max_size=12), st.sampled_from([DIET, SEVERITY, CONSENT, ANSWER]), st.booleans())
def test_any_keys(digits: str, asked: Dict[str, Any], yes_no: bool) -> None:
    meaning = pressed(digits, asked, BUTTONS, yes_no=yes_no)
    assert not (meaning.text and meaning.payload)
