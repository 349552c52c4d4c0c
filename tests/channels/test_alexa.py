"""Alexa: whose requests are answered, what is understood of them, and what it is told to say."""
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, Iterator, Optional, Tuple

import pytest
import requests

from bot import events, logs
from bot.channels.alexa import AlexaInput
from bot.channels.alexa_trust import Trust
from bot.understanding.classifier import Classifier
from tests.channels.amazon import CHAIN, SKILL, Amazon, as_body, issue, request
from tests.channels.rasas import Brain, Puppet, served


@pytest.fixture(scope="module")
def amazon() -> Amazon:
    return Amazon()


class Echo:
    """A device in front of the skill."""

    def __init__(self, url: str, amazon: Amazon, session: str = "amzn1.echo-api.session.1") -> None:
        self.url, self.amazon, self.session, self.person = url, amazon, session, ""

    def post(self, body: bytes, headers: Optional[Dict[str, str]] = None) -> requests.Response:
        return requests.post(self.url, data=body, headers=self.amazon.signed(body) if headers is None else headers, timeout=20)

    def turn(self, kind: str, intent: str = "", **slots: str) -> Dict[str, Any]:
        answer = self.post(as_body(request(kind, intent, slots, session=self.session, person=self.person)))
        assert answer.status_code == 200, answer.text
        content: Dict[str, Any] = answer.json()["response"]
        return content

    def say(self, intent: str, **slots: str) -> str:
        return words(self.turn("IntentRequest", intent, **slots))


def words(content: Dict[str, Any]) -> str:
    return " ".join("".join(sentence.itertext()) for sentence in ET.fromstring(content["outputSpeech"]["ssml"]).iter("s"))


@pytest.fixture
def puppet(amazon: Amazon, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tuple[Puppet, Echo]]:
    monkeypatch.setenv("ALEXA_SKILL_ID", SKILL)
    rasa = Puppet()
    with served(AlexaInput(Trust(amazon.fetch, amazon.roots)), rasa) as url:
        yield rasa, Echo(url, amazon)


@pytest.fixture
def echo(amazon: Amazon, monkeypatch: pytest.MonkeyPatch, classifier: Classifier) -> Iterator[Echo]:
    """In front of the assistant's own understanding."""
    monkeypatch.setenv("ALEXA_SKILL_ID", SKILL)
    with served(AlexaInput(Trust(amazon.fetch, amazon.roots)), Brain(classifier)) as url:
        yield Echo(url, amazon)


def test_launch_greets_and_waits(puppet: Tuple[Puppet, Echo]) -> None:
    content = puppet[1].turn("LaunchRequest")
    assert words(content).startswith("I am a program on low B twelve.")
    assert content["shouldEndSession"] is False
    assert content["reprompt"]["outputSpeech"]["type"] == "SSML"
    assert puppet[0].heard == []


def test_a_question_is_put_together_and_answered_with_a_card(puppet: Tuple[Puppet, Echo]) -> None:
    rasa, echo = puppet
    content = echo.turn("IntentRequest", "WhatIntent", query="foods have vitamin b twelve")
    assert rasa.heard == ["what foods have vitamin b twelve"]
    assert words(content) == "Clams are a source. Would you like to hear more?"
    assert content["card"] == {"type": "Simple", "title": "Vitamin B12", "content": "Clams are a source.\n\nSo are eggs."}
    assert rasa.senders[0].startswith("alexa:")
    assert "session" not in rasa.senders[0]
    assert echo.say("AMAZON.YesIntent") == "So are eggs. Anything else?"
    assert echo.say("AMAZON.RepeatIntent") == "So are eggs. Anything else?"
    assert rasa.heard == ["what foods have vitamin b twelve"]


@pytest.mark.parametrize("intent", ["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"])
def test_stop_and_cancel_end_it(puppet: Tuple[Puppet, Echo], intent: str) -> None:
    content = puppet[1].turn("IntentRequest", intent)
    assert content["shouldEndSession"] is True
    assert "reprompt" not in content
    assert words(content) == "Goodbye, and take care."


def test_the_end_of_a_session_is_answered_with_nothing(puppet: Tuple[Puppet, Echo]) -> None:
    assert puppet[1].turn("SessionEndedRequest") == {}


@pytest.mark.parametrize("reason", ["USER_INITIATED", "ERROR", "EXCEEDED_MAX_REPROMPTS"])
def test_whatever_ends_a_session_nothing_is_said(puppet: Tuple[Puppet, Echo], reason: str) -> None:
    asked = request("SessionEndedRequest")
    asked["request"].update(reason=reason, error={"type": "INVALID_RESPONSE", "message": "the answer was none"})
    assert puppet[1].post(as_body(asked)).json() == {"version": "1.0", "response": {}}
    assert puppet[0].heard == []


