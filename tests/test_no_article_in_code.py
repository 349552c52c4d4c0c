"""The program does not know what the article is about: no id, no label and no word of its own stands in the code, the pages or our own sentences.

data/language, data/nlu, data/stories and domain.yml are not looked at: they hold how people put things and the contract's slots, nothing of them
is said to anybody, and an article may bring its own in their place. Nor are data/intake/questions.yml and discuss.yml, which each article brings.
"""
import ast
import re
from pathlib import Path
from typing import Dict, Iterator, Tuple

import pytest

from bot.article import load_article
from bot.article.files import ROOT

MODULES = sorted(path for folder in ("bot", "actions") for path in (ROOT / folder).rglob("*.py"))
KINDS = ("mechanism", "symptom", "test", "food", "food_group", "treatment", "term")
# Words that are ids of the article, and of the program as well.
SHARED = {
    "diet": "a question of the intake: how somebody eats",
    "dairy": "an origin of foods, by which ways of eating differ", "eggs": "an origin of foods, by which ways of eating differ",
    "exercise": "a facet of the topic treatment: does it help to move",
    "deficient": "how a blood test came out",
    "current_b12": "the contract's name for what is taken now; the question itself is the article's data",
}
# These ask the article that comes with the assistant, to measure.
ASKING = ("bot/bench/questions.py", "bot/bench/projects.py", "bot/evaluation/noise.py")
# What is shown, said or pasted somewhere, whatever the article is.
SHOWN = sorted(path for pattern in ("web/src/*", "data/replies/*", "data/voice/*", "data/slack/*", "data/intake/words.yml", "config.yml", "credentials.yml",
                                    "endpoints.yml", "deploy/*", "deploy/kubernetes/*", "deploy/nginx/*")
               for path in ROOT.glob(pattern) if path.is_file())
# … and names the article's things nevertheless: the lines, each with its reason.
ALLOWED: Dict[str, Tuple[str, ...]] = {
    "data/intake/words.yml": ("pernicious_anemia:", "malabsorption:", "oral_supplements:"),  # the contract's values, as they are said
    "data/replies/declines.yml": ("how a deficiency is treated",),  # of any nutrient
}


def names() -> Tuple[str, ...]:
    article = load_article()
    ids = {name for kind in KINDS for id_, entry in article.of_kind(kind).items() for name in (id_, str(getattr(entry, "label", id_)).lower())}
    return tuple(sorted({*ids, *map(str, article.about.own_words), str(article.about.nutrient)} - set(SHARED)))


NAMED = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, names()))})(?![a-z0-9])")
_SHARED = re.compile("|".join(rf"\b{word}\b" for word in SHARED))


def is_named(text: str) -> bool:
    return bool(NAMED.search(_SHARED.sub("", text.lower())))


def literals(code: str) -> Iterator[Tuple[int, str]]:
    """The texts of a module that are no docstrings, and their lines."""
    tree = ast.parse(code)
    told = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
            and node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def found(code: str) -> Iterator[Tuple[int, str]]:
    yield from ((line, text) for line, text in literals(code) if is_named(text))


@pytest.mark.parametrize("path", [path for path in MODULES if str(path.relative_to(ROOT)) not in ASKING], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_in_the_code_names_a_thing_of_the_article(path: Path) -> None:
    assert list(found(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_and_no_sentence_of_ours_names_one(path: Path) -> None:
    allowed = ALLOWED.get(str(path.relative_to(ROOT)), ())
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if is_named(line) and not any(part in line for part in allowed)] == []
    assert all(any(part in line and is_named(line) for line in lines) for part in allowed)  # none is allowed for nothing


@pytest.mark.parametrize("code", [
    'ITEMS = ("injections",)', 'x = f"{a} of low B12"', 'if topic == "homocysteine_test": pass', 'TEXT = "ask about nutritional yeast"', '_B12 = "serum_b12"',
])
def test_such_a_text_would_be_found(code: str) -> None:
    assert list(found(code))


@pytest.mark.parametrize("code", ['"""About B12."""', 'def f():\n    """B12."""', "# b12\nx = 1", 'SLOTS = ("diet", "current_b12")', 'kind = "food_group"'])
def test_others_are_not(code: str) -> None:
    assert list(found(code)) == []


@pytest.mark.parametrize("word", SHARED)
def test_no_word_is_shared_for_nothing(word: str) -> None:
    assert any(re.search(rf"\b{word}\b", text) for path in MODULES for _, text in literals(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ASKING)
def test_what_asks_is_there(name: str) -> None:
    assert (ROOT / name).exists()
