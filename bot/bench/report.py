"""What was measured, as the contract's file and as tables."""
import json
from pathlib import Path
from typing import Any, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from bot.bench.questions import ANSWER, KINDS

SETUPS = ("floor", "ours", "stock")
Figures = Mapping[str, Mapping[str, Any]]  # setup -> figure -> value


class Figure(NamedTuple):
    """A figure for people; `path` leads to it in what was measured of a setup."""

    path: str
    title: str
    unit: str

    def of(self, figures: Mapping[str, Any]) -> Optional[float]:
        """Its value, None where it was not measured."""
        value: Any = figures
        for key in self.path.split("/"):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


# The contract's, whose paths are its keys.
CONTRACT = (
    Figure("median_ms", "an answer, median", "ms"),
    Figure("p95_ms", "an answer, 95th percentile", "ms"),
    Figure("p99_ms", "an answer, 99th percentile", "ms"),
    Figure("turns_per_s", "answers a second, 8 clients", "1/s"),
    Figure("start_s", "start to first answer", "s"),
    Figure("train_s", "training", "s"),
    Figure("memory_mb", "memory, all processes", "MB"),
    Figure("turn5_ms", "turn 5 of a conversation", "ms"),
    Figure("turn200_ms", "turn 200 of a conversation", "ms"),
)
_OF_TURNS = (("median_ms", "median", "ms"), ("p95_ms", "95th percentile", "ms"), ("p99_ms", "99th percentile", "ms"))
FIGURES = (
    *CONTRACT,
    Figure("cpu_ms", "processor time of an answer, all processes", "ms"),
    *(Figure(f"turns/{kind}/{key}", f"{title}: {name}", unit) for kind, title in KINDS.items() if kind != ANSWER for key, name, unit in _OF_TURNS),
    *(Figure(f"turns/{kind}/eight_clients/{key}", f"{title}: 8 clients, {name}", unit) for kind, title in KINDS.items() for key, name, unit in _OF_TURNS),
    *(Figure(f"turns/{kind}/turns_per_s", f"{title}: turns a second, 8 clients", "1/s") for kind, title in KINDS.items() if kind != ANSWER),
)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, between neighbours in proportion. Raises ValueError for no values."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def write(measured: Figures, conditions: Mapping[str, Any], folder: Path, text: str) -> Path:
    """Write bench.json, which has the contract's keys, and conditions.json and table.txt beside it; return the path of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bench.json"
    path.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    (folder / "conditions.json").write_text(json.dumps(conditions, indent=1) + "\n", encoding="utf-8")
    (folder / "table.txt").write_text(text + "\n", encoding="utf-8")
    return path


def table(measured: Figures) -> str:
    """A line per figure: the three setups, how many times the floor ours is, and how many times ours the stock configuration is."""
    rows = [["", *SETUPS, "ours/floor", "stock/ours"]]
    for figure in FIGURES:
        floor, ours, stock = values = [figure.of(measured.get(setup, {})) for setup in SETUPS]
        if any(value is not None for value in values):
            rows.append([f"{figure.title}, {figure.unit}", *(_cell(figure, measured.get(setup, {})) for setup in SETUPS), _ratio(ours, floor), _ratio(stock, ours)])
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Lines with the columns under one another, the first to the left."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                               for column, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows)


def goals(measured: Figures) -> str:
    """What was to be reached, and what was."""
    floor, ours, stock = (measured.get(setup, {}) for setup in SETUPS)
    reached: List[Tuple[str, float, Optional[float]]] = [
        ("an answer, in medians of the floor's", 2.5, _quotient(ours, "median_ms", floor)),
        ("an answer, in medians of stock's", 1 / 3, _quotient(ours, "median_ms", stock)),
        ("99th percentile, in medians", 4, _quotient(ours, "p99_ms", ours, "median_ms")),
        ("turn 200, in turns 5", 1.2, _quotient(ours, "turn200_ms", ours, "turn5_ms")),
        ("start, s", 15, ours.get("start_s")),
        ("training, s", 90, ours.get("train_s")),
        ("memory, MB", 1_024, ours.get("memory_mb")),
    ]
    return aligned([["to be reached", "at most", "is", ""], *(
        [title, f"{most:.4g}", "-" if value is None else f"{value:.4g}", "" if value is None else "yes" if value <= most else "NO"]
        for title, most, value in reached)])


def _cell(figure: Figure, figures: Mapping[str, Any]) -> str:
    value = figure.of(figures)
    about = "about " if figure.path == "train_s" and "train_measured_s" in figures else ""
    return "-" if value is None else f"{about}{value:.1f}"


def _quotient(figures: Mapping[str, Any], key: str, others: Mapping[str, Any], other_key: str = "") -> Optional[float]:
    above, below = figures.get(key), others.get(other_key or key)
    return above / below if above is not None and below else None


def _ratio(above: Optional[float], below: Optional[float]) -> str:
    return f"{above / below:.2f}" if above is not None and below else "-"
