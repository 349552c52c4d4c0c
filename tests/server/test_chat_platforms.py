"""The same dialogues through REST, the website, Slack, Telegram and by voice, with the running assistant: what is said is the same, in each one's own form."""
import json
import re
import time
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Union

import pytest
import requests
from pytest_httpserver import HTTPServer

from bot import settings
from bot.assistant import Assistant
from bot.render.slack import to_slack
from bot.render.telegram import to_telegram
from tests.client import Client
from tests.fakes import slack, telegram

pytestmark = pytest.mark.server
Json = Dict[str, Any]
BASE, BEARER = "https://b12.example", "a-token-of-enough-letters"


class Press(NamedTuple):
    """The button of the latest message that shows this title."""

    title: str


Said = Union[str, Press]
QUESTIONS: List[Said] = [
    "which symptoms are there?", "compare the treatments", "and tablets?", "what causes it and how do they test for it?", "is kale a good source of b12?",
    "should I stop my injections", "my dad has crushing chest pain", "/restart", "thanks"]
INTAKE: List[Said] = [
    "check my symptoms", Press("Yes, go ahead"), "tingling feet and very tired, no cramps", "that's all", "three weeks", Press("7"), "why do you ask?",
    Press("Vegan"), Press("None that I know of"), Press("No tests so far"), Press("Nothing"), "no", "actually six weeks, not three", Press("All correct"),
    "show me my summary"]


class Running(NamedTuple):
    assistant: Assistant
    slack: slack.FakeSlack
    telegram: telegram.FakeTelegram


@pytest.fixture(scope="module")
def running(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    server = HTTPServer(threaded=True)
    server.start()
    platforms = slack.FakeSlack(server), telegram.FakeTelegram(server)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"SLACK_BOT_TOKEN": slack.TOKEN, "SLACK_SIGNING_SECRET": slack.SECRET, "SLACK_API_URL": platforms[0].url, "PUBLIC_URL": BASE,
                            "LOG_LEVEL": "DEBUG",
                            "TELEGRAM_BOT_TOKEN": telegram.TOKEN, "TELEGRAM_WEBHOOK_SECRET": telegram.SECRET, "TELEGRAM_API_URL": platforms[1].url,
                            "VOICE_BEARER_TOKEN": BEARER}.items():
            patch.setenv(name, value)
        assistant = Assistant(model, settings.free_port(), "127.0.0.1", tmp_path_factory.mktemp("run"))
        assistant.start()
    yield Running(assistant, *platforms)
    assistant.stop()
    server.stop()


def until(count: int, found: Callable[[], List[Json]]) -> List[Json]:
    """What is found once it is `count`, and a moment for what should not come."""
    end = time.monotonic() + 20
    while len(found()) < count and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.05)
    assert len(found()) == count, found()
    return found()


class Rest:
    def __init__(self, running: Running) -> None:
        self._client = Client(running.assistant.url)
        self.buttons: List[Json] = []

    def messages(self, said: Said) -> List[Json]:
        text = said if isinstance(said, str) else next(button["payload"] for button in self.buttons if button["title"] == said.title)
        messages = self._client.messages(text)
        self.buttons = [button for message in messages for button in message.get("buttons", ())]
        return messages


class Web:
    def __init__(self, running: Running) -> None:
        self._url = f"{running.assistant.url}/webhooks/web"
        self._headers = {"Authorization": f"Bearer {self._post('session', {}, {}).json()['token']}"}
        self._buttons: List[Json] = []

    def _post(self, path: str, body: Json, headers: Dict[str, str]) -> requests.Response:
        return requests.post(f"{self._url}/{path}", json=body, headers=headers, timeout=30)

    def messages(self, said: Said) -> List[Json]:
        text = said if isinstance(said, str) else next(button["payload"] for button in self._buttons if button["title"] == said.title)
        messages: List[Json] = self._post("message", {"text": text}, self._headers).json()
        self._buttons = [button for message in messages for button in message.get("buttons", ())]
        return messages


class Slack:
    def __init__(self, running: Running, user: str) -> None:
        self._api, self._person = running.slack, slack.Workspace(f"{running.assistant.url}/webhooks/slack/webhook", user)
        self.posted: List[Json] = []

    def say(self, said: Said, count: int) -> List[Json]:
        answer = self._person.event(self._person.direct(said)) if isinstance(said, str) else self._person.press(self._with(said.title), said.title)
        assert answer.status_code == 200
        self.posted = until(len(self.posted) + count, lambda: [one for one in self._api.posted() if one["channel"] == f"D{self._person.user}"])
        return self.posted[-count:]

    def _with(self, title: str) -> Json:
        return next(one for one in reversed(self.posted) if any(
            element["text"]["text"] == title for block in one["blocks"] if block["type"] == "actions" for element in block["elements"]))


