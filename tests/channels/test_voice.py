"""The door for any speaking front-end, against its own description."""
import asyncio
import json
from typing import Any, Dict, Iterator, List, Tuple

import jsonschema
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot import events, logs, settings
from bot.channels.bearer import allowed
from bot.channels.body import Refusal
from bot.channels.nbest import Transcript, best
from bot.channels.voice import Spoken, VoiceInput, read_request
from bot.understanding.classifier import Classifier
from tests.channels.rasas import Brain, Puppet, served

TOKEN = "a-token-of-enough-letters"
OPENAPI = YAML(typ="safe", pure=True).load((settings.ROOT / "docs" / "channels" / "voice.openapi.yml").read_text(encoding="utf-8"))
SCHEMAS = OPENAPI["components"]["schemas"]
POST = OPENAPI["paths"]["/webhooks/voice/webhook"]["post"]


class Kiosk:
    """A front-end of one session."""

    def __init__(self, url: str, session: str = "kiosk-1") -> None:
        self.url, self.session = url, session

    def post(self, body: Any, token: str = TOKEN) -> requests.Response:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        return requests.post(self.url, data=body if isinstance(body, bytes) else json.dumps(body), headers=headers, timeout=20)

    def turn(self, **asked: Any) -> Dict[str, Any]:
        body = {"session": self.session, **asked}
        jsonschema.validate(body, SCHEMAS["Request"])
        answer = self.post(body)
        assert answer.status_code == 200, answer.text
        content: Dict[str, Any] = answer.json()
        jsonschema.validate(content, SCHEMAS["Response"])
        return content

    def say(self, *texts: str) -> str:
        return str(self.turn(transcripts=[{"text": text} for text in texts])["speech"])


@pytest.fixture
def open_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_BEARER_TOKEN", TOKEN)


@pytest.fixture
def puppet(open_door: None) -> Iterator[Tuple[Puppet, Kiosk]]:
    rasa = Puppet()
    with served(VoiceInput(), rasa) as url:
        yield rasa, Kiosk(url)


def test_a_turn(puppet: Tuple[Puppet, Kiosk]) -> None:
    rasa, kiosk = puppet
    assert kiosk.turn(event="start")["expects_answer"] is True
    content = kiosk.turn(transcripts=[{"text": "what is it", "confidence": 0.9}])
    assert content["speech"] == "Clams are a source. Would you like to hear more?"
    assert content["ssml"] == "<speak><s>Clams are a source.</s><s>Would you like to hear more?</s></speak>"
    assert content["reprompt"] == "Would you like to hear more?"
    assert [custom["type"] for custom in content["custom"]] == ["answer"]
    assert kiosk.turn(keys="1")["speech"] == "So are eggs. Anything else?"
    assert kiosk.turn(transcripts=[{"text": "slower"}])["rate"] == 85
    assert kiosk.turn(event="silence")["speech"].startswith("I did not hear anything.")
    assert kiosk.turn(event="end") == {"session": "kiosk-1", "speech": "", "ssml": "<speak></speak>", "reprompt": "", "expects_answer": False, "ends": True,
                                       "urgent": False, "rate": 100, "choices": [], "custom": []}
    assert rasa.heard == ["what is it"]
    assert rasa.senders == ["voice:kiosk-1"]


@pytest.mark.parametrize("name", list(POST["requestBody"]["content"]["application/json"]["examples"]))
def test_the_descriptions_examples_are_answered(puppet: Tuple[Puppet, Kiosk], name: str) -> None:
    example = POST["requestBody"]["content"]["application/json"]["examples"][name]["value"]
    jsonschema.validate(example, SCHEMAS["Request"])
    assert puppet[1].post(example).status_code == 200


def test_the_descriptions_answer_is_one_of_ours() -> None:
    jsonschema.validate(POST["responses"]["200"]["content"]["application/json"]["examples"]["answer"]["value"], SCHEMAS["Response"])


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", TOKEN[:-1], TOKEN.upper()])
def test_without_the_token_nothing_is_processed(puppet: Tuple[Puppet, Kiosk], token: str) -> None:
    answer = puppet[1].post({"session": "a", "transcripts": [{"text": "hi"}]}, token)
    assert answer.status_code == 401
    assert list(answer.json()) == ["error"]
    assert puppet[0].heard == []


@pytest.mark.parametrize(("authorization", "is_allowed"), [
    (f"Bearer {TOKEN}", True), (f"bearer  {TOKEN} ", True), (TOKEN, False), (f"Basic {TOKEN}", False), ("", False), ("Bearer", False), ("Bearer ü", False)])
def test_who_is_allowed(authorization: str, is_allowed: bool) -> None:
    assert allowed(authorization, TOKEN) is is_allowed


