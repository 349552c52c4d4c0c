"""Every page's links lead somewhere: files that exist, headings that are there."""
import re
from pathlib import Path
from typing import Iterator, Tuple

import pytest

from bot.settings import ROOT

_ELSEWHERE = ("node_modules", ".venv", "models", "reports", ".run")
PAGES = sorted(path for path in ROOT.rglob("*.md") if not set(path.relative_to(ROOT).parts) & set(_ELSEWHERE))


def links() -> Iterator[Tuple[Path, str]]:
    for page in PAGES:
        text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.S)
        for target in [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'<img [^>]*src="([^"]+)"', text)]:
            if not re.match(r"[a-z]+:", target):
                yield page, target


def anchors(page: Path) -> "set[str]":
    """As the common hosts make them of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("page", "target"), [pytest.param(page, target, id=f"{page.relative_to(ROOT)}: {target}") for page, target in links()])
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    file, _, anchor = target.partition("#")
    path = (page.parent / file).resolve() if file else page
    assert path.exists()
    assert not anchor or anchor in anchors(path)
