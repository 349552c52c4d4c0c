"""Each channel's door as the fuzzer sees it: what a good request looks like, how it is signed, what may come back."""
import json
import xml.etree.ElementTree as ET
from typing import Any, Callable, Dict, FrozenSet, List, NamedTuple, Tuple
from urllib.parse import parse_qsl, urlencode

import requests
from twilio.request_validator import RequestValidator

from tests.channels.amazon import request
from tests.channels.phone import IN_PROGRESS, PUBLIC, RINGING
from tests.channels.phone import TOKEN as PHONE_TOKEN
from tests.fakes import slack, telegram
from tests.faults.people import BEARER
from tests.faults.world import World, number

Json = Any
Headers = Dict[str, str]
JSON = {"Content-Type": "application/json"}


class Door(NamedTuple):
    """`whole`: good requests with a text in them. `body`: as it travels. `sign`: the headers that get a body past the door."""

    name: str
    path: str
    whole: Callable[[str], List[Dict[str, Json]]]
    body: Callable[[Json], bytes]
    sign: Callable[[World, bytes], Headers]
    said: Callable[[requests.Response], str]
    unsigned: FrozenSet[int]  # what a stranger is told; empty where there are none


ACCEPTED = frozenset((200, 400, 413, 415))
SILENCE = "(nothing is to be said)"


def as_json(given: Json) -> bytes:
    return json.dumps(given).encode()


def as_form(given: Json) -> bytes:
    """Twilio's form; what is no flat object travels as JSON, which it never is."""
    if not isinstance(given, dict):
        return as_json(given)
    flat = {str(key): value if isinstance(value, str) else json.dumps(value) for key, value in given.items()}
    return urlencode({key.encode("utf-8", "replace"): value.encode("utf-8", "replace") for key, value in flat.items()}).encode()


def _messages(answer: requests.Response) -> str:
    messages = answer.json()
    assert all(message["text"].strip() and message["custom"]["type"] for message in messages)
    return "\n".join(message["text"] for message in messages)


def _spoken(answer: requests.Response) -> str:
    content = answer.json()
    return str(content["speech"] or (SILENCE if content["ends"] else ""))


def _twiml(answer: requests.Response) -> str:
    root = ET.fromstring(answer.text)
    return " ".join("".join(say.itertext()) for say in root.iter("Say")) or (SILENCE if root.find("Hangup") is not None or not len(root) else "")


def _alexa(answer: requests.Response) -> str:
    content = answer.json()["response"]
    return "".join(ET.fromstring(content["outputSpeech"]["ssml"]).itertext()) if content else SILENCE


def _taken(answer: requests.Response) -> str:
    return SILENCE  # what is said goes to the platform, whose stand-in refuses what is empty


def _web_session(world: World, body: bytes) -> Headers:
    token = requests.post(f"{world.url}/webhooks/web/session", json={}, timeout=20).json()["token"]
    return {**JSON, "Authorization": f"Bearer {token}"}


def _phone_signed(world: World, body: bytes) -> Headers:
    fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    signature = RequestValidator(PHONE_TOKEN).compute_signature(f"{PUBLIC}/webhooks/twilio_voice/webhook", fields)
    return {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}


def _slack_events(text: str) -> List[Dict[str, Json]]:
    person = slack.Workspace("", f"U{number()}")
    whole = {"team_id": slack.TEAM, "api_app_id": slack.APP, "type": "event_callback", "event_id": f"Ev{number()}", "event_time": 1}
    return [{**whole, "event": person.direct(text)}, {**whole, "event": person.mention(text)}]


def _telegram_updates(text: str) -> List[Dict[str, Json]]:
    person = telegram.Person("", number())
    press = {"update_id": number(), "callback_query": {"id": "1", "from": {"id": person.id, "is_bot": False}, "data": text[:64], "chat_instance": "1", "message": {
        "message_id": 5, "date": 1, "chat": {"id": person.id, "type": "private"}}}}
    return [person.message(text) if text else person.message("x"), press]


def _alexa_requests(text: str) -> List[Dict[str, Json]]:
    ids = {"session": f"amzn1.echo-api.session.{number()}", "user": f"amzn1.ask.account.{number()}"}
    return [request("IntentRequest", "WhatIntent", {"query": text}, **ids), request("IntentRequest", "ThingIntent", {"said": text, "other": text}, **ids),  # type: ignore[arg-type]
            request("LaunchRequest", **ids), request("SessionEndedRequest", **ids)]  # type: ignore[arg-type]


def _spoken_requests(text: str) -> List[Dict[str, Json]]:
    session = f"s{number()}"
    heard = [{"text": text, "confidence": 0.9}, {"text": text[::-1], "confidence": 0.2}]
    return [{"session": session, "transcripts": heard}, {"session": session, "keys": text[:32]}, {"session": session, "event": "start"}]


def _phone_forms(text: str) -> List[Dict[str, Json]]:
    sid = f"CA{number()}"
    return [{**IN_PROGRESS, "CallSid": sid, "SpeechResult": text, "Confidence": "0.9"}, {**IN_PROGRESS, "CallSid": sid, "Digits": text}, {**RINGING, "CallSid": sid}]


DOORS: Tuple[Door, ...] = (
    Door("rest", "rest/webhook", lambda text: [{"sender": f"r{number()}", "message": text}, {"sender": text, "message": f"hi {number()}"}], as_json,
         lambda world, body: JSON, _messages, frozenset()),
    Door("web", "web/message", lambda text: [{"text": text}, {"payload": text}], as_json, _web_session, _messages, frozenset((401, 403))),
    Door("slack", "slack/webhook", _slack_events, as_json, lambda world, body: {**JSON, **slack.signed(body)}, _taken, frozenset((401, 403))),
    Door("telegram", "telegram/webhook", _telegram_updates, as_json, lambda world, body: {**JSON, "X-Telegram-Bot-Api-Secret-Token": telegram.SECRET}, _taken,
         frozenset((401, 403))),
    Door("voice", "voice/webhook", _spoken_requests, as_json, lambda world, body: {**JSON, "Authorization": f"Bearer {BEARER}"}, _spoken, frozenset((401,))),
    Door("phone", "twilio_voice/webhook", _phone_forms, as_form, _phone_signed, _twiml, frozenset((400, 403))),
    Door("alexa", "alexa/webhook", _alexa_requests, as_json, lambda world, body: world.amazon.signed(body), _alexa, frozenset((400,))),
)
