"""Calls by telephone: what Twilio posts, signed as it signs, and the TwiML it gets."""
import asyncio
import xml.etree.ElementTree as ET
from typing import Any, Dict, Iterator, List, Tuple
from urllib.parse import urlencode

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from bot import events, logs
from bot.channels.body import Refusal
from bot.channels.speaking import Line
from bot.channels.twilio_voice import Calls, TwilioVoiceInput, confidence, read_form
from bot.channels.twiml import Voice, hints
from bot.understanding.classifier import Classifier
from tests.channels.phone import IN_PROGRESS, PUBLIC, RINGING, TOKEN, Phone
from tests.channels.rasas import Brain, Puppet, served

VOICE = Voice("Polly.Joanna", "phone_call", "2", "true")


def channel() -> Any:
    return TwilioVoiceInput.from_credentials({"assistant_voice": "Polly.Joanna", "speech_model": "phone_call", "enhanced": "true", "speech_timeout": "2"})


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("PUBLIC_URL", PUBLIC + "/")


@pytest.fixture
def puppet(env: None) -> Iterator[Tuple[Puppet, str]]:
    puppet = Puppet({"goodbye": [{"text": "Goodbye.", "custom": {"type": "smalltalk", "topic": "goodbye"}}]})
    with served(channel(), puppet) as url:
        yield puppet, url


def test_a_call_is_greeted_and_listened_to(puppet: Tuple[Puppet, str]) -> None:
    phone = Phone(puppet[1])
    assert phone.call().startswith("I am a program")
    assert puppet[0].heard == []
    gather = phone.gather
    assert {gather[key] for key in ("input", "method", "actionOnEmptyResult", "bargeIn", "enhanced")} == {"dtmf speech", "POST", "true"}
    assert gather["action"] == f"{PUBLIC}/webhooks/twilio_voice/webhook?turn=1"
    assert (gather["speechModel"], gather["speechTimeout"], gather["profanityFilter"], gather["language"]) == ("phone_call", "2", "false", "en-US")
    assert {"clams", "homocysteine", "B12"} <= set(gather["hints"].replace("raised ", "").split(", "))
    assert phone.twiml is not None
    assert [element.tag for element in phone.twiml] == ["Gather"]


def test_what_is_said_is_answered_and_the_number_is_not_the_id(puppet: Tuple[Puppet, str]) -> None:
    phone = Phone(puppet[1])
    phone.call()
    assert phone.say("what foods have vitamin b twelve") == "Clams are a source. Would you like to hear more?"
    assert phone.gather["numDigits"] == "1"
    assert phone.press("1") == "So are eggs. Anything else?"
    assert puppet[0].heard == ["what foods have vitamin b twelve"]
    (sender,) = set(puppet[0].senders)
    assert sender.startswith("twilio_voice:")
    assert "5550001111" not in sender
    assert RINGING["CallSid"] not in sender


def test_silence_is_asked_again_twice_and_then_the_call_ends(puppet: Tuple[Puppet, str]) -> None:
    phone = Phone(puppet[1])
    phone.call()
    assert phone.wait().startswith("I did not hear anything.")
    assert phone.wait().startswith("I still cannot hear you.")
    assert "Goodbye" in phone.wait()
    assert phone.hung_up
    assert puppet[0].heard == []


def test_goodbye_hangs_up(puppet: Tuple[Puppet, str]) -> None:
    phone = Phone(puppet[1])
    phone.call()
    phone.say("goodbye")
    assert phone.hung_up


def test_low_confidence_is_asked_back(puppet: Tuple[Puppet, str]) -> None:
    phone = Phone(puppet[1])
    phone.call()
    assert phone.say("clams", "0.31") == "I think you said, clams. Is that right?"
    phone.press("1")
    assert puppet[0].heard == ["clams"]


def test_slower_is_spoken_slower(puppet: Tuple[Puppet, str]) -> None:
    phone = Phone(puppet[1])
    phone.call()
    phone.say("slower")
    assert phone.twiml is not None
    assert [prosody.attrib["rate"] for prosody in phone.twiml.iter("prosody")] == ["85%"]


def test_nine_thousand_characters_are_declined(env: None, classifier: Classifier) -> None:
    with served(channel(), Brain(classifier)) as url:
        phone = Phone(url)
        phone.call()
        assert phone.say("b12 " * 2_250).startswith("That was too much at once for me.")


