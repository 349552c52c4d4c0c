"""Notes of what any process may need for somebody's next turn, each kept until a time. Every function is given a cursor and works inside its transaction."""
import time
from typing import List, Optional, Sequence

from bot.storage.database import Cursor


def read(cursor: Cursor, key: str) -> Optional[str]:
    """None when there is none, or none any more."""
    cursor.execute("SELECT body FROM notes WHERE key = ? AND until > ?", (key, time.time()))
    row = cursor.fetchone()
    return str(row[0]) if row else None


def write(cursor: Cursor, key: str, body: str, seconds: float, owner: str = "") -> None:
    """Keep it under `key`, in place of what was there. `owner`: the conversation it is about, with which it is exported and deleted."""
    cursor.execute("INSERT INTO notes (key, owner, until, body) VALUES (?, ?, ?, ?) "
                   "ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until, body = excluded.body",
                   (key, owner, time.time() + seconds, body))


def claim(cursor: Cursor, key: str, seconds: float) -> bool:
    """Whether nobody has claimed `key` before; from now on somebody has."""
    cursor.execute("DELETE FROM notes WHERE key = ? AND until <= ?", (key, time.time()))
    cursor.execute("INSERT INTO notes (key, owner, until, body) VALUES (?, '', ?, '') ON CONFLICT (key) DO NOTHING", (key, time.time() + seconds))
    return cursor.rowcount == 1


def drop(cursor: Cursor, key: str) -> None:
    cursor.execute("DELETE FROM notes WHERE key = ?", (key,))


def about(cursor: Cursor, owner: str) -> List[str]:
    cursor.execute("SELECT body FROM notes WHERE owner = ? ORDER BY key", (owner,))
    return [str(row[0]) for row in cursor.fetchall()]


def delete(cursor: Cursor, owners: Sequence[str]) -> None:
    for owner in owners:
        cursor.execute("DELETE FROM notes WHERE owner = ?", (owner,))


def delete_old(cursor: Cursor) -> int:
    """Delete what need not be kept any longer; returns how many."""
    cursor.execute("DELETE FROM notes WHERE until <= ?", (time.time(),))
    return cursor.rowcount
