from typing import Dict, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import load_article
from bot.intake.results import RESULTS, parse_results
from bot.intake.tokens import tokenize

B12, MMA, HCY, EXAM = "serum_b12", "mma", "homocysteine_test", "neurological_exam"


@pytest.mark.parametrize(("text", "results"), [
    ("B12 came back low, MMA was up, homocysteine fine", {B12: "low", MMA: "elevated", HCY: "normal"}),
    ("my blood test was borderline", {B12: "borderline"}), ("low b12", {B12: "low"}), ("they said my levels were low", {B12: "low"}),
    ("my B12 was normal", {B12: "normal"}),
    ("serum b12 was low normal", {B12: "borderline"}), ("B12 in the grey zone", {B12: "borderline"}), ("B12 came up low", {B12: "low"}),
    ("B12 too low", {B12: "low"}), ("just the blood test, normal", {B12: "normal"}),
    ("I was told I'm b12 deficient", {B12: "low"}), ("blood test showed b12 deficiency", {B12: "low"}), ("only b12, it was low", {B12: "low"}),
    ("B12 normal but MMA raised", {B12: "normal", MMA: "elevated"}), ("B12 low MMA high", {B12: "low", MMA: "elevated"}),
    ("low b12, high mma", {B12: "low", MMA: "elevated"}),
    ("low b12 and high MMA", {B12: "low", MMA: "elevated"}), ("low b12 and MMA was high", {B12: "low", MMA: "elevated"}),
    ("MMA high and B12 normal", {B12: "normal", MMA: "elevated"}),
    ("MMA and homocysteine both high", {MMA: "elevated", HCY: "elevated"}), ("high MMA and homocysteine", {MMA: "elevated", HCY: "elevated"}),
    ("B12, MMA and homocysteine all normal", {B12: "normal", MMA: "normal", HCY: "normal"}),
    ("low b12, MMA and homocysteine high", {B12: "low", MMA: "elevated", HCY: "elevated"}), ("B12: low; MMA: high", {B12: "low", MMA: "elevated"}),
    ("B12 (low), MMA (high), exam (normal)", {B12: "low", MMA: "elevated", EXAM: "normal"}),
    ("MMA - high", {MMA: "elevated"}), ("methylmalonic acid elevated", {MMA: "elevated"}), ("hcy raised", {HCY: "elevated"}),
    ("homocystiene high", {HCY: "elevated"}), ("MMA through the roof", {MMA: "elevated"}),
    ("neuro exam was normal", {EXAM: "normal"}), ("my reflexes were off", {EXAM: "abnormal"}), ("the reflexes were low", {EXAM: "abnormal"}),
    ("the neurologist found nothing", {EXAM: "normal"}),
    ("nerve conduction test abnormal", {EXAM: "abnormal"}), ("my doctor checked my reflexes and they were fine", {EXAM: "normal"}),
    ("the physical exam showed weak reflexes", {EXAM: "abnormal"}),
    ("homocysteine elevated and the reflexes sluggish", {HCY: "elevated", EXAM: "abnormal"}),
    ("MMA wasn't high", {MMA: "normal"}), ("B12 not too low", {B12: "normal"}), ("B12 was not normal", {B12: "abnormal"}),
    ("MMA not elevated, homocysteine is", {MMA: "normal", HCY: "unknown"}),
    ("had bloods done, waiting for the results", {B12: "unknown"}), ("B12 180 pg/ml", {B12: "unknown"}), ("B12 was 180, which is low", {B12: "low"}),
    ("I had a blood test", {B12: "unknown"}), ("yes, a blood test", {B12: "unknown"}),
    ("waiting for MMA", {MMA: "unknown"}), ("b12 low, waiting for MMA", {B12: "low", MMA: "unknown"}), ("B12 and MMA", {B12: "unknown", MMA: "unknown"}),
    ("had a neuro exam but I don't know the result", {EXAM: "unknown"}),
    ("b12 was done, can't remember the result", {B12: "unknown"}), ("I did an MMA test but never got the result", {MMA: "unknown"}),
    ("blood test for MMA, it was high", {MMA: "elevated"}), ("had bloods done for MMA and homocysteine, both high", {MMA: "elevated", HCY: "elevated"}),
    ("b12 was low, MMA not done", {B12: "low"}), ("B12 was fine but no MMA", {B12: "normal"}), ("not tested for B12 but MMA was high", {MMA: "elevated"}),
    ("b12 borderline, others not done", {B12: "borderline"}), ("B12 low, no exam", {B12: "low"}),
    ("my b12 was low last year but it's normal now", {B12: "normal"}), ("normal diet, no supplements, no tests", {}),
    ("no tests yet", {}), ("never tested", {}), ("no", {}), ("none", {}), ("nothing yet", {}), ("I haven't", {}), ("I haven't been tested", {}),
    ("no blood test", {}), ("not homocysteine", {}), ("haven't had MMA", {}),
    ("neither MMA nor homocysteine", {}), ("no MMA, homocysteine or exam", {}), ("nope, never had any", {}),
    ("actually MMA was normal", {MMA: "normal"}), ("sorry, B12 was borderline not low", {B12: "borderline"}),
    ("my B12 is low and my mother's is fine", {B12: "low"}),
])
def test_asked(text: str, results: Dict[str, str]) -> None:
    assert parse_results(tokenize(text), asked=True).value == results


