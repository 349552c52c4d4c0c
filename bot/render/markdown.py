"""Answers as light Markdown: the default text, for REST, the terminal and any front-end."""
from typing import Any, Callable, Dict, List, Sequence, Type

from bot.answers.answer import Bullets, Notice, Paragraph, Said, Table
from bot.article import Article


def render(said: Said, article: Article) -> str:
    """The text of one thing said, its sources as a last line."""
    parts = [_RENDERERS[type(block)](block) for block in said.blocks]
    if said.sources:
        parts.append(f"_From the article: {', '.join(article.sections[id_].title for id_ in said.sources)}_")
    return "\n\n".join(parts)


def _bullets(block: Bullets) -> str:
    lines: List[str] = []
    for number, (heading, text) in enumerate(block.items, start=1):
        mark = f"{number}." if block.ordered else "-"
        lines.append(f"{mark} **{heading}**: {text}" if heading else f"{mark} {text}")
    return "\n".join(lines)


def _table(block: Table) -> str:
    rows: Sequence[Sequence[str]] = [block.header, ["---"] * len(block.header), *block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


_RENDERERS: Dict[Type[Any], Callable[[Any], str]] = {
    Paragraph: lambda block: block.text, Notice: lambda block: f"**{block.text}**", Bullets: _bullets, Table: _table,
}
