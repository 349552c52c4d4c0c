"""The page: counts for everybody, wording only of those who allowed it."""
from html import escape
from pathlib import Path
from typing import Iterable, List, Mapping, Sequence, Tuple

from bot import settings
from bot.insights.counts import Counts
from bot.insights.misses import Group
from bot.insights.pictures import PICTURES, draw
from bot.reports import page as pages

FOLDER = settings.ROOT / "reports" / "insights"
PROPOSALS = "proposals.yml"


def write(counts: Counts, groups: Sequence[Group], folder: Path) -> None:
    """Write index.html and its pictures to `folder`, readable for their owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    draw(counts, folder)
    (folder / "index.html").write_text(page(counts, groups), encoding="utf-8")


def page(counts: Counts, groups: Sequence[Group]) -> str:
    return pages.page(
        "What people ask",
        f"<p>{counts.turns} turns of {counts.conversations} conversations, counted on this machine. Of {counts.consenting} conversations the person "
        "allowed that their questions are read; of the others not a word is shown here or anywhere.</p>",
        "<h2>Pictures</h2>", pages.figures(PICTURES), "<h2>In figures</h2>",
        pages.table("What was said", ("", "times"), _rows(counts.outcomes)),
        pages.table("Answered", ("topic", "times"), _rows(counts.answers)),
        pages.table("Declined", ("reason", "times"), _rows(counts.declines)),
        pages.table("Asked for, and not in the article", ("", "times"), _rows(counts.unlisted)),
        pages.table("Intakes", ("how they ended", "conversations"), _rows(counts.intakes)),
        pages.table("Intakes stopped or left", ("at the question", "conversations"), _rows(counts.left_at)),
        "<h2>Missed, or answered without being sure</h2>",
        f"<p>Questions that mean about the same are one group. Which of them shall be learned is said in {escape(PROPOSALS)}, beside this page; "
        "<code>make teach</code> then trains, measures, and keeps it only if nothing has become worse.</p>",
        pages.table("Groups", ("questions", "guess", "confidence", "times"), _group_rows(groups)))


def _rows(counts: Mapping[str, int]) -> Iterable[Tuple[str, str]]:
    return ((name, str(number)) for name, number in counts.items())


def _group_rows(groups: Sequence[Group]) -> List[Tuple[str, ...]]:
    return [(" / ".join(group.texts), group.label, f"{group.confidence:.2f}", str(group.count)) for group in groups]
