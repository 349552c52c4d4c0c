"""The figures as pictures, one each."""
from pathlib import Path

import matplotlib

from bot.bench.report import FIGURES, SETUPS, Figures

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  after the choice of a backend that needs no screen

_COLOURS = {"floor": "#9aa5b1", "ours": "#1f6feb", "stock": "#d9822b"}


def draw(measured: Figures, folder: Path) -> None:
    """Write `<figure>.png` for every figure of the contract."""
    setups = [setup for setup in SETUPS if setup in measured]
    for figure in FIGURES:
        picture, axes = pyplot.subplots(figsize=(4.5, 2.2))
        bars = axes.barh(setups, [measured[setup][figure.key] for setup in setups], color=[_COLOURS[setup] for setup in setups])
        axes.bar_label(bars, fmt="%.1f", padding=3)
        axes.set_title(f"{figure.title} ({figure.unit})", fontsize=10)
        axes.invert_yaxis()
        axes.margins(x=0.15)
        axes.spines[["top", "right"]].set_visible(False)
        picture.tight_layout()
        picture.savefig(folder / f"{figure.key}.png", dpi=120)
        pyplot.close(picture)
