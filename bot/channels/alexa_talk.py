"""Alexa's requests and responses: what was heard, and what is to be spoken, in its JSON."""
from typing import Any, Dict, List, Mapping, NamedTuple

from bot.answers.wording import capital
from bot.article import load_article
from bot.channels.speaking import Reply
from bot.intake.describe import duration_in_words
from bot.render.ssml import to_ssml
from bot.voice.alexa_model import QUERY, SLOTS, carrier_intent, load_alexa

LAUNCH, HEARD, LEFT, ENDED, TROUBLE = "launch", "heard", "left", "ended", "trouble"
_LONGEST_CARD = 7_500  # characters; Alexa takes 8,000


class Heard(NamedTuple):
    """`kind` is one of the above; `text` what was said, or the word that ends the conversation."""

    kind: str
    text: str = ""


class NoRequest(Exception):
    """It is no request of Alexa's that a skill answers; its text is one plain sentence."""


def application(request: Mapping[str, Any]) -> str:
    """The id of the skill that is spoken to; empty where none is named or two differ."""
    ids = {str(_at(request, *path, "application", "applicationId") or "") for path in (("session",), ("context", "System"))} - {""}
    return ids.pop() if len(ids) == 1 else ""


def session_id(request: Mapping[str, Any]) -> str:
    return str(_at(request, "session", "sessionId") or "")


def person_id(request: Mapping[str, Any]) -> str:
    """Who is talking, where Alexa knows them by their voice; not the account, which a household shares. Empty where nobody can tell."""
    return str(_at(request, "context", "System", "person", "personId") or "")


def trouble(request: Mapping[str, Any]) -> str:
    """Alexa's own word for what is wrong with an answer of ours; `unknown` for anything else."""
    kind = str(_at(request, "request", "error", "type") or "")
    return kind if kind.isascii() and kind.replace("_", "").isupper() and len(kind) < 40 else "unknown"


def heard(request: Mapping[str, Any]) -> Heard:
    """What was said. Raises NoRequest."""
    kind = _at(request, "request", "type")
    if kind == "LaunchRequest":
        return Heard(LAUNCH)
    if kind == "SessionEndedRequest":
        return Heard(ENDED)
    if kind == "System.ExceptionEncountered":
        return Heard(TROUBLE)  # with an answer of ours; nobody is told, and nothing may be said to it
    name = _at(request, "request", "intent", "name")
    if kind != "IntentRequest" or not isinstance(name, str):
        raise NoRequest("This kind of request is not answered here.")
    file = load_alexa()
    if name in file.leaving:
        return Heard(LEFT, file.leaving[name])
    if name in file.builtin:
        return Heard(HEARD, file.builtin[name])
    if name in file.words:
        return Heard(HEARD, file.words[name].says)
    carrier = next((carrier for carrier in file.carriers if carrier_intent(carrier) == name), "")
    return Heard(HEARD, " ".join(part for part in (carrier, _said(request)) if part))


def response(reply: Reply) -> Dict[str, Any]:
    """The reply as Alexa takes it; it waits for an answer unless the reply ends the conversation."""
    content: Dict[str, Any] = {"outputSpeech": _speech(reply.speech, reply.rate), "shouldEndSession": reply.ends}
    if not reply.ends:
        content["reprompt"] = {"outputSpeech": _speech(reply.reprompt, reply.rate)}
    if reply.shown:
        content["card"] = {"type": "Simple", "title": capital(load_article().about.name), "content": reply.shown[:_LONGEST_CARD]}
    return {"version": "1.0", "sessionAttributes": {}, "response": content}


def nothing() -> Dict[str, Any]:
    """The answer to the news that a session has ended, which must say nothing."""
    return {"version": "1.0", "response": {}}


def _speech(speech: str, rate: int) -> Dict[str, str]:
    return {"type": "SSML", "ssml": to_ssml(speech, rate)}


def _said(request: Mapping[str, Any]) -> str:
    """The words in the slots; a duration (`P3W`) as it would be said."""
    slots = _at(request, "request", "intent", "slots")
    values: List[str] = []
    for name in (QUERY, *SLOTS):
        value = _at(slots, name, "value") if isinstance(slots, dict) else None
        if isinstance(value, str) and value.strip() not in ("", "?"):
            values.append(duration_in_words(value) if value.startswith("P") and any(map(str.isdigit, value)) else value.strip())
    return " and ".join(values)


def _at(value: Any, *keys: str) -> Any:
    """What lies under the keys, None where nothing does."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
