"""What is a message and what is refused, before anything else happens."""
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.body import Refusal
from bot.channels.rest import Asked, read_message

JSON = "application/json"
NESTED = b'{"sender": "a", "message": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"


@pytest.mark.parametrize(("content_type", "body", "status"), [
    ("text/plain", b'{"sender": "a", "message": "hi"}', 415), ("", b"{}", 415), ("application/x-www-form-urlencoded", b"sender=a", 415),
    (JSON, b"", 400), (JSON, b"{", 400), (JSON, b"null", 400), (JSON, b"[]", 400), (JSON, b'"hi"', 400), (JSON, b"\xff\xfe", 400), (JSON, NESTED, 400),
    (JSON, b'{"message": "hi"}', 400), (JSON, b'{"sender": "", "message": "hi"}', 400), (JSON, b'{"sender": "  ", "message": "hi"}', 400),
    (JSON, b'{"sender": "\\u0000", "message": "hi"}', 400), (JSON, b'{"sender": 7, "message": "hi"}', 400), (JSON, b'{"sender": ["a"], "message": "hi"}', 400),
    (JSON, json.dumps({"sender": "a" * 300, "message": "hi"}).encode(), 400),
    (JSON, b'{"sender": "a"}', 400), (JSON, b'{"sender": "a", "message": null}', 400), (JSON, b'{"sender": "a", "message": 7}', 400),
    (JSON, b'{"sender": "a", "message": ["hi"]}', 400), (JSON, b'{"sender": "a", "message": {"text": "hi"}}', 400),
])
def test_what_is_no_message_is_refused(content_type: str, body: bytes, status: int) -> None:
    refusal = read_message(content_type, body)
    assert isinstance(refusal, Refusal)
    assert refusal.status == status
    assert refusal.error.endswith(".")


@pytest.mark.parametrize(("content_type", "body", "asked"), [
    (JSON, b'{"sender": "a", "message": "hi"}', Asked("a", "hi")),
    ("Application/JSON; charset=utf-8", b'{"sender": " a\\u0000b ", "message": ""}', Asked("ab", "")),
    (JSON, b'{"sender": "a", "message": "hi", "metadata": {"x": 1}, "input_channel": "slack"}', Asked("a", "hi")),
])
def test_a_message_is_read(content_type: str, body: bytes, asked: Asked) -> None:
    assert read_message(content_type, body) == asked


@given(st.binary())
def test_any_body_is_read_or_refused(body: bytes) -> None:
    assert read_message(JSON, body)
