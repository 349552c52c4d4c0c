"""What Slack sends, read without a server."""
import json
import re
import time
from typing import Any, Dict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.events import clean, read, read_body
from bot.channels.slack.signature import is_signed
from tests.fakes.slack import BOT, signed
from tests.fakes.strange import spoilt

EVENT: Dict[str, Any] = {
    "type": "event_callback", "event_id": "Ev1", "team_id": "T1", "api_app_id": "A1", "authorizations": [{"user_id": BOT, "is_bot": True}],
    "event": {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "ts": "1700000000.000101", "text": "hi",
              "thread_ts": "1700000000.000100", "files": []}}
PRESSED = {"type": "block_actions", "user": {"id": "U1"}, "channel": {"id": "D1"}, "team": {"id": "T1"}, "container": {"message_ts": "1.1", "channel_id": "D1"},
           "message": {"ts": "1.1", "text": "x", "blocks": []}, "actions": [{"type": "button", "value": "/x", "text": {"text": "X"}, "action_ts": "1.2"}]}


def test_signatures() -> None:
    old = signed(b"body", at=int(time.time()) - 299)
    assert is_signed("8f742231b10e8888abcd99yyyzzz85a5", old["X-Slack-Request-Timestamp"], old["X-Slack-Signature"], b"body")
    assert not is_signed("x", "٣" * 10, "v0=ü\ud800", b"")


@pytest.mark.parametrize(("text", "cleaned"), [
    (f"<@{BOT}> hi", "hi"), (f"hi <@{BOT}|b12>", "hi"), (f"<@{BOT}>, what is <#C1|general>?", "what is #general?"), ("ask <@U2>", "ask somebody"),
    ("ask <@U2|ann>", "ask @ann"), ("<!here> hi", "@here hi"), ("see <https://x.org/a|x.org>", "see x.org"), ("see <https://x.org>", "see https://x.org"),
    ("<mailto:a@b.c|a@b.c>", "a@b.c"), ("<mailto:a@b.c>", "a@b.c"), ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"), ("&amp;lt;", "&lt;"),
    ("two\nlines", "two\nlines"), ("<!date^1^{date}|today>", "today"), ("a < b", "a < b")])
def test_text_is_what_the_person_saw(text: str, cleaned: str) -> None:
    assert clean(text, [BOT]) == cleaned


@given(spoilt(EVENT, PRESSED))
def test_any_field_may_be_missing_or_strange(event: Dict[str, Any]) -> None:
    taken = read(event)
    if taken:
        json.dumps(taken.work)
        assert all(taken.keys)
        assert taken.chat
        assert re.fullmatch(r"(\d{10}\.\d{6})?", taken.work["thread"])


@pytest.mark.parametrize(("stamp", "thread"), [("1700000000.000100", "1700000000.000100"), ("soon", ""), ("1", ""), ("\u0661" * 10 + ".000100", "")])
def test_a_thread_that_slack_would_refuse_is_none(stamp: str, thread: str) -> None:
    taken = read({**EVENT, "event": {**EVENT["event"], "thread_ts": stamp}})
    assert taken
    assert taken.work["thread"] == thread


@given(st.binary(), st.sampled_from(["application/json", "application/x-www-form-urlencoded", "", "text/plain; x"]))
def test_any_body_is_read_or_refused(body: bytes, kind: str) -> None:
    given_ = read_body(kind, body)
    assert given_ is None or isinstance(given_, dict)
