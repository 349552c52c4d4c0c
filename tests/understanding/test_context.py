"""What the next message takes over from the last one, without a model."""
from typing import List, Tuple

import pytest

from bot.answers.reading import Question
from bot.article import load_article
from bot.understanding.carried import about_items, filled, why
from bot.understanding.context import Context, pick, pointing
from bot.understanding.cues import load_cues

ARTICLE = load_article()
SPEED = Question("treatment", "speed", ("injections",), aspect="speed")


@pytest.mark.parametrize(("ordinal", "ids"), [((1, 1), ["a"]), ((2, 1), ["b"]), ((-1, 1), ["c"]), ((-2, 2), ["b", "c"]), ((5, 1), []), ((1, 2), ["a", "b"])])
def test_the_second_one(ordinal: Tuple[int, int], ids: List[str]) -> None:
    assert pick(["a", "b", "c"], ordinal) == ids


@pytest.mark.parametrize(("text", "core", "led"), [
    ("and tablets", "tablets", True), ("what about milk", "milk", True), ("no i meant the blood test", "the blood test", True),
    ("no no sorry i mean burning", "burning", True), ("how fast do they work", "how fast do they work", False),
])
def test_openings_that_carry_a_question_over(text: str, core: str, led: bool) -> None:
    how = pointing(tuple(text.split()), [], load_cues())
    assert (" ".join(how.core), how.led) == (core, led)


@pytest.mark.parametrize(("text", "ordinal"), [("the second one", (2, 1)), ("the last two", (-2, 2)), ("second", (2, 1)), ("what comes first", None),
                                               ("how fast is the first", (1, 1)), ("last year i was tired", None)])
def test_ordinals(text: str, ordinal: "Tuple[int, int] | None") -> None:
    assert pointing(tuple(text.split()), [], load_cues()).ordinal == ordinal


@pytest.mark.parametrize(("previous", "items", "expected"), [
    (SPEED, ["oral_supplements"], ("treatment", "speed", ("oral_supplements",), "speed")),
    (SPEED, ["diet", "injections"], ("comparison", "speed", ("diet", "injections"), "speed")),
    (Question("food", "item", ("tuna",)), ["milk"], ("food", "item", ("milk",), None)),
    (Question("test", "shows", ("mma",)), ["serum_b12"], ("test", "shows", ("serum_b12",), None)),
    (Question("symptom", "why", ("tingling",)), ["numbness"], ("symptom", "why", ("numbness",), None)),
    (Question("symptom", "list"), ["milk"], ("food", "item", ("milk",), None)),
    (Question("food", "list"), ["anemia"], ("mechanism", "about", ("anemia",), None)),
])
def test_the_previous_question_about_other_things(previous: Question, items: List[str], expected: Tuple[object, ...]) -> None:
    asked = about_items(previous, items, ARTICLE)
    assert (asked.topic, asked.facet, asked.items, asked.aspect) == expected


@pytest.mark.parametrize(("question", "previous", "items"), [
    (Question("treatment", "speed", aspect="speed"), Question("treatment", "item", ("injections",)), ("injections",)),
    (Question("treatment", "speed", aspect="speed"), Question("food", "list"), ("diet",)),
    (Question("treatment", "speed", ("diet",), aspect="speed"), SPEED, ("diet",)),
    (Question("test", "when"), Question("test", "item", ("mma",)), ("mma",)),
    (Question("test", "when"), SPEED, ()),
])
def test_a_question_that_names_nothing_is_about_the_previous_things(question: Question, previous: Question, items: Tuple[str, ...]) -> None:
    assert filled(question, previous, ARTICLE).items == items


@pytest.mark.parametrize(("question", "topic", "facet"), [
    (Question("symptom", "item", ("tingling",)), "symptom", "why"), (Question("mechanism", "about", ("anemia",)), "mechanism", "how"),
    (Question("symptom", "item", ("muscle_pain",)), "mechanism", "list"),
    (Question("see-doctor", "when"), "see-doctor", "why"), (Question("test", "list"), "test", "tricky"),
])
def test_why(question: Question, topic: str, facet: str) -> None:
    asked = why(question, ARTICLE)
    assert asked is not None
    assert (asked.topic, asked.facet) == (topic, facet)


@pytest.mark.parametrize(("question", "previous", "facet", "items"), [
    (Question("cause", "list", words=("why", "does", "it", "go", "up")), Question("mechanism", "about", ("homocysteine",)), "how", ("homocysteine",)),
    (Question("test", "list", words=("is", "there", "a", "test", "for", "it")), Question("mechanism", "about", ("homocysteine",)), "item", ("homocysteine_test",)),
    (Question("treatment", "item", ("oral_supplements",), words=("do", "tablets", "work", "for", "it")), Question("cause", "about", terms=("pernicious_anemia",)),
     "suitability", ("oral_supplements",)),
    (Question("treatment", "list", words=("what", "do", "they", "get", "then")), Question("treatment", "severe", conditions=("severe",)), "severe", ()),
    (Question("treatment", "list", words=("how", "is", "it", "treated")), Question("symptom", "list"), "list", ()),
])
def test_a_question_about_what_was_told_before(question: Question, previous: Question, facet: str, items: Tuple[str, ...]) -> None:
    asked = filled(question, previous, ARTICLE)
    assert (asked.facet, asked.items) == (facet, items)


def test_a_reason_that_the_article_does_not_give_is_not_made_up() -> None:
    assert why(SPEED, ARTICLE) is None


def test_what_was_listed_is_what_the_answer_set_side_by_side() -> None:
    assert Context(customs=({"type": "answer", "topic": "mechanism", "items": []},)).listed(ARTICLE) == list(ARTICLE.mechanisms)
    assert Context(customs=({"type": "answer", "topic": "food", "items": ["tuna", "milk"]},)).listed(ARTICLE) == ["tuna", "milk"]
    assert Context().listed(ARTICLE) == []