BODIES: List[Any] = [
    b"", b"{", b"null", b"[]", b"7", b"\xff", b'{"session": "a"}', {"event": "start"}, {"session": "", "event": "start"}, {"session": 5, "event": "start"},
    {"session": "s" * 256, "event": "start"}, {"session": "a", "event": "jump"}, {"session": "a", "event": ["start"]}, {"session": "a", "event": {}},
    {"session": "a", "keys": "abc"}, {"session": "a", "keys": ""}, {"session": "a", "keys": 7}, {"session": "a", "keys": "1" * 33},
    {"session": "a", "event": "start", "keys": "1"}, {"session": "a", "transcripts": []}, {"session": "a", "transcripts": "hi"},
    {"session": "a", "transcripts": ["hi"]},
    {"session": "a", "transcripts": [{"text": 5}]}, {"session": "a", "transcripts": [{"text": "hi", "confidence": 2}]},
    {"session": "a", "transcripts": [{"text": "hi", "confidence": True}]}, {"session": "a", "transcripts": [{"text": "hi", "confidence": "0.9"}]},
    {"session": "a", "transcripts": [{"text": "hi"}] * 21}, {"session": "a", "caller": 7, "event": "start"}, {"session": "a", "caller": "c" * 256, "event": "start"},
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_what_is_no_request_is_refused_in_one_sentence(puppet: Tuple[Puppet, Kiosk], body: Any) -> None:
    answer = puppet[1].post(body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert puppet[0].heard == []


def test_other_content_and_too_much_of_it_are_refused(puppet: Tuple[Puppet, Kiosk]) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/plain"}
    assert requests.post(puppet[1].url, data="hi", headers=headers, timeout=10).status_code == 415
    assert puppet[1].post(b"x" * 70_000).status_code == 413


@given(st.binary(max_size=200))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    assert isinstance(read_request("application/json", body), (Spoken, Refusal))


@given(st.dictionaries(st.sampled_from(["session", "caller", "transcripts", "keys", "event", "text"]),
                       st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=9),
                                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "confidence"]), inner))))
def test_what_is_read_fits_the_description(asked: Dict[str, Any]) -> None:
    read = read_request("application/json", json.dumps(asked).encode())
    if isinstance(read, Spoken):
        jsonschema.validate(asked, SCHEMAS["Request"])


@pytest.mark.parametrize(("transcripts", "sensible", "chosen"), [
    ([Transcript("c", 0.9)], [], Transcript("c", 0.9)), ([Transcript("c", 0.4), Transcript("e", 0.6)], ["c", "e"], Transcript("e", 0.6)),
    ([Transcript("c", 0.6), Transcript("e", 0.5)], ["e"], Transcript("e")), ([Transcript("c", 0.6), Transcript("e", 0.5)], [], Transcript("c", 0.6)),
    ([Transcript("c"), Transcript("e")], ["e"], Transcript("e")), ([Transcript("c"), Transcript("e")], ["c", "e"], Transcript("c")),
    ([Transcript("which food", 0.6), Transcript("I have crushing chest pain", 0.3)], ["which food"], Transcript("I have crushing chest pain", 0.3)),
    ([Transcript("which food", 0.9), Transcript("I have crushing chest pain", 0.1)], ["which food"], Transcript("which food", 0.9)),
    ([Transcript("the", 0.9), Transcript("um", 0.8), Transcript("e", 0.5)], ["the", "e"], Transcript("e", 0.5)),
    ([Transcript("uh", 0.3), Transcript("um", 0.2)], [], Transcript("uh", 0.3)),
    ([Transcript("repeat", 0.6), Transcript("e", 0.5)], ["e"], Transcript("repeat", 0.6)),
])
def test_the_likeliest_that_makes_sense_wins(transcripts: List[Transcript], sensible: List[str], chosen: Transcript) -> None:
    async def makes_sense(text: str) -> bool:
        return text in sensible
    assert asyncio.run(best(transcripts, makes_sense)) == chosen


@pytest.mark.parametrize("token", [None, "short"])
def test_without_a_good_token_the_door_is_closed_and_says_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, token: str) -> None:
    monkeypatch.delenv("VOICE_BEARER_TOKEN", raising=False)
    if token:
        monkeypatch.setenv("VOICE_BEARER_TOKEN", token)
    logs.install()
    events.logger.addHandler(caplog.handler)
    with served(VoiceInput(), Puppet()) as url:
        assert Kiosk(url).post({"session": "a", "event": "start"}).status_code == 404
    events.logger.removeHandler(caplog.handler)
    assert "door_closed channel=voice" in caplog.text
    assert "VOICE_BEARER_TOKEN" in caplog.text


@pytest.mark.model
def test_the_same_conversation_as_elsewhere(open_door: None, classifier: Classifier) -> None:
    with served(VoiceInput(), Brain(classifier)) as url:
        kiosk = Kiosk(url)
        kiosk.turn(event="start")
        assert kiosk.say("how fast do injections work").startswith("Injections work faster")
        assert kiosk.say("and tablets").startswith("Supplements work at a moderate pace")
        assert kiosk.say("check my symptoms") == "May I keep your answers for a summary? Yes or no?"
        for text in ("yes", "my feet tingle", "three weeks"):
            kiosk.say(text)
        content = kiosk.turn(keys="7")
        assert content["speech"].startswith("Seven out of ten. How do you eat?")
        assert content["choices"][2] == {"key": "3", "say": "Vegan"}
        kiosk.turn(keys="3")
        for text in ("none", "no tests", "nothing", "no"):
            kiosk.say(text)
        content = kiosk.turn(transcripts=[{"text": "that is right"}])
        assert [custom["type"] for custom in content["custom"]] == ["intake", "summary"]
        assert content["custom"][1]["diet"] == "vegan"
        urgent = kiosk.turn(transcripts=[{"text": "i cannot breathe", "confidence": 0.2}])
        assert (urgent["urgent"], urgent["ends"], urgent["custom"][0]["type"]) == (True, True, "urgent")
