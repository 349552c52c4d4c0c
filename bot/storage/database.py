"""A database behind a time limit: work runs in threads, so the event loop never waits, and a database that hangs is left alone for a while."""
import asyncio
import time
from concurrent.futures import Executor
from typing import Any, Callable, ContextManager, Optional, Protocol, Sequence, TypeVar

from bot.storage.errors import Unavailable

CONNECT_SECONDS = 2.0
STATEMENT_SECONDS = 3.0
CLEAN_SECONDS = 30.0
REST_SECONDS = 3.0  # how long a database that did not answer in time is not asked again
_GRACE_SECONDS = 0.5  # for the thread to notice its limit before we stop waiting for it

Result = TypeVar("Result")


class Cursor(Protocol):
    """What both drivers have in common. `?` stands for a value in SQL."""

    @property
    def rowcount(self) -> int: ...

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any: ...

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> Any: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> Any: ...


class Database:
    """One per process. The subclasses say how to get a transaction.

    `run` calls `work` with a cursor inside a transaction of its own, in a thread, and raises Unavailable when that takes too long or the
    database cannot be used. Errors of ours (StorageError) come out of `work` as they are, with nothing written.
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._rests_until = 0.0

    def transaction(self, seconds: float) -> ContextManager[Cursor]:
        """Blocking. A cursor within a transaction that ends when the block is left, and has `seconds` for it. Raises Unavailable."""
        raise NotImplementedError

    def is_alone(self, cursor: Cursor, key: int) -> bool:
        """Whether no other process is in a transaction that has asked this of `key`; holds until the present one ends."""
        raise NotImplementedError

    def clean(self) -> None:
        """Blocking. After a deletion: leave nothing of what was deleted in the files."""
        raise NotImplementedError

    def close(self) -> None:
        """Give up all connections. Threads end by themselves."""
        raise NotImplementedError

    @property
    def rests(self) -> bool:
        """Whether the database has just let us wait in vain."""
        return time.monotonic() < self._rests_until

    async def run(self, work: Callable[[Cursor], Result], *, seconds: float = STATEMENT_SECONDS, insist: bool = False) -> Result:
        """`insist`: ask even a database that rests. Raises Unavailable."""
        if self.rests and not insist:
            raise Unavailable("the database did not answer lately")
        return await self.in_thread(lambda: self._work(work, seconds), seconds=seconds + CONNECT_SECONDS)

    async def in_thread(self, call: Callable[[], Result], *, seconds: float, executor: Optional[Executor] = None) -> Result:
        """`call` in a thread; raises Unavailable after `seconds`, and what `call` raises."""
        loop = asyncio.get_running_loop()
        try:
            result = await asyncio.wait_for(loop.run_in_executor(executor or self._executor, call), seconds + _GRACE_SECONDS)
        except asyncio.TimeoutError:
            self.rest()
            raise Unavailable("the database did not answer in time") from None
        self._rests_until = 0.0
        return result

    def rest(self) -> None:
        self._rests_until = time.monotonic() + REST_SECONDS

    def _work(self, work: Callable[[Cursor], Result], seconds: float) -> Result:
        with self.transaction(seconds) as cursor:
            return work(cursor)


def ping(cursor: Cursor) -> None:
    """Writes, since a full disk can still be read."""
    cursor.execute("INSERT INTO pulse (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at", (time.time(),))
