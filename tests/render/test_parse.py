"""Markdown that was written by us is read back as it was; anything else is read as something."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Block, Bullets, Notice, Paragraph, Said, Table
from bot.answers.compose import compose
from bot.answers.reading import Question
from bot.article import load_article
from bot.render.markdown import render
from bot.render.parse import Span, cut, on_host, parse, plain, spans

ARTICLE = load_article()
MARKED = st.text(alphabet="ab *_[]()|-\n1.:/h", max_size=80)


@pytest.mark.parametrize("topic", ARTICLE.topics)
def test_every_answer_is_read_back(topic: str) -> None:
    for facet in ARTICLE.topics[topic].facets:
        said = compose(Question(topic, facet), ARTICLE)
        told = parse(render(said, ARTICLE))
        assert told[:len(said.blocks)] == said.blocks
        assert len(told) == len(said.blocks) + bool(said.sources)


@pytest.mark.parametrize("block", [
    Paragraph("One. Two."), Paragraph("**2 of 9** · What?"), Notice("Mind."), Bullets((("", "a"), ("B", "b: c"))), Bullets((("", "a"), ("", "b")), ordered=True),
    Table(("", "X"), (("row", "1"), ("", "2"))), Bullets((("Own words", "first\nsecond"),)), Paragraph("7. is no list"), Paragraph("| no table |")])
def test_a_block_is_read_back(block: Block) -> None:
    assert parse(render(Said((block,), {}, ""), ARTICLE)) == (block,)


@pytest.mark.parametrize(("text", "expected"), [
    ("a **b** c", (Span("a "), Span("b", bold=True), Span(" c"))),
    ("why _(Diet)_", (Span("why "), Span("(Diet)", italic=True))),
    ("**a _b_**", (Span("a ", bold=True), Span("b", bold=True, italic=True))),
    ("[PDF](/summary/x.pdf)", (Span("PDF", link="/summary/x.pdf"),)),
    ("[site](https://example.org/a?b=1&c=2)", (Span("site", link="https://example.org/a?b=1&c=2"),)),
    ("[x](javascript:alert(1))", (Span("[x](javascript:alert(1))"),)), ("[x](//evil.example)", (Span("[x](//evil.example)"),)),
    ("snake_case_name * 2 ** 3", (Span("snake_case_name * 2 ** 3"),)), ("", ())])
def test_marks_become_spans(text: str, expected: object) -> None:
    assert spans(text) == expected


def test_an_address_of_ours_is_made_whole_or_left_out() -> None:
    block = Paragraph("To take along: [PDF](/summary/x.pdf).")
    assert on_host(block, "https://b12.example/") == [Paragraph("To take along: [PDF](https://b12.example/summary/x.pdf).")]
    assert on_host(block, "") == []
    assert on_host(Paragraph("a / b"), "") == [Paragraph("a / b")]


def test_a_long_text_is_cut_at_sentences() -> None:
    parts = cut(spans("One sentence. **Another one.** And a third."), lambda part: sum(len(span.text) for span in part) <= 30)
    assert ["".join(span.text for span in part) for part in parts] == ["One sentence. Another one. ", "And a third."]
    assert parts[0][1] == Span("Another one.", bold=True)


@given(MARKED | st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for block in parse(text):
        assert isinstance(block, (Paragraph, Notice, Bullets, Table))
    assert plain(text) == "".join(span.text for span in spans(text))


@given(st.text(min_size=1, max_size=300), st.integers(1, 40))
def test_nothing_but_white_space_is_lost_in_a_cut(text: str, longest: int) -> None:
    parts = cut((Span(text),), lambda part: sum(len(span.text) for span in part) <= longest)
    told = "".join(span.text for part in parts for span in part)
    assert "".join(told.split()) == "".join(text.split())
    assert all(sum(len(span.text) for span in part) <= longest for part in parts)