@pytest.mark.parametrize("change", ["no signature", "another token", "another address", "a changed field", "an added field", "another turn"])
def test_a_forged_request_is_refused_and_nothing_is_processed(puppet: Tuple[Puppet, str], change: str) -> None:
    rasa, url = puppet
    phone = Phone(url)
    phone.call()
    fields = {**IN_PROGRESS, "SpeechResult": "clams", "CallSid": phone.sid}
    address = {"another address": "https://evil.example/webhook?turn=1", "another turn": phone.action.replace("turn=1", "turn=2")}.get(change, phone.action)
    signature = RequestValidator("x" * 32 if change == "another token" else TOKEN).compute_signature(address, fields)
    headers = {} if change == "no signature" else {"X-Twilio-Signature": signature}
    sent = {**fields, **({"SpeechResult": "eggs"} if change == "a changed field" else {"More": "x"} if change == "an added field" else {})}
    answer = requests.post(f"{url}?turn=1", data=sent, headers=headers, timeout=10)
    assert answer.status_code == 403
    assert answer.json()["error"].endswith(".")
    assert rasa.heard == []


def test_a_request_sent_again_gets_the_same_answer_and_an_old_one_none(puppet: Tuple[Puppet, str]) -> None:
    rasa, url = puppet
    phone = Phone(url)
    phone.call()
    first, fields = phone.action, {**IN_PROGRESS, "SpeechResult": "clams", "Confidence": "0.9"}
    phone.say("clams")
    again = phone.post(fields, address=first)
    assert (again.status_code, "Clams are a source." in again.text) == (200, True)
    phone.say("eggs")
    assert phone.post(fields, address=first).status_code == 403
    assert rasa.heard == ["clams", "eggs"]


def test_a_call_that_is_over_is_over(puppet: Tuple[Puppet, str]) -> None:
    rasa, url = puppet
    phone = Phone(url)
    phone.call()
    last = phone.action
    over = phone.post({**RINGING, "CallStatus": "completed", "CallDuration": "31"}, address=f"{PUBLIC}/webhooks/twilio_voice/webhook")
    assert (over.status_code, ET.fromstring(over.text).tag, len(ET.fromstring(over.text))) == (200, "Response", 0)
    assert phone.post({**IN_PROGRESS, "SpeechResult": "clams"}, address=last).status_code == 403
    assert rasa.heard == []


def test_news_of_a_call_that_goes_on_changes_nothing(puppet: Tuple[Puppet, str]) -> None:
    rasa, url = puppet
    phone = Phone(url)
    phone.call()
    fields = {**IN_PROGRESS, "CallSid": phone.sid, "SequenceNumber": "2", "CallbackSource": "call-progress-events"}
    signature = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/webhooks/twilio_voice/status", fields)
    answer = requests.post(url.rpartition("/")[0] + "/status", data=fields, headers={"X-Twilio-Signature": signature}, timeout=10)
    assert answer.status_code == 200
    assert phone.say("clams") == "Clams are a source. Would you like to hear more?"


@pytest.mark.parametrize(("body", "status"), [(b"", 403), (b"\xff\xfe", 403), (b"a=" + b"x" * 70_000, 413), (b"&".join(b"a%d=1" % n for n in range(500)), 403)],
                         ids=["empty", "no text", "too large", "too many fields"])
def test_what_is_no_request_of_twilio_is_refused(puppet: Tuple[Puppet, str], body: bytes, status: int) -> None:
    headers = {"X-Twilio-Signature": "x", "Content-Type": "application/x-www-form-urlencoded"}
    assert requests.post(puppet[1], data=body, headers=headers, timeout=10).status_code == status


@pytest.mark.parametrize("missing", ["TWILIO_AUTH_TOKEN", "PUBLIC_URL"])
def test_without_its_settings_the_door_is_closed_and_says_so(env: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, missing: str) -> None:
    monkeypatch.delenv(missing)
    logs.install()
    events.logger.addHandler(caplog.handler)
    with served(channel(), Puppet()) as url:
        assert requests.post(url, data=RINGING, timeout=10).status_code == 404
    events.logger.removeHandler(caplog.handler)
    assert f"door_closed channel=twilio_voice missing={missing}" in caplog.text


