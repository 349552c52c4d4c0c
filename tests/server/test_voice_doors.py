"""The voice doors of the running assistant: closed without their settings, and a call from the greeting to goodbye with them."""
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Dict, Iterator, List
from unittest.mock import patch

import pytest
import requests

from bot import settings
from bot.assistant import Assistant
from tests.channels.amazon import SKILL, Amazon, as_body, request
from tests.channels.phone import PUBLIC, RINGING, TOKEN, Phone
from tests.client import Client

pytestmark = pytest.mark.server
BEARER = "a-token-of-enough-letters"
OPEN = {"TWILIO_AUTH_TOKEN": TOKEN, "PUBLIC_URL": PUBLIC, "ALEXA_SKILL_ID": SKILL, "VOICE_BEARER_TOKEN": BEARER}
SLOWER_THAN_REST = 0.025  # seconds


@pytest.fixture(scope="module")
def open_doors(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant of its own with the settings of all voice doors."""
    assistant = Assistant(model, settings.free_port(), "127.0.0.1", tmp_path_factory.mktemp("voice"))
    with patch.dict("os.environ", OPEN):
        assistant.start()
    yield assistant
    assistant.stop()


def speak(assistant: Assistant, session: str, **asked: Any) -> Dict[str, Any]:
    answer = requests.post(f"{assistant.url}/webhooks/voice/webhook", json={"session": session, **asked}, headers={"Authorization": f"Bearer {BEARER}"}, timeout=20)
    assert answer.status_code == 200, answer.text
    content: Dict[str, Any] = answer.json()
    return content


@pytest.mark.parametrize("door", ["twilio_voice", "alexa", "voice"])
def test_without_settings_a_door_is_closed(client: Client, door: str) -> None:
    assert requests.post(f"{client.url}/webhooks/{door}/webhook", json={}, timeout=5).status_code == 404


def test_it_says_at_start_which_doors_are_closed(assistant: Assistant) -> None:
    log = (assistant._run / "rasa.log").read_text(encoding="utf-8")
    for door in ("twilio_voice", "alexa", "voice"):
        assert f"door_closed channel={door}" in log


def test_a_call_from_greeting_to_goodbye(open_doors: Assistant) -> None:
    phone = Phone(f"{open_doors.url}/webhooks/twilio_voice/webhook", "CA00000000000000000000000000000099")
    assert phone.call().startswith("I am a program")
    assert phone.say("how fast do injections work") == "Injections work faster, often with a clear improvement in weeks. Would you like to hear more?"
    assert phone.press("2") == "All right. What else would you like to know?"
    assert phone.say("check my symptoms") == "May I keep your answers for a summary? Yes or no?"
    assert phone.press("1") == "Which symptoms do you have?"
    assert phone.say("my feet tingle") == "Tingling, feet. How long have you had this?"
    assert phone.say("three weeks") == "Three weeks. How bad is it, from zero to ten?"
    assert phone.press("7").startswith("Seven out of ten. How do you eat?")
    assert phone.press("3").startswith("Vegan.")
    assert phone.say("goodbye").endswith("Goodbye, and take care.")
    assert phone.hung_up


def test_an_emergency_ends_a_call(open_doors: Assistant) -> None:
    phone = Phone(f"{open_doors.url}/webhooks/twilio_voice/webhook", "CA00000000000000000000000000000098")
    phone.call()
    assert "Please hang up now and call your emergency number." in phone.say("i have crushing chest pain")
    assert phone.hung_up


def test_forged_calls_and_strangers_alexas_are_refused(open_doors: Assistant) -> None:
    assert requests.post(f"{open_doors.url}/webhooks/twilio_voice/webhook", data=RINGING, timeout=5).status_code == 403
    stranger, body = Amazon(), as_body(request("LaunchRequest"))
    headers = stranger.signed(body, chain="https://s3.amazonaws.com.evil.example/echo.api/x.pem")
    assert requests.post(f"{open_doors.url}/webhooks/alexa/webhook", data=body, headers=headers, timeout=5).status_code == 400
    assert requests.post(f"{open_doors.url}/webhooks/voice/webhook", json={"session": "a", "event": "start"}, timeout=5).status_code == 401


def test_of_several_transcripts_the_one_that_makes_sense_wins(open_doors: Assistant) -> None:
    heard = [{"text": "purple monkey dishwasher zebra", "confidence": 0.6}, {"text": "what foods have b twelve", "confidence": 0.55}]
    assert speak(open_doors, "n-best", transcripts=heard)["custom"][0]["topic"] == "food"
    speak(open_doors, "n-best", transcripts=[{"text": "check my symptoms"}])
    speak(open_doors, "n-best", transcripts=[{"text": "yes"}])
    heard = [{"text": "my feet dingo xqzt", "confidence": 0.6}, {"text": "my feet tingle", "confidence": 0.5}]
    assert "feet" in speak(open_doors, "n-best", transcripts=heard)["speech"]


def test_an_answer_is_spoken_as_fast_as_it_is_written(open_doors: Assistant) -> None:
    client = Client(open_doors.url)

    def timed(number: int, spoken: bool) -> float:
        text = ("how fast do injections work", "which foods have b12")[number % 2]
        started = perf_counter()
        speak(open_doors, "fast", transcripts=[{"text": text}]) if spoken else client.messages(text)
        return perf_counter() - started
    times: Dict[bool, List[float]] = {spoken: [] for spoken in (True, False)}
    for number in range(12):
        for spoken in times:
            times[spoken].append(timed(number, spoken))
    told = {spoken: round(median(taken) * 1_000, 1) for spoken, taken in times.items()}
    print(f"spoken {told[True]} ms, written {told[False]} ms")
    assert median(times[True]) - median(times[False]) < SLOWER_THAN_REST, told
