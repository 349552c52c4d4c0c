"""A person's rights, asked for in their own words of the running assistant: on REST, and on the website where a session ends."""
import json
import re
import sqlite3
from pathlib import Path
from typing import Any, Dict, List

import pytest
import requests

from bot.assistant import Assistant
from tests.client import Client

pytestmark = pytest.mark.server
CANARY = "canarium"
TOLD = ["check my symptoms", "yes", f"tingling feet, and my {CANARY} itches", "that's all", "three weeks"]


def files(assistant: Assistant) -> List[Path]:
    return [path for path in assistant._run.glob("conversations.sqlite*") if path.is_file()]


def stored(assistant: Assistant, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in files(assistant))


def kinds(objects: List[Dict[str, Any]]) -> List[str]:
    return [f"{one['type']} {one.get('action') or one.get('status') or ''}".strip() for one in objects]


def say_all(client: Client, texts: List[str]) -> List[Dict[str, Any]]:
    return [client.say(text) for text in texts][-1]


@pytest.mark.parametrize("words", ["I take my consent back", "stop keeping my answers", "don't save this"])
def test_consent_is_taken_back_in_the_middle(assistant: Assistant, client: Client, words: str) -> None:
    say_all(client, ["which foods have b12?", *TOLD])
    assert stored(assistant, CANARY)
    ended = client.say(words)
    assert kinds(ended) == ["intake stopped"]
    assert ended[0]["resumable"] is False
    assert not stored(assistant, CANARY)
    assert kinds(client.say("which tests are there?")) == ["answer"]
    assert client.say("say that again")[0]["topic"] == "test"
    assert kinds(client.say(f"my {CANARY} feet tingle")) == ["answer", "intake offered"]
    assert client.say("say that again")[0]["items"] == ["tingling"]
    assert not stored(assistant, CANARY)
    assert kinds(client.say("show my summary")) == ["intake offered"]
    assert client.say("yes")[-1]["slot"] == "consent"
    assert client.say("yes")[-1]["slot"] == "symptoms"


def test_without_consent_nothing_of_it_is_stored(assistant: Assistant, client: Client) -> None:
    say_all(client, [f"my {CANARY} feet tingle, check my symptoms", "no, not even the " + CANARY])
    assert not stored(assistant, CANARY)
    assert kinds(client.say("what is homocysteine?")) == ["answer"]


@pytest.mark.parametrize("words", ["don't save this", "I withdraw my consent"])
def test_taken_back_before_anything_was_told(client: Client, words: str) -> None:
    assert kinds(client.say(words)) == ["data none"]
    assert kinds(client.say("my feet tingle")) == ["answer", "intake offered"]


def test_what_is_known_when_nothing_was_told_and_when_something_was(client: Client) -> None:
    assert kinds(client.say("show my summary")) == ["intake offered"]
    assert kinds(client.say("what do you know about me?")) == ["data shown"]
    assert client.say("yes")[-1]["slot"] == "consent"
    say_all(client, ["yes", "tingling feet"])
    shown = client.messages("what do you know about me?")
    assert kinds([message["custom"] for message in shown]) == ["data shown", "intake asking"]
    assert "show my summary" in shown[0]["text"]


def test_an_export_is_for_whoever_asked_and_dies_with_what_is_exported(assistant: Assistant, client: Client) -> None:
    say_all(client, [*TOLD, "stop"])
    links = [re.findall(r"\((/[^)]+)\)", message["text"]) for text in ("show my summary", "export my data") for message in client.messages(text)]
    data = next(link for found in links for link in found if link.startswith("/data/"))
    summaries = [link for found in links for link in found if link.startswith("/summary/")]
    exported = requests.get(assistant.url + data, timeout=30).json()
    assert [event["text"] for event in exported["events"] if event["event"] == "user"][:3] == TOLD[:3]
    assert all(requests.get(assistant.url + link, timeout=60).status_code == 200 for link in summaries)
    assert kinds(client.say("wipe everything you have on me"))[0] == "data none"
    assert kinds(client.say("yes")) == ["data deleted"]
    say_all(client, ["check my symptoms", "yes", "cramps in my legs"])  # the same person anew: not what the old links were made for
    for link in (data, *summaries):
        gone = requests.get(assistant.url + link, timeout=30)
        assert (gone.status_code, list(gone.json())) == (404, ["error"])
        assert "no longer there" in gone.json()["error"]


def test_a_web_session_is_over_after_an_hour_of_silence(assistant: Assistant) -> None:
    url = f"{assistant.url}/webhooks/web"
    token = requests.post(f"{url}/session", json={}, timeout=30).json()["token"]
    signed = {"Authorization": f"Bearer {token}"}

    def say(text: str) -> requests.Response:
        return requests.post(f"{url}/message", json={"text": text}, headers=signed, timeout=30)

    for text in TOLD:
        assert say(text).status_code == 200
    assert CANARY in requests.get(f"{url}/history", headers=signed, timeout=30).text
    with sqlite3.connect(assistant._run / "conversations.sqlite", timeout=10) as base:
        base.execute("UPDATE snapshots SET at = at - 3700 WHERE sender_id LIKE 'web:%'")
    for answer in (say("show my summary"), requests.get(f"{url}/history", headers=signed, timeout=30)):
        assert (answer.status_code, list(answer.json())) == (401, ["error"])
        assert CANARY not in json.dumps(answer.json())


@pytest.mark.parametrize("body", ['{"kind": "of tomorrow"}', '{"kind": "question", "topic": 5, "unheard": 1}', "null", '"text"', "[]"])
def test_what_another_version_has_stored_breaks_no_turn(assistant: Assistant, client: Client, body: str) -> None:
    client.say("which foods have b12?")
    with sqlite3.connect(assistant._run / "conversations.sqlite", timeout=10) as base:
        rows = base.execute("SELECT seq, body FROM events WHERE sender_id = ? AND type = 'user'", (f"rest:{client.sender}",)).fetchall()
        for seq, row in rows:
            event = json.loads(row)
            event["parse_data"]["readings"] = [json.loads(body)]
            base.execute("UPDATE events SET body = ? WHERE sender_id = ? AND seq = ?", (json.dumps(event), f"rest:{client.sender}", seq))
        # as another process would have done it: what this one remembers no longer holds
        base.execute("UPDATE snapshots SET born = born || 'x' WHERE sender_id = ?", (f"rest:{client.sender}",))
    assert kinds(client.say("which tests are there?")) == ["answer"]


def test_every_reason_of_an_emergency_is_noted(client: Client) -> None:
    say_all(client, TOLD)
    assert kinds(client.say("I have crushing chest pain right now and I cannot breathe")) == ["urgent", "intake stopped"]
    assert client.say("show my summary")[0]["urgent"] == ["chest_pain", "breathing"]
