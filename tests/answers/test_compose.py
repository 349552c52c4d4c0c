"""What is said for a question, by topic."""
from typing import List, Optional, Tuple

import pytest

from bot.answers.answer import Bullets, Notice, Table
from bot.answers.choices import choices
from bot.answers.compose import compose
from bot.answers.reading import Decline, Question
from bot.answers.replies import load_replies
from bot.answers.say import say
from bot.article import load_article
from bot.render import markdown

ARTICLE = load_article()


def text_of(question: Question) -> str:
    return markdown.render(compose(question, ARTICLE), ARTICLE)


def asked(topic: str, facet: str, *items: str, words: str = "", yes_no: bool = False, aspect: Optional[str] = None) -> Question:
    return Question(topic, facet, items, words=tuple(words.split()), yes_no=yes_no, aspect=aspect)


@pytest.mark.parametrize(("question", "says"), [
    (asked("mechanism", "how", "neuropathy"), ["1. B12 maintains myelin", "4. "]),
    (asked("symptom", "why", "tingling"), ["myelin", "felt as tingling"]),
    (asked("symptom", "why", "headache"), ["does not explain"]),
    (asked("symptom", "by_mechanism", "anemia"), ["fatigue", "muscle weakness"]),
    (asked("test", "both"), ["methylmalonic acid and homocysteine are both raised", "true B12 deficiency"]),
    (asked("test", "shows", "neurological_exam"), ["altered reflexes"]),
    (asked("food", "item", "tuna", "milk"), ["tuna and milk among the excellent sources"]),
    (asked("food", "item", "fortified_cereal"), ["breakfast cereals", "fortified with B12"]),
    (asked("food", "list"), ["**Meat and poultry**: beef, liver and chicken", "- Eggs\n"]),
    (asked("treatment", "speed", "injections", aspect="speed"), ["symptoms often improve significantly in weeks"]),
    (asked("treatment", "maintenance", "injections", aspect="maintenance"), ["monthly or bi-monthly, often for life"]),
    (asked("treatment", "caution", "exercise"), ["with a doctor first"]),
    (asked("outlook", "permanent"), ["long-term"]),
])
def test_an_answer_says_what_the_article_says(question: Question, says: List[str]) -> None:
    assert [part for part in says if part not in text_of(question)] == []


@pytest.mark.parametrize(("question", "lead"), [
    (asked("symptom", "item", "tingling", yes_no=True), "Yes. "),
    (asked("food", "item", "oat_milk", "fortified_plant_milk", yes_no=True), "Yes, if it is fortified. "),
    (asked("treatment", "replace", "exercise", yes_no=True), "No. "),
    (asked("treatment", "speed", "diet", words="is diet fast", yes_no=True, aspect="speed"), "No. "),
    (asked("treatment", "absorption", "injections", words="do injections need stomach acid", yes_no=True, aspect="absorption"), "No. "),
    (asked("treatment", "maintenance", "injections", words="are injections for life", yes_no=True, aspect="maintenance"), "Often, yes. "),
    (asked("treatment", "suitability", "oral_supplements", words="do tablets work if it is severe", yes_no=True, aspect="suitability"),
     "They may not be effective then. "),
    (asked("mechanism", "certainty", "homocysteine", yes_no=True), "No, not fully. "),
    (asked("outlook", "treatable", yes_no=True), "Yes. "),
    (asked("test", "item", "mma", yes_no=True), "Yes. "),
])
def test_a_yes_or_no_question_begins_with_yes_or_no(question: Question, lead: str) -> None:
    assert text_of(question).startswith(lead)


@pytest.mark.parametrize("aspect", ARTICLE.aspects)
@pytest.mark.parametrize("treatment", [id_ for id_, treatment in ARTICLE.treatments.items() if treatment.aspects])
def test_every_cell_of_the_table_is_an_answer(treatment: str, aspect: str) -> None:
    said = compose(asked("treatment", aspect, treatment, aspect=aspect), ARTICLE)
    assert said.custom == {"type": "answer", "topic": "treatment", "items": [treatment], "aspect": aspect, "sources": list(said.sources)}
    assert "comparison" in said.sources


@pytest.mark.parametrize(("items", "aspect", "shape"), [
    (("oral_supplements", "injections"), None, (3, 5)), (("diet", "oral_supplements", "injections"), None, (4, 5)), (("diet", "injections"), "speed", (2, 2)),
])
def test_treatments_are_compared_in_a_table(items: Tuple[str, ...], aspect: Optional[str], shape: Tuple[int, int]) -> None:
    said = compose(asked("comparison", aspect or "all", *items, aspect=aspect), ARTICLE)
    (table,) = [block for block in said.blocks if isinstance(block, Table)]
    assert (len(table.header), len(table.rows)) == shape
    assert said.custom["items"] == list(items)


