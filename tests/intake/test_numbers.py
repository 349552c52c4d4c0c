"""Numbers in words and figures: value and the tokens they span."""
from typing import List, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.numbers import find_numbers, number_at
from bot.intake.tokens import tokenize

ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}


@pytest.mark.parametrize(("text", "numbers"), [
    ("three weeks", [(3, 0, 1)]), ("3", [(3, 0, 1)]), ("twenty-one days", [(21, 0, 3)]), ("twenty one", [(21, 0, 2)]),
    ("a couple of months", [(2, 0, 3)]), ("a few", [(3, 0, 2)]),
    ("several", [(5, 0, 1)]), ("half a year", [(0.5, 0, 2)]), ("one and a half", [(1.5, 0, 4)]), ("2.5", [(2.5, 0, 1)]), ("2,5", [(2.5, 0, 1)]),
    ("9,000", [(9000, 0, 1)]),
    ("a dozen", [(12, 0, 2)]), ("half a dozen", [(6, 0, 3)]), ("a hundred and twenty", [(120, 0, 4)]), ("two thousand", [(2000, 0, 2)]),
    ("3½ weeks", [(3.5, 0, 2)]),
    ("2 1/2", [(2.5, 0, 4)]), ("½", [(0.5, 0, 1)]), ("fourty", [(40, 0, 1)]), ("3-4", [(3, 0, 1), (4, 2, 3)]), ("five or six", [(5, 0, 1), (6, 2, 3)]),
    ("a week", []), ("b12", []), ("B 12 is low", []), ("nothing here", []), ("", []), ("three quarters of a year", [(0.75, 0, 4)]),
    ("twenty years", [(20, 0, 1)]), ("twenty ten", [(20, 0, 1), (10, 1, 2)]),
])
def test_numbers(text: str, numbers: List[Tuple[float, int, int]]) -> None:
    assert [(number.value, number.start, number.end) for number in find_numbers(tokenize(text))] == numbers


def test_a_is_one_when_asked_for() -> None:
    tokens = tokenize("a week and a half")
    one = number_at(tokens, 0, article=True)
    assert one
    assert (one.value, one.end) == (1, 1)
    assert number_at(tokens, 0) is None


def test_loose_numbers_say_so() -> None:
    assert [number.loose for number in find_numbers(tokenize("a few or 3"))] == [True, False]


@given(st.integers(20, 99), st.sampled_from([" ", "-"]))
def test_spelled_out_numbers(number: int, between: str) -> None:
    text = TENS[number // 10 * 10] + (between + ONES[number % 10] if number % 10 else "")
    assert [found.value for found in find_numbers(tokenize(text))] == [number]


@given(st.text(max_size=200))
def test_any_text_gives_numbers_in_order(text: str) -> None:
    tokens = tokenize(text)
    found = find_numbers(tokens)
    assert found == find_numbers(tokens)
    assert all(number.value >= 0 and number.start < number.end <= len(tokens) for number in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
