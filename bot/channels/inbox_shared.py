"""Which inbox it is: a file of this machine, or a Postgres and the file while that cannot be reached."""
import hashlib
from typing import Any, Collection, List, Optional, Sequence

from bot import events, settings
from bot.channels.inbox import CannotKeep, Entry, Inbox, Json
from bot.channels.inbox_file import FileInbox
from bot.channels.inbox_postgres import PostgresInbox
from bot.storage.opening import postgres


def open_inbox(channel: str, token: str) -> Inbox:
    """Of the bot whose token it is: in one Postgres nobody takes up what only another bot can answer. Raises SettingError."""
    bot = f"{channel}:{hashlib.sha256(token.encode('utf-8', 'replace')).hexdigest()[:12]}"
    own, url = FileInbox(settings.run_folder() / f"inbox-{channel}.db", bot), settings.database_url()
    return SharedInbox(channel, PostgresInbox(postgres(url), bot), own) if url else own


class SharedInbox:
    """The numbers of what is in the file are below zero, to tell them from the others."""

    def __init__(self, channel: str, shared: Inbox, own: Inbox) -> None:
        self._channel, self._shared, self._own = channel, shared, own

    async def take(self, keys: Sequence[str], chat: str, work: Json) -> Optional[Entry]:
        try:
            return await self._shared.take(keys, chat, work)
        except CannotKeep as error:
            self._told(error)
        entry = await self._own.take(keys, chat, work)
        return _turned(entry) if entry else None

    async def take_up(self, under_way: Collection[int]) -> List[Entry]:
        left = [_turned(entry) for entry in await self._own.take_up([-number for number in under_way if number < 0])]
        try:
            return [*left, *await self._shared.take_up([number for number in under_way if number > 0])]
        except CannotKeep as error:
            self._told(error)
            return left

    async def is_next(self, entry: Entry) -> bool:
        return await (self._own.is_next(_turned(entry)) if entry.number < 0 else self._shared.is_next(entry))

    async def answered(self, entry: Entry, calls: List[Json]) -> None:
        await (self._own.answered(_turned(entry), calls) if entry.number < 0 else self._shared.answered(entry, calls))

    async def sent(self, entry: Entry, count: int) -> None:
        await (self._own.sent(_turned(entry), count) if entry.number < 0 else self._shared.sent(entry, count))

    async def done(self, entry: Entry) -> None:
        await (self._own.done(_turned(entry)) if entry.number < 0 else self._shared.done(entry))

    async def leave(self) -> int:
        left = await self._own.leave()
        try:
            return left + await self._shared.leave()
        except CannotKeep as error:
            self._told(error)
            return left

    def clean(self) -> None:
        self._own.clean()

    def _told(self, error: Any) -> None:
        events.inbox_not_shared(self._channel, str(error))


def _turned(entry: Entry) -> Entry:
    return entry._replace(number=-entry.number)
