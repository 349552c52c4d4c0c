"""From a label and the words to what exactly is asked, without a model."""
from typing import Optional, Tuple

import pytest

from bot.answers.reading import Question
from bot.article import load_article
from bot.language.mentions import Lexicon
from bot.language.words import split_words
from bot.understanding.resolve import resolve

ARTICLE = load_article()
LEXICON = Lexicon(ARTICLE, {})
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
    ("ask_test/item", "which is the main test", ("test", "item", ("serum_b12",), None)),
])
def test_what_a_label_comes_to(label: str, text: str, asked: Asked) -> None:
    words = split_words(text)
    reading = resolve(label, LEXICON.find(words), text, words, ARTICLE)
    assert isinstance(reading, Question)
    assert (reading.topic, reading.facet, reading.items, reading.aspect) == asked
