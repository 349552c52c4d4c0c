"""Difficult words as dictation writes them down."""
import pytest

from bot.article import load_article
from bot.language.embedding import load_encoder
from bot.language.mentions import Lexicon
from bot.language.reader import Reader
from bot.language.unlisted import load_unlisted

READER = Reader(Lexicon(load_article(), load_unlisted()), {"does": 20, "about": 20, "compare": 9, "the": 50}, load_encoder().english_words())


@pytest.mark.parametrize(("heard", "meant"), [
    ("what is the my lin sheath", "what is the myelin sheath"), ("what is homo sistine", "what is homocysteine"), ("what is a taxi a", "what is ataxia"),
    ("what is glow sitis", "what is glossitis"), ("metal malonic acid", "methylmalonic acid"), ("hydroxy cobalt amine", "hydroxocobalamin"),
    ("sign oh cobalamin", "cyanocobalamin"), ("pernishus anemia", "pernicious anemia"), ("tap lets", "tablets"), ("nutritional east", "nutritional yeast"),
    ("is be twelve in milk", "is b12 in milk"), ("mega low blast tick", "megaloblastic"), ("leg clamps", "leg cramps"),
])
def test_what_was_heard_is_what_was_meant(heard: str, meant: str) -> None:
    assert READER.read(heard).sentence == meant


@pytest.mark.parametrize("text", [
    "does sublingual b12 help", "what about milk", "low b12 can cause a name to be forgotten", "is it a thing you can solve", "high homocysteine and high mma",
    "does cobalamin mean b12", "how does a provider work out that b12 is low", "my muscles ache", "are the injections done at home",
])
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert READER.read(text).sentence == text


@pytest.mark.parametrize(("typed", "meant"), [
    ("homocystien", "homocystein"), ("injectons", "injections"), ("neuropthy", "neuropathy"), ("defficiency", "deficiency"), ("anaemai", "anaemia"),
])
def test_slips_are_mended(typed: str, meant: str) -> None:
    assert READER.read(typed).sentence == meant
