"""Any speaking front-end: POST /webhooks/voice/webhook, JSON both ways, with a bearer token. Described in docs/channels/voice.openapi.yml."""
import hashlib
import hmac
from typing import Any, Awaitable, Callable, Dict, NamedTuple, Tuple, Union

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot import logs, settings
from bot.channels.bearer import allowed
from bot.channels.body import TOO_LARGE, Refusal, TooLarge, read_body, read_object, refused
from bot.channels.cleaning import LONGEST_SENDER, clean_sender
from bot.channels.doors import SHORTEST_SECRET, closed, opened, wall
from bot.channels.nbest import Sense, Transcript, best, sense_in
from bot.channels.speaking import Line, Reply
from bot.render.spoken import spoken
from bot.render.ssml import to_ssml
from bot.voice.session import Session

TOKEN = "VOICE_BEARER_TOKEN"
EVENTS = ("start", "silence", "end")
_MOST_TRANSCRIPTS, _MOST_KEYS = 20, 32
_UNKNOWN = Refusal(401, "The bearer token is missing or wrong.")


class Spoken(NamedTuple):
    """One request: what was heard, pressed or happened; exactly one of the last three is there."""

    session: str
    caller: str = ""
    transcripts: Tuple[Transcript, ...] = ()
    keys: str = ""
    event: str = ""


class VoiceInput(InputChannel):
    """Transcripts, keys and events in; speech, SSML and the contract's objects out."""

    @classmethod
    def name(cls) -> str:
        return "voice"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        logs.install()
        given = opened(self.name(), TOKEN)
        if given is None:
            return wall(self.name())
        if len(given[TOKEN]) < SHORTEST_SECRET:
            closed(self.name(), f"{TOKEN} has to have at least {SHORTEST_SECRET} characters")
            return wall(self.name())
        door = Blueprint("voice_door")
        line = Line(self.name(), on_new_message)
        desk = Desk(line, settings.secret_key())

        @door.post("/webhook", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = await read_body(request)
            except TooLarge:
                return refused(TOO_LARGE)
            if not allowed(request.headers.get("authorization", ""), given[TOKEN]):
                return refused(_UNKNOWN)
            asked = read_request(request.headers.get("content-type", ""), body)
            if isinstance(asked, Refusal):
                return refused(asked)
            agent = getattr(request.app.ctx, "agent", None)
            line.memory.use(agent)
            return json_response(await desk.answer(asked, sense_in(agent, self.name(), asked.session)))

        return door


class Desk:
    """Answers requests, one at a time for each session."""

    def __init__(self, line: Line, secret: str) -> None:
        self._line, self._secret = line, secret.encode()

    async def answer(self, asked: Spoken, makes_sense: Sense) -> Dict[str, Any]:
        if asked.event == "end":
            await self._line.end(asked.session)
            return written(asked.session, Session(asked.session), Reply("", (), ends=True))
        caller = hmac.new(self._secret, f"voice:{asked.caller}".encode("utf-8", "replace"), hashlib.sha256).hexdigest() if asked.caller else ""
        async with self._line.session(asked.session, caller) as session:
            return written(asked.session, session, await self._reply(session, asked, makes_sense))

    async def _reply(self, session: Session, asked: Spoken, makes_sense: Sense) -> Reply:
        if asked.event == "start":
            return self._line.greet(session)
        if asked.event == "silence":
            return self._line.silence(session)
        if asked.keys:
            return await self._line.press(session, asked.keys)
        chosen = await best(asked.transcripts, makes_sense)
        return await self._line.hear(session, chosen.text, chosen.confidence)


def written(id_: str, session: Session, reply: Reply) -> Dict[str, Any]:
    """The response's JSON."""
    buttons = () if session.offering or reply.ends else session.buttons
    choices = [{"key": str(number), "say": spoken(button["title"]).rstrip(".")} for number, button in enumerate(buttons, start=1)]
    return {"session": id_, "speech": reply.speech, "ssml": to_ssml(reply.speech, reply.rate), "reprompt": "" if reply.ends else reply.reprompt,
            "expects_answer": not reply.ends, "ends": reply.ends, "urgent": reply.urgent, "rate": reply.rate, "choices": choices,
            "custom": list(reply.customs)}


def read_request(content_type: str, body: bytes) -> Union[Spoken, Refusal]:
    """What a request says, or why it is refused. Never raises."""
    given = read_object(content_type, body, '{"session": "kitchen", "event": "start"}')
    if isinstance(given, Refusal):
        return given
    session, caller = given.get("session"), given.get("caller", "")
    if not isinstance(session, str) or not clean_sender(session) or len(session) > LONGEST_SENDER:
        return Refusal(400, f"The session has to be a text of 1 to {LONGEST_SENDER} characters.")
    if not isinstance(caller, str) or len(caller) > LONGEST_SENDER:
        return Refusal(400, f"The caller has to be a text of at most {LONGEST_SENDER} characters.")
    kinds = [kind for kind in ("transcripts", "keys", "event") if kind in given]
    if len(kinds) != 1:
        return Refusal(400, "Send exactly one of transcripts, keys and event.")
    asked = Spoken(clean_sender(session), clean_sender(caller))
    value = given[kinds[0]]
    if kinds == ["event"]:
        return asked._replace(event=value) if value in EVENTS else Refusal(400, f"The event has to be one of {', '.join(EVENTS)}.")
    if kinds == ["keys"]:
        fits = isinstance(value, str) and 0 < len(value) <= _MOST_KEYS and set(value) <= set("0123456789*#")
        return asked._replace(keys=value) if fits else Refusal(400, "The keys have to be digits, * or #, as a text.")
    transcripts = _transcripts(value)
    return asked._replace(transcripts=transcripts) if transcripts else Refusal(
        400, f'The transcripts have to be a list of 1 to {_MOST_TRANSCRIPTS} such as {{"text": "what is it", "confidence": 0.9}}.')


def _transcripts(value: Any) -> Tuple[Transcript, ...]:
    """Empty for anything else than a list of texts with confidences from 0 to 1."""
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_TRANSCRIPTS:
        return ()
    found = []
    for one in value:
        text, confidence = (one.get("text"), one.get("confidence", 0)) if isinstance(one, dict) else (None, None)
        if not isinstance(text, str) or isinstance(confidence, bool) or not isinstance(confidence, (int, float)) or not 0 <= confidence <= 1:
            return ()
        found.append(Transcript(text, float(confidence)))
    return tuple(found)
