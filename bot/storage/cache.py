"""The last conversations of this process, as far as a next turn needs them. Whether one still holds is asked of the database each time."""
from collections import OrderedDict
from dataclasses import dataclass
from typing import List, Optional, Tuple

from rasa.shared.core.events import Event

from bot.storage.conversations import NEW, Mark

MOST = 200  # conversations, of about 60 kB each
MOST_UNSAVED = 1_000  # events of one conversation


@dataclass(frozen=True)
class Entry:
    """`events`: the first `base` tell how things stood before event `first`, then come those stored up to `mark`, then any not stored yet."""

    events: Tuple[Event, ...] = ()
    mark: Mark = NEW
    first: int = 0
    base: int = 0

    @property
    def stored(self) -> int:
        """How many of `events` need not be stored any more."""
        return self.base + self.mark.length - self.first

    @property
    def unsaved(self) -> int:
        return len(self.events) - self.stored


class Cache:
    """Least recently used first out; what is unsaved counts as used."""

    def __init__(self, most: int = MOST) -> None:
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._most = most

    def get(self, sender_id: str) -> Optional[Entry]:
        if sender_id in self._entries:
            self._entries.move_to_end(sender_id)
        return self._entries.get(sender_id)

    def put(self, sender_id: str, entry: Entry) -> None:
        self._entries[sender_id] = entry
        self._entries.move_to_end(sender_id)
        if entry.unsaved > MOST_UNSAVED:
            del self._entries[sender_id]
        while len(self._entries) > self._most:
            self._entries.popitem(last=False)

    def drop(self, sender_id: str) -> None:
        self._entries.pop(sender_id, None)

    def unsaved(self) -> List[Tuple[str, Entry]]:
        return [(sender_id, entry) for sender_id, entry in self._entries.items() if entry.unsaved]
