"""Who is let through when, without Rasa: the loop's own timers, and people who come, wait, leave."""
import asyncio
from typing import Any, Awaitable, Callable, Dict, List, Tuple

import pytest

from bot.channels.turnstile import Full, Turnstile

LONG = 60.0


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    async def limited() -> Any:
        return await asyncio.wait_for(work(), 30)
    return asyncio.run(limited())


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class Queue:
    """People before a turnstile; each stays inside until told to go."""

    def __init__(self, at_once: int) -> None:
        self.turnstile, self.inside = Turnstile(at_once), list[str]()
        self._tasks: Dict[str, Tuple[asyncio.Future[None], asyncio.Event]] = {}

    async def come(self, name: str, seconds: float = LONG) -> None:
        go = asyncio.Event()
        self._tasks[name] = asyncio.ensure_future(self._stay(name, seconds, go)), go
        await _settle()

    async def go(self, name: str) -> None:
        task, go = self._tasks[name]
        go.set()
        await task
        await _settle()

    async def is_turned_away(self, name: str) -> None:
        with pytest.raises(Full):
            await self._tasks[name][0]

    async def leave_early(self, name: str) -> None:
        self._tasks[name][0].cancel()
        await _settle()

    def task(self, name: str) -> "asyncio.Future[None]":
        return self._tasks[name][0]

    async def _stay(self, name: str, seconds: float, go: asyncio.Event) -> None:
        async with self.turnstile.place(seconds):
            self.inside.append(name)
            await go.wait()
            self.inside.remove(name)


def test_first_come_first_served() -> None:
    async def people() -> List[List[str]]:
        queue, seen = Queue(2), []
        for name in "abcde":
            await queue.come(name)
        for name in "badce":
            seen.append(list(queue.inside))
            await queue.go(name)
        return seen
    assert run(people) == [["a", "b"], ["a", "c"], ["c", "d"], ["c", "e"], ["e"]]


def test_who_waits_too_long_is_turned_away_and_takes_no_place() -> None:
    async def people() -> List[str]:
        queue = Queue(1)
        await queue.come("a")
        await queue.come("b", seconds=0.01)
        await queue.come("c")
        await queue.is_turned_away("b")
        await queue.go("a")
        return list(queue.inside)
    assert run(people) == ["c"]


def test_who_leaves_early_takes_no_place() -> None:
    async def people() -> List[str]:
        queue = Queue(1)
        for name in "abc":
            await queue.come(name)
        await queue.leave_early("b")
        await queue.go("a")
        return list(queue.inside)
    assert run(people) == ["c"]


def test_who_leaves_in_the_moment_of_being_let_in_passes_the_place_on() -> None:
    async def people() -> List[str]:
        queue = Queue(1)
        for name in "abc":
            await queue.come(name)
        queue.turnstile._leave()  # "a" goes: the place is given to "b", who has not heard of it yet
        queue.task("b").cancel()
        await _settle()
        return list(queue.inside)
    assert run(people) == ["a", "c"]


def test_nothing_is_lost_over_many() -> None:
    async def people() -> int:
        turnstile, most, inside = Turnstile(3), 0, 0

        async def one() -> None:
            nonlocal most, inside
            async with turnstile.place(LONG):
                inside += 1
                most = max(most, inside)
                try:
                    await asyncio.sleep(0)
                finally:
                    inside -= 1
        for _ in range(5):
            tasks = [asyncio.ensure_future(one()) for _ in range(50)]
            await asyncio.sleep(0)
            for task in tasks[::7]:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        assert turnstile._free == 3
        return most
    assert run(people) == 3