@pytest.mark.parametrize(("kind", "logged"), [("INVALID_RESPONSE", "INVALID_RESPONSE"), ("i have cramps", "unknown"), (None, "unknown")])
def test_news_of_an_answer_that_alexa_could_not_use_is_logged(puppet: Tuple[Puppet, Echo], caplog: pytest.LogCaptureFixture,
                                                               kind: Optional[str], logged: str) -> None:
    asked = request("System.ExceptionEncountered")
    asked["request"].update(error={"type": kind, "message": "i have cramps"}, cause={"requestId": "x"})
    del asked["session"]  # as for every request that is not of a conversation
    events.logger.addHandler(caplog.handler)
    answer = puppet[1].post(as_body(asked))
    events.logger.removeHandler(caplog.handler)
    assert (answer.status_code, answer.json()["response"]) == (200, {})
    assert f"answer_refused channel=alexa reason={logged}" in caplog.text
    assert "cramps" not in caplog.text


@pytest.mark.parametrize("slots", [
    None, {}, {"query": None}, {"query": {"name": "query"}}, {"query": {"name": "query", "value": "?"}}, {"said": {"name": "said", "value": 7}}, [], "x",
    {"said": {"name": "said", "resolutions": {"resolutionsPerAuthority": [{"status": {"code": "ER_SUCCESS_NO_MATCH"}}]}}}])
def test_an_intent_without_words_is_answered(puppet: Tuple[Puppet, Echo], slots: Any) -> None:
    asked = request("IntentRequest", "WhatIntent")
    asked["request"].update(dialogState="STARTED")
    asked["request"]["intent"]["slots"] = slots
    content = puppet[1].post(as_body(asked)).json()["response"]
    assert content["shouldEndSession"] is False
    assert words(content)


def test_slower_is_spoken_slower(puppet: Tuple[Puppet, Echo]) -> None:
    puppet[1].turn("LaunchRequest")
    content = puppet[1].turn("IntentRequest", "SlowerIntent")
    prosody = ET.fromstring(content["outputSpeech"]["ssml"])[0]
    assert (prosody.tag, prosody.attrib) == ("prosody", {"rate": "85%"})


FORGERIES = ["no headers", "no signature", "not base64", "another body", "another key", "another root", "another name", "run out", "not yet", "no chain",
             "empty chain", "a chain of others", "an authority's own", "Signature alone"]
S3 = "https://s3.amazonaws.com/echo.api"


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_request_is_refused_and_nothing_is_processed(puppet: Tuple[Puppet, Echo], amazon: Amazon, forgery: str) -> None:
    rasa, echo = puppet
    body = as_body(request("IntentRequest", "WhatIntent", {"query": "is b12"}))
    stranger = issue("Somebody", None)
    other = {"another root": issue("echo-api.amazon.com", stranger, names=("echo-api.amazon.com",)),
             "another name": issue("x", amazon.middle, names=("echo-api.amazon.com.evil.example",)),
             "run out": issue("x", amazon.middle, names=("echo-api.amazon.com",), days=(-30, -1)),
             "not yet": issue("x", amazon.middle, names=("echo-api.amazon.com",), days=(1, 30)), "an authority's own": amazon.middle}.get(forgery)
    chain = f"{S3}/{forgery.replace(' ', '-')}.pem"
    if other:
        amazon.chains[chain] = amazon.pem(other, stranger if forgery == "another root" else amazon.middle)
    amazon.chains.update({f"{S3}/empty-chain.pem": b"", f"{S3}/a-chain-of-others.pem": amazon.pem(amazon.middle)})
    headers = amazon.signed(body, by=other, chain=chain if other or "chain" in forgery else CHAIN)
    headers = {"no headers": {"Content-Type": "application/json"}, "no signature": {**headers, "Signature-256": ""},
               "not base64": {**headers, "Signature-256": "%%%"}, "another key": amazon.signed(body, by=stranger), "another body": amazon.signed(body + b" "),
               "Signature alone": {**headers, "Signature": headers["Signature-256"], "Signature-256": ""}}.get(forgery, headers)
    answer = echo.post(body, headers)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert rasa.heard == []


@pytest.mark.parametrize(("seconds", "status"), [(-140, 200), (140, 200), (-170, 400), (170, 400), (-86_400, 400)])
def test_a_request_has_to_be_of_now(puppet: Tuple[Puppet, Echo], seconds: int, status: int) -> None:
    asked = request("LaunchRequest", at=datetime.now(timezone.utc) + timedelta(seconds=seconds))
    assert puppet[1].post(as_body(asked)).status_code == status


def test_a_request_made_before_is_refused(puppet: Tuple[Puppet, Echo]) -> None:
    rasa, echo = puppet
    body = as_body(request("IntentRequest", "WhatIntent", {"query": "is b12"}))
    assert [echo.post(body).status_code for _ in range(2)] == [200, 400]
    assert rasa.heard == ["what is b12"]


@pytest.mark.parametrize("asked", [
    request("LaunchRequest", skill="amzn1.ask.skill.other"), request("LaunchRequest", skill=""), {**request("LaunchRequest"), "session": {}, "context": {}},
    request("CanFulfillIntentRequest"), request("AudioPlayer.PlaybackStarted"), request(""), {"request": {}}, [], "x", None, 7, {"request": []},
    {**request("LaunchRequest"), "session": {"application": {"applicationId": SKILL}}}, {**request("IntentRequest"), "request": {"type": "IntentRequest"}},
])
def test_what_is_not_for_our_skill_is_refused(puppet: Tuple[Puppet, Echo], asked: Any) -> None:
    assert puppet[1].post(as_body(asked)).status_code == 400
    assert puppet[0].heard == []


