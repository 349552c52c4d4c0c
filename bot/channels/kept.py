"""GET /data/<token>.json: all that is kept of a conversation, for the person who asked the assistant for it."""
import json
from typing import Any, Awaitable, Callable, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.body import Refusal, refused
from bot.channels.downloads import File, led_to, sent
from bot.storage.errors import StorageError
from bot.storage.rights import export, holds_nothing
from bot.storage.store import store_of

NOT_FOUND = Refusal(404, "There is nothing under this address, or it is no longer there: a link works for one day and until its conversation is deleted; "
                         "ask the assistant for your data to get a new one.")
UNAVAILABLE = Refusal(503, "Your data cannot be read at the moment; please try again in a minute.")


async def data_for(agent: Any, conversation_id: str) -> Optional[File]:
    """All that is kept of a conversation, as a file to send along; None where nothing is. Raises StorageError."""
    kept = await export(store_of(agent).database, conversation_id)
    if holds_nothing(kept):
        return None
    return File(json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8", "replace"), "application/json", "my-data.json")


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
            agent = getattr(request.app.ctx, "agent", None)
            try:
                conversation_id = await led_to(agent, token, everything=True) if ending == "json" else None
                file = None if conversation_id is None else await data_for(agent, conversation_id)
            except StorageError:
                return refused(UNAVAILABLE)
            return refused(NOT_FOUND) if file is None else sent(file)

        return door
