"""Rasa's lock: one turn of a conversation at a time, first come first served, in this process and, with Postgres, across all of them.

A process that is killed loses its connection and with it its locks at once. Nothing polls, and nobody who waits holds up another.
"""
import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, AsyncIterator, MutableMapping, Optional
from weakref import WeakValueDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockError, LockStore

from bot import events, settings
from bot.storage.errors import Unavailable

if TYPE_CHECKING:
    from bot.storage.advisory import AdvisoryLocks, Held


class Locks(LockStore):
    """Rasa asks for `lock` only; the tickets of its base class are not used."""

    def __init__(self, endpoint_config: Any = None, url: Optional[str] = None) -> None:
        super().__init__()
        self._locks: MutableMapping[str, asyncio.Lock] = WeakValueDictionary()
        self._url = settings.database_url() if url is None else url
        self._everywhere: Optional[AdvisoryLocks] = None

    @asynccontextmanager
    async def lock(self, conversation_id: str, lock_lifetime: float = 0, wait_time_in_seconds: float = 0) -> AsyncIterator[TicketLock]:
        """Hold the conversation inside the block. Where Postgres is not there it is held in this process only: nothing can be stored then anyway,
        and the store's own count notices when it can. Raises LockError when another process does not let go in time."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            held = await self._acquire(conversation_id)
            try:
                yield TicketLock(conversation_id)
            finally:
                if held and self._everywhere:
                    self._everywhere.release(held)

    async def _acquire(self, conversation_id: str) -> "Optional[Held]":
        if not self._url:
            return None
        from bot.storage.advisory import AdvisoryLocks, Busy  # Postgres's driver is loaded only where it is used
        from bot.storage.opening import postgres

        self._everywhere = self._everywhere or AdvisoryLocks(postgres(self._url))
        try:
            return await self._everywhere.acquire(conversation_id)
        except Unavailable as error:
            events.lock_in_this_process_only(str(error))
            return None
        except Busy as error:
            raise LockError(str(error)) from None
