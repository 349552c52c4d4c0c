"""Waiting for what comes about by itself."""
import asyncio
import time
from typing import Awaitable, Callable


def eventually(check: Callable[[], bool], seconds: float = 30) -> None:
    """Return as soon as it holds; fail when it does not within so many seconds."""
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.2)


async def comes_about(check: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    """As `eventually`, beside what else the event loop does."""
    until = time.monotonic() + seconds
    while not await check():
        assert time.monotonic() < until, "it did not come about"
        await asyncio.sleep(0.02)


def succeeds_once(attempt: Callable[[], bool], tries: int = 5) -> None:
    """For what has to be done in time, which a machine with much else to do may miss; what has to be right is asserted in each attempt."""
    assert any(attempt() for _ in range(tries)), f"not in time in any of {tries} attempts"
