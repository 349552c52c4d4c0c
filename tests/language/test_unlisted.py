from collections import defaultdict
from dataclasses import replace
from typing import Dict, List, Set, Tuple

import pytest

from bot.article import load_article
from bot.language.mentions import Lexicon
from bot.language.unlisted import load_unlisted
from bot.language.words import singular, split_words

KINDS = {"food", "symptom", "test", "treatment", "nutrient", "disease"}


def key(text: str) -> Tuple[str, ...]:
    return tuple(singular(word) for word in split_words(text))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(load_article(), load_unlisted())


def test_the_file_loads_with_every_kind() -> None:
    unlisted = load_unlisted()
    assert set(unlisted) == KINDS
    assert all(unlisted.values())


def test_names_are_lower_case_and_have_words() -> None:
    names = [name for names in load_unlisted().values() for name in names]
    assert [name for name in names if name != name.lower().strip() or not key(name)] == []


def test_what_the_article_has_begun_to_name_is_unlisted_no_more() -> None:
    article = load_article()
    food = article.foods["tuna"].copy(update={"other_names": ["sardine"]})
    found = Lexicon(replace(article, foods={**article.foods, "tuna": food}), load_unlisted()).find(split_words("any b12 in sardines?"))
    assert [(mention.id, mention.listed) for mention in found if not mention.subject] == [("tuna", True)]


def test_no_name_stands_in_two_kinds() -> None:
    kinds: Dict[Tuple[str, ...], Set[str]] = defaultdict(set)
    for kind, names in load_unlisted().items():
        for name in names:
            kinds[key(name)].add(kind)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_no_name_stands_twice_in_one_kind() -> None:
    for names in load_unlisted().values():
        keys = [key(name) for name in names]
        assert [name for name in names if keys.count(key(name)) > 1] == []


@pytest.mark.parametrize(("text", "expected"), [
    ("Is there B12 in sardines or tofu?", [("food", "sardine"), ("food", "tofu")]),
    ("do almonds have it, or only almond milk?", [("food", "almond")]),
    ("which has more, goat's milk or cow's milk", [("food", "goat milk")]),
    ("Are potatoes, tomatoes and cookies good sources?", [("food", "potatoes"), ("food", "tomatoes"), ("food", "cookies")]),
    ("we eat meat, fish, eggs and dairy", []),
    ("is ice cream better than peanut butter", [("food", "ice cream"), ("food", "peanut butter")]),
    ("can low b12 cause hair loss and itching?", [("symptom", "hair loss"), ("symptom", "itching")]),
    ("pins and needles with blurred vision", [("symptom", "blurred vision")]),
    ("I can't sleep and have heart palpitations", [("symptom", "cannot sleep"), ("symptom", "heart palpitation")]),
    ("my tongue is swollen and burning", []),
    ("Do I need an MRI, an X-ray or an active B12 test?", [("test", "mri"), ("test", "x ray"), ("test", "active b12 test")]),
    ("does physical therapy or metformin help more than exercise", [("treatment", "physical therapy"), ("treatment", "metformin")]),
    ("vitamin D, B6 and folic acid", [("nutrient", "vitamin d"), ("nutrient", "b6"), ("nutrient", "folic acid")]),
    ("is it MS, Crohn's disease or iron deficiency anaemia", [
        ("disease", "ms"), ("disease", "crohn's disease"), ("disease", "iron deficiency anaemia")]),
    ("How long until B12 injections work at this level of deficiency, and can it be severe?", []),
])
def test_unlisted_mentions(lexicon: Lexicon, text: str, expected: List[Tuple[str, str]]) -> None:
    assert [(mention.kind, mention.id) for mention in lexicon.find(split_words(text)) if not mention.listed] == expected
