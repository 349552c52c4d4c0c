"""Rasa's tracker store: a turn is stored whole or not at all, in time, and what could not be stored is told (bot.storage.outcome)."""
import asyncio
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot import events
from bot.storage import consent, conversations, notes, once, rights
from bot.storage.cache import Cache, Entry
from bot.storage.conversations import Kept
from bot.storage.database import Database, ping
from bot.storage.errors import Conflict, Corrupt, StorageError, Unavailable
from bot.storage.housekeeping import Housekeeping
from bot.storage.opening import open_database
from bot.storage.outcome import current
from bot.storage.window import window_of

Result = TypeVar("Result")

READY_SECONDS = 0.8


class Store(TrackerStore):
    """`retrieve` and `save` never raise and never end the process, since Rasa would take to a memory of its own that nobody can delete."""

    def __init__(self, domain: Optional[Domain] = None, event_broker: Optional[EventBroker] = None, db: str = "", host: Any = None,
                 database: Optional[Database] = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.database = database or open_database(Path(db) if db else None)
        self._cache = Cache()
        self._housekeeping = Housekeeping(self.database, self.save_unsaved)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as far as the next turn needs it; a new one when there is none."""
        self._housekeeping.begin()
        try:
            entry = await self._entry(sender_id)
        except Exception as error:  # the turn goes on without
            events.conversation_not_read(_name(error))
            entry = self._cache.get(sender_id) or Entry()
        return self._tracker(sender_id, entry)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what is new. Whatever keeps it from being stored is in the turn's Outcome."""
        sender_id, entry = tracker.sender_id, getattr(tracker, "entry", Entry())
        new = list(tracker.events)[entry.stored:]
        if not new:
            return
        current().said_before = once.said_before(list(tracker.events)) or await self._answered(sender_id, entry, new)
        if current().said_before is not None:
            return
        if any(rights.asks_for_deletion(event) for event in new):
            await self._delete(sender_id, new)
            return
        if consent.throws_away(new):
            await self._forget_intake(tracker, entry, new)
            return
        if consent.refuses(tracker):
            new = consent.unworded(new)
            tracker = self._tracker(sender_id, replace(entry, events=(*tuple(tracker.events)[:entry.stored], *new)))
        try:
            self._cache.put(sender_id, await self._append(tracker, entry, new))
        except Conflict:
            events.conversation_has_gone_on_elsewhere()
            self._cache.drop(sender_id)
            current().conflict = True
        except Exception as error:  # kept in memory, for this process to go on with and to store later
            events.conversation_not_stored(_name(error), len(new))
            self._cache.put(sender_id, Entry(tuple(tracker.events), entry.mark, entry.first, entry.base))
            current().unsaved = True
        else:
            await self._publish(sender_id, new)

    async def keys(self) -> Iterable[str]:
        return await self._run(conversations.senders)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """All of a conversation, also what the next turn does not need. To be read only: it is not taken back."""
        tracker = self.init_tracker(conversation_id)
        for event in await self.history(conversation_id):
            tracker.update(event)
        return tracker

    async def history(self, sender_id: str) -> List[Event]:
        """Every event of a conversation, for showing and exporting. Raises StorageError."""
        events = await self._run(lambda cursor: conversations.history(cursor, sender_id))
        return deserialise_events([event for event in events if _is_event(event)])

    async def delete(self, sender_id: str, answered: Optional[once.Answered] = None) -> int:
        """Delete all that is kept of `sender_id`; for inside a turn see rights.asks_for_deletion. Raises StorageError."""
        deleted = await rights.delete(self.database, sender_id, answered=answered)
        self._cache.drop(sender_id)
        return deleted

    async def is_ready(self) -> bool:
        """Whether a turn could be stored right now; answers within READY_SECONDS."""
        try:
            await asyncio.wait_for(self.database.run(ping, seconds=READY_SECONDS, insist=True), READY_SECONDS)
        except Exception:
            return False
        return True

    async def save_unsaved(self) -> None:
        """Store what could not be stored when it was said."""
        for sender_id, entry in self._cache.unsaved():
            try:
                self._cache.put(sender_id, await self._append(self._tracker(sender_id, entry), entry, entry.events[entry.stored:]))
            except Unavailable:
                if self.database.rests:
                    return
            except Exception:  # gone on elsewhere, or nothing that could ever be stored
                self._cache.drop(sender_id)

    async def _entry(self, sender_id: str) -> Entry:
        cached = self._cache.get(sender_id)
        if cached:
            mark = await self._run(lambda cursor: conversations.mark_of(cursor, sender_id))
            if mark == cached.mark:
                return cached
            self._cache.drop(sender_id)
        try:
            entry = _entry_of(await self._run(lambda cursor: conversations.load(cursor, sender_id)))
            self._tracker(sender_id, entry)
        except Unavailable:
            raise
        except Exception:  # rows that cannot be read, or that are no events of this Rasa
            aside = await self._run(lambda cursor: conversations.start_anew(cursor, sender_id, _is_event))
            events.conversation_starts_anew(aside)
            entry = _entry_of(await self._run(lambda cursor: conversations.load(cursor, sender_id)))
        if entry.events:
            self._cache.put(sender_id, entry)
        return entry

    def _tracker(self, sender_id: str, entry: Entry) -> DialogueStateTracker:
        tracker = self.init_tracker(sender_id)
        for event in entry.events:
            tracker.update(event)
        tracker.entry = entry
        return tracker

    async def _append(self, tracker: DialogueStateTracker, entry: Entry, new: Sequence[Event]) -> Entry:
        sender_id, events = tracker.sender_id, tuple(tracker.events)
        rows = [event.as_dict() for event in new]
        window = window_of(tracker, entry.base)
        kept, base, first = events, None, entry.first
        if window:
            kept, base = (*window.base, *events[window.start:]), [event.as_dict() for event in window.base]
            first += window.start - entry.base
        mark = await self._run(lambda cursor: conversations.append(cursor, sender_id, entry.mark, first, base, rows))
        return Entry(kept, mark, first, len(window.base) if window else entry.base)

    async def _answered(self, sender_id: str, entry: Entry, new: Sequence[Event]) -> Optional[List[once.Message]]:
        """What was said before to the message of a turn of which nothing was kept. Looked for only where there may have been one."""
        key = once.key_of(sender_id, new)
        if not key or (entry.stored and not consent.was_thrown_away(entry.events)):
            return None
        try:
            body = await self._run(lambda cursor: notes.read(cursor, key))
        except StorageError:
            return None
        return once.read(body) if body else None

    async def _delete(self, sender_id: str, new: Sequence[Event]) -> None:
        try:
            await self.delete(sender_id, once.answered(sender_id, new))
        except Exception as error:
            events.conversation_not_deleted(_name(error))
            current().undeleted = True

    async def _forget_intake(self, tracker: DialogueStateTracker, entry: Entry, new: Sequence[Event]) -> None:
        """Write the conversation anew without the intake; where that fails, nobody is told that it was done."""
        sender_id = tracker.sender_id
        try:
            kept = consent.without_intake([*await self.history(sender_id), *new], tracker)
            window = window_of(self._tracker(sender_id, Entry(tuple(kept))), 0)
            base, start = (window.base, window.start) if window else ((), 0)
            mark = await rights.rewrite(self.database, sender_id, entry.mark, start, [event.as_dict() for event in base], [event.as_dict() for event in kept],
                                        answered=once.answered(sender_id, new))
            self._cache.put(sender_id, Entry((*base, *kept[start:]), mark, start, len(base)))
        except Conflict:
            events.conversation_has_gone_on_elsewhere()
            self._cache.drop(sender_id)
            current().conflict = True
        except Exception as error:
            events.conversation_not_deleted(_name(error))
            current().undeleted = True

    async def _publish(self, sender_id: str, new: List[Event]) -> None:
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, sender_id)

    async def _run(self, work: Callable[[Any], Result]) -> Result:
        return await self.database.run(work)


