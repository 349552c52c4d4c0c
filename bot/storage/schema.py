"""The tables, in SQL that SQLite and Postgres both read. `?` stands for a value, `{real}` for what the two call otherwise."""
from typing import Tuple

# events: all that was ever said, set and done, for history and export.
# snapshots: one row a conversation. `born` tells it from an earlier one of the same sender that was deleted; `length` is the seq of the next
#   event; `base` (JSON events) is how it stood before event `first`, so that only events from `first` on are read for a turn.
# notes: what the next turn of a spoken conversation needs, each until a time.
# set_aside: events that could not be read. audit: what was deleted and when, nothing of whom. pulse: one row, written to see whether one can.
TABLES: Tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS events (
        sender_id TEXT NOT NULL, seq INTEGER NOT NULL, at {real} NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (sender_id, seq))""",
    """CREATE TABLE IF NOT EXISTS snapshots (
        sender_id TEXT NOT NULL PRIMARY KEY, born TEXT NOT NULL, length INTEGER NOT NULL, first INTEGER NOT NULL, base TEXT NOT NULL,
        at {real} NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS snapshots_at ON snapshots (at)",
    """CREATE TABLE IF NOT EXISTS set_aside (
        sender_id TEXT NOT NULL, seq INTEGER NOT NULL, at {real} NOT NULL, body TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS set_aside_sender ON set_aside (sender_id)",
    """CREATE TABLE IF NOT EXISTS notes (
        key TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, until {real} NOT NULL, body TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS notes_owner ON notes (owner)",
    """CREATE TABLE IF NOT EXISTS audit (
        at {real} NOT NULL, action TEXT NOT NULL, conversations INTEGER NOT NULL, events INTEGER NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS pulse (id INTEGER NOT NULL PRIMARY KEY, at {real} NOT NULL)",
)
