"""Rows of conversations: read, appended to, deleted. Every function is given a cursor and works inside its transaction."""
import json
import time
import uuid
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from bot.storage.database import Cursor
from bot.storage.errors import Conflict, Corrupt

Event = Dict[str, Any]  # as Rasa's Event.as_dict gives it


@dataclass(frozen=True)
class Mark:
    """How far a conversation has come: `born` is its own, never given again; `length` the seq of the next event."""

    born: str = ""
    length: int = 0


NEW = Mark()
_CLOCK = 2  # the row of `pulse` that says when the last purge was


@dataclass(frozen=True)
class Kept:
    """What a turn needs of a conversation: how it stood before event `first` (`base`), and the events from there on."""

    mark: Mark = NEW
    first: int = 0
    base: Tuple[Event, ...] = ()
    events: Tuple[Event, ...] = ()


def mark_of(cursor: Cursor, sender_id: str) -> Mark:
    """NEW when there is none."""
    cursor.execute("SELECT born, length FROM snapshots WHERE sender_id = ?", (sender_id,))
    row = cursor.fetchone()
    return Mark(row[0], row[1]) if row else NEW


def begun(cursor: Cursor, sender_id: str) -> Optional[float]:
    """When the oldest event that is kept was stored or said; None when there is none."""
    cursor.execute("SELECT min(at) FROM events WHERE sender_id = ?", (sender_id,))
    at = cursor.fetchone()[0]
    return None if at is None else float(at)


def last(cursor: Cursor, sender_id: str) -> Optional[float]:
    """When something was last stored; None for no conversation."""
    cursor.execute("SELECT at FROM snapshots WHERE sender_id = ?", (sender_id,))
    row = cursor.fetchone()
    return float(row[0]) if row else None


def load(cursor: Cursor, sender_id: str) -> Kept:
    """What is kept, empty when there is nothing. Raises Corrupt."""
    cursor.execute("SELECT born, length, first, base FROM snapshots WHERE sender_id = ?", (sender_id,))
    row = cursor.fetchone()
    if not row:
        return Kept()
    born, length, first, base = row
    cursor.execute("SELECT seq, body FROM events WHERE sender_id = ? AND seq >= ? ORDER BY seq", (sender_id, first))
    rows = cursor.fetchall()
    events = _read(rows)
    if [seq for seq, _ in rows] != list(range(first, length)):
        raise Corrupt([])
    try:
        return Kept(Mark(born, length), first, tuple(json.loads(base)), events)
    except (ValueError, TypeError):
        raise Corrupt([]) from None


def append(cursor: Cursor, sender_id: str, mark: Mark, first: int, base: Optional[Sequence[Event]], events: Sequence[Event]) -> Mark:
    """Add events after `mark`, which is the conversation's when it was read, and keep `base` as how it stood before `first`; None when it is
    as it was. Returns the new mark. Raises Conflict, with nothing written."""
    new = Mark(mark.born or uuid.uuid4().hex, mark.length + len(events))
    now = time.time()
    rows = [(sender_id, mark.length + number, float(event.get("timestamp") or now), str(event.get("event")), json.dumps(event))
            for number, event in enumerate(events)]
    if mark == NEW:
        cursor.execute("INSERT INTO snapshots (sender_id, born, length, first, base, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sender_id) DO NOTHING",
                       (sender_id, new.born, new.length, first, json.dumps(base or []), now))
    elif base is None:
        cursor.execute("UPDATE snapshots SET length = ?, first = ?, at = ? WHERE sender_id = ? AND born = ? AND length = ?",
                       (new.length, first, now, sender_id, mark.born, mark.length))
    else:
        cursor.execute("UPDATE snapshots SET length = ?, first = ?, base = ?, at = ? WHERE sender_id = ? AND born = ? AND length = ?",
                       (new.length, first, json.dumps(base), now, sender_id, mark.born, mark.length))
    if cursor.rowcount != 1:
        raise Conflict("the conversation has gone on elsewhere")
    cursor.executemany("INSERT INTO events (sender_id, seq, at, type, body) VALUES (?, ?, ?, ?, ?)", rows)
    return new


def rewrite(cursor: Cursor, sender_id: str, mark: Mark, first: int, base: Optional[Sequence[Event]], events: Sequence[Event]) -> Mark:
    """Put `events` in the place of all that is kept up to `mark`. Returns the new mark. Raises Conflict, with nothing written."""
    if mark != NEW:
        cursor.execute("DELETE FROM snapshots WHERE sender_id = ? AND born = ? AND length = ?", (sender_id, mark.born, mark.length))
        if cursor.rowcount != 1:
            raise Conflict("the conversation has gone on elsewhere")
        _delete_events(cursor, [sender_id])
    return append(cursor, sender_id, NEW, first, base, events)