class Telegram:
    def __init__(self, running: Running, id_: int) -> None:
        self._api, self._person = running.telegram, telegram.Person(f"{running.assistant.url}/webhooks/telegram/webhook", id_)
        self.sent: List[Json] = []

    def say(self, said: Said, count: int) -> List[Json]:
        update = self._person.message(said) if isinstance(said, str) else self._person.press(self._with(said.title), said.title)
        assert self._person.send(update).status_code == 200
        self.sent = until(len(self.sent) + count, lambda: [one for one in self._api.of("sendMessage") if one["chat_id"] == self._person.id])
        return self.sent[-count:]

    def _with(self, title: str) -> Json:
        return next(one for one in reversed(self.sent) if any(
            button["text"] == title for row in one.get("reply_markup", {}).get("inline_keyboard", []) for button in row))


class Voice:
    """Says what others type, and the titles of buttons; an emergency ends a call, and the next thing is said in another one."""

    def __init__(self, running: Running, name: str) -> None:
        self._url, self._name, self._calls = f"{running.assistant.url}/webhooks/voice/webhook", name, 0

    def customs(self, said: Said) -> List[Json]:
        text = said if isinstance(said, str) else said.title
        asked = {"session": f"{self._name}-{self._calls}", "transcripts": [{"text": text, "confidence": 0.9}]}
        answer = requests.post(self._url, json=asked, headers={"Authorization": f"Bearer {BEARER}"}, timeout=30)
        assert answer.status_code == 200, answer.text
        assert answer.json()["speech"]
        self._calls += answer.json()["ends"]
        customs: List[Json] = answer.json()["custom"]
        return customs


def neutral(text: str) -> str:
    """What differs from conversation to conversation: the links."""
    return re.sub(r"/summary/[^\s)|>\"]+", "/summary/x", text)


def shown(message: Json) -> Json:
    return {"text": neutral(message["text"]), "buttons": message.get("buttons", []), "custom": message["custom"]}


@pytest.mark.parametrize("dialogue", [QUESTIONS, INTAKE], ids=["questions", "intake"])
def test_what_is_said_is_the_same_on_every_channel(running: Running, dialogue: List[Said]) -> None:
    number = 10 + len(dialogue)
    rest, web, on_slack, on_telegram = Rest(running), Web(running), Slack(running, f"U{number}"), Telegram(running, number)
    voice = Voice(running, f"kitchen-{number}")
    for said in dialogue:
        messages = rest.messages(said)
        assert [shown(message) for message in web.messages(said)] == [shown(message) for message in messages], said
        expected = [one for message in messages for one in to_slack(message, base=BASE)]
        posted = on_slack.say(said, len(expected))
        assert [neutral(json.dumps(one["blocks"])) for one in posted] == [neutral(json.dumps(one["blocks"])) for one in expected], said
        chunks = [one for message in messages for one in to_telegram(message, base=BASE)]
        sent = on_telegram.say(said, len(chunks))
        assert [neutral(one["text"]) for one in sent] == [neutral(one["text"]) for one in chunks], said
        assert [one.get("reply_markup") for one in sent] == [one.get("reply_markup") for one in chunks], said
        assert voice.customs(said) == [message["custom"] for message in messages], said
    if dialogue is INTAKE:
        assert any(message["custom"]["type"] == "summary" for message in messages)
        assert len([one for one in running.telegram.of("sendDocument") if one["chat_id"] == str(number)]) == 2
        assert running.telegram.files[-1].startswith(b"%PDF-")


def test_in_a_channel_or_group_it_answers_but_begins_no_intake(running: Running) -> None:
    person = slack.Workspace(f"{running.assistant.url}/webhooks/slack/webhook", "U77")
    event = person.mention("my feet tingle and I am tired all the time")
    person.event(event)
    person.event(person.mention("check my symptoms", thread_ts=event["ts"]))
    person.event(person.mention("how fast do injections work", thread_ts=event["ts"]))
    texts = [one["text"] for one in until(4, lambda: [one for one in running.slack.posted() if one["channel"] == "C1"])]
    assert [("in private only" in text, "May I" in text) for text in texts] == [(False, False), (True, False), (True, False), (False, False)]
    assert "injections" in texts[3].lower()
    ann = telegram.Person(f"{running.assistant.url}/webhooks/telegram/webhook", 77)
    ann.send(ann.message(f"@{telegram.NAME} check my symptoms", chat={"id": -5, "type": "group"}))
    (sent,) = until(1, lambda: [one for one in running.telegram.of("sendMessage") if one["chat_id"] == -5])
    assert "in private only" in sent["text"]


def test_commands_lead_where_the_menu_says(running: Running) -> None:
    person = Telegram(running, 55)
    assert "Hello" in person.say("/start", 1)[0]["text"]
    assert "ask me" in person.say("/help", 1)[0]["text"]
    assert "nothing noted" in person.say("/summary", 1)[0]["text"]
    assert person.say("/cancel", 1)[0]["text"].startswith("All right")
    assert "May I" in person.say("/intake", 1)[0]["text"]
    assert "keep your answers" in person.say("/summary", 1)[0]["text"]
    assert "ended the questions" in person.say("/cancel", 1)[0]["text"]
    assert "Shall I delete" in person.say("/delete", 1)[0]["text"]


def test_the_logs_hold_no_words_and_no_token(running: Running) -> None:
    log = (running.assistant._run / "rasa.log").read_text(encoding="utf-8")
    assert "tingl" not in log
    assert "AAtest_token" not in log
    assert slack.TOKEN not in log
