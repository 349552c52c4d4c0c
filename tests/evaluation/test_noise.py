"""Noise is the same every time and leaves a sentence recognisable."""
from difflib import SequenceMatcher
from random import Random

import pytest

from bot.evaluation.cases import Case, Turn, load_cases
from bot.evaluation.noise import NOISES, clean_cases, dictated, noisy, shouted, terse, typos

SENTENCE = "How fast do B12 injections work, usually?"
CASE = Case("held_out_article.yml", "article", "plain", (Turn(SENTENCE, (({"type": "answer"},),)),), labels=("ask_treatment",))
CLEAN = clean_cases(load_cases("held_out_article.yml"))


@pytest.mark.parametrize("kind", NOISES)
def test_the_same_sentence_always_comes_out_the_same(kind: str) -> None:
    assert noisy(CASE, kind) == noisy(CASE, kind)
    assert noisy(CASE, kind).turns[0].text != SENTENCE
    assert noisy(CASE, kind).turns[0].expect == CASE.turns[0].expect


@pytest.mark.parametrize("seed", range(30))
def test_typos_stay_close_and_leave_the_vitamin_alone(seed: int) -> None:
    slipped = typos(SENTENCE, Random(seed))
    assert slipped != SENTENCE or "ss" in slipped
    assert abs(len(slipped) - len(SENTENCE)) <= 2
    assert SequenceMatcher(None, slipped, SENTENCE).ratio() > 0.9
    assert "B12" in slipped


def test_nearly_every_blind_question_gets_a_typo() -> None:
    changed = [noisy(case, "typos").turns[0].text != case.turns[0].text for case in CLEAN]
    assert sum(changed) / len(changed) > 0.95


@pytest.mark.parametrize("seed", range(5))
def test_dictated_has_no_punctuation_and_another_vitamin(seed: int) -> None:
    heard = dictated(SENTENCE, Random(seed))
    assert heard in {f"how fast do {vitamin} injections work usually" for vitamin in ("be twelve", "b 12", "b twelve")}


def test_terse_keeps_what_carries_something() -> None:
    assert terse(SENTENCE, Random(0)) == "How fast B12 injections work, usually"
    assert terse("is it?", Random(0)) == "is it?"  # nothing would be left


def test_shouted() -> None:
    assert shouted(SENTENCE, Random(0)) == SENTENCE.upper()
