"""What Telegram sends, read without a server."""
import json
from typing import Any, Dict

import pytest
from hypothesis import given

from bot.channels.telegram.updates import command_of, read, without_name
from tests.fakes.strange import spoilt
from tests.fakes.telegram import NAME

MESSAGE = {"update_id": 1, "message": {"message_id": 2, "from": {"id": 3, "is_bot": False}, "chat": {"id": 3, "type": "group"}, "text": "hi @abc", "photo": [],
                                       "entities": [], "reply_to_message": {"from": {"id": 7}}, "media_group_id": "1", "message_thread_id": 4}}
PRESSED = {"update_id": 1, "callback_query": {"id": "2", "from": {"id": 3}, "data": "b:1", "message": {
    "message_id": 2, "chat": {"id": 3, "type": "private"}, "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "b:1"}]]}}}}


@pytest.mark.parametrize(("text", "command"), [("/start", ("start", "")), ("/start intake", ("start", "intake")), ("/x@bot a b", ("x", "a b")), ("/", ("", "")),
                                               ("start", ("", "")), ('/ask_food{"facet":"list"}', ("", "")), ("/a/b", ("", ""))])
def test_commands_are_read(text: str, command: Any) -> None:
    assert command_of(text) == command


def test_our_name_is_left_out() -> None:
    assert without_name("hi @B12_Test_bot, what is @b12_test_bots?", NAME) == "hi, what is @b12_test_bots?"


@given(spoilt(MESSAGE, PRESSED))
def test_any_field_may_be_missing_or_strange(update: Dict[str, Any]) -> None:
    taken = read(update, 7)
    if taken:
        json.dumps(taken.work)
        assert taken.chat
