"""The report: a table for the terminal, evaluation.json for programs, a page for people."""
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence

from bot.evaluation.checklist import total
from bot.evaluation.evaluate import ALL, CLEAN, Evaluation
from bot.evaluation.figures import GROUPS, NAMES, TARGETS, Rate, group_of
from bot.evaluation.measure import Outcome
from bot.evaluation.noise import NOISES
from bot.evaluation.pictures import PICTURES, draw
from bot.evaluation.score import short
from bot.reports import page as pages
from bot.reports.page import Row

SEALED = "sealed"  # never shown sentence by sentence, so that it stays blind
_NONE = "–"
_PLAIN = ("macro_f1", "longest_ratio")  # figures without a unit


def write(evaluation: Evaluation, folder: Path) -> None:
    """Write index.html, its pictures and evaluation.json to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    draw(evaluation, folder)
    (folder / "evaluation.json").write_text(json.dumps(as_json(evaluation), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "index.html").write_text(page(evaluation), encoding="utf-8")


def as_json(evaluation: Evaluation) -> Dict[str, Any]:
    """All figures, and the wrong turns of the files that are not sealed."""
    return {
        "figures": evaluation.figures, "stock": evaluation.stock.figures if evaluation.stock else None,
        "kinds": {group: _as_json(rates) for group, rates in evaluation.kinds.items()}, "styles": _as_json(evaluation.styles),
        "noise": _as_json(evaluation.noise), "noise_loss": evaluation.values()["noise_loss"],
        "checklist": {group: _as_json(rates) for group, rates in evaluation.checks.items()},
        "left_out": evaluation.left_out, "wrong": [_as_wrong(outcome) for outcome in shown_wrong(evaluation.outcomes)],
    }


def _as_json(rates: Mapping[str, Rate]) -> Dict[str, Any]:
    return {name: {**asdict(rate), "percent": rate.percent} for name, rate in rates.items()}


def _as_wrong(outcome: Outcome) -> Dict[str, Any]:
    case = outcome.case
    return {"file": case.file, "kind": case.kind, "style": case.style, "name": case.name, "text": outcome.turn.text, "said": _said(outcome),
            "mistakes": outcome.mistakes}


def table(evaluation: Evaluation) -> str:
    """The one table with both columns, for a terminal."""
    rows = [_heads(), *figure_rows(evaluation)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])
             for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _heads() -> Row:
    return ("", "to reach", "ours", "stock", *GROUPS)


def figure_rows(evaluation: Evaluation) -> List[Row]:
    """Cells for each figure: name, target, ours and stock on all files, ours on each group."""
    stock = evaluation.stock.figures[ALL] if evaluation.stock else {}
    rows: List[Row] = []
    for name, title in NAMES.items():
        unit = "ms" if name.endswith("_ms") else "" if name in _PLAIN else "%"
        values = [evaluation.figures[ALL].get(name), stock.get(name), *(evaluation.figures[group].get(name) for group in GROUPS)]
        rows.append((f"{title}{', ' if unit else ''}{unit}", TARGETS.get(name, ""), *map(_number, values)))
    rest = [_NONE] * (1 + len(GROUPS))
    for kind in NOISES:
        rows.append((f"Lost to {kind}, points", "≤ 3" if kind in ("typos", "dictated") else "", _number(evaluation.loss(kind)), *rest))
    rows += [(f"Checklist, {group}, %", "", _number(total(rates).percent), *rest) for group, rates in evaluation.checks.items()]
    return rows


def _number(value: Optional[float]) -> str:
    return _NONE if value is None else f"{value:.1f}"


def shown_wrong(outcomes: Iterable[Outcome]) -> List[Outcome]:
    """The wrong turns that may be read."""
    return [outcome for outcome in outcomes if not outcome.right and group_of(outcome.case.file) != SEALED]


def _said(outcome: Outcome) -> List[str]:
    return [f"{short(custom)} {' '.join(custom.get('items') or ())}".strip() for custom in outcome.customs]


def page(evaluation: Evaluation) -> str:
    """The whole page; its pictures lie beside it."""
    wrong = shown_wrong(evaluation.outcomes)
    sealed = sum(not o.right for o in evaluation.outcomes) - len(wrong)
    kinds = [(group, kind, f"{rate.right} of {rate.total}", f"{rate.percent:.1f}")
             for group, rates in evaluation.kinds.items() for kind, rate in rates.items()]
    checks = [(group, name, f"{rate.right} of {rate.total}")
              for group, rates in evaluation.checks.items() for name, rate in rates.items()]
    return pages.page(
        "How well the assistant understands",
        _INTRODUCTION.format(turns=len(evaluation.outcomes), left_out=evaluation.left_out),
        "" if evaluation.stock else "<p>The stock configuration was left out of this run.</p>",
        pages.table("Ours and Rasa's stock configuration", _heads(), figure_rows(evaluation)),
        "<h2>Pictures</h2>", pages.figures(PICTURES), "<h2>In detail</h2>",
        pages.table("Right turns per kind", ("files", "kind", "right", "%"), kinds),
        pages.table("Plain questions with noise", ("noise", "right", "%", "lost, points"), _noise_rows(evaluation)),
        pages.table("Checklist", ("group", "what holds", "right"), checks), "<h2>What went wrong</h2>",
        f"<p>{sealed} wrong turns of the sealed files are not shown, so that nobody mends what they measure.</p>",
        f"<details><summary>{len(wrong)} wrong turns</summary>", _wrong(wrong), "</details>")


def _noise_rows(evaluation: Evaluation) -> List[Row]:
    return [(kind, f"{rate.right} of {rate.total}", f"{rate.percent:.1f}", "" if kind == CLEAN else f"{evaluation.loss(kind):.1f}")
            for kind, rate in evaluation.noise.items()]


def _wrong(outcomes: Sequence[Outcome]) -> str:
    rows = [(o.turn.text, f"{o.case.kind}, {o.case.style}", "; ".join(_said(o)), "; ".join(o.mistakes)) for o in outcomes]
    return pages.table("What was said and what is wrong with it", ("sentence", "kind", "said", "wrong"), rows)


_INTRODUCTION = """<p>{turns} turns of blind sentences and dialogues (tests/nlu/held_out*.yml), none of them trained on; {left_out} sentences such as
“hello” stand in the training data as well and were left out. “ours” and “stock” are both measured on all files in this run,
what needs a conversation or tells of an emergency only with ours; the last columns are ours on each group of files.</p>"""
