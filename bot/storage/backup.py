"""A copy of the conversations of one machine, taken while the assistant runs, and put back while it does not."""
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.errors import StorageError
from bot.storage.sqlite import SqliteDatabase

_HEADER = b"SQLite format 3\0"


class NotCopied(StorageError):
    """Its text is one plain sentence, without a full stop."""


def backup(database: SqliteDatabase, copy: Path) -> None:
    """Write all that is kept to a new file that only its owner can read. Raises NotCopied."""
    if not database.path.exists():
        raise NotCopied(f"there are no conversations at {database.path}")
    if copy.exists():
        raise NotCopied(f"{copy} is there already")
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(database.path, copy)
    except (OSError, sqlite3.Error) as error:
        raise NotCopied(f"the copy could not be written ({type(error).__name__})") from None


def restore(database: SqliteDatabase, copy: Path) -> None:
    """Put a backup in the place of what is kept. Raises NotCopied, with nothing changed, while an assistant has it open and for what is no backup."""
    try:
        if not copy.is_file() or copy.read_bytes()[:len(_HEADER)] != _HEADER or _lacks_conversations(copy):
            raise NotCopied(f"{copy} is no backup of conversations")
        database.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(database.path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(database.path, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # fails while anybody else has it open, and leaves no journal of what was
        _copy(copy, database.path)
    except sqlite3.OperationalError as error:
        why = "an assistant has the conversations open: stop it first" if "locked" in str(error) else "the copy could not be read or written"
        raise NotCopied(why) from None
    except (OSError, sqlite3.Error) as error:
        raise NotCopied(f"the copy could not be read or written ({type(error).__name__})") from None


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def _lacks_conversations(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return not connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'events'").fetchone() \
            or connection.execute("PRAGMA quick_check").fetchone() != ("ok",)
