"""Where messages of a chat platform are kept from the moment they are taken until they are answered, so that a kill loses none.

A file of this machine. What people wrote is overwritten as soon as it is answered; only the platform's ids stay for two days, to know
a message that comes a second time.
"""
import json
import logging
import os
import sqlite3
import time
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

logger = logging.getLogger(__name__)

Json = Dict[str, Any]

SECONDS_KNOWN = 2 * 24 * 60 * 60  # longer than any platform repeats itself
_FORGET_EVERY = 500  # messages
_TABLES = """
CREATE TABLE IF NOT EXISTS known (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL, work TEXT NOT NULL, calls TEXT, sent INTEGER NOT NULL DEFAULT 0,
                                    owner INTEGER NOT NULL);
"""


class Entry(NamedTuple):
    """Something to answer: `work` is what came in; `calls` what is to be sent, once that is known, of which `sent` are done."""

    number: int
    chat: str
    work: Json
    calls: Optional[List[Json]] = None
    sent: int = 0


class Inbox:
    """Every method but the first raises sqlite3.Error when the file cannot be written."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._base = _opened(str(path))
        except (sqlite3.Error, OSError) as error:
            logger.error("inbox_in_memory file=%s error=%s: what is under way would be lost if this process were killed", path.name, type(error).__name__)
            self._base = _opened(":memory:")
        self._taken = 0

    def take(self, keys: Sequence[str], chat: str, work: Json) -> Optional[Entry]:
        """Keep it; None if one of `keys` was there before."""
        with self._base:
            marks = ",".join("?" * len(keys))
            if self._base.execute(f"SELECT 1 FROM known WHERE key IN ({marks})", tuple(keys)).fetchone():
                return None
            now = time.time()
            self._base.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", [(key, now) for key in keys])
            number = self._base.execute("INSERT INTO waiting (chat, work, owner) VALUES (?, ?, ?)", (chat, json.dumps(work), os.getpid())).lastrowid
            self._taken += 1
            if self._taken % _FORGET_EVERY == 1:
                self._base.execute("DELETE FROM known WHERE at < ?", (now - SECONDS_KNOWN,))
        assert number is not None
        return Entry(number, chat, work)

    def waiting(self) -> List[Entry]:
        """What is not answered yet, in the order in which it came, and is from now on ours to answer; not what another process works on."""
        rows = self._base.execute("SELECT number, chat, work, calls, sent, owner FROM waiting ORDER BY number").fetchall()
        ours = [row[:5] for row in rows if row[5] == os.getpid() or not _lives(row[5])]
        with self._base:
            self._base.executemany("UPDATE waiting SET owner = ? WHERE number = ?", [(os.getpid(), row[0]) for row in ours])
        return [Entry(number, chat, json.loads(work), json.loads(calls) if calls else None, sent) for number, chat, work, calls, sent in ours]

    def answered(self, entry: Entry, calls: List[Json]) -> None:
        """From here on only the calls matter, so what the person wrote is dropped."""
        with self._base:
            self._base.execute("UPDATE waiting SET work = '{}', calls = ? WHERE number = ?", (json.dumps(calls), entry.number))

    def sent(self, entry: Entry, count: int) -> None:
        with self._base:
            self._base.execute("UPDATE waiting SET sent = ? WHERE number = ?", (count, entry.number))

    def done(self, entry: Entry) -> None:
        with self._base:
            self._base.execute("DELETE FROM waiting WHERE number = ?", (entry.number,))

    def clean(self) -> None:
        """Empty the journal, where what was overwritten in the file still stands."""
        self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        self._base.close()


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
