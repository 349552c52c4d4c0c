"""Answers what was taken into an inbox: per chat one after the other, and sends until it has arrived."""
import asyncio
import logging
import sqlite3
from collections import deque
from typing import Any, Awaitable, Callable, Deque, Dict, List, NamedTuple, Sequence, Set

from bot.channels.inbox import Entry, Inbox, Json

logger = logging.getLogger(__name__)

_PATIENCE = 60 * 60.0  # seconds for which a call is tried again
_SLOWEST = 60.0  # seconds between two tries, unless the platform asks for more
_SECONDS_TO_DRAIN = 8.0
_SECONDS_UNTIL_READY = 60.0
_MOST_AT_ONCE = 8  # answers in work; more would only make each of them slower than a turn may take


class Later(Exception):
    """The platform does not take a call now; it may after `seconds`."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Refused(Exception):
    """The platform will never take a call. `gone`: nor any other to this chat."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


class _Stopping(Exception):
    """It is to end while something cannot be answered or sent."""


class Answered(NamedTuple):
    """The calls that say what is said. `served`: by a turn, not by what is said when none is possible."""

    calls: List[Json]
    served: bool = True


class Courier:
    """`answer` makes calls out of what came in, or raises Later; `send` makes one call, or raises Later or Refused.

    A call with the key `once` is tried a single time: a typing sign is worth nothing an hour later.
    """

    def __init__(self, channel: str, inbox: Inbox, answer: Callable[[Json], Awaitable[Answered]], send: Callable[[Json], Awaitable[None]], *,
                 first_wait: float = 1.0) -> None:
        self._channel, self._inbox, self._answer, self._send, self._first_wait = channel, inbox, answer, send, first_wait
        self._queues: Dict[str, Deque[Entry]] = {}
        self._tasks: Set[asyncio.Task[None]] = set()
        self._open = asyncio.Event()
        self._places = asyncio.Semaphore(_MOST_AT_ONCE)
        self._stop = asyncio.Event()

    def accept(self, keys: Sequence[str], chat: str, work: Json) -> bool:
        """Keep it and answer it soon; False if it is known already. Raises sqlite3.Error when it cannot be kept."""
        entry = self._inbox.take(keys, chat, work)
        if entry and not self._stop.is_set():
            self._enqueue(entry)
        return entry is not None

    async def open(self, is_ready: Callable[[], Awaitable[bool]]) -> None:
        """Take up what an earlier process has left, and begin to answer once turns can be served."""
        left = self._inbox.waiting()
        known = {entry.number for queue in self._queues.values() for entry in queue}
        if left:
            logger.info("inbox_taken_up channel=%s waiting=%d", self._channel, len(left))
        for entry in left:
            if entry.number not in known:
                self._enqueue(entry)
        until = asyncio.get_running_loop().time() + _SECONDS_UNTIL_READY
        while not await is_ready() and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.2)
        self._open.set()

    async def drain(self, seconds: float = _SECONDS_TO_DRAIN) -> None:
        """End: what was taken is answered as far as there is time; the rest waits in the inbox for the next start."""
        self._stop.set()
        if self._tasks and self._open.is_set():
            await asyncio.wait(set(self._tasks), timeout=seconds)
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        left = len(self._inbox.waiting())
        if left:
            logger.warning("inbox_left channel=%s waiting=%d: answered at the next start", self._channel, left)
        self._inbox.clean()
        self._inbox.close()

    def _enqueue(self, entry: Entry) -> None:
        if entry.chat in self._queues:
            self._queues[entry.chat].append(entry)
            return
        self._queues[entry.chat] = deque([entry])
        task = asyncio.get_running_loop().create_task(self._serve(entry.chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: str) -> None:
        queue = self._queues[chat]
        await self._open.wait()
        while queue:
            try:
                await self._carry_out(queue[0])
            except _Stopping:
                break
            except Exception as error:  # a mistake of ours must not silence the chat
                logger.error("work_failed channel=%s error=%s", self._channel, type(error).__name__)
                self._note(self._inbox.done, queue[0])
            queue.popleft()
        del self._queues[chat]
        if not self._queues and not self._stop.is_set():
            self._note(self._inbox.clean)

    async def _carry_out(self, entry: Entry) -> None:
        calls = entry.calls
        if calls is None:
            calls, served = await self._answered(entry.work)
            if self._stop.is_set() and not served:
                raise _Stopping  # it comes to something at the next start
            self._note(self._inbox.answered, entry, calls)
        for number, call in enumerate(calls):
            if number < entry.sent:
                continue
            if not await self._deliver(call):
                break
            self._note(self._inbox.sent, entry, number + 1)
        self._note(self._inbox.done, entry)

    def _note(self, write: Callable[..., Any], *values: Any) -> None:
        """What cannot be noted is said all the same."""
        try:
            write(*values)
        except sqlite3.Error as error:
            logger.error("inbox_failed channel=%s error=%s", self._channel, type(error).__name__)

    async def _answered(self, work: Json) -> Answered:
        pause = self._first_wait
        while True:
            try:
                async with self._places:
                    return await self._answer(work)
            except Later as later:  # the platform has to be asked something first
                await self._pause(max(later.seconds, pause))
                pause = min(2 * pause, _SLOWEST)

    async def _deliver(self, call: Json) -> bool:
        """Whether the next call is worth making."""
        waited, pause = 0.0, self._first_wait
        while True:
            try:
                await self._send(call)
                return True
            except Refused as refused:
                logger.warning("call_refused channel=%s method=%s reason=%s", self._channel, call.get("method"), refused)
                return not refused.gone
            except Later as later:
                wait = max(later.seconds, pause)
                waited, pause = waited + wait, min(2 * pause, _SLOWEST)
                if call.get("once") or waited > _PATIENCE:
                    level = logging.INFO if call.get("once") else logging.ERROR
                    logger.log(level, "call_given_up channel=%s method=%s reason=%s", self._channel, call.get("method"), later)
                    return True
                await self._pause(wait)

    async def _pause(self, seconds: float) -> None:
        """Raises _Stopping at once when it is to end: what waits for the platform waits for the next start."""
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except asyncio.TimeoutError:
            return
        raise _Stopping
