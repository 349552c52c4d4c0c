"""One kind of person for each channel: says something, and waits for all that is said back."""
import json
import time
import uuid
import xml.etree.ElementTree as ET
from typing import Any, Callable, Dict, List, Protocol

import requests

from tests.channels.amazon import Amazon, as_body, request
from tests.channels.phone import Phone
from tests.client import Client
from tests.fakes import slack, telegram

BEARER = "a-token-of-enough-letters"
SECONDS = 90.0  # for an answer to come at all
_QUIET = 0.15  # seconds after the last part of an answer


class Person(Protocol):
    """`say` raises requests.RequestException when the assistant is not there."""

    def say(self, text: str) -> str: ...


class OnRest:
    def __init__(self, url: str) -> None:
        self._client = Client(url)

    def say(self, text: str) -> str:
        return _joined(self._client.messages(text))


class OnWeb:
    def __init__(self, url: str) -> None:
        self._url = f"{url}/webhooks/web"
        self._headers = {"Authorization": f"Bearer {self._post('session', {}, {})['token']}"}

    def say(self, text: str) -> str:
        return _joined(self._post("message", {"text": text}, self._headers))

    def _post(self, path: str, body: Dict[str, Any], headers: Dict[str, str]) -> Any:
        answer = requests.post(f"{self._url}/{path}", json=body, headers=headers, timeout=SECONDS)
        assert answer.status_code == 200, answer.text
        return answer.json()


class OnSlack:
    """What Slack was told 200 for is acknowledged, and the answer comes when it can."""

    def __init__(self, url: str, api: slack.FakeSlack) -> None:
        self._workspace, self._api = slack.Workspace(f"{url}/webhooks/slack/webhook", f"U{uuid.uuid4().hex[:10].upper()}"), api
        self._seen = 0

    def say(self, text: str) -> str:
        self._workspace.event(self._workspace.direct(text)).raise_for_status()
        return self.wait()

    def send_thrice(self, text: str) -> None:
        event = self._workspace.direct(text)
        for _ in range(3):
            assert self._workspace.event(event, id_=f"Ev{event['ts']}").status_code == 200

    def said(self) -> List[str]:
        return [one["text"] or json.dumps(one.get("blocks")) for one in self._api.posted() if one["channel"] == f"D{self._workspace.user}"]

    def wait(self) -> str:
        new = _arrived(self.said, self._seen)
        self._seen += len(new)
        return "\n".join(new)


class OnTelegram:
    def __init__(self, url: str, api: telegram.FakeTelegram) -> None:
        self._person, self._api = telegram.Person(f"{url}/webhooks/telegram/webhook", uuid.uuid4().int % 10**10), api
        self.sender, self._seen = f"telegram:{self._person.id}", 0

    def say(self, text: str) -> str:
        self._person.send(self._person.message(text)).raise_for_status()
        return self.wait()

    def send_thrice(self, text: str) -> None:
        update = self._person.message(text)
        for _ in range(3):
            assert self._person.send(update).status_code == 200

    def said(self) -> List[str]:
        return [one["text"] for one in self._api.of("sendMessage") if one["chat_id"] == self._person.id]

    def wait(self) -> str:
        new = _arrived(self.said, self._seen)
        self._seen += len(new)
        return "\n".join(new)


class OnVoice:
    def __init__(self, url: str) -> None:
        self._url, self._session = f"{url}/webhooks/voice/webhook", uuid.uuid4().hex

    def say(self, text: str) -> str:
        answer = requests.post(self._url, json={"session": self._session, "transcripts": [{"text": text, "confidence": 0.9}]}, timeout=SECONDS,
                               headers={"Authorization": f"Bearer {BEARER}"})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["speech"])


class OnPhone:
    def __init__(self, url: str) -> None:
        self._phone = Phone(f"{url}/webhooks/twilio_voice/webhook", f"CA{uuid.uuid4().hex}")
        self._phone.call()

    def say(self, text: str) -> str:
        return self._phone.say(text)


class OnAlexa:
    def __init__(self, url: str, amazon: Amazon) -> None:
        self._url, self._amazon = f"{url}/webhooks/alexa/webhook", amazon
        self._session, self._user = f"amzn1.echo-api.session.{uuid.uuid4()}", f"amzn1.ask.account.{uuid.uuid4().hex}"

    def say(self, text: str) -> str:
        first, _, rest = text.partition(" ")  # free speech reaches a skill only behind a word it knows
        intent, slots = (f"{first.capitalize()}Intent", {"query": rest}) if first in ("are", "how") else ("ThingIntent", {"said": text})
        body = as_body(request("IntentRequest", intent, slots, session=self._session, user=self._user))
        answer = requests.post(self._url, data=body, headers=self._amazon.signed(body), timeout=SECONDS)
        assert answer.status_code == 200, answer.text
        return "".join(ET.fromstring(answer.json()["response"]["outputSpeech"]["ssml"]).itertext())


def _joined(messages: List[Dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages)


def _arrived(said: Callable[[], List[str]], seen: int) -> List[str]:
    """What has been said since, once nothing more comes."""
    until, count, quiet = time.monotonic() + SECONDS, seen, 0.0
    while time.monotonic() < until:
        now = len(said())
        quiet = quiet + 0.05 if now == count else 0.0
        count = now
        if now > seen and quiet >= _QUIET:
            break
        time.sleep(0.05)
    new = said()[seen:]
    assert new, "no answer came"
    return new
