"""What was measured, as the contract's file and as a table."""
import json
from pathlib import Path
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence

SETUPS = ("floor", "ours", "stock")
Figures = Mapping[str, Mapping[str, Any]]  # setup -> figure -> value


class Figure(NamedTuple):
    """A key of the contract's file and what it is, for people."""

    key: str
    title: str
    unit: str


FIGURES = (
    Figure("median_ms", "an answer, median", "ms"),
    Figure("p95_ms", "an answer, 95th percentile", "ms"),
    Figure("p99_ms", "an answer, 99th percentile", "ms"),
    Figure("turns_per_s", "turns a second, 8 clients", "1/s"),
    Figure("start_s", "start to first answer", "s"),
    Figure("train_s", "training", "s"),
    Figure("memory_mb", "memory, all processes", "MB"),
    Figure("turn5_ms", "turn 5 of a conversation", "ms"),
    Figure("turn200_ms", "turn 200 of a conversation", "ms"),
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


def write(measured: Figures, conditions: Mapping[str, Any], folder: Path) -> Path:
    """Write bench.json, whose keys are the contract's, and conditions.json beside it; return the path of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bench.json"
    path.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    (folder / "conditions.json").write_text(json.dumps(conditions, indent=1) + "\n", encoding="utf-8")
    return path


def table(measured: Figures) -> str:
    """A line per figure: the three setups, how many times the floor ours is, and how many times ours the stock configuration is."""
    rows = [["", *SETUPS, "ours/floor", "stock/ours"]]
    rows += [_row(f"{figure.title}, {figure.unit}", {setup: figures.get(figure.key) for setup, figures in measured.items()})
             for figure in FIGURES]
    kinds: List[str] = list(measured.get("ours", {}).get("turns", {}))
    rows += [_row(f"turn: {kind.replace('_', ' ')}, median, ms", {setup: _of_kind(figures, kind) for setup, figures in measured.items()})
             for kind in kinds]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                               for column, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows)


def _of_kind(figures: Mapping[str, Any], kind: str) -> Optional[float]:
    return figures.get("turns", {}).get(kind, {}).get("median_ms")


def _row(title: str, values: Dict[str, Optional[float]]) -> List[str]:
    floor, ours, stock = (values.get(setup) for setup in SETUPS)
    return [title, *("-" if value is None else f"{value:.1f}" for value in (floor, ours, stock)), _ratio(ours, floor), _ratio(stock, ours)]


def _ratio(above: Optional[float], below: Optional[float]) -> str:
    return f"{above / below:.2f}" if above is not None and below else "-"
