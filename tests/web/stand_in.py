"""The web channel on a server of its own, with a stand-in for Rasa that answers by tests/web/script.py: `python -m tests.web.stand_in PORT`."""
import asyncio
import sys
from collections import defaultdict
from typing import Any, DefaultDict, Dict, Set

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.channels.web import WebInput
from tests.web.script import Intake, answer


class Conversations:
    """A tracker store in memory."""

    def __init__(self) -> None:
        self._trackers: Dict[str, DialogueStateTracker] = {}
        self.broken: Set[str] = set()

    async def retrieve_full_tracker(self, conversation: str) -> DialogueStateTracker:
        if conversation in self.broken:
            raise OSError("the storage is down")
        return self._trackers.setdefault(conversation, DialogueStateTracker(conversation, slots=[]))


class Agent:
    def __init__(self) -> None:
        self.tracker_store = Conversations()
        self._intakes: DefaultDict[str, Intake] = defaultdict(Intake)

    async def handle(self, message: UserMessage) -> None:
        tracker = await self.tracker_store.retrieve_full_tracker(message.sender_id)
        if message.text == "break the storage":
            self.tracker_store.broken.add(message.sender_id)
        seconds, said = answer(message.text or "", self._intakes[message.sender_id])
        await asyncio.sleep(seconds)
        tracker.update(UserUttered(message.text))
        for one in said:
            tracker.update(BotUttered(one["text"], {key: one.get(key) for key in ("buttons", "custom")}))
            await message.output_channel.send_response(message.sender_id, one)


def app() -> Sanic:
    """The server, with the files of a summary beside the channel."""
    server, agent = Sanic("stand_in", configure_logging=False), Agent()
    server.ctx.agent = agent
    server.blueprint(WebInput().blueprint(agent.handle), url_prefix="/webhooks/web")

    @server.get("/summary/<name>")
    async def summary(_: Request, name: str) -> HTTPResponse:
        kinds: Dict[str, Any] = {"pdf": (b"%PDF-1.4 stand-in", "application/pdf"), "txt": (b"Summary for an appointment", "text/plain; charset=utf-8"),
                                 "fhir": (b'{"resourceType": "QuestionnaireResponse"}', "application/fhir+json"), "json": (b'{"record": {}}', "application/json")}
        content, kind = kinds[name.rpartition(".")[2]]
        return raw(content, content_type=kind, headers={"content-disposition": f'attachment; filename="summary.{name.rpartition(".")[2]}"'})

    return server


if __name__ == "__main__":
    app().run("127.0.0.1", int(sys.argv[1]), access_log=False, debug=False)