def test_the_line_to_a_provider_ends_the_answer() -> None:
    for question in (asked("symptom", "list"), asked("test", "list"), asked("treatment", "exercise", "exercise")):
        assert isinstance(compose(question, ARTICLE).blocks[-1], Notice)


def test_all_foods_are_said_by_group() -> None:
    said = compose(asked("food", "list"), ARTICLE)
    assert said.custom["items"] == list(ARTICLE.food_groups)
    (foods,) = [block for block in said.blocks if isinstance(block, Bullets)]
    assert len(foods.items) == 5


@pytest.mark.parametrize("manner", ["again", "short", "simple", "sources"])
def test_the_object_is_the_same_in_every_manner(manner: str) -> None:
    question = asked("treatment", "speed", "injections", aspect="speed")
    (plain,) = say([question], ARTICLE, load_replies())
    (other,) = say([Question(question.topic, question.facet, question.items, aspect="speed", manner=manner)], ARTICLE, load_replies())
    assert other.custom == plain.custom
    assert (other.blocks == plain.blocks) == (manner == "again")


def test_no_line_of_a_list_is_empty() -> None:
    for topic in ARTICLE.topics.values():
        for facet in topic.facets:
            lists = [block for block in compose(asked(topic.id, facet), ARTICLE).blocks if isinstance(block, Bullets)]
            assert all(text for block in lists for _, text in block.items)


def test_what_is_not_named_is_said_beside_what_is() -> None:
    said = compose(Question("food", "item", ("clams",), unlisted=("kale",)), ARTICLE)
    assert markdown.render(said, ARTICLE).startswith("The article does not name “kale”.")
    assert said.custom["items"] == ["clams"]


def test_two_questions_about_the_very_same_thing_are_one_answer() -> None:
    said = say([asked("mechanism", "about", "neuropathy"), asked("mechanism", "how", "neuropathy"), asked("food", "list")], ARTICLE, load_replies())
    assert [one.custom["topic"] for one in said] == ["mechanism", "food"]
    assert len([block for block in said[0].blocks if isinstance(block, Notice)]) <= 1


def test_two_aspects_of_one_treatment_stay_two_answers() -> None:
    readings = [asked("treatment", aspect, "injections", aspect=aspect) for aspect in ("speed", "maintenance")]
    assert len(say(readings, ARTICLE, load_replies())) == 2


@pytest.mark.parametrize(("question", "says", "leaves_out"), [
    (Question("food", "without", ("meat_poultry", "fish_seafood", "eggs"), excluded=("dairy", "salmon")),
     ["Leaving dairy products and salmon aside", "tuna"], ["milk", "yogurt"]),
    (Question("treatment", "without", ("diet", "exercise"), excluded=("injections", "oral_supplements")), ["B12-rich diet", "Exercise"], ["Injections"]),
    (Question("symptom", "without", ("numbness", "burning"), excluded=("tingling",)), ["Besides tingling", "- Numbness"], ["- Tingling"]),
    (Question("test", "without", ("mma",), excluded=("serum_b12",)), ["Besides the blood test", "Methylmalonic acid"], ["serum"]),
])
def test_what_is_left_out_is_not_among_what_remains(question: Question, says: List[str], leaves_out: List[str]) -> None:
    text = text_of(question)
    assert [part for part in says if part not in text] == []
    assert [part for part in leaves_out if part in text] == []
    assert compose(question, ARTICLE).custom["items"] == list(question.items)


def test_the_line_to_a_provider_stands_once_in_a_turn() -> None:
    said = say([asked("symptom", "item", "tingling"), asked("test", "item", "mma")], ARTICLE, load_replies())
    assert [len([block for block in one.blocks if isinstance(block, Notice)]) for one in said] == [0, 1]
    assert "provider" not in said[0].short


def test_less_oxygen_has_a_reason() -> None:
    assert "too large and immature" in text_of(asked("mechanism", "why_muscles"))


def test_no_two_lines_of_the_tests_say_the_same() -> None:
    lines = [block for block in compose(asked("test", "list"), ARTICLE).blocks if isinstance(block, Bullets)][0].items
    assert len([text for _, text in lines if "both" in text]) == 1


def test_a_thing_that_is_not_named_stands_in_quotes() -> None:
    (said,) = say([Decline("not_in_article", about="test", unlisted=("schilling test",))], ARTICLE, load_replies())
    assert markdown.render(said, ARTICLE).startswith("The article does not name “schilling test”.")


@pytest.mark.parametrize(("facet", "title"), [("caution", "What should one mind with exercise?"), ("replace", "Can exercise replace treatment?")])
def test_a_button_says_what_it_asks(facet: str, title: str) -> None:
    assert [choice.title for choice in choices([f"treatment/{facet}@exercise"], ARTICLE)] == [title]
