"""What is put right in the same breath, without a model."""
from typing import List

import pytest

from bot.article import load_article
from bot.language.embedding import load_encoder
from bot.language.mentions import Lexicon
from bot.language.reader import Reader
from bot.understanding.corrected import corrected, still_meant
from bot.understanding.parts import split_parts

READER = Reader(Lexicon(load_article(), {"food": ["beans"]}), {}, load_encoder().english_words())


@pytest.mark.parametrize(("text", "meant"), [
    ("tablets no i mean injections", "injections"),
    ("tablets, sorry, injections", "injections"),
    ("how fast do tablets work, actually i meant injections?", "how fast do injections work?"),
    ("is tuna good, no wait, salmon", "is salmon good"),
    ("do beans have b12, sorry, I meant beef", "do beef have b12"),
    ("compare diet and tablets, no, i meant tablets and injections", "compare tablets and injections"),
    ("which tests, sorry, which treatments are there", "which treatments are there"),
    ("what are the signs no wait what is the treatment", "what is the treatment"),
    ("tablets, no no, sorry, scratch that, how fast are injections", "how fast are injections"),
])
def test_the_last_one_counts(text: str, meant: str) -> None:
    assert corrected(READER.read(text), READER).text == meant


@pytest.mark.parametrize("text", [
    "tablets and injections", "do tablets, i mean the sublingual ones, absorb better", "i meant injections", "sorry, are tablets any good",
    "is numbness a sign, i mean does tuna help", "are muscle aches, i mean aching muscles, a sign",
])
def test_nothing_is_put_right(text: str) -> None:
    assert corrected(READER.read(text), READER).text == text


@pytest.mark.parametrize(("text", "meant"), [
    ("what is anemia, sorry, I meant, what is neuropathy", ["what is neuropathy"]),
    ("what is MMA? Scratch that. What is anemia?", ["What is anemia?"]),
    ("what is MMA and what is anemia", ["what is MMA", "what is anemia"]),
])
def test_a_question_that_is_taken_back_is_not_asked(text: str, meant: List[str]) -> None:
    assert [part.text for part in still_meant(split_parts(text)) if part.asks] == meant
