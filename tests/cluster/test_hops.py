"""Each turn reaches another assistant than the one before, and nobody can tell."""
import time
from typing import Any, Dict

import pytest
import requests

from tests.cluster.conftest import VOICE_TOKEN, Here
from tests.fakes import slack, telegram

pytestmark = [pytest.mark.server, pytest.mark.postgres]
_TOLD = {"consent": "yes", "symptoms": "my feet tingle and i am tired", "body_parts": "feet", "duration": "three weeks", "severity": "6", "diet": "vegan",
         "absorption": "none", "tests": "none", "current_b12": "nothing", "notes": "no"}


def test_a_follow_up_and_a_button(here: Here) -> None:
    person = here.hopping()
    assert person.say("how fast do injections work?")[0]["items"] == ["injections"]
    assert person.say("and tablets?")[0]["items"] == ["oral_supplements"]
    button = person.messages("How is it treated?")[0]["buttons"][0]
    assert person.say(button["payload"])[0]["type"] == "answer"
    assert len(here.kept(person.sender)) == 4


def test_an_intake_and_its_summary(here: Here) -> None:
    person = here.hopping()
    messages = person.messages("check my symptoms")
    for _ in range(15):
        asked: Dict[str, Any] = messages[-1]["custom"]
        if asked["status"] != "asking":
            break
        messages = person.messages(_TOLD[asked["slot"]])
    assert asked["status"] == "review"
    said = person.messages("yes, that is right")
    (record,) = [message["custom"] for message in said if message["custom"]["type"] == "summary"]
    assert (record["severity"], record["diet"]) == (6, "vegan")
    (address,) = {button for message in said for button in _addresses(message) if button.endswith(".json")}
    for _ in range(2):  # a link that one assistant has made is opened by either
        assert person.session.get(f"http://somewhere{address}", timeout=20).json()["record"]["diet"] == "vegan"


def _addresses(message: Dict[str, Any]) -> Any:
    for word in message["text"].replace("(", " ").replace(")", " ").split():
        if word.startswith("/summary/"):
            yield word


def test_the_chat_of_a_website(here: Here) -> None:
    session = here.hopping().session
    token = session.post("http://somewhere/webhooks/web/session", json={}, timeout=20).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    for text in ("what is b12", "say that again"):
        (message,) = session.post("http://somewhere/webhooks/web/message", json={"text": text}, headers=headers, timeout=20).json()
        assert message["custom"]["topic"] == "overview"
    for _ in range(2):
        assert len(session.get("http://somewhere/webhooks/web/history", headers=headers, timeout=20).json()) == 4


def test_a_call(here: Here) -> None:
    session = here.hopping().session

    def hear(**asked: Any) -> Dict[str, Any]:
        answer = session.post("http://somewhere/webhooks/voice/webhook", json={"session": "call-1", **asked}, timeout=20,
                              headers={"Authorization": f"Bearer {VOICE_TOKEN}"})
        return dict(answer.json())

    hear(event="start")
    first = hear(transcripts=[{"text": "how fast do injections work"}])
    again = hear(transcripts=[{"text": "repeat"}])
    assert again["speech"] == first["speech"]
    slower = hear(transcripts=[{"text": "slower"}])
    assert slower["rate"] < first["rate"]
    assert hear(transcripts=[{"text": "repeat"}])["rate"] == slower["rate"]


def test_events_that_slack_sends_twice_to_two_assistants(here: Here) -> None:
    people = [slack.Workspace(f"{assistant.url}/webhooks/slack/webhook") for assistant in here.cluster.assistants]
    events = [people[0].direct(f"are {number} clams good") for number in range(10)]
    for number, event in enumerate(events):
        for person in people:
            assert person.event(event, id_=f"EvTwice{number}").status_code == 200
    here.slack.wait_for(10, seconds=40)
    time.sleep(2)
    assert len(here.slack.posted()) == 10


def test_updates_that_telegram_sends_twice_to_two_assistants(here: Here) -> None:
    people = [telegram.Person(f"{assistant.url}/webhooks/telegram/webhook") for assistant in here.cluster.assistants]
    updates = [people[0].message(f"are {number} clams good") for number in range(10)]
    for update in updates:
        for person in people:
            assert person.send(update).status_code == 200
    here.telegram.wait_for(10, seconds=40)
    time.sleep(2)
    assert len(here.telegram.of("sendMessage")) == 10


def test_a_message_sent_again_to_the_other_assistant_is_one_turn(here: Here) -> None:
    person = here.hopping()
    twice = [requests.Response() for _ in range(2)]
    for number in range(2):
        twice[number] = person.post({"sender": person.sender, "message": "which foods have b12?"}, headers={"Idempotency-Key": "the-same-one"})
    assert twice[0].json() == twice[1].json()
    assert here.kept(person.sender) == ["which foods have b12?"]
