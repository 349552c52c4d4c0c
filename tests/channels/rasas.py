"""Stand-ins for Rasa behind a channel: one that thinks as the assistant does, one that says what it is told; and a server for a door alone."""
import asyncio
import threading
import uuid
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Dict, Iterator, List, Mapping
from unittest.mock import patch

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Sanic
from sanic.response import empty
from sanic.touchup import TouchUp

from bot import settings
from bot.article import load_article
from bot.channels.guard import fallback
from bot.evaluation.conversation import Conversation
from bot.render.message import dialect_of, to_message
from bot.understanding.classifier import Classifier

TOUCH_UP = TouchUp.run
ANSWER: Dict[str, Any] = {"type": "answer", "topic": "food", "items": [], "aspect": None, "sources": ["diet"]}


class Brain:
    """Understands and answers with the assistant's own code, without Rasa."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self.conversations: Dict[str, Conversation] = {}

    async def __call__(self, message: UserMessage) -> None:
        conversation = self.conversations.setdefault(message.sender_id, Conversation(self._classifier))
        dialect = dialect_of(message.input_channel)
        if message.metadata.get("flaw") == "too_long":
            messages = fallback("too_long", message.input_channel)
        else:
            messages = [to_message(said, load_article(), dialect) for said in conversation.turn(message.text)]
        for one in messages:
            await message.output_channel.send_response(message.sender_id, one)


class Puppet:
    """Says what stands under the text, or an answer; remembers what reached it."""

    def __init__(self, says: Mapping[str, List[Dict[str, Any]]] = {}) -> None:
        self._says = says
        self.heard: List[str] = []
        self.senders: List[str] = []

    async def __call__(self, message: UserMessage) -> None:
        self.heard.append(message.text)
        self.senders.append(message.sender_id)
        for one in self._says.get(message.text, [{"text": "Clams are a source.\n\nSo are eggs.", "custom": ANSWER}]):
            await message.output_channel.send_response(message.sender_id, one)


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """A loop that runs beside the tests as long as they do."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


_touched: List[Sanic] = []


def _touch_up(app: Sanic) -> None:
    """Sanic rewrites its own code when a server starts, which it can do only once in a process."""
    if not _touched:
        _touched.append(app)
        TOUCH_UP(app)


@contextmanager
def served(channel: InputChannel, rasa: Any, agent: Any = None) -> Iterator[str]:
    """The channel's door alone, on a port of its own; the address of its webhook. `agent`: Rasa's, whose store is used."""
    app = Sanic(f"door_{uuid.uuid4().hex}", configure_logging=False)
    app.ctx.agent = agent
    app.add_route(lambda _: empty(), "/")  # a server needs a route, and a closed door has none
    app.blueprint(channel.blueprint(rasa), url_prefix=f"/webhooks/{channel.url_prefix()}")
    port = settings.free_port()

    async def start() -> Any:
        server = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
        with patch("sanic.app.TouchUp.run", _touch_up):
            await server.startup()
        await server.start_serving()
        return server

    async def stop() -> None:
        server.close()
        await server.wait_closed()

    server = asyncio.run_coroutine_threadsafe(start(), _loop()).result(10)
    try:
        yield f"http://127.0.0.1:{port}/webhooks/{channel.url_prefix()}/webhook"
    finally:
        asyncio.run_coroutine_threadsafe(stop(), _loop()).result(10)
