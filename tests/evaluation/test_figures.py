"""Figures on toy examples small enough to check by hand."""
from typing import Any, Dict

import pytest

from bot.evaluation.cases import Case, Turn
from bot.evaluation.figures import Guess, Rate, figures, group_of, guess, intent_figures, macro_f1, rates_by, scope_curve
from bot.evaluation.measure import Outcome


def made(kind: str, labels: str, predicted: str, confidence: float = 0.9) -> Guess:
    return Guess("development", kind, tuple(labels.split()), predicted, confidence)


def outcome(kind: str, *, said: str, expected: str, intent: str = "ask_food", right: bool = True, number: int = 0, **case: Any) -> Outcome:
    turn = Turn("text", (({"type": expected},),))
    given: Dict[str, Any] = {"file": "held_out_article.yml", "style": "plain", "labels": (intent,), **case}
    mistakes = () if right else ("wrong",)
    return Outcome(Case(kind=kind, turns=(turn,), **given), number, turn, ({"type": said},), intent, 0.9, 5.0, mistakes, right)


def test_macro_f1_weighs_rare_intents_like_frequent_ones() -> None:
    # a: precision 1, recall 2/3 -> 0.8; b: precision 1/2, recall 1 -> 2/3
    assert macro_f1([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx(100 * (0.8 + 2 / 3) / 2)


def test_an_intent_that_is_right_too_counts_for_itself() -> None:
    second = made("article", "ask_overview ask_symptom", "ask_symptom")
    assert second.right
    assert second.expected == "ask_symptom"
    assert made("article", "ask_overview ask_symptom", "ask_food").expected == "ask_overview"


def test_symptoms_told_are_a_question_about_symptoms() -> None:
    told = outcome("tell_symptoms", said="answer", expected="answer", intent="tell_symptoms")
    assert guess(told, "ask_symptom", 0.9).right
    assert guess(told, "tell_symptoms", 0.9).right


def test_what_the_stock_pipeline_is_not_sure_of_is_declined() -> None:
    unsure = guess(outcome("out_of_scope", said="decline", expected="decline", intent="out_of_scope"), "nlu_fallback", 0.2)
    assert unsure.declined()
    assert not unsure.right


def test_near_scope_counts_as_found_for_any_reason() -> None:
    found = intent_figures([
        made("not_in_article", "not_in_article", "out_of_scope"), made("personal_advice", "personal_advice", "ask_test"),
        made("article", "ask_food", "not_in_article"), made("article", "ask_see-doctor personal_advice", "personal_advice")])
    assert found["near_scope_recall"] == 50
    assert found["near_scope_reason"] == 0
    assert found["in_scope_loss"] == 50
    assert "out_of_scope_recall" not in found  # there was none to find


def test_the_curve_rises_with_the_threshold() -> None:
    points = scope_curve([made("article", "ask_food", "ask_food", 0.8), made("out_of_scope", "out_of_scope", "ask_food", 0.4)], steps=10)
    assert points[0][1:] == (0, 0)
    assert points[5][1:] == (0, 100)
    assert points[10][1:] == (100, 100)


def test_urgent_figures() -> None:
    found = figures([
        outcome("urgent", said="urgent", expected="urgent"), outcome("urgent", said="answer", expected="urgent", right=False),
        outcome("article", said="answer", expected="answer"), outcome("article", said="urgent", expected="answer", right=False)])
    assert (found["urgent_recall"], found["false_alarms"]) == (50, 50)


def test_follow_ups_and_whole_dialogues() -> None:
    dialogue: Dict[str, Any] = {"style": "dialogue", "labels": (), "name": "one"}
    found = figures([outcome("follow-up", said="answer", expected="answer", **dialogue),
                     outcome("follow-up", said="answer", expected="answer", number=1, **dialogue),
                     outcome("follow-up", said="answer", expected="answer", number=2, right=False, **dialogue)])
    assert (found["follow_ups"], found["dialogues"]) == (50, 0)


def test_rates_by_kind() -> None:
    outcomes = [outcome("article", said="answer", expected="answer"), outcome("article", said="answer", expected="answer", right=False)]
    assert rates_by(outcomes, lambda one: one.case.kind) == {"article": Rate(1, 2)}


@pytest.mark.parametrize(("file", "group"), [
    ("held_out_article.yml", "development"), ("held_out_sealed_article.yml", "sealed"), ("held_out_public.yml", "public"),
])
def test_groups_of_files(file: str, group: str) -> None:
    assert group_of(file) == group
