"""The pictures of the report."""
from pathlib import Path
from typing import Mapping

from bot.insights.counts import HOURS, Counts
from bot.reports import charts

# What a picture shows, for those who cannot see it; by file name.
PICTURES: Mapping[str, str] = {
    "answers.png": "What was answered, by topic and aspect", "declines.png": "What was declined, by reason",
    "intakes.png": "How intakes ended", "left_at.png": "Which question was open where an intake was stopped or left",
    "hours.png": "Turns in each hour of the day (UTC), by channel",
}


def draw(counts: Counts, folder: Path) -> None:
    """Write all of PICTURES to `folder`."""
    charts.bars(counts.answers, folder / "answers.png", axis="answers")
    charts.bars(counts.declines, folder / "declines.png", axis="declines")
    charts.bars(counts.intakes, folder / "intakes.png", axis="conversations")
    charts.bars(counts.left_at, folder / "left_at.png", axis="conversations")
    charts.stacked(counts.hours, folder / "hours.png", names=[str(hour) for hour in range(HOURS)], axis="hour", amount="turns")
