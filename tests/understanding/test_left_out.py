"""What a sentence leaves out, and what remains, without a model."""
from typing import List, Sequence, Tuple

import pytest

from bot.answers.reading import Question
from bot.article import load_article
from bot.language.mentions import Lexicon
from bot.language.words import split_words
from bot.understanding.left_out import left_out, remaining
from bot.understanding.resolve import resolve

ARTICLE = load_article()
LEXICON = Lexicon(ARTICLE, {})
NO_DAIRY = ("meat_poultry", "fish_seafood", "eggs", "fortified_foods")


def ids(text: str) -> List[str]:
    words = split_words(text)
    return list(dict.fromkeys(id_ for _, id_ in left_out(words, LEXICON.find(words), ARTICLE)))


@pytest.mark.parametrize(("text", "excluded"), [
    ("which foods have it if i dont eat meat", ["meat_poultry"]),
    ("sources other than fish", ["fish_seafood"]),
    ("any other source than the meat", ["meat_poultry"]),
    ("without meat, fish or eggs", ["meat_poultry", "fish_seafood", "eggs"]),
    ("we don't eat eggs or dairy", ["eggs", "dairy"]),
    ("i am lactose intolerant", ["dairy"]),
    ("can i get it without eating fish", ["fish_seafood"]),
    ("is there a treatment without needles", ["injections"]),
    ("besides tingling what does it feel like", ["tingling"]),
    ("i have no tingling", []),  # a sign that is missing is no sign to leave out of a list
    ("is there no b12 in milk", []),
    ("is fish better than meat", []),
    ("i don't eat meat but salmon", ["meat_poultry"]),
])
def test_what_is_left_out(text: str, excluded: List[str]) -> None:
    assert ids(text) == excluded


@pytest.mark.parametrize(("topic", "excluded", "mechanisms", "left"), [
    ("food", ["dairy"], [], list(NO_DAIRY)),
    ("food", ["eggs", "salmon"], [], ["meat_poultry", "fish_seafood", "dairy", "fortified_foods"]),
    ("food", ["milk", "yogurt", "cheese"], [], list(NO_DAIRY)),
    ("treatment", ["injections"], [], ["diet", "oral_supplements", "exercise"]),
    ("test", ["serum_b12"], [], ["mma", "homocysteine_test", "neurological_exam"]),
    ("symptom", ["fatigue"], ["anemia"], ["muscle_weakness", "muscle_pain"]),
])
def test_what_remains(topic: str, excluded: Sequence[str], mechanisms: Sequence[str], left: List[str]) -> None:
    assert remaining(ARTICLE, topic, excluded, mechanisms) == left


@pytest.mark.parametrize(("label", "text", "topic", "facet", "items"), [
    ("ask_food/list", "foods without dairy", "food", "without", NO_DAIRY),
    ("ask_food/item", "what has b12 besides milk products", "food", "without", NO_DAIRY),
    ("ask_food/item", "which fish other than salmon has it", "food", "item", ("tuna", "clams", "oysters")),
    ("ask_food/item", "i don't eat meat, is salmon good", "food", "item", ("salmon",)),
    ("ask_treatment/item", "treatments other than injections", "treatment", "without", ("diet", "oral_supplements", "exercise")),
    ("ask_treatment/speed", "how fast is treatment without injections", "comparison", "speed", ("diet", "oral_supplements")),
    ("ask_treatment/item", "can tablets be used instead of injections", "treatment", "item", ("oral_supplements",)),
    ("ask_symptom/by_mechanism", "besides fatigue what does the anemia bring", "symptom", "without", ("muscle_weakness", "muscle_pain")),
    ("ask_symptom/other", "which signs are there besides aching muscles", "symptom", "other", ()),
])
def test_what_remains_is_what_is_asked(label: str, text: str, topic: str, facet: str, items: Tuple[str, ...]) -> None:
    words = split_words(text)
    mentions = LEXICON.find(words)
    excluded = left_out(words, mentions, ARTICLE)
    own = [mention for mention in mentions if (mention.kind, mention.id) not in excluded]
    reading = resolve(label, own, text, words, ARTICLE, excluded)
    assert isinstance(reading, Question)
    assert (reading.topic, reading.facet, reading.items) == (topic, facet, items)