def store_of(agent: Any) -> Store:
    """The store of a Rasa agent, out of the wrapper that Rasa puts around it. Raises TypeError when it is not ours."""
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    if not isinstance(store, Store):
        raise TypeError(f"conversations are kept by {type(store).__name__}")
    return store


async def silent_for(agent: Any, conversation_id: str) -> float:
    """Seconds since something of a conversation was last stored; 0 where nothing is, or nobody can tell. Never raises."""
    try:
        at = await store_of(agent).database.run(lambda cursor: conversations.last(cursor, conversation_id))
    except (StorageError, TypeError, AttributeError):
        return 0.0
    return 0.0 if at is None else time.time() - at


async def is_of_now(agent: Any, conversation_id: str, made: float) -> bool:
    """Whether a link made at `made` is to the conversation that is kept, not to one of the same id that was deleted since.
    Raises StorageError."""
    begun = await store_of(agent).database.run(lambda cursor: conversations.begun(cursor, conversation_id))
    return begun is not None and made >= begun


def _entry_of(kept: Kept) -> Entry:
    base, events = deserialise_events(list(kept.base)), deserialise_events(list(kept.events))
    if (len(base), len(events)) != (len(kept.base), len(kept.events)):
        raise Corrupt([])
    return Entry((*base, *events), kept.mark, kept.first, len(base))


def _is_event(event: Dict[str, Any]) -> bool:
    """Whether this Rasa can make an event of it."""
    try:
        return Event.from_parameters(event) is not None
    except Exception:
        return False


def _name(error: Exception) -> str:
    """What of an error may be logged: ours hold nothing of a person's."""
    return f"{type(error).__name__} ({error})" if isinstance(error, StorageError) else type(error).__name__
