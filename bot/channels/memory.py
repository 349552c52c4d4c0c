"""What a door has to remember from one request to the next, kept where conversations are kept, so that any process can take the next turn."""
import time
from typing import Any, Callable, Optional, Tuple, TypeVar

from bot.storage import notes
from bot.storage.database import Cursor, Database
from bot.storage.errors import StorageError
from bot.storage.store import store_of
from bot.voice.session import Kept

_MOST, _LONGEST = 10_000, 24 * 60 * 60.0
Result = TypeVar("Result")


class Memory:
    """In the database of the conversations; where there is none, or while it cannot be used, in this process. Never raises."""

    def __init__(self, database: Optional[Database] = None) -> None:
        self._database = database
        self._own: Kept[Tuple[float, str]] = Kept(_MOST, _LONGEST)

    def use(self, agent: Any) -> None:
        """From now on keep it where `agent` keeps conversations, if it does."""
        if agent is not None and getattr(agent, "tracker_store", None) is not None:
            try:
                self._database = store_of(agent).database
            except TypeError:
                self._database = None

    async def get(self, key: str) -> Optional[str]:
        kept = self._own.get(key)  # newer than what the database has: it is here only while the database cannot be written
        if kept:
            return kept[1] if kept[0] > time.time() else None
        return await self._run(lambda cursor: notes.read(cursor, key), None)

    async def put(self, key: str, value: str, seconds: float, owner: str = "") -> None:
        """Keep it for so long. `owner`: the conversation with which it is exported and deleted."""
        def write(cursor: Cursor) -> bool:
            notes.write(cursor, key, value, seconds, owner)
            return True

        if await self._run(write, False):
            self._own.pop(key)
        else:
            self._own.put(key, (time.time() + seconds, value))

    async def pop(self, key: str) -> Optional[str]:
        value = await self.get(key)
        self._own.pop(key)
        if value is not None:
            await self._run(lambda cursor: notes.drop(cursor, key), None)
        return value

    async def claim(self, key: str, seconds: float) -> bool:
        """Whether this is the first time in so long that `key` is claimed."""
        known = self._own.get(key)
        if known and known[0] > time.time():
            return False
        first = await self._run(lambda cursor: notes.claim(cursor, key, seconds), None)
        if first is None:
            self._own.put(key, (time.time() + seconds, ""))
        return first is not False

    async def _run(self, work: Callable[[Cursor], Result], otherwise: Any) -> Any:
        if self._database is None:
            return otherwise
        try:
            return await self._database.run(work)
        except StorageError:
            return otherwise
