"""A small TCP proxy of the tests' own: passes on, late, not at all, or answers in the place of what is behind it."""
import asyncio
import threading
from pathlib import Path
from typing import Awaitable, Callable, List, Optional, Set, Tuple, Union

from bot.settings import free_port

PASS, REFUSE, RESET, HOLD, SAY = "pass", "refuse", "reset", "hold", "say"


class Proxy:
    """In front of a port or of a Unix socket, on a port of its own, from `start` to `close`. All methods may be called from any thread."""

    def __init__(self, behind: Union[int, Path]) -> None:
        self._behind, self.port = behind, free_port()
        self._mode, self._seconds, self._answer = PASS, 0.0, b""
        self._writers: Set[asyncio.StreamWriter] = set()
        self._server: Optional[asyncio.AbstractServer] = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._flow = asyncio.Event()  # clear while nothing is passed on

    def start(self) -> "Proxy":
        self._thread.start()
        self._run(self._pass_on)
        return self

    def close(self) -> None:
        self._run(self._refuse)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def pass_on(self, seconds: float = 0) -> None:
        """As if it were not there, but what comes back comes `seconds` late, each piece."""
        self._seconds = seconds
        self._run(self._pass_on)

    def refuse(self) -> None:
        """Nobody listens, and connections are cut."""
        self._run(self._refuse)

    def reset(self) -> None:
        """Connections are taken and cut."""
        self._run(lambda: self._become(RESET, cut=True))

    def hold(self) -> None:
        """Half open: connections live, new ones are taken, and nothing comes through any more."""
        self._run(lambda: self._become(HOLD, cut=False))

    def say(self, answer: bytes) -> None:
        """Whoever asks is told this."""
        self._answer = answer
        self._run(lambda: self._become(SAY, cut=True))

    def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        asyncio.run_coroutine_threadsafe(_awaited(work), self._loop).result(10)

    async def _pass_on(self) -> None:
        await self._become(PASS, cut=self._mode not in (PASS, REFUSE))  # what was held back for so long is nobody's any more
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def _become(self, mode: str, *, cut: bool) -> None:
        self._mode = mode
        self._flow.clear() if mode == HOLD else self._flow.set()
        if cut:
            self._cut()
        await asyncio.sleep(0)

    async def _refuse(self) -> None:
        await self._become(REFUSE, cut=True)
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def _cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened: List[asyncio.StreamWriter] = [writer]
        self._writers.add(writer)
        try:
            if self._mode == RESET:
                return
            if self._mode == SAY:
                await reader.read(65_536)
                writer.write(self._answer)
                await writer.drain()
                writer.close()
                return
            there, back = await self._open()
            self._writers.add(back)
            opened.append(back)
            pumps = [asyncio.ensure_future(pump) for pump in (self._pump(reader, back, late=False), self._pump(there, writer, late=True))]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
        except OSError:
            pass
        finally:
            for one in opened:
                self._writers.discard(one)
                one.close() if self._mode == SAY else one.transport.abort()

    async def _open(self) -> "Tuple[asyncio.StreamReader, asyncio.StreamWriter]":
        if isinstance(self._behind, Path):
            return await asyncio.open_unix_connection(str(self._behind))
        return await asyncio.open_connection("127.0.0.1", self._behind)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, late: bool) -> None:
        try:
            while True:
                data = await reader.read(65_536)
                if late and self._seconds:
                    await asyncio.sleep(self._seconds)
                await self._flow.wait()
                if not data:
                    return
                writer.write(data)
                await writer.drain()
        except OSError:
            return


async def _awaited(work: Callable[[], Awaitable[None]]) -> None:
    await work()
