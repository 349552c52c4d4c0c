import pytest

from bot.insights.turns import conversation_of, conversations_of
from tests.insights.talk import ANSWER, LOST, consent, turn


def test_events_become_turns() -> None:
    conversation = conversation_of("web:abc", [{"event": "action", "name": "action_listen"}, *turn("hi", ANSWER, LOST, at=5), *turn("and?", at=7)])
    assert conversation.channel == "web"
    assert [(one.text, one.at, [custom["type"] for custom in one.customs]) for one in conversation.turns] == [
        ("hi", 5, ["answer", "decline"]), ("and?", 7, [])]


def test_the_sender_is_not_kept() -> None:
    assert "abc" not in repr(conversation_of("web:abc", turn("hi")))


@pytest.mark.parametrize(("said", "consents"), [
    ([], False), (["learn"], True), (["learn_not"], False), (["learn", "learn_not"], False), (["learn_not", "learn"], True)])
def test_what_was_said_last_holds(said: list[str], consents: bool) -> None:
    assert conversation_of("web:a", [event for about in said for event in consent(about)]).consents is consents


def test_a_stream_is_sorted_by_sender() -> None:
    events = [{**event, "sender_id": sender} for sender in ("web:a", "slack:b") for event in turn(f"of {sender}")]
    found = conversations_of([events[0], events[1]])
    assert [(one.channel, [turn.text for turn in one.turns]) for one in found] == [("web", ["of web:a"]), ("slack", ["of slack:b"])]


@pytest.mark.parametrize("event", [{}, {"event": "bot"}, {"event": "bot", "data": None}, {"event": "user"}, {"event": "user", "parse_data": None},
                                   {"event": "user", "parse_data": {"readings": ["?"]}}])
def test_what_is_incomplete_is_no_mistake(event: dict[str, object]) -> None:
    assert len(conversation_of("web:a", [event]).turns) == (event.get("event") == "user")
