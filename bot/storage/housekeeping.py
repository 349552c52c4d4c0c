"""What goes on beside the turns: saving what could not be saved, deleting what is too old."""
import asyncio
import time
from typing import Awaitable, Callable, Optional

from bot import events, settings
from bot.storage.database import Database
from bot.storage.errors import ClockAhead, StorageError
from bot.storage.rights import purge

SECONDS = 5.0  # between two looks at what is unsaved
PURGE_SECONDS = 3_600.0
DOUBT_SECONDS = 86_400.0  # a clock that was set wrong is set right by then; one that still says the same is right


class Housekeeping:
    """Begun by the first turn, since only then is there an event loop; it ends with that loop."""

    def __init__(self, database: Database, save_unsaved: Callable[[], Awaitable[None]]) -> None:
        self._database, self._save_unsaved = database, save_unsaved
        self._task: Optional[asyncio.Task[None]] = None
        self._purge_at = 0.0
        self._doubted_at: Optional[float] = None  # monotonic, since when the clock has been ahead

    def begin(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._keep_house())

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(SECONDS)
            try:
                await self._save_unsaved()
                await self._purge()
            except Exception as error:  # tried again in a moment
                events.housekeeping_failed(type(error).__name__)

    async def _purge(self) -> None:
        if time.monotonic() < self._purge_at:
            return
        force = self._doubted_at is not None and time.monotonic() - self._doubted_at > DOUBT_SECONDS
        try:
            purged = await purge(self._database, settings.retention_days(), force=force)
        except ClockAhead as doubt:
            self._doubted_at = self._doubted_at or time.monotonic()
            self._purge_at = time.monotonic() + PURGE_SECONDS
            events.purge_waits(str(doubt))
            return
        except StorageError:
            return
        self._purge_at, self._doubted_at = time.monotonic() + PURGE_SECONDS, None
        if purged:
            events.conversations_purged(purged)
