"""A mistake in any data file is told in one readable line before anything is trained."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.article.files import ROOT
from bot.checks import check_data


def test_the_data_files_are_whole() -> None:
    check_data()


@pytest.mark.parametrize(("file", "old", "new", "mistake"), [
    ("language/context.yml", "pointers: [", "pointer: [", "context.yml: pointers: field required"),
    ("language/questions.yml", "starters: [", "starters: {", "questions.yml: line"),
    ("language/red_flags.yml", "first: [", "frist: [", "red_flags.yml: first: field required"),
    ("replies/declines.yml", "choices: [food/list, food/vegan]", "choices: [food/lst]", "declines.yml: choices: food/lst leads nowhere"),
    ("language/polarity.yml", "turning: [", "turned: [", "polarity.yml: turning: field required"),
])
def test_every_file_is_checked(tmp_path: Path, file: str, old: str, new: str, mistake: str) -> None:
    for name in ("bot", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    path = tmp_path / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code = "from bot.article import DataError\nfrom bot.checks import check_data\ntry: check_data()\nexcept DataError as error: print(error)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
                          check=True, timeout=60)
    assert mistake in done.stdout
