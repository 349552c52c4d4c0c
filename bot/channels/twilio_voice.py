"""The telephone, by Twilio: POST /webhooks/twilio_voice/webhook for each turn of a call, …/status when it is over."""
import hashlib
import hmac
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional
from urllib.parse import parse_qsl

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.twilio_voice import TwilioVoiceInput as RasasTwilioVoiceInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, text
from twilio.request_validator import RequestValidator

from bot import logs, settings
from bot.channels.body import TOO_LARGE, Refusal, TooLarge, read_body, refused
from bot.channels.doors import closed, opened, wall
from bot.channels.speaking import Line, Reply
from bot.channels.twiml import Voice, listening, parting, silent
from bot.render.wording import load_voice
from bot.voice.keys import most_digits
from bot.voice.session import Session

TOKEN, PUBLIC = "TWILIO_AUTH_TOKEN", "PUBLIC_URL"
SIGNATURE, XML = "x-twilio-signature", "text/xml; charset=utf-8"
OVER = ("completed", "busy", "failed", "no-answer", "canceled")
_MOST_FIELDS, _SECONDS_REMEMBERED = 200, 24 * 60 * 60.0
_SECONDS_TO_CALL_AGAIN = 15 * 60.0  # after a call that broke off; later it may be somebody else at a telephone that is shared
# In place of a number that is hidden Twilio names such a word as on a telephone's keys: the same for everybody who hides theirs.
_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_HIDDEN = {word.translate(_KEYS) for word in ("anonymous", "restricted", "blocked", "unknown", "unavailable", "private")}
_FORGED = Refusal(403, "This request does not carry Twilio's signature.")
_REPEATED = Refusal(403, "This request has been made before.")
_NO_CALL = Refusal(400, "This is no call: CallSid is missing.")


class TwilioVoiceInput(RasasTwilioVoiceInput):
    """Rasa's channel with its settings of voice and recogniser; every request is checked, and what is spoken is made for listening."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        logs.install()
        given = opened(self.name(), TOKEN, PUBLIC)
        if given is None:
            return wall(self.name())
        if not given[PUBLIC].startswith(("https://", "http://")):
            closed(self.name(), f"{PUBLIC} has to be the address Twilio calls, such as https://bot.example.org")
            return wall(self.name())
        public_url = given[PUBLIC].rstrip("/")
        door = Blueprint("twilio_voice_door")
        line = Line(self.name(), on_new_message, resumable=_SECONDS_TO_CALL_AGAIN)
        calls = Calls(line, Voice(str(self.assistant_voice), self.speech_model, self.speech_timeout, self.enhanced),
                      f"{public_url}/webhooks/{self.name()}/webhook", settings.secret_key())
        validator = RequestValidator(given[TOKEN])

        async def answer(request: Request) -> HTTPResponse:
            try:
                body = await read_body(request)
            except TooLarge:
                return refused(TOO_LARGE)
            form = read_form(body)
            query = f"?{request.query_string}" if request.query_string else ""
            if form is None or not validator.validate(f"{public_url}{request.path}{query}", form, request.headers.get(SIGNATURE, "")):
                return refused(_FORGED)
            if request.path.endswith("/status") and form.get("CallStatus") not in OVER:
                return text(silent(), content_type=XML)  # news of a call that goes on
            line.memory.use(getattr(request.app.ctx, "agent", None))
            said = await calls.turn(form, request.args.get("turn", ""))
            return refused(said) if isinstance(said, Refusal) else text(said, content_type=XML)

        door.add_route(answer, "/webhook", methods=["POST"], stream=True, name="webhook")
        door.add_route(answer, "/status", methods=["POST"], stream=True, name="status")
        return door


class Calls:
    """Calls under way, by the hash of their CallSid: the conversation of a call. Numbers are kept as keyed hashes, for a day, in memory only."""

    def __init__(self, line: Line, voice: Voice, path: str, secret: str) -> None:
        self._line, self._voice, self._path, self._secret = line, voice, path, secret.encode()

    async def turn(self, form: Mapping[str, str], turn: str) -> "str | Refusal":
        """TwiML for a signed request of Twilio, or why there is none. `turn` is the number that the last answer bade Twilio to send along."""
        sid = form.get("CallSid", "").strip()
        if not sid:
            return _NO_CALL
        call = hashlib.sha256(sid.encode("utf-8", "replace")).hexdigest()
        if form.get("CallStatus", "") in OVER:
            await self._line.end(call)
            await self._line.memory.put(_over(call), "over", _SECONDS_REMEMBERED)
            return silent()
        if await self._line.memory.get(_over(call)):
            return _REPEATED
        async with self._line.session(call, self._caller(form.get("From", ""))) as session:
            return await self._taken(session, call, form, turn)

    async def _taken(self, session: Session, call: str, form: Mapping[str, str], turn: str) -> "str | Refusal":
        number = int(turn) if turn.isdecimal() and len(turn) < 6 else 0
        if session.turns and number != session.turns:
            # Twilio sends a request again when an answer was lost: it gets the same one. Anything older is somebody else's doing.
            return session.answered if number == session.turns - 1 and session.answered else _REPEATED
        reply = await self._reply(session, form, number)
        session.turns = max(session.turns, number) + 1
        if reply.ends:
            await self._line.memory.put(_over(call), "over", _SECONDS_REMEMBERED)
        session.answered = self._twiml(session, reply)
        return session.answered

    async def _reply(self, session: Session, form: Mapping[str, str], number: int) -> Reply:
        words, digits = form.get("SpeechResult", ""), form.get("Digits", "")
        if digits:
            return await self._line.press(session, digits)
        if words.strip():
            return await self._line.hear(session, words, confidence(form.get("Confidence", "")))
        return self._line.silence(session) if number else self._line.greet(session)

    def _twiml(self, session: Session, reply: Reply) -> str:
        if reply.ends:
            return parting(reply.speech, reply.rate, self._voice, urgent=load_voice().said.hang_up if reply.urgent else "")
        digits = most_digits(session.asked, session.buttons, yes_no=session.offering or bool(session.unsure))
        return listening(reply.speech, reply.rate, f"{self._path}?turn={session.turns}", self._voice, digits=digits)

    def _caller(self, number: str) -> str:
        """Who is calling, so that nobody can tell who; empty for a hidden number."""
        digits = "".join(filter(str.isdecimal, number))
        return hmac.new(self._secret, f"caller:{digits}".encode(), hashlib.sha256).hexdigest() if len(digits) > 5 and digits not in _HIDDEN else ""


def _over(call: str) -> str:
    return f"over:{call}"


def read_form(body: bytes) -> Optional[Dict[str, str]]:
    """The fields of a form, None for what is none. Never raises."""
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, strict_parsing=bool(body)))
    except (ValueError, UnicodeError):
        return None


def confidence(given: str) -> float:
    """From 0 to 1; 0 where none is given, or no number."""
    try:
        value = float(given)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0
