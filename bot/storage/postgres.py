"""Conversations in a Postgres that any number of processes share."""
import queue
import select
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Iterator, Sequence

import psycopg2
from psycopg2 import extensions
from psycopg2.errors import UndefinedTable
from psycopg2.extras import execute_batch

from bot.storage.database import CLEAN_SECONDS, CONNECT_SECONDS, STATEMENT_SECONDS, Cursor, Database
from bot.storage.errors import Unavailable
from bot.storage.schema import TABLES

_THREADS = 6  # and as many connections; a process has its turns computed by one core anyway
_TABLES_LOCK = 7_215_000_001  # two processes that start at once must not both make the tables
_limit = threading.local()  # until when the present thread waits for its database


class TimeLimit(psycopg2.OperationalError):
    """The server said nothing in time."""


def wait_until_limit(connection: Any) -> None:
    """psycopg2 calls this in place of blocking: a server that hangs, while connecting or later, is given up."""
    while True:
        state = connection.poll()
        if state == extensions.POLL_OK:
            return
        waits = select.poll()
        waits.register(connection.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
        left = getattr(_limit, "until", float("inf")) - time.monotonic()
        if left <= 0 or not waits.poll(None if left == float("inf") else left * 1_000):
            raise TimeLimit("no answer in time")


extensions.set_wait_callback(wait_until_limit)


class PostgresDatabase(Database):
    """Connections are kept and used again; one that the server has closed meanwhile is replaced without anybody noticing."""

    def __init__(self, url: str) -> None:
        super().__init__(ThreadPoolExecutor(_THREADS, thread_name_prefix="postgres"))
        self._url = url
        self._idle: queue.LifoQueue[Any] = queue.LifoQueue()
        self._has_tables = False

    @contextmanager
    def transaction(self, seconds: float) -> Iterator[Cursor]:
        try:
            connection = self._begun(seconds)
            try:
                cursor = _Cursor(connection.cursor())
                yield cursor
                cursor.execute("COMMIT")
            except BaseException as error:
                self._has_tables = self._has_tables and not isinstance(error, UndefinedTable)
                _undo(connection, error)
                raise
            finally:
                self._give_back(connection)
        except TimeLimit as error:
            self.rest()
            raise Unavailable(str(error)) from None
        except psycopg2.Error as error:
            raise Unavailable(type(error).__name__) from None

    def connect(self) -> Any:
        """A new connection that commits by itself, for the caller to close. Raises psycopg2.Error within CONNECT_SECONDS."""
        set_limit(CONNECT_SECONDS)
        connection = psycopg2.connect(self._url, client_encoding="utf8", application_name="assistant")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(STATEMENT_SECONDS * 1_000)}")
        return connection

    def is_alone(self, cursor: Cursor, key: int) -> bool:
        cursor.execute("SELECT pg_try_advisory_xact_lock(?)", (key,))
        return bool(cursor.fetchone()[0])

    def clean(self) -> None:
        """Gives the place of deleted rows free; their bytes are overwritten by what comes next (docs/storage.md)."""
        try:
            connection = self.connect()
            set_limit(CLEAN_SECONDS)
            try:
                connection.cursor().execute(f"SET statement_timeout = {int(CLEAN_SECONDS * 1_000)}")
                for table in ("events", "snapshots", "notes", "set_aside"):
                    connection.cursor().execute(f"VACUUM {table}")
            finally:
                connection.close()
        except psycopg2.Error as error:
            raise Unavailable(type(error).__name__) from None

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def _begun(self, seconds: float) -> Any:
        """A connection in a transaction."""
        while True:
            kept = not self._idle.empty()
            try:
                connection = self._idle.get_nowait() if kept else self.connect()
            except queue.Empty:
                continue
            set_limit(seconds)
            try:
                if not self._has_tables:
                    _make_tables(connection)
                    self._has_tables = True
                connection.cursor().execute(f"BEGIN; SET LOCAL statement_timeout = {int(seconds * 1_000)}")
                return connection
            except TimeLimit:
                connection.close()
                raise
            except psycopg2.Error:
                connection.close()
                if not kept:
                    raise

    def _give_back(self, connection: Any) -> None:
        if not connection.closed and connection.info.transaction_status == extensions.TRANSACTION_STATUS_IDLE:
            self._idle.put(connection)
        else:
            connection.close()


def _undo(connection: Any, error: BaseException) -> None:
    try:
        if isinstance(error, TimeLimit):
            connection.close()
        elif not connection.closed:
            connection.cursor().execute("ROLLBACK")
    except psycopg2.Error:
        connection.close()


def set_limit(seconds: float) -> None:
    """From now on the present thread waits at most this long for a database, in all."""
    _limit.until = time.monotonic() + seconds


class _Cursor:
    """`?` for values, and many rows in one message."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self.fetchone, self.fetchall = cursor.fetchone, cursor.fetchall

    @property
    def rowcount(self) -> int:
        return int(self._cursor.rowcount)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        self._cursor.execute(sql.replace("?", "%s"), values)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> Any:
        execute_batch(self._cursor, sql.replace("?", "%s"), rows)


def _make_tables(connection: Any) -> None:
    with connection.cursor() as cursor:
        # Looked first: somebody who may not make tables may still use those an administrator has made.
        cursor.execute("SELECT count(*) FROM unnest(%s) AS name WHERE to_regclass(name) IS NULL",
                       (["events", "snapshots", "notes", "set_aside", "audit", "pulse"],))
        if cursor.fetchone()[0]:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_TABLES_LOCK,))
            for table in TABLES:
                cursor.execute(table.format(real="DOUBLE PRECISION"))
            cursor.execute("COMMIT")
