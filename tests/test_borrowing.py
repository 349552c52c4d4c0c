"""Examples of the article that comes with the assistant, asked of another one."""
import pytest

from bot.article import read_article
from bot.article.files import ROOT
from bot.borrowing import MOST, Borrower, Example, borrowed

IRON = read_article(ROOT / "examples" / "iron" / "article")
BORROWER = Borrower(read_article(ROOT / "data" / "article"), IRON)


def text(intent: str, facet: str, given: str) -> str:
    made = BORROWER.example(Example(intent, facet, given))
    return made.text if made else ""


@pytest.mark.parametrize(("intent", "facet", "given", "made"), [
    ("ask_overview", "role", "what does B 12 do", "what does iron do"), ("ask_treatment", "list", "how is b12 deficiency treated", "how is iron deficiency treated"),
    ("ask_symptom", "list", "signs of low b12", "signs of low iron"), ("smalltalk", "greet", "hello there", "hello there"),
    ("not_in_article", "", "is there b12 in tofu", "is there iron in tofu"),
])
def test_the_subject_takes_its_place(intent: str, facet: str, given: str, made: str) -> None:
    assert text(intent, facet, given) == made


@pytest.mark.parametrize(("intent", "facet", "given", "kind", "ids"), [
    ("ask_food", "item", "is salmon any good", "food", set(IRON.foods)), ("ask_treatment", "speed", "how fast do jabs work", "treatment", {"iron_drip"}),
    ("ask_symptom", "item", "is tingling a sign", "symptom", set(IRON.symptoms) - {"fatigue"}), ("ask_test", "shows", "what does mma show", "test", set(IRON.tests)),
])
def test_a_thing_becomes_one_of_its_like(intent: str, facet: str, given: str, kind: str, ids: "set[str]") -> None:
    made = text(intent, facet, given)
    assert made not in ("", given)
    assert any(name.text in made for name in IRON.names() if name.kind == kind and name.id in ids)


@pytest.mark.parametrize(("intent", "facet", "given"), [
    ("ask_treatment", "exercise", "does training help"),  # nothing of the kind is named
    ("ask_mechanism", "severe", "what happens in severe cases"),  # no such facet
    ("not_in_article", "", "is there b12 in spinach"),  # ours names it
])
def test_what_ours_cannot_be_asked_is_left_out(intent: str, facet: str, given: str) -> None:
    assert text(intent, facet, given) == ""


def test_signs_told_of_that_ours_does_not_name_are_signs_all_the_same() -> None:
    assert BORROWER.example(Example("tell_symptoms", "walking_difficulty", "i keep bumping into walls")) == Example("tell_symptoms", "", "i keep bumping into walls")


def test_the_same_examples_come_out_each_time_and_not_too_many_of_any() -> None:
    examples = borrowed(IRON)
    assert examples == borrowed(IRON)
    labels = {(example.intent, example.facet) for example in examples}
    assert {f"ask_{topic}" for topic in IRON.topics} <= {intent for intent, _ in labels}
    assert max(sum((example.intent, example.facet) == label for example in examples) for label in labels) <= MOST
    assert len(examples) > 1_500