def history(cursor: Cursor, sender_id: str) -> List[Event]:
    """Every event that can be read, in order."""
    cursor.execute("SELECT seq, body FROM events WHERE sender_id = ? ORDER BY seq", (sender_id,))
    return [event for row in cursor.fetchall() for event in [_event(row[1])] if event is not None]


def base_of(cursor: Cursor, sender_id: str) -> List[Any]:
    """How things stood before the last turns, as the snapshot tells it; empty where it cannot be read."""
    cursor.execute("SELECT base FROM snapshots WHERE sender_id = ?", (sender_id,))
    row = cursor.fetchone()
    try:
        return list(json.loads(row[0])) if row else []
    except (ValueError, TypeError):
        return []


def set_aside(cursor: Cursor, sender_id: str) -> List[str]:
    """What could not be read, as it was found."""
    cursor.execute("SELECT body FROM set_aside WHERE sender_id = ? ORDER BY seq", (sender_id,))
    return [str(row[0]) for row in cursor.fetchall()]


def start_anew(cursor: Cursor, sender_id: str, is_event: Callable[[Event], bool]) -> int:
    """Set aside what is no JSON or not `is_event`, and have the conversation begin after its last event. Returns how many were set aside."""
    cursor.execute("SELECT seq, body FROM events WHERE sender_id = ?", (sender_id,))
    rows = [(seq, body, _event(body)) for seq, body in cursor.fetchall()]
    broken = [(sender_id, seq, time.time(), str(body)) for seq, body, event in rows if event is None or not is_event(event)]
    cursor.executemany("INSERT INTO set_aside (sender_id, seq, at, body) VALUES (?, ?, ?, ?)", broken)
    cursor.executemany("DELETE FROM events WHERE sender_id = ? AND seq = ?", [row[:2] for row in broken])
    cursor.execute("SELECT max(seq) FROM events WHERE sender_id = ?", (sender_id,))
    last = cursor.fetchone()[0]
    length = max([-1 if last is None else last, *(row[1] for row in broken)]) + 1
    cursor.execute("UPDATE snapshots SET born = ?, length = ?, first = ?, base = ? WHERE sender_id = ?", (uuid.uuid4().hex, length, length, "[]", sender_id))
    return len(broken)


def delete(cursor: Cursor, sender_id: str) -> int:
    """Delete all that is kept of `sender_id`; returns how many events that were."""
    cursor.execute("DELETE FROM snapshots WHERE sender_id = ?", (sender_id,))  # first: a turn under way waits for us, or we for it
    return _delete_events(cursor, [sender_id])


def delete_older(cursor: Cursor, at: float, most: int) -> Tuple[int, int]:
    """Delete conversations without an event since `at`, but not more than `most`; returns how many, and how many events."""
    cursor.execute("DELETE FROM snapshots WHERE at < ? AND sender_id IN (SELECT sender_id FROM snapshots WHERE at < ? LIMIT ?) RETURNING sender_id",
                   (at, at, most))
    senders = [row[0] for row in cursor.fetchall()]
    return len(senders), _delete_events(cursor, senders)


def clock(cursor: Cursor) -> Optional[float]:
    """The latest time that is believed: that of the last purge, or without one that of the newest event; None where nothing is known."""
    cursor.execute("SELECT at FROM pulse WHERE id = ?", (_CLOCK,))
    row = cursor.fetchone()
    if row is None:
        cursor.execute("SELECT max(at) FROM snapshots")
        row = cursor.fetchone()
    return None if row is None or row[0] is None else float(row[0])


def set_clock(cursor: Cursor, now: float) -> None:
    """Believe `now`, and nothing that says it came later: what was stored while a clock was ahead is not kept for longer because of that."""
    cursor.execute("INSERT INTO pulse (id, at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at", (_CLOCK, now))
    cursor.execute("UPDATE snapshots SET at = ? WHERE at > ?", (now, now + 3_600.0))


def senders(cursor: Cursor) -> List[str]:
    cursor.execute("SELECT sender_id FROM snapshots")
    return [row[0] for row in cursor.fetchall()]


def _delete_events(cursor: Cursor, senders: Sequence[str]) -> int:
    deleted = 0
    for sender_id in senders:
        for table in ("events", "set_aside"):
            cursor.execute(f"DELETE FROM {table} WHERE sender_id = ?", (sender_id,))
            deleted += cursor.rowcount
    return deleted


def _read(rows: Sequence[Tuple[int, Any]]) -> Tuple[Event, ...]:
    events = [(seq, _event(body)) for seq, body in rows]
    broken = [seq for seq, event in events if event is None]
    if broken:
        raise Corrupt(broken)
    return tuple(event for _, event in events if event is not None)


def _event(body: Any) -> Optional[Event]:
    """None when it cannot be read."""
    try:
        event = json.loads(body)
    except (ValueError, TypeError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None
