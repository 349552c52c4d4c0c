"""Answers what was taken into an inbox: per chat one after the other, and sends until it has arrived."""
import asyncio
from collections import deque
from typing import Awaitable, Callable, Deque, Dict, List, NamedTuple, Sequence, Set

from bot import events
from bot.channels.inbox import CannotKeep, Elsewhere, Entry, Inbox, Json

_PATIENCE = 60 * 60.0  # seconds for which a call is tried again
_SLOWEST = 60.0  # seconds between two tries, unless the platform asks for more
_SECONDS_TO_DRAIN = 8.0
_SECONDS_UNTIL_READY = 60.0
_SECONDS_BETWEEN_LOOKS = 5.0  # for what other processes have left; well below what an inbox holds
_SECONDS_TO_GIVE_WAY = 60.0  # to something earlier in the same chat that another process is at; order is not worth more
_SECONDS_BETWEEN_QUESTIONS = 0.1  # whether it is done
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
        self._undone: Dict[int, Entry] = {}
        self._unclean = False
        self._tasks: Set[asyncio.Task[None]] = set()
        self._open = asyncio.Event()
        self._places = asyncio.Semaphore(_MOST_AT_ONCE)
        self._stop = asyncio.Event()

    async def accept(self, keys: Sequence[str], chat: str, work: Json) -> bool:
        """Keep it and answer it soon; False if it is known already. `work` gets the first of `keys` as its `key`: should a process be killed over
        it, the next one takes the same turn. Raises CannotKeep."""
        entry = await self._inbox.take(keys, chat, {**work, "key": keys[0]})
        if entry and not self._stop.is_set():
            self._enqueue(entry)
        return entry is not None

    async def open(self, is_ready: Callable[[], Awaitable[bool]]) -> None:
        """Begin to answer once turns can be served, and take up what other processes leave, earlier or later. Ends only by being cancelled."""
        opening = asyncio.get_running_loop().create_task(self._open_when(is_ready))
        try:
            while True:
                await self._take_up()
                self._clean()
                await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        finally:
            opening.cancel()

    async def _open_when(self, is_ready: Callable[[], Awaitable[bool]]) -> None:
        until = asyncio.get_running_loop().time() + _SECONDS_UNTIL_READY
        while not await is_ready() and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.2)
        self._open.set()

    async def _take_up(self) -> None:
        for entry in list(self._undone.values()):
            await self._done(entry)
        try:
            left = [entry for entry in await self._inbox.take_up(self._under_way()) if entry.number not in self._under_way()]
        except CannotKeep as error:
            events.inbox_failed(self._channel, str(error))
            return
        if left:
            events.inbox_taken_up(self._channel, len(left))
        for entry in left:
            self._enqueue(entry)

    def _clean(self) -> None:
        """Now and then, not after every answer: it waits for the disk, and with it everybody who knocks."""
        if not self._unclean:
            return
        try:
            self._inbox.clean()
            self._unclean = False
        except CannotKeep as error:
            events.inbox_failed(self._channel, str(error))

    def _under_way(self) -> Set[int]:
        return {entry.number for queue in self._queues.values() for entry in queue} | set(self._undone)

    async def drain(self, seconds: float = _SECONDS_TO_DRAIN) -> None:
        """End: what was taken is answered as far as there is time; the rest waits in the inbox for the next start."""
        self._stop.set()
        if self._tasks and self._open.is_set():
            await asyncio.wait(set(self._tasks), timeout=seconds)
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        try:
            left = await self._inbox.leave()
        except CannotKeep:
            return
        if left:
            events.inbox_left(self._channel, left)

    def _enqueue(self, entry: Entry) -> None:
        if entry.chat in self._queues:
            queue = self._queues[entry.chat]
            later = (place for place, one in enumerate(queue) if one.number > entry.number > 0)  # what is taken up may have come before what we took
            queue.insert(next(later, len(queue)), entry)
            return
        self._queues[entry.chat] = deque([entry])
        task = asyncio.get_running_loop().create_task(self._serve(entry.chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: str) -> None:
        queue = self._queues[chat]
        await self._open.wait()
        now = asyncio.get_running_loop().time
        gives_way_until = now() + _SECONDS_TO_GIVE_WAY
        while queue:
            entry = queue[0]
            try:
                if not await self._is_next(entry) and now() < gives_way_until:
                    await self._pause(_SECONDS_BETWEEN_QUESTIONS)
                    continue
                await self._carry_out(entry)
            except _Stopping:
                break
            except Elsewhere:
                events.work_taken_over(self._channel)
            except Exception as error:  # a mistake of ours must not silence the chat
                events.work_failed(self._channel, type(error).__name__)
                await self._done(entry)
            queue.remove(entry)
            gives_way_until = now() + _SECONDS_TO_GIVE_WAY
        del self._queues[chat]

    async def _carry_out(self, entry: Entry) -> None:
        calls = entry.calls
        if calls is None:
            calls, served = await self._answered(entry.work)
            if self._stop.is_set() and not served:
                raise _Stopping  # it comes to something at the next start
            await self._note(self._inbox.answered(entry, calls))
        for number, call in enumerate(calls):
            if number < entry.sent:
                continue
            if not await self._deliver(call):
                break
            await self._note(self._inbox.sent(entry, number + 1))
        await self._done(entry)

    async def _is_next(self, entry: Entry) -> bool:
        try:
            return await self._inbox.is_next(entry)
        except CannotKeep:
            return True

    async def _note(self, writing: Awaitable[None]) -> None:
        """What cannot be noted is said all the same."""
        try:
            await writing
        except CannotKeep as error:
            events.inbox_failed(self._channel, str(error))

    async def _done(self, entry: Entry) -> None:
        """Noted later where it cannot be now: it must not be answered again."""
        try:
            await self._inbox.done(entry)
        except CannotKeep as error:
            events.inbox_failed(self._channel, str(error))
            self._undone[entry.number] = entry
        else:
            self._undone.pop(entry.number, None)
            self._unclean = True

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
                events.call_refused(self._channel, call.get("method"), str(refused))
                return not refused.gone
            except Later as later:
                wait = max(later.seconds, pause)
                waited, pause = waited + wait, min(2 * pause, _SLOWEST)
                if call.get("once") or waited > _PATIENCE:
                    events.call_given_up(self._channel, call.get("method"), str(later), once=bool(call.get("once")))
                    return True
                await self._pause(wait)

    async def _pause(self, seconds: float) -> None:
        """Raises _Stopping at once when it is to end: what waits for the platform waits for the next start."""
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except asyncio.TimeoutError:
            return
        raise _Stopping
