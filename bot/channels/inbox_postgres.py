"""An inbox in a Postgres that any number of processes and machines share."""
import json
import uuid
from typing import Any, Callable, Collection, List, Optional, Sequence, Tuple, TypeVar

from bot.channels.inbox import FORGET_EVERY, SECONDS_KNOWN, CannotKeep, Elsewhere, Entry, Json, hashed
from bot.storage.database import Cursor, Database
from bot.storage.errors import StorageError

SECONDS_HELD = 20.0  # after which what a process has taken is anybody's, unless it says again that it is at it

# waiting: `owner` is at it until `until`, by the clock of the database
TABLES: Tuple[str, ...] = (
    "CREATE TABLE IF NOT EXISTS inbox_known (key TEXT NOT NULL PRIMARY KEY, at DOUBLE PRECISION NOT NULL)",
    """CREATE TABLE IF NOT EXISTS inbox_waiting (
        number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, work TEXT NOT NULL, calls TEXT,
        sent INTEGER NOT NULL DEFAULT 0, owner TEXT NOT NULL, until DOUBLE PRECISION NOT NULL)""",
)
_TABLES_LOCK = 7_215_000_003
_NOW = "extract(epoch FROM clock_timestamp())"

Result = TypeVar("Result")


class _Known(Exception):
    """It was taken before; nothing is to be written."""


class PostgresInbox:
    """What a process has taken it holds for a while, and again for a while at every `take_up`; so what a killed one held becomes free by itself."""

    def __init__(self, database: Database, channel: str, *, seconds_held: float = SECONDS_HELD) -> None:
        self._database, self._channel, self._seconds = database, channel, seconds_held
        self._owner = uuid.uuid4().hex
        self._has_tables = False
        self._taken = 0

    async def take(self, keys: Sequence[str], chat: str, work: Json) -> Optional[Entry]:
        kept = hashed([f"{self._channel}:{key}" for key in keys])
        self._taken += 1
        forget = self._taken % FORGET_EVERY == 1

        def write(cursor: Cursor) -> int:
            if forget:
                cursor.execute(f"DELETE FROM inbox_known WHERE at < {_NOW} - ?", (SECONDS_KNOWN,))
            rows = ", ".join(f"(?, {_NOW})" for _ in kept)
            cursor.execute(f"INSERT INTO inbox_known (key, at) VALUES {rows} ON CONFLICT (key) DO NOTHING", kept)
            if cursor.rowcount < len(kept):
                raise _Known
            cursor.execute(f"INSERT INTO inbox_waiting (channel, chat, work, owner, until) VALUES (?, ?, ?, ?, {_NOW} + ?) RETURNING number",
                           (self._channel, chat, json.dumps(work), self._owner, self._seconds))
            return int(cursor.fetchone()[0])

        try:
            return Entry(await self._run(write), chat, work)
        except _Known:
            return None

    async def take_up(self, under_way: Collection[int]) -> List[Entry]:
        def write(cursor: Cursor) -> List[Any]:
            cursor.execute(f"UPDATE inbox_waiting SET until = {_NOW} + ? WHERE owner = ? AND number = ANY(?)", (self._seconds, self._owner, list(under_way)))
            cursor.execute(f"""UPDATE inbox_waiting SET owner = ?, until = {_NOW} + ? WHERE channel = ? AND until < {_NOW} AND NOT number = ANY(?)
                RETURNING number, chat, work, calls, sent""", (self._owner, self._seconds, self._channel, list(under_way)))
            return sorted(cursor.fetchall())

        return [Entry(number, chat, json.loads(work), json.loads(calls) if calls else None, sent)
                for number, chat, work, calls, sent in await self._run(write)]

    async def is_next(self, entry: Entry) -> bool:
        def read(cursor: Cursor) -> bool:
            cursor.execute("SELECT 1 FROM inbox_waiting WHERE channel = ? AND chat = ? AND number < ? LIMIT 1", (self._channel, entry.chat, entry.number))
            return cursor.fetchone() is None

        return await self._run(read)

    async def answered(self, entry: Entry, calls: List[Json]) -> None:
        await self._update(entry, "work = '{}', calls = ?", json.dumps(calls))

    async def sent(self, entry: Entry, count: int) -> None:
        await self._update(entry, "sent = ?", count)

    async def done(self, entry: Entry) -> None:
        await self._run(lambda cursor: cursor.execute("DELETE FROM inbox_waiting WHERE number = ? AND owner = ?", (entry.number, self._owner)))

    async def leave(self) -> int:
        def write(cursor: Cursor) -> int:
            cursor.execute("UPDATE inbox_waiting SET until = 0 WHERE owner = ?", (self._owner,))
            return cursor.rowcount

        return await self._run(write)

    def clean(self) -> None:
        """Its rows are deleted; when their place is written to again is Postgres's affair (docs/storage.md)."""

    async def _update(self, entry: Entry, what: str, value: object) -> None:
        def write(cursor: Cursor) -> None:
            cursor.execute(f"UPDATE inbox_waiting SET {what} WHERE number = ? AND owner = ?", (value, entry.number, self._owner))
            if not cursor.rowcount:
                cursor.execute("SELECT 1 FROM inbox_waiting WHERE number = ?", (entry.number,))
                if cursor.fetchone():
                    raise Elsewhere

        await self._run(write)

    async def _run(self, work: Callable[[Cursor], Result]) -> Result:
        def whole(cursor: Cursor) -> Result:
            if not self._has_tables:
                _make_tables(cursor)
            return work(cursor)

        try:
            result = await self._database.run(whole)
        except StorageError as error:
            self._has_tables = False
            raise CannotKeep(str(error)) from None
        self._has_tables = True
        return result


def _make_tables(cursor: Cursor) -> None:
    # Looked first: somebody who may not make tables may still use those an administrator has made.
    cursor.execute("SELECT to_regclass('inbox_known') IS NULL OR to_regclass('inbox_waiting') IS NULL")
    if cursor.fetchone()[0]:
        cursor.execute("SELECT pg_advisory_xact_lock(?)", (_TABLES_LOCK,))
        for table in TABLES:
            cursor.execute(table)
