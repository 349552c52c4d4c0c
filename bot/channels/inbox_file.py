"""An inbox in a SQLite file, for the processes of this machine that share its folder."""
import json
import os
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Collection, Iterator, List, Optional, Sequence

from bot import events
from bot.channels.inbox import FORGET_EVERY, SECONDS_KNOWN, CannotKeep, Elsewhere, Entry, Json, hashed

_TABLES = """
CREATE TABLE IF NOT EXISTS known (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL, work TEXT NOT NULL, calls TEXT, sent INTEGER NOT NULL DEFAULT 0,
                                    owner INTEGER NOT NULL);
"""


class FileInbox:
    """What a process has taken is taken up by another one once that process does not live any more."""

    def __init__(self, path: Path, bot: str = "") -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._base = _opened(str(path))
        except (sqlite3.Error, OSError) as error:
            events.inbox_in_memory(path.name, type(error).__name__)
            self._base = _opened(":memory:")
        self._bot, self._taken = bot, 0  # every bot counts its updates for itself

    async def take(self, keys: Sequence[str], chat: str, work: Json) -> Optional[Entry]:
        kept = hashed([f"{self._bot}:{key}" for key in keys])
        with self._transaction() as base:
            marks = ",".join("?" * len(kept))
            if base.execute(f"SELECT 1 FROM known WHERE key IN ({marks})", kept).fetchone():
                return None
            now = time.time()
            base.executemany("INSERT INTO known VALUES (?, ?)", [(key, now) for key in kept])
            number = base.execute("INSERT INTO waiting (chat, work, owner) VALUES (?, ?, ?)", (chat, json.dumps(work), os.getpid())).lastrowid
            self._taken += 1
            if self._taken % FORGET_EVERY == 1:
                base.execute("DELETE FROM known WHERE at < ?", (now - SECONDS_KNOWN,))
        assert number is not None
        return Entry(number, chat, work)

    async def take_up(self, under_way: Collection[int]) -> List[Entry]:
        with self._transaction() as base:
            rows = base.execute("SELECT number, chat, work, calls, sent, owner FROM waiting ORDER BY number").fetchall()
            ours = [row[:5] for row in rows if row[0] not in under_way and (row[5] == os.getpid() or not _lives(row[5]))]
            base.executemany("UPDATE waiting SET owner = ? WHERE number = ?", [(os.getpid(), row[0]) for row in ours])
        return [Entry(number, chat, json.loads(work), json.loads(calls) if calls else None, sent) for number, chat, work, calls, sent in ours]

    async def is_next(self, entry: Entry) -> bool:
        with self._transaction() as base:
            return base.execute("SELECT 1 FROM waiting WHERE chat = ? AND number < ?", (entry.chat, entry.number)).fetchone() is None

    async def answered(self, entry: Entry, calls: List[Json]) -> None:
        self._update(entry, "work = '{}', calls = ?", json.dumps(calls))

    async def sent(self, entry: Entry, count: int) -> None:
        self._update(entry, "sent = ?", count)

    async def done(self, entry: Entry) -> None:
        with self._transaction() as base:
            base.execute("DELETE FROM waiting WHERE number = ? AND owner = ?", (entry.number, os.getpid()))

    async def leave(self) -> int:
        with self._transaction() as base:
            left: int = base.execute("SELECT count(*) FROM waiting WHERE owner = ?", (os.getpid(),)).fetchone()[0]
        self.clean()
        self._base.close()
        return left

    def clean(self) -> None:
        """Empty the journal, where what was overwritten in the file still stands."""
        with self._transaction() as base:
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _update(self, entry: Entry, what: str, value: object) -> None:
        with self._transaction() as base:
            ours = base.execute(f"UPDATE waiting SET {what} WHERE number = ? AND owner = ?", (value, entry.number, os.getpid())).rowcount
            if not ours and base.execute("SELECT 1 FROM waiting WHERE number = ?", (entry.number,)).fetchone():
                raise Elsewhere

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._base:
                yield self._base
        except sqlite3.Error as error:
            raise CannotKeep(type(error).__name__) from None


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _opened(path: str) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=1.0)
    # NORMAL: a kill loses nothing; a power cut may lose the last second, which the platform then sends again or not
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON", "temp_store = MEMORY"):
        base.execute(f"PRAGMA {pragma}")
    base.executescript(_TABLES)
    return base
