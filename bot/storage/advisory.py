"""Locks that all processes on one Postgres share. Each is held by a connection of its own, so it goes when its process goes."""
import asyncio
import queue
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

import psycopg2
from psycopg2.errors import LockNotAvailable

from bot.storage.database import STATEMENT_SECONDS
from bot.storage.errors import StorageError, Unavailable
from bot.storage.postgres import PostgresDatabase, TimeLimit, set_limit

MOST = 20  # turns of one process at a time, and so connections
WAIT_SECONDS = 8.0  # for another process to let go
_ASK_SECONDS = 2.0  # the server says after so long that it is still held: so we know that it is the holder that takes its time, not the server


class Busy(StorageError):
    """Another process does not let go."""


class Held(NamedTuple):
    connection: Any
    name: str


class AdvisoryLocks:
    """`acquire` and `release` in threads. What is acquired after its caller has gone is let go at once."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._free = asyncio.Semaphore(MOST)
        self._idle: queue.LifoQueue[Any] = queue.LifoQueue()
        self._askers = ThreadPoolExecutor(MOST, thread_name_prefix="lock")
        self._releasers = ThreadPoolExecutor(2, thread_name_prefix="unlock")  # never behind those that wait

    async def acquire(self, name: str) -> Held:
        """Raises Busy, or Unavailable when there is no Postgres to ask."""
        if self._database.rests:
            raise Unavailable("the database did not answer lately")
        await self._free.acquire()
        future = self._askers.submit(self._acquire, name, time.monotonic() + WAIT_SECONDS)
        try:
            return await asyncio.shield(asyncio.wrap_future(future))
        except asyncio.CancelledError:
            loop = asyncio.get_running_loop()
            future.add_done_callback(lambda done: self._abandon(done, loop))
            raise
        except BaseException:
            self._free.release()
            raise

    def release(self, held: Held) -> None:
        """Returns at once; who asks next is given the lock a moment later."""
        self._free.release()
        self._releasers.submit(self._release, held)

    def _abandon(self, done: "Future[Held]", loop: asyncio.AbstractEventLoop) -> None:
        if not done.cancelled() and not done.exception():
            done.result().connection.close()
        try:
            loop.call_soon_threadsafe(self._free.release)
        except RuntimeError:  # the loop has ended, and with it who waits
            pass

    def _acquire(self, name: str, until: float) -> Held:
        try:
            connection = self._connection()
            while True:
                try:
                    connection.cursor().execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (name,))
                    return Held(connection, name)
                except LockNotAvailable:
                    if time.monotonic() > until:
                        self._idle.put(connection)
                        raise Busy("another process is still at this conversation") from None
                    set_limit(STATEMENT_SECONDS)
        except TimeLimit as error:
            self._database.rest()
            raise Unavailable(str(error)) from None
        except psycopg2.Error as error:
            raise Unavailable(type(error).__name__) from None

    def _connection(self) -> Any:
        """A kept connection that still lives, or a new one; what is left of STATEMENT_SECONDS is for the lock."""
        set_limit(STATEMENT_SECONDS)
        while True:
            try:
                connection = self._idle.get_nowait()
            except queue.Empty:
                break
            try:
                connection.cursor().execute("SELECT 1")
                return connection
            except TimeLimit:
                connection.close()
                raise
            except psycopg2.Error:
                connection.close()
        connection = self._database.connect()
        set_limit(STATEMENT_SECONDS)
        connection.cursor().execute(f"SET lock_timeout = {int(_ASK_SECONDS * 1_000)}")
        return connection

    def _release(self, held: Held) -> None:
        try:
            set_limit(STATEMENT_SECONDS)
            held.connection.cursor().execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (held.name,))
            self._idle.put(held.connection)
        except psycopg2.Error:
            held.connection.close()
