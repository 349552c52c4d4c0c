"""What is understood of Alexa's requests, and the form of what it is told to say."""
import json
import xml.etree.ElementTree as ET
from contextlib import suppress
from typing import Any, Dict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.alexa_talk import Heard, NoRequest, application, heard, response
from bot.channels.speaking import Reply
from tests.channels.amazon import request


@pytest.mark.parametrize(("intent", "slots", "text"), [
    ("WhatIntent", {"query": "is myelin"}, "what is myelin"), ("TellMeAboutIntent", {"query": "injections"}, "tell me about injections"),
    ("IHaveIntent", {"query": "tingling feet"}, "i have tingling feet"), ("AMAZON.HelpIntent", {}, "help"), ("AMAZON.FallbackIntent", {}, ""),
    ("AMAZON.YesIntent", {}, "yes"), ("AMAZON.NoIntent", {}, "no"), ("AMAZON.PreviousIntent", {}, "go back"), ("NumberIntent", {"said": "7"}, "7"),
    ("NumberIntent", {"said": "?"}, ""), ("DurationIntent", {"said": "P3W"}, "three weeks"), ("DurationIntent", {"said": "P1Y6M"}, "one year and six months"),
    ("ThingIntent", {"said": "clams", "other": "kale"}, "clams and kale"), ("SkipIntent", {}, "skip"), ("SomeOldIntent", {"query": "what is it"}, "what is it"),
    ("WhatIntent", {}, "what"), ("AnswerIntent", {"said": "Pizza"}, "Pizza"),
])
def test_what_was_heard(intent: str, slots: Dict[str, str], text: str) -> None:
    assert heard(request("IntentRequest", intent, slots)) == Heard("heard", text)


KEYS = st.sampled_from(["request", "session", "context", "System", "intent", "slots", "query", "value", "type", "name", "application", "applicationId"])
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=12),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20)


@given(st.dictionaries(st.sampled_from(["request", "session", "context"]), JSON), st.sampled_from(["IntentRequest", "LaunchRequest", "x"]))
def test_any_shape_is_heard_or_refused(asked: Dict[str, Any], kind: str) -> None:
    if isinstance(asked.get("request"), dict):
        asked["request"]["type"] = kind
    assert isinstance(application(asked), str)
    with suppress(NoRequest):
        assert isinstance(heard(asked).text, str)


@given(st.text(max_size=12_000))
def test_any_speech_is_sound_ssml_within_alexas_limits(speech: str) -> None:
    content = response(Reply(speech, (), reprompt=speech, shown=speech, rate=85))["response"]
    for said in (content["outputSpeech"], content["reprompt"]["outputSpeech"]):
        assert ET.fromstring(said["ssml"]).tag == "speak"
        assert len(said["ssml"]) <= 8_000
    assert len(json.dumps(content.get("card", {}), ensure_ascii=False)) <= 20_000
