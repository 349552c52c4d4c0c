"""Slack's door: what is taken and what is refused, and where it is answered."""
import json
import logging
import time
from typing import Any, Dict, List

import pytest

from bot.channels.slack.door import SlackInput
from bot.channels.slack.events import read_body
from tests.channels.conftest import Opener
from tests.fakes.rasa import FakeRasa, echo
from tests.fakes.slack import BOT, FakeSlack, Workspace, signed

INTAKE = {"type": "intake", "status": "offered", "slot": None, "step": 0, "steps": 9}


def offering(text: str) -> List[Dict[str, Any]]:
    return [{"text": "May I?", "buttons": [{"title": "Yes", "payload": '/intake_set{"slot":"consent","value":true}'}], "custom": {"type": "intake"}}] \
        if text == "start" else echo(text)


def test_a_direct_message_is_answered_there(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa()
    person = Workspace(open_slack(rasa).url)
    answer = person.event(person.direct("are clams &amp; tuna good? &lt;3"), **{"Content-Type": "application/json; charset=utf-8"})
    assert (answer.status_code, answer.text) == (200, "")
    (sent,) = slack_api.wait_for(1)
    assert rasa.texts == ["are clams & tuna good? <3"]
    assert rasa.heard[0].sender_id == "slack:DU1:U1"
    assert rasa.heard[0].metadata == {"flaw": "", "public": False}
    assert (sent["channel"], sent["text"]) == ("DU1", "You said: are clams &amp; tuna good? &lt;3")
    assert "thread_ts" not in sent


def test_a_mention_is_answered_in_its_thread_and_is_another_conversation(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa()
    person = Workspace(open_slack(rasa).url)
    event = person.mention("what is b12")
    person.event(event)
    person.event(person.mention("and tablets?", thread_ts=event["ts"]))
    first, second = slack_api.wait_for(2)
    assert first["thread_ts"] == second["thread_ts"] == event["ts"]
    assert [message.sender_id for message in rasa.heard] == [f"slack:C1:{event['ts']}:U1"] * 2
    assert rasa.texts == ["what is b12", "and tablets?"]
    assert all(message.metadata["public"] for message in rasa.heard)


def test_a_thread_in_a_direct_message_is_answered_there(open_slack: Opener, slack_api: FakeSlack) -> None:
    person = Workspace(open_slack(FakeRasa()).url)
    person.event(person.direct("hi", thread_ts="1795580000.000100"))
    assert slack_api.wait_for(1)[0]["thread_ts"] == "1795580000.000100"


def test_the_address_is_verified(open_slack: Opener) -> None:
    person = Workspace(open_slack(FakeRasa()).url)
    body = json.dumps({"token": "x", "challenge": "3eZbrw1aB", "type": "url_verification"}).encode()
    answer = person.send(body, {"Content-Type": "application/json"})
    assert (answer.status_code, answer.text) == (200, "3eZbrw1aB")
    assert person.send(body, {"X-Slack-Signature": "v0=0"}).status_code == 403


@pytest.mark.parametrize("headers", [
    {"X-Slack-Signature": ""}, {"X-Slack-Signature": "v0=" + "0" * 64}, {"X-Slack-Request-Timestamp": ""}, {"X-Slack-Request-Timestamp": "soon"},
    {"X-Slack-Request-Timestamp": "1"}, signed(b"{}", at=int(time.time()) - 301), signed(b"another body"), signed(b"{}", secret="another")])
def test_what_is_not_signed_now_is_refused(open_slack: Opener, slack_api: FakeSlack, headers: Dict[str, str]) -> None:
    rasa = FakeRasa()
    person = Workspace(open_slack(rasa).url)
    assert person.event(person.direct("hi"), **headers).status_code == 403
    time.sleep(0.1)
    assert rasa.heard == []


@pytest.mark.parametrize(("body", "status"), [(b"", 400), (b"{", 400), (b"[]", 400), (b"null", 400), (b"\xff", 400), (b"{}", 200),
                                              (b'{"type":"event_callback"}', 200), (b'{"type":"unknown","event":{"type":"x"}}', 200),
                                              (b" " * 1_100_000, 413)], ids=range(9))
def test_what_is_no_event(open_slack: Opener, body: bytes, status: int) -> None:
    person = Workspace(open_slack(FakeRasa()).url)
    assert person.send(body, {"Content-Type": "application/json"}).status_code == status
    assert read_body("application/json", b"[" * 100_000) is None


def test_a_mention_that_also_comes_as_a_message_is_answered_once(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa()
    person = Workspace(open_slack(rasa).url)
    event = person.mention("hi")
    person.event({**event, "type": "message", "channel_type": "channel"})
    person.event(event)
    slack_api.wait_for(1)
    time.sleep(0.1)
    assert rasa.texts == ["hi"]


@pytest.mark.parametrize("more", [
    {"bot_id": "B1"}, {"user": BOT}, {"subtype": "message_changed"}, {"subtype": "message_deleted"}, {"subtype": "channel_join"}, {"subtype": "bot_message"},
    {"hidden": True}, {"type": "reaction_added"}, {"user": ""}, {"user": None}, {"channel": None}, {"channel": "C1", "channel_type": "channel"}, {"ts": 5}])
def test_what_is_no_message_to_us_is_left_alone(open_slack: Opener, slack_api: FakeSlack, more: Dict[str, Any]) -> None:
    rasa = FakeRasa()
    person = Workspace(open_slack(rasa).url)
    assert person.event(person.direct("hi", **more)).status_code == 200
    person.event(person.direct("last"))
    slack_api.wait_for(1)
    assert rasa.texts == ["last"]


def test_a_typed_payload_is_text(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa(offering)
    person = Workspace(open_slack(rasa).url)
    person.event(person.direct('/intake_do{"command":"start"}'))
    slack_api.wait_for(1)
    assert rasa.texts == ['/intake_do{"command":"start"}']  # which the interpreter takes for a person's text, as on every channel


def test_a_pressed_button_is_replaced_by_what_was_chosen(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa(offering)
    person = Workspace(open_slack(rasa).url)
    person.event(person.direct("start"))
    (sent,) = slack_api.wait_for(1)
    assert person.press(sent, "Yes").status_code == 200
    (update,) = slack_api.wait_for(1, "chat.update")
    slack_api.wait_for(2)
    assert rasa.texts[1] == '/intake_set{"slot":"consent","value":true}'
    assert update["ts"] == sent["_ts"]
    assert [block["type"] for block in update["blocks"]] == ["section", "context"]
    assert update["blocks"][1]["elements"][0]["text"] == "✓ *Yes*"


def test_a_button_that_is_pressed_twice_in_haste_counts_once(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa(offering)
    person = Workspace(open_slack(rasa).url)
    person.event(person.direct("start"))
    (sent,) = slack_api.wait_for(1)
    assert [person.press(sent, "Yes").status_code for _ in range(3)] == [200, 200, 200]
    person.event(person.direct("last"))
    slack_api.wait_for(3)
    assert rasa.texts == ["start", '/intake_set{"slot":"consent","value":true}', "last"]


def test_a_button_is_for_the_person_it_was_offered_to(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa(offering)
    url = open_slack(rasa).url
    person, other = Workspace(url), Workspace(url, "U2")
    person.event(person.mention("start"))
    (sent,) = slack_api.wait_for(1)
    other.press(sent, "Yes")
    (told,) = slack_api.wait_for(1, "chat.postEphemeral")
    assert told["user"] == "U2"
    assert "somebody else" in told["text"]
    forged = {**sent, "channel": "DU1", "blocks": [{"type": "actions", "elements": [{"type": "button", "text": {"text": "x"}, "value": "/restart"}]}]}
    person.press(forged, "x")
    assert "earlier conversation" in slack_api.wait_for(2)[1]["text"]
    assert rasa.texts == ["start"]


@pytest.mark.parametrize("more", [{"type": "view_submission"}, {"type": "shortcut"}, {"actions": []}, {"actions": None}, {"actions": [{"type": "static_select"}]},
                                  {"actions": [{"type": "button", "url": "https://x.org", "action_id": "link_0"}]}, {"user": 5},
                                  {"channel": None, "container": None}])
def test_other_interactions_are_left_alone(open_slack: Opener, slack_api: FakeSlack, more: Dict[str, Any]) -> None:
    rasa = FakeRasa(offering)
    person = Workspace(open_slack(rasa).url)
    person.event(person.direct("start"))
    (sent,) = slack_api.wait_for(1)
    assert person.press(sent, "Yes", **more).status_code == 200
    assert person.send(b"command=%2Fb12&text=hi", {"Content-Type": "application/x-www-form-urlencoded"}).status_code == 200
    person.event(person.direct("last"))
    slack_api.wait_for(2)
    assert rasa.texts == ["start", "last"]


def test_in_a_channel_it_offers_to_go_on_in_private(open_slack: Opener, slack_api: FakeSlack) -> None:
    person = Workspace(open_slack(FakeRasa(lambda _: [{"text": "In private only.", "custom": INTAKE}])).url)
    person.event(person.mention("check my symptoms"))
    (sent,) = slack_api.wait_for(1)
    (button,) = sent["blocks"][-1]["elements"]
    assert button["url"] == "https://slack.com/app_redirect?app=A0APP&team=T0TEAM"
    assert "value" not in button


def test_a_picture_is_answered_kindly(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa()
    person = Workspace(open_slack(rasa).url)
    person.event(person.direct("", subtype="file_share", files=[{"id": "F1"}]))
    person.event(person.direct("what is b12", subtype="file_share", files=[{"id": "F1"}]))
    first, second, third = slack_api.wait_for(3)
    assert first["text"].startswith("I can only read words")
    assert second["text"].startswith("I can only read the words")
    assert third["text"] == "You said: what is b12"


def test_without_its_settings_the_door_is_closed(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    with caplog.at_level(logging.INFO, "bot"):
        door = SlackInput().blueprint(FakeRasa())
    assert not door._future_routes
    assert "door_closed channel=slack missing=SLACK_SIGNING_SECRET" in caplog.text