@pytest.mark.model
def test_a_call_goes_through_the_intake_by_voice_and_keys(env: None, classifier: Classifier) -> None:
    with served(channel(), Brain(classifier)) as url:
        phone = Phone(url)
        phone.call()
        assert phone.say("can you check my symptoms") == "May I keep your answers for a summary? Yes or no?"
        assert phone.press("1") == "Which symptoms do you have?"
        assert phone.say("my feet tingle and I am very tired") == "Tingling and fatigue, feet. How long have you had this?"
        assert phone.say("three weeks") == "Three weeks. How bad is it, from zero to ten?"
        assert "numDigits" not in phone.gather
        assert phone.press("10").startswith("Ten out of ten. How do you eat?")
        assert phone.say("go back").startswith("For how bad it is, I have, ten out of ten.")
        assert phone.press("7").startswith("Changed, seven out of ten. How do you eat?")
        assert phone.press("3").startswith("Vegan. Do you know of any trouble")
        assert phone.say("why do you ask").endswith("Shall I go on?")
        assert "Do you know of any trouble" in phone.press("2")
        phone.say("no")
        phone.say("none so far")
        phone.say("nothing")
        assert phone.say("no").startswith("Thank you, that is everything.")
        assert phone.press("1").startswith("Your summary is ready.")


@pytest.mark.model
def test_an_emergency_ends_the_call(env: None, classifier: Classifier) -> None:
    with served(channel(), Brain(classifier)) as url:
        phone = Phone(url)
        phone.call()
        phone.say("check my symptoms")
        phone.say("yes")
        said = phone.say("I have crushing chest pain right now", "0.2")
        assert said.startswith("Chest pain can be an emergency. Call your local emergency number now")
        assert said.count("Please hang up now and call your emergency number.") == 2
        assert phone.hung_up


@pytest.mark.model
def test_who_hung_up_may_go_on_when_they_call_again(env: None, classifier: Classifier) -> None:
    with served(channel(), Brain(classifier)) as url:
        phone = Phone(url)
        phone.call()
        for words in ("check my symptoms", "yes", "my feet tingle"):
            phone.say(words)
        phone.post({**RINGING, "CallStatus": "completed"})
        again = Phone(url, "CA00000000000000000000000000000002")
        again.call()
        assert "How long have you had this?" in again.say("continue")
        assert again.say("two months").startswith("Two months.")


@pytest.mark.parametrize(("number", "resumes"), [
    ("+15550003333", True), ("+266696687", False), ("+7378742833", False), ("+2562533", False), ("+8656696", False), ("+86282452253", False),
    ("anonymous", False), ("", False)])
def test_who_hides_their_number_is_nobody_elses_caller(env: None, number: str, resumes: bool) -> None:
    asking = {"type": "intake", "status": "asking", "slot": "diet", "ask": "first", "step": 5, "steps": 9}
    rasa = Puppet({"check": [{"text": "How do you eat?", "custom": asking}]})
    with served(channel(), rasa) as url:
        for sid, words in (("CA1", "check"), ("CA2", "continue")):
            phone = Phone(url, sid)
            phone.turn({**RINGING, "From": number})
            phone.turn({**IN_PROGRESS, "From": number, "SpeechResult": words})
            phone.post({**RINGING, "From": number, "CallStatus": "completed"})
    assert (len(set(rasa.senders)) == 1) is resumes


FIELDS = st.dictionaries(st.sampled_from(["CallSid", "CallStatus", "From", "SpeechResult", "Confidence", "Digits", "Language"]), st.text(max_size=40))


@settings(max_examples=60)
@given(st.lists(st.tuples(FIELDS, st.text(max_size=6)), max_size=4))
def test_any_signed_fields_are_answered_with_twiml_or_refused(requests_: List[Tuple[Dict[str, str], str]]) -> None:
    async def go() -> None:
        calls = Calls(Line("twilio_voice", Puppet()), VOICE, "/webhook", "s" * 16)
        for fields, turn in requests_:
            said = await calls.turn(fields, turn)
            assert isinstance(said, Refusal) or ET.fromstring(said).tag == "Response"
    asyncio.run(go())


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=20), max_size=5))
def test_forms_are_read(fields: Dict[str, str]) -> None:
    encodable = {key.encode("utf-8", "ignore").decode(): value.encode("utf-8", "ignore").decode() for key, value in fields.items()}
    assert read_form(urlencode(encodable).encode()) == encodable


@pytest.mark.parametrize(("given_", "value"), [("0.87", 0.87), ("", 0.0), ("nan", 0.0), ("x", 0.0), ("7", 0.0), ("-1", 0.0)])
def test_confidence(given_: str, value: float) -> None:
    assert confidence(given_) == value


def test_hints_are_within_twilios_limits() -> None:
    assert len(hints()) <= 500
    assert all(0 < len(hint) <= 100 and "," not in hint for hint in hints())
