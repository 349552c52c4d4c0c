"""Sessions of one voice channel: kept from turn to turn where any process finds them, and let go with a way back to an unfinished intake."""
import asyncio
from contextlib import asynccontextmanager
from typing import AsyncIterator, MutableMapping
from weakref import WeakValueDictionary

from bot.channels.cleaning import conversation_id
from bot.channels.memory import Memory
from bot.voice.session import Session, loaded

SECONDS_TO_RESUME = 24 * 60 * 60.0
_SECONDS_QUIET = 60 * 60.0


class Sessions:
    """`resumable`: for how many seconds the same caller may take up in another session what they have left unfinished."""

    def __init__(self, channel: str, memory: Memory, *, resumable: float = SECONDS_TO_RESUME) -> None:
        self.memory, self._resumable = memory, resumable
        self._channel = channel
        self._locks: MutableMapping[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def session(self, id_: str, caller: str = "") -> AsyncIterator[Session]:
        """The session of this id for one turn, begun now if there is none; turns of this process one after the other.

        `caller`: who is talking, in a form that cannot be read back, or empty.
        """
        lock = self._locks.setdefault(id_, asyncio.Lock())
        async with lock:
            kept = await self.memory.get(self._key(id_))
            session = (loaded(kept) if kept else None) or Session(id_)
            session.caller, session.heard = caller or session.caller, session.heard + 1
            yield session
            if session.ended:
                await self._left(id_, session)
            else:
                await self.memory.put(self._key(id_), session.dumped(), _SECONDS_QUIET, conversation_id(self._channel, session.conversation))

    async def end(self, id_: str) -> None:
        """The listener has gone. With their consent an unfinished intake can be taken up the next time, if they ask for it."""
        async with self.session(id_) as session:
            session.ended = True

    async def _left(self, id_: str, session: Session) -> None:
        await self.memory.pop(self._key(id_))
        if session.caller and session.unfinished:
            await self.memory.put(self._unfinished(session), session.conversation, self._resumable, conversation_id(self._channel, session.conversation))

    async def resumed(self, session: Session) -> str:
        """The conversation that this caller has left unfinished, which is theirs again; else that of the session."""
        return await self.memory.pop(self._unfinished(session)) or session.conversation

    def _key(self, id_: str) -> str:
        return f"talking:{self._channel}:{id_}"

    def _unfinished(self, session: Session) -> str:
        return f"unfinished:{self._channel}:{session.caller}"
