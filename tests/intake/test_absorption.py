from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.absorption import absorptions, parse_absorption
from bot.intake.tokens import tokenize

NONE, PERNICIOUS, MALABSORPTION, UNSURE = absorptions()


@pytest.mark.parametrize(("text", "absorption"), [
    ("no", NONE), ("none", NONE), ("nope", NONE), ("nothing like that", NONE), ("none of those, thanks", NONE), ("not that I know of", NONE),
    ("never been told so", NONE), ("I don't think so", NONE),
    ("no coeliac", NONE), ("not pernicious anaemia", NONE), ("no coeliac, crohn's or pernicious anaemia", NONE), ("neither", NONE),
    ("no stomach problems", NONE), ("no stomach surgery", NONE),
    ("I have no absorption problems", NONE), ("my gut is fine", NONE), ("no, all healthy", NONE), ("coeliac was ruled out", NONE),
    ("I was tested for coeliac but it was negative", NONE),
    ("my mother has pernicious anaemia, I don't", NONE), ("no, but my mum has coeliac", NONE), ("no intrinsic factor problems", NONE),
    ("I don't have any trouble absorbing", NONE), ("nobody has ever said so", NONE),
    ("I don't have Crohn's", NONE), ("without any bowel surgery", NONE),
    ("pernicious anaemia", PERNICIOUS), ("pernicous anemia", PERNICIOUS), ("PA", PERNICIOUS), ("I have pernicious anemia", PERNICIOUS),
    ("I don't have intrinsic factor", PERNICIOUS),
    ("lack of intrinsic factor", PERNICIOUS), ("I lack intrinsic factor", PERNICIOUS), ("my stomach doesn't make intrinsic factor", PERNICIOUS),
    ("parietal cell antibodies", PERNICIOUS),
    ("intrinsic factor antibodies came back", PERNICIOUS), ("coeliac and pernicious anaemia", PERNICIOUS),
    ("my doctor says it's pernicious anaemia", PERNICIOUS), ("not coeliac but pernicious anaemia", PERNICIOUS),
    ("the perniscious one", PERNICIOUS), ("no intrinsic factor", PERNICIOUS),
    ("coeliac", MALABSORPTION), ("I'm celiac", MALABSORPTION), ("celiacs", MALABSORPTION), ("yes, coeliac disease", MALABSORPTION), ("Crohn's", MALABSORPTION),
    ("not celiac but crohn's", MALABSORPTION),
    ("I had a gastric bypass in 2015", MALABSORPTION), ("had my stomach removed", MALABSORPTION), ("they took out part of my stomach", MALABSORPTION),
    ("part of my ileum was removed", MALABSORPTION),
    ("bariatric surgery", MALABSORPTION), ("weight-loss surgery", MALABSORPTION), ("IBD", MALABSORPTION), ("SIBO", MALABSORPTION),
    ("chronic pancreatitis", MALABSORPTION), ("atrophic gastritis", MALABSORPTION),
    ("my gut doesn't absorb", MALABSORPTION), ("I can't absorb b12", MALABSORPTION), ("ulcerative colitis", MALABSORPTION),
    ("my mother had coeliac and so do I", MALABSORPTION), ("gastric sleeve", MALABSORPTION),
    ("malabsorbtion", MALABSORPTION), ("short bowel", MALABSORPTION), ("no pernicious anaemia but I do have coeliac", MALABSORPTION),
    ("I think I have coeliac", MALABSORPTION),
    ("not sure", UNSURE), ("I don't know", UNSURE), ("maybe", UNSURE), ("I might have coeliac", UNSURE), ("my doctor suspects pernicious anaemia", UNSURE),
    ("waiting for the coeliac test", UNSURE),
    ("not sure if it's pernicious anaemia", UNSURE), ("possibly", UNSURE), ("never been tested", UNSURE), ("metformin", UNSURE), ("I take omeprazole", UNSURE),
    ("IBS", UNSURE), ("lactose intolerant", UNSURE),
])
def test_asked(text: str, absorption: str) -> None:
    assert parse_absorption(tokenize(text), asked=True).value == absorption


@pytest.mark.parametrize("text", ["yes", "yes I do", "yep", "stomach problems", "I have one", "some autoimmune disease"])
def test_a_condition_without_a_name(text: str) -> None:
    parsed = parse_absorption(tokenize(text), asked=True)
    assert (parsed.value, parsed.problem) == (None, "which")


@pytest.mark.parametrize("text", [
    "", "hello", "my mother has pernicious anaemia", "coeliac runs in the family", "what is pernicious anaemia?", "is it for people with coeliac disease",
    "no wait, six months", "no, vegan", "I had surgery on my knee", "do I have pernicious anaemia?", "about a 6", "my heart bypass",
    "it's getting worse, maybe a 7",
])
def test_asked_but_not_told(text: str) -> None:
    assert not parse_absorption(tokenize(text), asked=True)


@pytest.mark.parametrize(("text", "absorption"), [
    ("I have coeliac disease and I'm always tired", MALABSORPTION), ("I'm coeliac", MALABSORPTION),
    ("I was diagnosed with pernicious anaemia in 2010", PERNICIOUS), ("my Crohn's is bad and my feet tingle", MALABSORPTION),
    ("since my gastric bypass I feel weak", MALABSORPTION), ("I have pernicious anaemia, what should I eat?", PERNICIOUS),
    ("I have no absorption problems", NONE),
    ("What is pernicious anaemia?", None), ("are people with coeliac at risk?", None), ("my sister has Crohn's", None), ("pernicious anaemia", None),
    ("I don't have coeliac", None), ("I'm not sure", None), ("no", None),
    ("I take metformin", None), ("do injections help with pernicious anaemia", None), ("my PA said so", None),
    ("I want to know about pernicious anaemia", None), ("my stomach hurts", None), ("I read about coeliac disease", None),
])
def test_volunteered(text: str, absorption: Optional[str]) -> None:
    assert parse_absorption(tokenize(text), asked=False).value == absorption


@given(
    st.text() | st.lists(st.sampled_from([
        "no", "not", "yes", "i", "have", "my", "mother", "coeliac", "pernicious", "anaemia", "intrinsic", "factor", "maybe", "but", ",", ".", "?", "negative",
        "stomach", "removed",
    ])).map(" ".join),
    st.booleans(),
)
def test_any_text(text: str, asked: bool) -> None:
    parsed = parse_absorption(tokenize(text), asked=asked)
    assert parsed == parse_absorption(tokenize(text), asked=asked)
    assert parsed.value in (None, *absorptions())
    assert parsed.value is None or not parsed.problem


@pytest.mark.parametrize(("text", "absorption"), [
    ("no, and I've had no tests", "none"), ("no absorption problems, no tests done, not taking any B12", "none"),
    ("they suspect pernicious anemia", "unsure"), ("I have no factor intrinsic", "pernicious_anemia"), ("no, I take tablets", "none"),
])
def test_what_an_outside_tester_said(text: str, absorption: str) -> None:
    assert parse_absorption(tokenize(text), asked=True).value == absorption


@pytest.mark.parametrize("text", ["no, I meant hands", "no, wait", "no, my hands", "no, vegetarian"])
def test_a_no_that_turns_to_something_else(text: str) -> None:
    assert not parse_absorption(tokenize(text), asked=True)
