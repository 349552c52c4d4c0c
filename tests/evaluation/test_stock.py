"""The stock model is kept for as long as the examples stay the same."""
from pathlib import Path

import pytest

from bot import settings
from bot.evaluation import stock


def test_another_example_asks_for_another_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "nlu"
    folder.mkdir(parents=True)
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    (folder / "food.yml").write_text("a", encoding="utf-8")
    before = stock.fingerprint()
    assert stock.fingerprint() == before
    (folder / "food.yml").write_text("b", encoding="utf-8")
    assert stock.fingerprint() != before


def test_progress_is_read_from_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("Epochs:   1%| \rEpochs:  42%|####  ", encoding="utf-8")
    assert stock._percent(log) == "42"
    log.write_text("", encoding="utf-8")
    assert stock._percent(log) == "0"
