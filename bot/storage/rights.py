"""What a person may ask about what is kept of them, and what goes by itself."""
import time
from typing import Any, Dict, Mapping, Optional, Sequence

from bot import events
from bot.storage import conversations, notes
from bot.storage.conversations import Event, Mark
from bot.storage.database import CLEAN_SECONDS, Cursor, Database
from bot.storage.errors import ClockAhead, StorageError
from bot.storage.once import SECONDS_KNOWN, Answered

_PURGE = 7_215_000_002  # the lock that lets one process of many purge
CLOCK_SECONDS = 86_400.0  # how far a clock may have come since anything was noted
_AT_ONCE = 100  # conversations, so that turns need not wait long in between


def asks_for_deletion(event: Any) -> bool:
    """Whether an event of Rasa's tells the person that all is deleted: then it is, instead of being stored, turn and all.

    So nothing is written back by the turn in which it was asked, and nobody is told what is not done.
    """
    custom = (getattr(event, "data", None) or {}).get("custom") if getattr(event, "type_name", "") == "bot" else None
    return isinstance(custom, dict) and (custom.get("type"), custom.get("action")) == ("data", "deleted")


async def export(database: Database, sender_id: str) -> Dict[str, Any]:
    """All that is kept of `sender_id`, as plain values for JSON. Raises StorageError."""
    def work(cursor: Cursor) -> Dict[str, Any]:
        return {"events": conversations.history(cursor, sender_id), "before_the_last_turns": conversations.base_of(cursor, sender_id),
                "unreadable": conversations.set_aside(cursor, sender_id), "notes": notes.about(cursor, sender_id)}

    return {"sender_id": sender_id, "exported_at": time.time(), **await database.run(work)}


def holds_nothing(exported: Mapping[str, Any]) -> bool:
    """Whether there was no conversation of the sender that was exported."""
    return not (exported["events"] or exported["unreadable"])


async def delete(database: Database, sender_id: str, *, action: str = "deleted", answered: Optional[Answered] = None) -> int:
    """Delete all that is kept of `sender_id`; returns how many events that were. `action` is what the audit says; `answered` the turn in which
    it was asked for. Raises StorageError."""
    def work(cursor: Cursor) -> int:
        events = conversations.delete(cursor, sender_id)
        notes.delete(cursor, [sender_id])
        _remember(cursor, answered)
        if events:
            _record(cursor, action, 1, events)
        return events

    events = await database.run(work, insist=True)
    await _clean(database)
    return events


async def rewrite(database: Database, sender_id: str, mark: Mark, first: int, base: Optional[Sequence[Event]], events: Sequence[Event], *,
                  answered: Optional[Answered] = None) -> Mark:
    """Keep `events` instead of what is kept up to `mark`, which becomes unreadable. `answered`: the turn in which it was asked for. Returns the
    new mark. Raises StorageError."""
    def work(cursor: Cursor) -> Mark:
        new = conversations.rewrite(cursor, sender_id, mark, first, base, events)
        notes.delete(cursor, [sender_id])
        _remember(cursor, answered)
        _record(cursor, "withdrawn", 1, max(0, mark.length - new.length))
        return new

    new = await database.run(work)
    await _clean(database)
    return new


async def purge(database: Database, days: int, *, force: bool = False) -> int:
    """Delete conversations without a message for `days`; returns how many. One process at a time does it. Raises StorageError, ClockAhead
    among them: a clock that is more than a day ahead of the last purge, or of the newest event, is believed only where `force` says so."""
    now, purged = time.time(), 0

    def work(cursor: Cursor) -> int:
        if not database.is_alone(cursor, _PURGE):
            return 0
        known = conversations.clock(cursor)
        if not force and known is not None and now - known > CLOCK_SECONDS:
            raise ClockAhead(f"the clock is {(now - known) / 86_400:.1f} days ahead of all that is known here")
        conversations.set_clock(cursor, now)
        notes.delete_old(cursor)
        count, events = conversations.delete_older(cursor, now - days * 86_400, _AT_ONCE)
        if count:
            _record(cursor, "purged", count, events)
        return count

    while True:
        count = await database.run(work)
        purged += count
        if count < _AT_ONCE:
            break
    if purged:
        await _clean(database)
    return purged


async def _clean(database: Database) -> None:
    try:
        await database.in_thread(database.clean, seconds=CLEAN_SECONDS)
    except StorageError:
        events.deleted_rows_not_overwritten_yet()


def _remember(cursor: Cursor, answered: Optional[Answered]) -> None:
    if answered:
        notes.write(cursor, answered.key, answered.body, SECONDS_KNOWN)


def _record(cursor: Cursor, action: str, count: int, events: int) -> None:
    cursor.execute("INSERT INTO audit (at, action, conversations, events) VALUES (?, ?, ?, ?)", (time.time(), action, count, events))
