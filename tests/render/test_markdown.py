from typing import get_args

import pytest

from bot.answers.answer import Block, Bullets, Notice, Paragraph, Said, Table
from bot.article import load_article
from bot.render.markdown import _RENDERERS, render
from bot.render.message import to_message

CUSTOM = {"type": "answer"}


@pytest.mark.parametrize(("block", "text"), [
    (Paragraph("One."), "One."), (Notice("Mind."), "**Mind.**"),
    (Bullets((("", "a"), ("B", "b"))), "- a\n- **B**: b"), (Bullets((("", "a"), ("", "b")), ordered=True), "1. a\n2. b"),
    (Table(("", "X"), (("row", "1"),)), "|  | X |\n| --- | --- |\n| row | 1 |"),
])
def test_a_block_as_markdown(block: Block, text: str) -> None:
    assert render(Said((block,), CUSTOM, ""), load_article()) == text


def test_every_kind_of_block_is_rendered() -> None:
    assert set(_RENDERERS) == set(get_args(Block))


def test_the_sources_are_the_last_line() -> None:
    said = Said((Paragraph("One."),), CUSTOM, "", sources=("diet",))
    assert to_message(said, load_article()) == {"text": "One.\n\n_From the article: Changing the diet_", "custom": CUSTOM}
