"""Which things a sentence is about, without a model."""
from typing import List

import pytest

from bot.article import load_article
from bot.language.mentions import Lexicon
from bot.language.reader import Read
from bot.language.words import split_words
from bot.understanding.naming import included

LEXICON = Lexicon(load_article(), {})


@pytest.mark.parametrize(("text", "ids"), [
    ("i do not eat meat but i do eat salmon", ["salmon"]),
    ("who gets the injection and not the pill", ["injections"]),
    ("apart from liver is chicken any good", ["chicken"]),
    ("are meat and salmon good", ["meat_poultry", "salmon"]),
    ("is there no b12 in milk", ["b12", "milk"]),
    ("i cannot have milk", ["milk"]),  # nothing else is named, so it is what is asked about
    ("i do not eat meat, does it make me tired", ["meat_poultry", "fatigue"]),
])
def test_a_thing_is_left_out_only_beside_others_of_its_kind(text: str, ids: List[str]) -> None:
    words = tuple(split_words(text))
    assert [mention.id for mention in included(Read(text, words, words, tuple(LEXICON.find(words))))] == ids