@pytest.mark.parametrize("text", ["yes", "yes I have", "all normal", "everything came back normal", "all normal except MMA", "it was low"])
def test_a_result_without_a_test(text: str) -> None:
    parsed = parse_results(tokenize(text), asked=True)
    assert (parsed.value, parsed.problem) == (None, "which")


@pytest.mark.parametrize("text", [
    "", "hello", "what is MMA?", "should I get a B12 test", "I take b12 tablets", "my mother had low b12", "no wait, six months", "I want a blood test",
    "does a blood test hurt?", "about a 6",
])
def test_asked_but_not_told(text: str) -> None:
    assert not parse_results(tokenize(text), asked=True)


@pytest.mark.parametrize(("text", "results"), [
    ("my B12 is low and my feet tingle", {B12: "low"}), ("I had a blood test last week", {B12: "unknown"}), ("my MMA came back high", {MMA: "elevated"}),
    ("my b12 level is low, should I worry?", {B12: "low"}), ("5. blood test said B12 low", {B12: "low"}), ("a blood test shows the b12 level", None),
    ("I'm tired, had bloods done and B12 came back borderline", {B12: "borderline"}),
    ("My B12 was low but homocysteine was normal", {B12: "low", HCY: "normal"}),
    ("what does high MMA mean", None), ("is low b12 dangerous?", None), ("I feel low", None), ("my mother had low b12", None), ("I take b12 tablets", None),
    ("I have low blood pressure", None), ("no", None), ("never tested", None),
    ("I have an exam tomorrow", None), ("foods high in b12", None), ("tell me about the homocysteine test", None), ("I want to know what low b12 does", None),
    ("I'm fine", None), ("which test shows low b12?", None), ("my energy levels are low", None),
])
def test_volunteered(text: str, results: Optional[Dict[str, str]]) -> None:
    assert parse_results(tokenize(text), asked=False).value == results


def test_a_result_told_of_another_test_too() -> None:
    assert parse_results(tokenize("B12 was low and so was the MMA"), asked=True).value == {B12: "low", MMA: "low"}


@given(
    st.text() | st.lists(st.sampled_from([
        "no", "not", "b12", "mma", "homocysteine", "exam", "bloods", "low", "high", "normal", "and", "but", ",", ".", "?", "was", "waiting", "for", "180",
        "except", "my", "mother",
    ])).map(" ".join),
    st.booleans(),
)
def test_any_text(text: str, asked: bool) -> None:
    parsed = parse_results(tokenize(text), asked=asked)
    assert parsed == parse_results(tokenize(text), asked=asked)
    assert parsed.value is None or (not parsed.problem and set(parsed.value) <= set(load_article().tests) and set(parsed.value.values()) <= set(RESULTS))


@pytest.mark.parametrize("text", ["b12 was lwo", "I make test of B12, is low", "B12, was low"])
def test_what_an_outside_tester_said(text: str) -> None:
    assert parse_results(tokenize(text), asked=True).value == {B12: "low"}


@pytest.mark.parametrize(("text", "results"), [
    ("no, and I've had no tests", {}), ("no tests done", {}), ("I haven't had any tests", {}), ("are there no tests?", None), ("people have no tests done", None),
])
def test_no_tests_volunteered(text: str, results: Optional[Dict[str, str]]) -> None:
    assert parse_results(tokenize(text), asked=False).value == results
