"""Alexa: POST /webhooks/alexa/webhook, each request proven to come from Alexa and to be meant for our skill."""
import hashlib
import hmac
import json
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot import events, logs, settings
from bot.channels import alexa_talk as talk
from bot.channels.alexa_trust import NotAlexa, Trust, fetch_chain, public_roots
from bot.channels.body import TOO_LARGE, Refusal, TooLarge, read_body, refused
from bot.channels.doors import opened, wall
from bot.channels.speaking import Line

SKILL = "ALEXA_SKILL_ID"
SECONDS = 5.0  # Alexa gives up after eight, and fetching its certificates may take two
_SECONDS_REMEMBERED = 320.0  # a time stamp is good for 150 s before and after now


class AlexaInput(InputChannel):
    """The skill's endpoint. `trust` proves where requests come from; tests hand in their own."""

    def __init__(self, trust: Optional[Trust] = None) -> None:
        self._trust = trust or Trust(fetch_chain, public_roots)

    @classmethod
    def name(cls) -> str:
        return "alexa"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        logs.install()
        given = opened(self.name(), SKILL)
        if given is None:
            return wall(self.name())
        door = Blueprint("alexa_door")
        line = Line(self.name(), on_new_message, seconds=SECONDS)
        skill = Skill(line, self._trust, given[SKILL], settings.secret_key())

        @door.post("/webhook", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = await read_body(request)
            except TooLarge:
                return refused(TOO_LARGE)
            line.memory.use(getattr(request.app.ctx, "agent", None))
            try:
                asked = await skill.proven({name.lower(): value for name, value in request.headers.items()}, body)
                return json_response(await skill.answer(asked))
            except (NotAlexa, talk.NoRequest) as why:
                return refused(Refusal(400, str(why)))

        return door


class Skill:
    """Conversations by the hash of Alexa's session id; who is talking is known by a keyed hash only."""

    def __init__(self, line: Line, trust: Trust, skill_id: str, secret: str) -> None:
        self._line, self._trust, self._skill_id, self._secret = line, trust, skill_id, secret.encode()

    async def proven(self, headers: Mapping[str, str], body: bytes) -> Dict[str, Any]:
        """The request, when it is Alexa's, of now, for our skill, and the first of its id. Raises NotAlexa."""
        await self._trust.check(headers, body)
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            raise NotAlexa("The request is not valid JSON.") from None
        request = asked.get("request") if isinstance(asked, dict) else None
        if not isinstance(request, dict):
            raise NotAlexa("The request is not of Alexa's form.")
        self._trust.check_time(request.get("timestamp"))
        if not hmac.compare_digest(talk.application(asked).encode("utf-8", "replace"), self._skill_id.encode()):
            raise NotAlexa("The request is meant for another skill.")
        id_ = str(request.get("requestId") or "")
        if not id_ or not await self._line.memory.claim(f"alexa:{hashlib.sha256(id_.encode('utf-8', 'replace')).hexdigest()}", _SECONDS_REMEMBERED):
            raise NotAlexa("The request has no id, or has been made before.")
        return dict(asked)

    async def answer(self, asked: Mapping[str, Any]) -> Dict[str, Any]:
        """The response to a proven request. Raises NoRequest."""
        heard, given = talk.heard(asked), talk.session_id(asked)
        if heard.kind == talk.TROUBLE:
            events.answer_refused(AlexaInput.name(), talk.trouble(asked))
            return talk.nothing()
        if not given:
            raise talk.NoRequest("The request belongs to no session.")
        id_ = hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()
        if heard.kind == talk.ENDED:
            await self._line.end(id_)
            return talk.nothing()
        async with self._line.session(id_, self._caller(talk.person_id(asked))) as session:
            if heard.kind == talk.LAUNCH:
                reply = self._line.greet(session)
            elif heard.kind == talk.LEFT:
                reply = await self._line.leave(session, heard.text)
            else:
                reply = await self._line.hear(session, heard.text)
        return talk.response(reply)

    def _caller(self, person: str) -> str:
        return hmac.new(self._secret, f"alexa:{person}".encode("utf-8", "replace"), hashlib.sha256).hexdigest() if person else ""
