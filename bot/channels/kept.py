"""GET /data/<token>.json: all that is kept of a conversation, for the person who asked the assistant for it."""
import json
from typing import Any, Awaitable, Callable

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot import settings
from bot.channels.rest import Refusal, refused
from bot.intake.links import conversation_of
from bot.storage.errors import StorageError
from bot.storage.rights import export
from bot.storage.store import store_of

NOT_FOUND = Refusal(404, "There is nothing under this address: a link works for one day; ask the assistant for your data to get a new one.")
UNAVAILABLE = Refusal(503, "Your data cannot be read at the moment; please try again in a minute.")
_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-robots-tag": "noindex",
            "content-disposition": 'attachment; filename="my-data.json"'}


class KeptInput(InputChannel):
    """No channel: one file to take along."""

    @classmethod
    def name(cls) -> str:
        return "kept"

    def url_prefix(self) -> str:
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint("kept_door")

        @door.get("/data/<name>")
        async def everything(request: Request, name: str) -> HTTPResponse:
            token, _, ending = name.rpartition(".")
            conversation_id = conversation_of(token, settings.secret_keys(), everything=True) if ending == "json" else None
            if conversation_id is None:
                return refused(NOT_FOUND)
            try:
                kept = await export(store_of(request.app.ctx.agent).database, conversation_id)
            except StorageError:
                return refused(UNAVAILABLE)
            return raw(json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8", "replace"), content_type="application/json", headers=_HEADERS)

        return door
