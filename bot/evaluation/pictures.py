"""The pictures of the report. Each function writes one PNG."""
from pathlib import Path
from typing import Mapping, Sequence, Tuple

import numpy as np
from matplotlib import pyplot as plt

from bot.evaluation.evaluate import Evaluation
from bot.evaluation.figures import Guess, Rate, guesses, scope_curve
from bot.reports import charts
from bot.reports.charts import BLUE as _OURS
from bot.reports.charts import ORANGE as _STOCK
from bot.reports.charts import RED as _WRONG
from bot.reports.charts import save as _save

# What a picture shows, for those who cannot see it; by file name.
PICTURES: Mapping[str, str] = {
    "confusion.png": "What was meant (rows) against what was understood (columns), in % of the row",
    "confidence.png": "How sure the assistant was of sentences it understood rightly and wrongly",
    "scope.png": "Near and out of scope found, against article questions declined for it, over the confidence threshold",
    "styles.png": "Right turns per style of writing", "noise.png": "Right turns per kind of noise put on plain questions",
}


def draw(evaluation: Evaluation, folder: Path) -> None:
    """Write all of PICTURES to `folder`."""
    ours = guesses(evaluation.outcomes)
    confusion(ours, folder / "confusion.png")
    confidence(ours, folder / "confidence.png")
    curves = {"ours": scope_curve(ours)}
    if evaluation.stock:
        curves["Rasa's stock configuration"] = scope_curve(evaluation.stock.guesses)
    scope(curves, folder / "scope.png")
    bars(evaluation.styles, folder / "styles.png")
    bars(evaluation.noise, folder / "noise.png")


def confusion(made: Sequence[Guess], path: Path) -> None:
    meant = sorted({guess.expected for guess in made})
    understood = sorted({*meant, *(guess.predicted for guess in made)})
    counts = np.zeros((len(meant), len(understood)))
    for guess in made:
        counts[meant.index(guess.expected), understood.index(guess.predicted)] += 1
    shares = 100 * counts / counts.sum(axis=1, keepdims=True)
    figure, axes = plt.subplots(figsize=(10, 9))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=100)
    for row, column in zip(*np.nonzero(counts), strict=True):
        axes.text(column, row, f"{shares[row, column]:.0f}", ha="center", va="center", fontsize=7,
                  color="white" if shares[row, column] > 60 else "black")
    axes.set_xticks(range(len(understood)), understood, rotation=60, ha="right")
    axes.set_yticks(range(len(meant)), [f"{name} ({count:.0f})" for name, count in zip(meant, counts.sum(axis=1), strict=True)])
    axes.set_xlabel("understood")
    axes.set_ylabel("meant (number of sentences)")
    _save(figure, path)


def confidence(made: Sequence[Guess], path: Path) -> None:
    figure, axes = plt.subplots(figsize=(8, 4))
    values = [[guess.confidence for guess in made if guess.right], [guess.confidence for guess in made if not guess.right]]
    axes.hist(values, bins=20, range=(0, 1), label=[f"right ({len(values[0])})", f"wrong ({len(values[1])})"], color=[_OURS, _WRONG])
    axes.set_yscale("log")
    axes.set_xlabel("confidence")
    axes.set_ylabel("sentences")
    axes.legend()
    _save(figure, path)


def scope(curves: Mapping[str, Sequence[Tuple[float, float, float]]], path: Path) -> None:
    """`curves` are (threshold, loss, recall); the dot is where nothing is declined for its confidence alone."""
    figure, axes = plt.subplots(figsize=(8, 5))
    for (name, points), color in zip(curves.items(), (_OURS, _STOCK), strict=False):
        losses, recalls = [point[1] for point in points], [point[2] for point in points]
        axes.plot(losses, recalls, color=color, label=name)
        axes.plot(losses[:1], recalls[:1], "o", color=color)
    axes.axvline(2, color="grey", linestyle=":", label="to reach: loss of 2 at most")
    axes.axhline(92, color="grey", linestyle="--", label="to reach: recall of 92 at least")
    axes.set_xlim(0, 40)
    axes.set_xlabel("article questions declined, %")
    axes.set_ylabel("near and out of scope found, %")
    axes.legend(loc="lower right")
    _save(figure, path)


def bars(rates: Mapping[str, Rate], path: Path) -> None:
    charts.bars({name: rate.percent for name, rate in rates.items()}, path, axis="right, % (number of turns)", limit=118,
                labels=[f"{rate.percent:.1f} ({rate.total})" for rate in rates.values()])
