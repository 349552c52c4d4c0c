"""The figures as pictures, one each, and the profile of a turn."""
from pathlib import Path
from typing import Sequence

from matplotlib import pyplot as plt

from bot.bench.profile import PARTS, Profile
from bot.bench.questions import ANSWER, KINDS
from bot.bench.report import CONTRACT, SETUPS, Figure, Figures
from bot.reports.charts import BLUE, GREY, ORANGE, save

_COLOURS = {"floor": GREY, "ours": BLUE, "stock": ORANGE}


def draw(measured: Figures, folder: Path) -> None:
    """Write `<figure>.png` for every figure of the contract, and one for the kinds of turns at one client and at eight."""
    setups = [setup for setup in SETUPS if setup in measured]
    for figure in CONTRACT:
        picture, axes = plt.subplots(figsize=(4.5, 2.2))
        bars = axes.barh(setups, [figure.of(measured[setup]) or 0 for setup in setups], color=[_COLOURS[setup] for setup in setups])
        axes.bar_label(bars, fmt="%.1f", padding=3)
        axes.set_title(f"{figure.title} ({figure.unit})", fontsize=10)
        axes.invert_yaxis()
        axes.margins(x=0.15)
        axes.spines[["top", "right"]].set_visible(False)
        save(picture, folder / f"{figure.path}.png")
    for name, within in (("1 client", ""), ("8 clients", "eight_clients/")):
        path = folder / f"turns_{name.replace(' ', '_')}.png"
        _kinds(measured, setups, within, f"a turn at {name}: median, line to the 99th percentile (ms)", path)


def _kinds(measured: Figures, setups: Sequence[str], within: str, title: str, path: Path) -> None:
    picture, axes = plt.subplots(figsize=(8, 4.2))
    kinds = list(KINDS)
    for number, setup in enumerate(setups):
        shown = [kind for kind in kinds if Figure(f"turns/{kind}", "", "").of(measured[setup]) is not None]
        places = [kinds.index(kind) + 0.26 * (number - 1) for kind in shown]
        low, high = ([Figure(f"turns/{kind}/{within}{key}", "", "").of(measured[setup]) or 0 for kind in shown] for key in ("median_ms", "p99_ms"))
        bars = axes.barh(places, low, height=0.24, color=_COLOURS[setup], label=setup,
                         xerr=[[0] * len(shown), [max(0, top - base) for base, top in zip(low, high, strict=True)]], ecolor="#444", capsize=2)
        axes.bar_label(bars, [f"{value:.1f}" for value in low], label_type="center", fontsize=7, color="white")
    axes.set_yticks(range(len(kinds)), [KINDS[kind] for kind in kinds], fontsize=8)
    axes.invert_yaxis()
    axes.legend(fontsize=8)
    axes.set_title(title, fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    save(picture, path)


def draw_profile(profile: Profile, path: Path, axis: str) -> None:
    """A turn of each kind as one bar, made of its parts."""
    picture, axes = plt.subplots(figsize=(10, 4.8))
    kinds, colours = list(profile), plt.get_cmap("tab20")
    left = [0.0] * len(kinds)
    for number, part in enumerate(PARTS):
        values = [profile[kind][part] for kind in kinds]
        axes.barh(["an answer, new words" if kind == ANSWER else KINDS[kind] for kind in kinds], values, left=left, label=part, color=colours(number % 20))
        left = [before + value for before, value in zip(left, values, strict=True)]
    axes.invert_yaxis()
    axes.set_xlabel(axis)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1, 1))
    save(picture, path)
