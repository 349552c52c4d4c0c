"""From a label and the words to what exactly is asked, without a model."""
from typing import Optional, Tuple

import pytest

from bot.answers.reading import Decline, Question
from bot.article import load_article
from bot.language.mentions import Lexicon
from bot.language.unlisted import load_unlisted
from bot.language.words import split_words
from bot.understanding.resolve import resolve

ARTICLE = load_article()
LEXICON = Lexicon(ARTICLE, {})
ALL = Lexicon(ARTICLE, load_unlisted())
Asked = Tuple[str, str, Tuple[str, ...], Optional[str]]


@pytest.mark.parametrize(("label", "text", "asked"), [
    ("ask_symptom/mistaken", "can it be mistaken for joint pain", ("symptom", "mistaken", (), None)),
    ("ask_treatment/form", "is the b12 in beef natural", ("treatment", "form", ("diet",), "form")),
    ("ask_treatment/item", "whom are tablets good for", ("treatment", "suitability", ("oral_supplements",), "suitability")),
    ("ask_treatment/kinds", "which kinds of tablets are there", ("treatment", "kinds", ("oral_supplements",), None)),
    ("ask_treatment/kinds", "cyanocobalamin tablets or which kinds", ("treatment", "form", ("oral_supplements",), "form")),
    ("ask_comparison/suitability", "methylcobalamin or hydroxocobalamin for whom", ("comparison", "form", ("diet", "oral_supplements", "injections"), "form")),
    ("ask_comparison/all", "is pernicious anemia different", ("cause", "about", (), None)),
    ("ask_cause/diet", "how can it be low if i eat meat", ("cause", "malabsorption", (), None)),
    ("ask_cause/diet", "can it come from a vegan diet", ("cause", "diet", (), None)),
    ("ask_food/item", "are fish such as tuna good", ("food", "item", ("tuna",), None)),
    ("ask_symptom/by_mechanism", "is numbness a sign of neuropathy", ("symptom", "item", ("numbness",), None)),
    ("ask_mechanism/how", "how come being anaemic makes muscles ache", ("mechanism", "how", ("anemia",), None)),
    ("ask_test/item", "what does he look for when he taps my knees", ("test", "item", ("neurological_exam",), None)),
    ("ask_treatment/kinds", "in what forms do supplements come, tablets, what else", ("treatment", "form", ("oral_supplements",), "form")),
    ("ask_symptom/item", "are charley horses a sign", ("symptom", "item", ("muscle_cramps",), None)),
    ("ask_symptom/item", "are pins n needles a sign", ("symptom", "item", ("tingling",), None)),
    ("ask_test/item", "which is the main test", ("test", "item", ("serum_b12",), None)),
])
def test_what_a_label_comes_to(label: str, text: str, asked: Asked) -> None:
    words = split_words(text)
    reading = resolve(label, LEXICON.find(words), text, words, ARTICLE)
    assert isinstance(reading, Question)
    assert (reading.topic, reading.facet, reading.items, reading.aspect) == asked


@pytest.mark.parametrize(("label", "text", "about", "unlisted"), [
    ("not_in_article", "does spinach have b12", "food", ("spinach",)),
    ("not_in_article", "can it cause hair loss", "symptom", ("hair loss",)),
    ("not_in_article", "is a heart attack a symptom of b12 deficiency", "symptom", ("heart attack",)),
    ("ask_symptom/item", "is psoriasis a symptom", "symptom", ("psoriasis",)),
    ("not_in_article", "does diabetes lower b12", "disease", ("diabetes",)),
    ("not_in_article", "what is the schilling test", "test", ("schilling test",)),
    ("not_in_article", "who discovered b12", None, ()),
])
def test_what_the_article_does_not_name_is_named_by_its_kind(label: str, text: str, about: Optional[str], unlisted: Tuple[str, ...]) -> None:
    words = split_words(text)
    assert resolve(label, ALL.find(words), text, words, ARTICLE) == Decline("not_in_article", about=about, unlisted=unlisted)
