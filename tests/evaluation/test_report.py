"""The report on a toy evaluation: the sealed sentences stay blind, what people typed is no markup."""
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation import report
from bot.evaluation.cases import Case, Turn
from bot.evaluation.evaluate import ALL, Evaluation, asked_of_stock, stock_results
from bot.evaluation.figures import GROUPS, Rate
from bot.evaluation.measure import Outcome
from bot.evaluation.noise import NOISES
from bot.evaluation.pictures import PICTURES
from bot.evaluation.stock import Parsed


def wrong(file: str, text: str) -> Outcome:
    turn = Turn(text, (({"type": "answer", "topic": "food"},),))
    return Outcome(Case(file, "article", "plain", (turn,), labels=("ask_food",)), 0, turn, ({"type": "decline", "reason": "out_of_scope"},),
                   "out_of_scope", 0.4, 5.0, ("wrong",), False)


@pytest.fixture
def evaluation() -> Evaluation:
    outcomes = (wrong("held_out_article.yml", "is <b>milk</b> ok"), wrong("held_out_sealed_article.yml", "a sealed sentence"))
    noise = {"clean": Rate(4, 5), **{kind: Rate(3, 5) for kind in NOISES}}
    return Evaluation(outcomes, {ALL: {"accuracy": 0.0}, **{group: {} for group in GROUPS}}, {"sealed": {"article": Rate(0, 1)}},
                      {"plain": Rate(0, 2)}, noise, {"minimum": {"foods": Rate(1, 2)}})


def test_everything_is_written(evaluation: Evaluation, tmp_path: Path) -> None:
    report.write(evaluation, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "evaluation.json", *PICTURES}
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(f'src="{name}"' in page for name in PICTURES)
    assert "is &lt;b&gt;milk&lt;/b&gt; ok" in page
    assert "sealed sentence" not in page + (tmp_path / "evaluation.json").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "evaluation.json").read_text(encoding="utf-8"))["noise_loss"]["typos"] == pytest.approx(20)


def test_the_table_has_both_columns(evaluation: Evaluation) -> None:
    asked = asked_of_stock(evaluation.outcomes)
    stock = stock_results(evaluation.outcomes, [Parsed("ask_food", 0.9) for _ in asked])
    row = report.figure_rows(replace(evaluation, stock=stock))[0]
    assert row[:4] == ("Intents right, %", "", "0.0", "100.0")
