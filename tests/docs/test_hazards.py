"""The hazard log: every hazard has a control, and every control a test that exists."""
import re
import subprocess
import sys
from typing import Dict, List

import pytest

from bot.article.files import ROOT

COLUMNS = ("id", "hazard", "cause", "effect", "risk", "control", "test")


def hazards(text: str) -> List[Dict[str, str]]:
    """The rows of its table."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if re.match(r"\| *H\d", line)]
    assert all(len(row) == len(COLUMNS) for row in rows)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


ROWS = hazards((ROOT / "docs" / "hazards.md").read_text(encoding="utf-8"))


def missing(nodes: List[str]) -> str:
    """What pytest says of those it cannot collect; empty when there are none."""
    done = subprocess.run([sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-m", "soak or not soak", *nodes], cwd=ROOT,
                          capture_output=True, text=True, timeout=240)
    return "" if done.returncode == 0 else "\n".join(line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line)


def test_there_are_enough_and_each_has_an_id_of_its_own() -> None:
    assert len(ROWS) >= 25
    assert [row["id"] for row in ROWS] == [f"H{number:02}" for number in range(1, len(ROWS) + 1)]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_nothing_is_left_open(row: Dict[str, str]) -> None:
    assert all(row.values())
    severity, likelihood, risk = map(int, re.findall(r"\d+", row["risk"]))
    assert 1 <= severity <= 5
    assert 1 <= likelihood <= 4
    assert risk == severity * likelihood
    assert ("**" in row["risk"]) == (risk >= 10)
    assert row["test"].strip("`").startswith("tests/")


def test_every_control_has_a_test_that_can_be_collected() -> None:
    assert missing([row["test"].strip("`") for row in ROWS]) == ""


def test_a_control_without_a_test_is_found() -> None:
    assert "no_such_test" in missing(["tests/docs/test_hazards.py::no_such_test"])
