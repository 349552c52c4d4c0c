"""Imports run one way: what decides knows nothing of Rasa, of a channel, or of where conversations are kept."""
import ast
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Dict, Iterator, Set

import pytest

from bot.settings import ROOT

# Each may import itself and what stands before it.
INNER = ("article", "language", "answers", "safety", "intake", "understanding", "render", "voice")
# What would tie it to a server or a database; slack_sdk is there for its block classes, which say what Slack takes.
EDGES = {"rasa", "rasa_sdk", "sanic", "aiohttp", "twilio", "sqlalchemy", "sqlite3", "psycopg2", "prometheus_client", "requests"}
MODULES = sorted(path for package in INNER for path in (ROOT / "bot" / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def packages(path: Path) -> Set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("bot.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_decides_imports_only_what_is_below_it(path: Path) -> None:
    own = path.relative_to(ROOT / "bot").parts[0]
    assert packages(path) <= set(INNER[:INNER.index(own) + 1])
    assert not {name.split(".")[0] for name in imported(path)} & EDGES


@pytest.mark.parametrize("path", sorted((ROOT / "bot" / "channels").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_channel_does_not_understand_or_train(path: Path) -> None:
    assert not packages(path) & {"understanding", "nlu", "evaluation", "bench", "insights"}


MEASURING = {"evaluation", "bench", "insights", "reports", "scaling"}
HOUSE = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
         for folder in ("bot", "actions") for path in (ROOT / folder).rglob("*.py")}


def needs(path: Path) -> Set[str]:
    """The modules of ours that a module imports, be it a name of theirs or themselves."""
    named = [(node.module, alias.name) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom) and node.module
             for alias in node.names]
    return {full if (full := f"{module}.{name}") in HOUSE else module for module, name in named if module in HOUSE}


def room(module: str) -> str:
    """`bot.channels` for `bot.channels.slack.api`; a program, which ties rooms together, is a room of its own."""
    return module if module.endswith("__main__") else ".".join(module.split(".")[:2])


def test_no_modules_and_no_folders_import_each_other() -> None:
    modules = {module: needs(path) for module, path in HOUSE.items()}
    rooms: Dict[str, Set[str]] = {}
    for module, needed in modules.items():
        rooms.setdefault(room(module), set()).update({room(one) for one in needed} - {room(module), "bot"})
    for graph in (modules, rooms):
        list(TopologicalSorter(graph).static_order())  # raises CycleError, which names them


@pytest.mark.parametrize("name", sorted(name for name in HOUSE if name.split(".")[1:2] and name.split(".")[1] not in MEASURING))
def test_nothing_of_the_assistant_imports_what_measures_it(name: str) -> None:
    assert not {one.split(".")[1] for one in needs(HOUSE[name]) if "." in one} & MEASURING
