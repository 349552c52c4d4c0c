"""How turns get slower as assistants get busier, and which part needs how many cores."""
from pathlib import Path
from typing import Mapping, Sequence

import matplotlib

from bot.scaling.plan import Machines

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  after the choice of a backend that needs no screen


def draw(waits: Sequence[Mapping[str, float]], needed: Machines, folder: Path) -> None:
    """Write waits.png and cores.png."""
    picture, axes = pyplot.subplots(figsize=(5, 3))
    for name in ("p50_ms", "p95_ms", "p99_ms"):
        axes.plot([100 * one["busy"] for one in waits], [one[name] for one in waits], marker="o", label=name[:-3])
    axes.axvline(60, color="#9aa5b1", linestyle=":")
    axes.set(xlabel="each Rasa busy (%)", ylabel="a turn (ms)", title="Waiting for each other, simulated", ylim=(0, None))
    axes.legend(frameon=False)
    _save(picture, axes, folder / "waits.png")
    picture, axes = pyplot.subplots(figsize=(5, 2.2))
    bars = axes.barh(list(needed.cores), list(needed.cores.values()), color="#1f6feb")
    axes.bar_label(bars, fmt="%.1f", padding=3)
    axes.set_title("Cores at the peak, each 60 % busy", fontsize=10)
    axes.invert_yaxis()
    axes.margins(x=0.15)
    _save(picture, axes, folder / "cores.png")


def _save(picture: "pyplot.Figure", axes: "pyplot.Axes", path: Path) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    picture.tight_layout()
    picture.savefig(path, dpi=120)
    pyplot.close(picture)
