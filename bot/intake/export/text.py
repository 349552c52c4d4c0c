"""The page as plain text, 78 columns wide."""
from textwrap import wrap
from typing import Iterator, Optional

from bot.intake.page import Page, Section, sentence
from bot.intake.words import load_words

COLUMNS = 78
_BAR = 10


def to_text(page: Page) -> str:
    """The page as lines of at most COLUMNS characters, headings underlined, ending with a line break."""
    lines = [page.title, "=" * len(page.title), *wrap(page.dated, COLUMNS), *wrap(page.unfinished, COLUMNS)]
    for section in page.sections:
        lines.extend(["", *_section(section, page.severity)])
    lines.extend(["", "-" * COLUMNS, *wrap(page.closing, COLUMNS), page.version])
    return "\n".join(lines) + "\n"


def _section(section: Section, severity: Optional[int]) -> Iterator[str]:
    if section.above:
        yield from (section.above, "=" * len(section.above), "")
    yield from (section.heading, "-" * len(section.heading))
    for line in section.lines:
        yield from wrap(sentence(line), COLUMNS, initial_indent="* ", subsequent_indent="  ")
        if severity is not None and section.kind == "account" and line.label == load_words().labels["severity"]:
            yield f"  [{'#' * severity}{'.' * (_BAR - severity)}]"
        if line.source:
            yield from wrap(f"({load_words().page.source.replace('{section}', line.source)})", COLUMNS, initial_indent="  ", subsequent_indent="  ")
