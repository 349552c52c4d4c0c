"""Which database it is."""
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Optional

from bot import settings
from bot.storage.database import Database
from bot.storage.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from bot.storage.postgres import PostgresDatabase


def open_database(path: Optional[Path] = None) -> Database:
    """That of DATABASE_URL, or the SQLite file `path`, or the one `make run` uses. Nothing is connected yet. Raises SettingError."""
    url = settings.database_url()
    return postgres(url) if url else SqliteDatabase(path or settings.RUN / str(settings.port()) / "conversations.sqlite")


@cache
def postgres(url: str) -> "PostgresDatabase":
    """The same for store and lock, so that one of them knows when the other has waited in vain."""
    from bot.storage.postgres import PostgresDatabase  # its driver is loaded only where it is used

    return PostgresDatabase(url)