def test_too_much_is_refused(puppet: Tuple[Puppet, Echo]) -> None:
    assert puppet[1].post(b"x" * 70_000).status_code == 413
    assert puppet[1].post(b"not json").status_code == 400


def test_without_its_setting_the_door_is_closed_and_says_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.delenv("ALEXA_SKILL_ID", raising=False)
    logs.install()
    events.logger.addHandler(caplog.handler)
    with served(AlexaInput(), Puppet()) as url:
        assert requests.post(url, json=request("LaunchRequest"), timeout=10).status_code == 404
    events.logger.removeHandler(caplog.handler)
    assert "door_closed channel=alexa missing=ALEXA_SKILL_ID" in caplog.text


@pytest.mark.model
def test_the_same_conversation_as_elsewhere(echo: Echo) -> None:
    assert echo.say("HowIntent", query="fast do injections work").startswith("Injections work faster")
    assert echo.say("AMAZON.NoIntent") == "All right. What else would you like to know?"
    assert echo.say("CheckIntent") == "May I keep your answers for a summary? Yes or no?"
    assert echo.say("AMAZON.YesIntent") == "Which symptoms do you have?"
    assert echo.say("ThingIntent", said="tingling", other="fatigue").startswith("Tingling and fatigue.")
    assert echo.say("AnswerIntent", said="feet").startswith("Feet. How long")
    assert echo.say("DurationIntent", said="P3W") == "Three weeks. How bad is it, from zero to ten?"
    assert echo.say("NumberIntent", said="7").startswith("Seven out of ten. How do you eat?")
    assert echo.say("AMAZON.PreviousIntent").startswith("For how bad it is, I have, seven out of ten.")
    assert echo.say("NumberIntent", said="6").startswith("Changed, six out of ten.")
    assert echo.say("AnswerIntent", said="vegan").startswith("Vegan.")
    assert echo.say("AMAZON.NoIntent").startswith("No known trouble taking up B twelve.")
    assert echo.say("AnswerIntent", said="no tests so far").startswith("No tests done.")
    assert echo.say("AMAZON.FallbackIntent").startswith("I did not hear any words I know.")
    assert echo.say("NothingIntent", query="at the moment").startswith("No B twelve taken.")
    assert echo.say("AMAZON.NoIntent").startswith("Thank you, that is everything.")
    last = echo.turn("IntentRequest", "RightIntent")
    assert words(last).startswith("Your summary is ready.")
    assert "card" not in last


@pytest.mark.model
def test_an_emergency_ends_the_session(echo: Echo) -> None:
    echo.turn("IntentRequest", "CheckIntent")
    content = echo.turn("IntentRequest", "IHaveIntent", query="crushing chest pain and cannot breathe")
    assert content["shouldEndSession"] is True
    assert "Call your local emergency number now" in words(content)


@pytest.mark.model
def test_stop_in_the_intake_keeps_it_for_who_asks_the_next_time(echo: Echo) -> None:
    echo.person = "amzn1.ask.person.A"
    for intent in ("CheckIntent", "AMAZON.YesIntent"):
        echo.turn("IntentRequest", intent)
    echo.turn("IntentRequest", "ThingIntent", said="tingling")
    stopped = echo.turn("IntentRequest", "AMAZON.StopIntent")
    assert stopped["shouldEndSession"] is True
    assert words(stopped).startswith("I have stopped.")
    echo.session = "amzn1.echo-api.session.2"
    assert words(echo.turn("LaunchRequest")).startswith("I am a program")
    assert "Where in your body do you feel it?" in echo.say("ContinueIntent")


@pytest.mark.parametrize(("first", "second", "resumes"), [("amzn1.ask.person.A", "amzn1.ask.person.A", True), ("amzn1.ask.person.A", "amzn1.ask.person.B", False),
                                                          ("amzn1.ask.person.A", "", False), ("", "", False)])
def test_in_a_household_only_who_is_known_by_their_voice_goes_on(amazon: Amazon, monkeypatch: pytest.MonkeyPatch, first: str, second: str, resumes: bool) -> None:
    """The account is the same for everybody."""
    monkeypatch.setenv("ALEXA_SKILL_ID", SKILL)
    asking = {"type": "intake", "status": "asking", "slot": "diet", "ask": "first", "step": 5, "steps": 9}
    rasa = Puppet({"check my symptoms": [{"text": "How do you eat?", "custom": asking}]})
    with served(AlexaInput(Trust(amazon.fetch, amazon.roots)), rasa) as url:
        for session, person, said in (("one", first, "check my symptoms"), ("two", second, "continue")):
            for kind, intent, slots in (("IntentRequest", "ThingIntent", {"said": said}), ("SessionEndedRequest", "", {})):
                assert Echo(url, amazon).post(as_body(request(kind, intent, slots, session=session, person=person))).status_code == 200
    assert (len(set(rasa.senders)) == 1) is resumes
