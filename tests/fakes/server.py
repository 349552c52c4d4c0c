"""A door on a real port, without Rasa: Sanic in a thread of its own."""
import asyncio
import threading
import uuid
from typing import Any, Optional

from rasa.core.channels.channel import InputChannel
from sanic import Sanic
from sanic.touchup import TouchUp

from bot.settings import free_port
from tests.fakes.rasa import FakeRasa

_touch_up = TouchUp.run


def _touch_up_once(app: Sanic) -> None:
    """Sanic rewrites its own methods for the signals of an app, which works once in a process; ours have none, so once is enough."""
    TouchUp.run = lambda _: None
    try:
        _touch_up(app)
    except Exception:  # another server of this process has had it done
        pass


TouchUp.run = _touch_up_once


class DoorServer:
    """Serves `channel` under its usual address from `start` to `stop`; `kill` ends it as SIGKILL would, with nothing finished.

    `front`: what stands before it at the root of the server, as the first of credentials.yml does.
    """

    def __init__(self, channel: InputChannel, rasa: FakeRasa, front: Optional[InputChannel] = None) -> None:
        self._channel, self._rasa, self._front = channel, rasa, front
        self._port = free_port()
        self._loop = asyncio.new_event_loop()
        self._server: Any = None
        self._ended: Optional[asyncio.Event] = None
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._drains = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/webhooks/{self._channel.name()}/webhook"

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> "DoorServer":
        self._thread.start()
        assert self._started.wait(60)
        return self

    def stop(self) -> None:
        if self._thread.is_alive() and self._ended:
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(20)
            assert not self._thread.is_alive()

    def kill(self) -> None:
        self._drains = False
        self.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self) -> None:
        app = Sanic(f"door_{uuid.uuid4().hex}", configure_logging=False)
        app.ctx.agent = self._rasa.agent
        if self._front:
            app.blueprint(self._front.blueprint(self._rasa), url_prefix="/")
        app.blueprint(self._channel.blueprint(self._rasa), url_prefix=f"/webhooks/{self._channel.name()}")
        self._ended = asyncio.Event()
        server: Any = await app.create_server(host="127.0.0.1", port=self._port, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.after_start()
        self._started.set()
        await self._ended.wait()
        if self._drains:
            await server.before_stop()
        server.close()
        await server.wait_closed()
