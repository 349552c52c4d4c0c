"""Every article that comes along is whole, also after the program has begun to ask more of one."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT


@pytest.mark.parametrize("article", sorted((ROOT / "examples").glob("*/")), ids=lambda path: path.name)
def test_its_data_hold_no_mistake(article: Path) -> None:
    environment = {**os.environ, "ARTICLE": str(article)}
    checked = subprocess.run([sys.executable, "-m", "bot.checks"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert checked.returncode == 0, checked.stderr
