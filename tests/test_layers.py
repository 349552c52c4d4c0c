"""Imports run one way: what decides knows nothing of Rasa, of a channel, or of where conversations are kept."""
import ast
from pathlib import Path
from typing import Iterator, Set

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
