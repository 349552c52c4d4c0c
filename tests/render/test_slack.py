"""Slack's form of a message: what it looks like, and that nothing of it is ever refused for its size."""
from typing import Any, Dict, List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.compose import compose
from bot.answers.reading import Question
from bot.article import load_article
from bot.render.message import to_message
from bot.render.slack import chosen, to_slack
from tests.fakes.slack import flaw

ARTICLE = load_article()
BUTTONS = st.lists(st.fixed_dictionaries({"title": st.text(max_size=120), "payload": st.text(max_size=2_500)}), max_size=40)


def texts(sent: Dict[str, Any]) -> List[str]:
    return [block["text"]["text"] for block in sent["blocks"] if block["type"] == "section"]


def check(sent: Dict[str, Any]) -> None:
    """What Slack refuses, and what would not be shown whole in a notification."""
    assert flaw("chat.postMessage", {"channel": "D1", **sent}) is None
    assert 0 < len(sent["text"].strip()) <= 3_000
    assert sent["blocks"]


@pytest.mark.parametrize(("text", "expected"), [
    ("Plain & <simple>.", "Plain &amp; &lt;simple&gt;."), ("**Mind.**", "*Mind.*"), ("**2 of 9** · What?", "*2 of 9* · What?"),
    ("- **Feet**: tingling\n- b", "• *Feet*: tingling\n• b"), ("1. a\n2. b", "1. a\n2. b"), ("[site](https://example.org/?a=1&b=2)", "<https://example.org/?a=1&amp;b=2|site>"),
    ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"), ("why _(Diet)_", "why _(Diet)_")])
def test_text_in_slacks_own_markup(text: str, expected: str) -> None:
    (sent,) = to_slack({"text": text})
    assert texts(sent) == [expected]
    assert sent["text"] == expected


def test_a_table_is_a_table_and_the_source_is_small() -> None:
    (sent,) = to_slack(to_message(compose(Question("comparison", "all"), ARTICLE), ARTICLE))
    kinds = [block["type"] for block in sent["blocks"]]
    assert kinds == ["section", "table", "section", "context", "actions"] or kinds == ["section", "table", "context", "actions"]
    table = sent["blocks"][1]
    assert [cell["text"] for cell in table["rows"][0]] == ["–", "Diet", "Supplements", "Injections"]
    assert sent["blocks"][kinds.index("context")]["elements"][0]["text"].startswith("_From the article: ")
    assert "*Speed of relief* Diet: Gradual; depends on consistency · Supplements: Moderate; weeks or months · Injections: Faster" in sent["text"]


@pytest.mark.parametrize("topic", ARTICLE.topics)
def test_every_answer_is_one_message_that_slack_takes(topic: str) -> None:
    for facet in ARTICLE.topics[topic].facets:
        (sent,) = to_slack(to_message(compose(Question(topic, facet), ARTICLE), ARTICLE))
        check(sent)


def test_a_long_text_is_cut_at_sentences_and_all_of_it_said() -> None:
    sentence = "Vitamin B12 & friends keep nerves well. "
    sent = to_slack({"text": sentence * 600, "buttons": [{"title": "Go on", "payload": "/x"}]})
    assert len(sent) > 1
    said = [text for one in sent for text in texts(one)]
    assert all(text.endswith("well.") for text in said)
    assert "".join(said).count("friends") == 600
    assert ["actions" in [block["type"] for block in one["blocks"]] for one in sent] == [False] * (len(sent) - 1) + [True]
    for one in sent:
        check(one)


def test_forty_buttons_are_two_blocks_and_a_long_payload_has_a_short_name() -> None:
    buttons = [{"title": f"Choice {number} " + "x" * 90, "payload": "/p" * (1_500 if number == 0 else 1)} for number in range(40)]
    (sent,) = to_slack({"text": "Choose.", "buttons": buttons}, links=[("Go on in private", "https://slack.com/app")])
    check(sent)
    assert [len(block["elements"]) for block in sent["blocks"] if block["type"] == "actions"] == [25, 16]
    assert sent["blocks"][1]["elements"][0]["value"].startswith("b:")
    assert sent["blocks"][-1]["elements"][-1]["url"] == "https://slack.com/app"


def test_a_long_text_with_many_buttons_is_taken_with_all_of_them() -> None:
    buttons = [{"title": f"{number} " + "x" * 70, "payload": f"/intake_set{number}" + "y" * 200} for number in range(25)]
    sent = to_slack({"text": "\n\n".join(["word " * 60] * 25), "buttons": buttons})
    for one in sent:
        check(one)
    assert sum(len(block["elements"]) for one in sent for block in one["blocks"] if block["type"] == "actions") == 25


def test_used_buttons_become_what_was_chosen() -> None:
    (sent,) = to_slack({"text": "May I?", "buttons": [{"title": "Yes", "payload": "/y"}]})
    blocks = chosen(sent["blocks"], "Yes & <go>")
    assert [block["type"] for block in blocks] == ["section", "context"]
    assert blocks[1]["elements"][0]["text"] == "✓ *Yes &amp; &lt;go&gt;*"


@given(st.text(max_size=400) | st.text(alphabet="ab*_|-\n <&.", max_size=400), BUTTONS)
def test_whatever_is_said_slack_takes_it(text: str, buttons: List[Dict[str, str]]) -> None:
    for sent in to_slack({"text": text, "buttons": buttons}):
        check(sent)


@given(st.integers(1, 130), st.integers(1, 22), st.integers(0, 200))
def test_a_table_of_any_size_is_taken(rows: int, columns: int, width: int) -> None:
    lines = [["h"] * columns, ["---"] * columns, *[["c" * width] * columns for _ in range(rows)]]
    for sent in to_slack({"text": "\n".join(f"| {' | '.join(line)} |" for line in lines)}):
        check(sent)
