"""Pictures for reports, drawn without a screen."""
from pathlib import Path
from typing import Mapping, Optional, Sequence

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt  # noqa: E402  (after the choice of a backend that needs no screen)

BLUE, ORANGE, RED, GREY = "#1f5fa8", "#b45f06", "#b00020", "#8a949e"


def bars(values: Mapping[str, float], path: Path, *, axis: str, labels: Optional[Sequence[str]] = None, limit: Optional[float] = None) -> None:
    """One bar a name, from top to bottom; `labels` stand at their ends (default: the values)."""
    names = list(values) or ["nothing"]
    numbers = [values.get(name, 0) for name in names]
    figure, axes = plt.subplots(figsize=(8, 0.8 + 0.35 * len(names)))
    drawn = axes.barh(names, numbers, color=BLUE)
    axes.bar_label(drawn, labels or [f"{number:g}" for number in numbers], padding=3)
    axes.invert_yaxis()
    if limit:
        axes.set_xlim(0, limit)
    else:
        axes.margins(x=0.15)
    axes.set_xlabel(axis)
    axes.spines[["top", "right"]].set_visible(False)
    save(figure, path)


def stacked(columns: Mapping[str, Sequence[float]], path: Path, *, names: Sequence[str], axis: str, amount: str) -> None:
    """One column for each of `names`, made of the parts of `columns` at the same place."""
    figure, axes = plt.subplots(figsize=(9, 3.6))
    floor = [0.0] * len(names)
    colours = plt.get_cmap("tab10")
    for number, (part, values) in enumerate(columns.items()):
        axes.bar(names, values, bottom=floor, label=part, color=colours(number % 10))
        floor = [low + value for low, value in zip(floor, values, strict=True)]
    axes.set_xlabel(axis)
    axes.set_ylabel(amount)
    axes.spines[["top", "right"]].set_visible(False)
    if columns:
        axes.legend(fontsize=8)
    save(figure, path)


def save(figure: "plt.Figure", path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
