"""Telegram's form of a message: HTML it can parse, within its limits."""
import re
from html.parser import HTMLParser
from typing import Any, Dict, List, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.compose import compose
from bot.answers.reading import Question
from bot.article import load_article
from bot.render.message import to_message
from bot.render.telegram import keyboard, to_telegram, without_markup

ARTICLE = load_article()


class Entities(HTMLParser):
    """Telegram's rules: only these tags, every one closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: List[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Any]]) -> None:
        assert tag in ("b", "i", "a", "pre")
        assert "pre" not in self.open
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def words(sent: Dict[str, Any]) -> str:
    """Checks what sendMessage refuses; returns the text without tags."""
    assert len(sent["text"].encode("utf-16-le", "replace")) // 2 <= 4_096
    parser = Entities()
    parser.feed(sent["text"])
    parser.close()
    assert parser.open == []
    assert parser.words.strip()
    for row in sent.get("reply_markup", {}).get("inline_keyboard", []):
        assert row
        assert all(0 < len(button["text"]) <= 64 and len(button["callback_data"].encode()) <= 64 for button in row)
    return parser.words


@pytest.mark.parametrize(("text", "expected"), [
    ("Plain & <simple>.", "Plain &amp; &lt;simple&gt;."), ("**Mind.**", "<b>Mind.</b>"), ("**2 of 9** · What?", "<b>2 of 9</b> · What?"),
    ("- **Feet**: tingling\n- b", "• <b>Feet</b>: tingling\n• b"), ("_From the article: Diet_", "<i>From the article: Diet</i>"),
    ('[site](https://example.org/?a=1&b=2)', '<a href="https://example.org/?a=1&amp;b=2">site</a>'), ("One.\n\nTwo.", "One.\n\nTwo."),
    ("| A | B |\n| --- | --- |\n| one | 1 |", "<pre>A    B\n──────\none  1</pre>"), ("", "…")])
def test_text_as_html(text: str, expected: str) -> None:
    (sent,) = to_telegram({"text": text})
    assert sent == {"text": expected, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def test_a_wide_table_is_told_row_by_row() -> None:
    (sent,) = to_telegram(to_message(compose(Question("comparison", "all"), ARTICLE), ARTICLE))
    table = sent["text"].partition("<pre>")[2].partition("</pre>")[0]
    assert table.startswith("SUITABLE FOR\n Diet: Mild deficiency; prevention\n")
    assert max(map(len, table.splitlines())) <= 38


@pytest.mark.parametrize("topic", ARTICLE.topics)
def test_every_answer_is_one_message_that_telegram_takes(topic: str) -> None:
    for facet in ARTICLE.topics[topic].facets:
        (sent,) = to_telegram(to_message(compose(Question(topic, facet), ARTICLE), ARTICLE))
        words(sent)


def test_the_summary_file_is_linked_where_there_is_an_address() -> None:
    message = {"text": "Here.\n\nTo take along: [PDF](/summary/t.pdf)."}
    assert to_telegram(message)[0]["text"] == "Here."
    assert '<a href="https://b12.example/summary/t.pdf">PDF</a>' in to_telegram(message, base="https://b12.example")[0]["text"]


def test_short_titles_stand_side_by_side_and_long_ones_alone() -> None:
    numbers = keyboard([{"title": str(number), "payload": f"/{number}"} for number in range(11)])
    assert [len(row) for row in numbers] == [6, 5]
    assert [len(row) for row in keyboard([{"title": title, "payload": title} for title in ("Feet", "Legs", "Hands", "Nowhere in particular")])] == [3, 1]


def test_what_is_sent_back_is_short_and_differs() -> None:
    rows = keyboard([{"title": "Same", "payload": "/x" * 500 + str(number)} for number in range(3)])
    data = [button["callback_data"] for row in rows for button in row]
    assert len(set(data)) == 3
    assert all(re.fullmatch(r"b:[0-9a-f]{24}", one) for one in data)


def test_a_long_text_is_cut_at_sentences() -> None:
    sent = to_telegram({"text": "**Nerves & B12.** All is well. " * 400, "buttons": [{"title": "Go on", "payload": "/x"}]})
    assert len(sent) > 2
    assert all(one["text"].endswith(("well.", "</b>")) for one in sent)
    assert sum(words(one).count("Nerves & B12.") for one in sent) == 400
    assert ["reply_markup" in one for one in sent] == [False] * (len(sent) - 1) + [True]


def test_the_words_without_tags() -> None:
    assert without_markup("<b>a &amp; b</b>\n<pre>x</pre>") == "a & b\nx"


@given(st.text(min_size=1, max_size=400) | st.text(alphabet="ab*_|-\n <&.[](/:", max_size=400),
       st.lists(st.fixed_dictionaries({"title": st.text(max_size=90), "payload": st.text(max_size=300)}), max_size=30))
def test_whatever_is_said_telegram_takes_it(text: str, buttons: List[Dict[str, str]]) -> None:
    for sent in to_telegram({"text": text, "buttons": buttons}):
        words(sent)


@given(st.integers(1, 60), st.integers(1, 8), st.integers(0, 200))
def test_a_table_of_any_size_is_taken(rows: int, columns: int, width: int) -> None:
    lines = [["<h>"] * columns, ["---"] * columns, *[["&" * width] * columns for _ in range(rows)]]
    for sent in to_telegram({"text": "\n".join(f"| {' | '.join(line)} |" for line in lines)}):
        words(sent)
