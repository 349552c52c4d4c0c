"""The program does not know what the article is about: no id and no label of it stands in the code, only in the data."""
import ast
import re
from pathlib import Path
from typing import Iterator, Tuple

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
    "current_b12": "the contract's name for what is taken now; the question itself is the article's data",
}
# These ask the article that comes with the assistant, to measure.
ASKING = ("bot/bench/questions.py", "bot/bench/projects.py")


def names() -> Tuple[str, ...]:
    article = load_article()
    ids = {name for kind in KINDS for id_, entry in article.of_kind(kind).items() for name in (id_, str(getattr(entry, "label", id_)).lower())}
    return tuple(sorted({*ids, str(article.about.nutrient)} - set(SHARED)))


NAMED = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, names()))})(?![a-z0-9])")


def literals(code: str) -> Iterator[Tuple[int, str]]:
    """The texts of a module that are no docstrings, and their lines."""
    tree = ast.parse(code)
    told = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
            and node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def found(code: str) -> Iterator[Tuple[int, str]]:
    for line, text in literals(code):
        rest = re.sub("|".join(rf"\b{word}\b" for word in SHARED), "", text.lower())
        if NAMED.search(rest):
            yield line, text


@pytest.mark.parametrize("path", [path for path in MODULES if str(path.relative_to(ROOT)) not in ASKING], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_in_the_code_names_a_thing_of_the_article(path: Path) -> None:
    assert list(found(path.read_text(encoding="utf-8"))) == []


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
