"""What a person may ask about what is kept of them, and what goes by itself."""
import time
from typing import Any, Dict

from bot import events
from bot.storage import conversations, notes
from bot.storage.database import CLEAN_SECONDS, Cursor, Database
from bot.storage.errors import StorageError

_PURGE = 7_215_000_002  # the lock that lets one process of many purge
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
        return {"events": conversations.history(cursor, sender_id), "unreadable": conversations.set_aside(cursor, sender_id),
                "notes": notes.about(cursor, sender_id)}

    return {"sender_id": sender_id, "exported_at": time.time(), **await database.run(work)}


async def delete(database: Database, sender_id: str) -> int:
    """Delete all that is kept of `sender_id`; returns how many events that were. Raises StorageError."""
    def work(cursor: Cursor) -> int:
        events = conversations.delete(cursor, sender_id)
        notes.delete(cursor, [sender_id])
        _record(cursor, "deleted", 1, events)
        return events

    events = await database.run(work, insist=True)
    await _clean(database)
    return events


async def purge(database: Database, days: int) -> int:
    """Delete conversations without a message for `days`; returns how many. One process at a time does it. Raises StorageError."""
    at, purged = time.time() - days * 86_400, 0

    def work(cursor: Cursor) -> int:
        if not database.is_alone(cursor, _PURGE):
            return 0
        notes.delete_old(cursor)
        count, events = conversations.delete_older(cursor, at, _AT_ONCE)
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


def _record(cursor: Cursor, action: str, count: int, events: int) -> None:
    cursor.execute("INSERT INTO audit (at, action, conversations, events) VALUES (?, ?, ?, ?)", (time.time(), action, count, events))
