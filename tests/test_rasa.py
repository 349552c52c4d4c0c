"""What people who know Rasa run: `rasa test`, `rasa data validate`."""
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot import settings
from bot.article.files import ROOT

pytestmark = pytest.mark.model


def rasa(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "rasa", *arguments], cwd=ROOT, env=settings.environment(), capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_every_dialogue_goes_as_written(model: Path, tmp_path: Path) -> None:
    rasa("test", "core", "--model", str(model), "--stories", "tests/conversations", "--out", str(tmp_path), "--no-plot", "--fail-on-prediction-errors")
    report = json.loads((tmp_path / "story_report.json").read_text(encoding="utf-8"))
    assert report["conversation_accuracy"]["correct"] == report["conversation_accuracy"]["total"] == len(list(
        (ROOT / "tests" / "conversations").rglob("test_*.yml")))


def test_rasa_finds_nothing_wrong_with_the_data() -> None:
    assert "validation.story_structure" not in rasa("data", "validate", "--data", "data/nlu", "data/stories", "--fail-on-warnings")
