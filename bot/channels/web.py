"""The chat on a website: its page, the script for other people's pages, and turns as plain HTTP with a signed session.

A turn is a request and its answer, so any number of processes can serve one conversation. The session is sent in a header
that no browser adds by itself, so another site cannot speak in a visitor's name.
"""
import asyncio
from typing import Any, Awaitable, Callable, Mapping, Optional, Union

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot import events, logs, settings
from bot.article import load_article
from bot.channels.bearer import token_in
from bot.channels.body import Refusal, object_in, refused
from bot.channels.cleaning import LONGEST_MESSAGE
from bot.channels.guard import Guard
from bot.channels.once import key_of
from bot.channels.web_assets import Assets
from bot.channels.web_files import page_headers, serve_files
from bot.channels.web_history import history
from bot.channels.web_origins import Origins
from bot.channels.web_session import Sessions
from bot.channels.web_words import fillings
from bot.storage.store import silent_for

SECONDS_QUIET = 60 * 60  # after so long a silence a session is over, and what was told in it is shown to nobody

NOT_LISTED = Refusal(403, "The chat is not open to pages of this origin.")
NO_SESSION = Refusal(401, "This conversation has expired or was not started here; please start a new one.")
EXAMPLE = '{"text": "hello"}'
NO_MESSAGE = Refusal(400, f"Send a JSON object with a text, such as {EXAMPLE}, or the payload of a button.")
TOO_OFTEN = Refusal(429, "That was asked for very often; please wait a minute.")
NOT_READ = Refusal(503, "The conversation cannot be read right now; please try again in a moment.")
_PRIVATE = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "vary": "origin"}


class WebInput(InputChannel):
    """Every refusal is a status and `{"error": sentence}`; what is said is a JSON list of messages, as on REST."""

    def __init__(self, sessions: Optional[Sessions] = None, origins: Optional[Origins] = None, assets: Optional[Assets] = None) -> None:
        self._sessions, self._origins, self._assets = sessions, origins, assets

    @classmethod
    def name(cls) -> str:
        return "web"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        logs.install()
        door = Blueprint("web_door")
        guard = Guard(self.name(), on_new_message)
        sessions = self._sessions or Sessions(settings.secret_keys())
        origins = self._origins or Origins(settings.web_allowed_origins())
        serve_files(door, self._assets or Assets(fillings=fillings(load_article())), page_headers(origins))
        article = {"title": load_article().about.title, "sections": {id_: section.title for id_, section in load_article().sections.items()}}

        async def sender(request: Request) -> Union[str, Refusal]:
            origin = origins.of(request.headers)
            if origin is None:
                return NOT_LISTED
            found = sessions.sender_of(token_in(request.headers.get("authorization", "")), origin)
            # Whoever sits at the device an hour later may be somebody else.
            over = found is None or await silent_for(getattr(request.app.ctx, "agent", None), guard.conversation(found)) > SECONDS_QUIET
            return NO_SESSION if found is None or over else found

        @door.post("/session", stream=True)
        async def start(request: Request) -> HTTPResponse:
            given = await object_in(request, "{}")
            origin = origins.of(request.headers)
            if isinstance(given, Refusal):
                return refused(given)
            if origin is None:
                return refused(NOT_LISTED)
            return json_response({"token": sessions.issue(origin), "seconds": sessions.seconds, "longest": LONGEST_MESSAGE, "article": article})

        @door.post("/message", stream=True)
        async def message(request: Request) -> HTTPResponse:
            given, who = await object_in(request, EXAMPLE), await sender(request)
            if isinstance(who, Refusal):
                return refused(who)
            text = given if isinstance(given, Refusal) else read_text(given)
            if isinstance(text, Refusal):
                return refused(text)
            # A page that is reloaded in the middle of a turn does not end the turn: its answer is in the history then.
            return json_response(await asyncio.shield(guard.turn(who, text, key=key_of(request.headers))))

        @door.get("/history")
        async def told(request: Request) -> HTTPResponse:
            who = await sender(request)
            if isinstance(who, Refusal):
                return refused(who)
            if not guard.admits(f"history of {who}"):
                return refused(TOO_OFTEN, seconds=guard.seconds(f"history of {who}"))
            try:
                tracker = await request.app.ctx.agent.tracker_store.retrieve_full_tracker(guard.conversation(who))
            except Exception as error:  # whatever the storage fails with, the chat is told to try again
                events.history_not_read(type(error).__name__)
                return refused(NOT_READ)
            return json_response(history(tracker))

        @door.route("/session", methods=["OPTIONS"], name="may_start")
        @door.route("/message", methods=["OPTIONS"], name="may_say")
        @door.route("/history", methods=["OPTIONS"], name="may_read")
        async def may(_: Request) -> HTTPResponse:
            return HTTPResponse(status=204)

        @door.on_response
        async def let_listed_pages_read(request: Request, response: HTTPResponse) -> None:
            path = request.path.rsplit("/", 1)[-1]
            if path not in ("session", "message", "history"):
                return
            # Rasa's own CORS setting (`rasa run --cors`) must not open this door wider.
            for header in [name for name in response.headers if name.lower().startswith("access-control-")]:
                del response.headers[header]
            response.headers.update({**_PRIVATE, **origins.cors(request.headers)})

        return door


def read_text(given: Mapping[str, Any]) -> Union[str, Refusal]:
    """What a person typed, or the payload of the button they pressed. Never raises."""
    found = [given[key] for key in ("text", "payload") if key in given]
    return found[0] if len(found) == 1 and isinstance(found[0], str) else NO_MESSAGE
