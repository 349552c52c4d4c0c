"""Lets a few turns at a time through to Rasa; all others wait in the order in which they came, and none for longer than is of use.

All work of a process shares one processor. If every turn were begun as it comes, a crowd's turns would all end at the same time: too late.
"""
import asyncio
from collections import deque
from contextlib import asynccontextmanager
from typing import AsyncIterator, Deque
from weakref import WeakKeyDictionary

AT_ONCE = 16  # enough to work on while some wait for the actions or the database; no more than the locks that Postgres gives a process


class Full(Exception):
    """There was no place in time."""


class Turnstile:
    """Of one event loop."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = at_once
        self._waiting: Deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def place(self, seconds: float) -> AsyncIterator[None]:
        """Hold one inside the block. Raises Full when none is free within so many seconds."""
        await self._enter(seconds)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, seconds: float) -> None:
        if self._free:
            self._free -= 1
            return
        loop = asyncio.get_running_loop()
        given: asyncio.Future[None] = loop.create_future()
        self._waiting.append(given)
        limit = loop.call_later(seconds, _turn_away, given)
        try:
            await given
        except asyncio.CancelledError:
            if not given.cancelled() and given.exception() is None:  # it was given in the moment in which it was not wanted any more
                self._leave()
            raise
        finally:
            limit.cancel()

    def _leave(self) -> None:
        while self._waiting:
            given = self._waiting.popleft()
            if not given.done():
                given.set_result(None)
                return
        self._free += 1


def _turn_away(given: "asyncio.Future[None]") -> None:
    if not given.done():
        given.set_exception(Full())


_turnstiles: "WeakKeyDictionary[asyncio.AbstractEventLoop, Turnstile]" = WeakKeyDictionary()


def turnstile() -> Turnstile:
    """The one that all channels of this process share."""
    return _turnstiles.setdefault(asyncio.get_running_loop(), Turnstile())
