"""Where messages of a chat platform are kept from the moment they are taken until they are answered, so that a kill loses none.

In a file of this machine (inbox_file.py); where DATABASE_URL names a Postgres, there (inbox_postgres.py): then any number of processes know what
one of them has taken, and take up what a killed one has left. What people wrote is dropped as soon as it is answered; only hashes of the
platform's ids stay for two days, to know a message that comes a second time.
"""
import hashlib
from typing import Any, Collection, Dict, List, NamedTuple, Optional, Protocol, Sequence

Json = Dict[str, Any]

SECONDS_KNOWN = 2 * 24 * 60 * 60  # longer than any platform repeats itself
FORGET_EVERY = 500  # messages


class CannotKeep(Exception):
    """The inbox cannot be written or read at the moment."""


class Elsewhere(Exception):
    """Another process has taken this up: it is not ours to answer any more."""


class Entry(NamedTuple):
    """Something to answer: `work` is what came in; `calls` what is to be sent, once that is known, of which `sent` are done."""

    number: int
    chat: str
    work: Json
    calls: Optional[List[Json]] = None
    sent: int = 0


class Inbox(Protocol):
    """Of one channel. Every method may raise CannotKeep."""

    async def take(self, keys: Sequence[str], chat: str, work: Json) -> Optional[Entry]:
        """Keep it; None if one of `keys` was there before."""

    async def take_up(self, under_way: Collection[int]) -> List[Entry]:
        """What is from now on ours to answer though we have not taken it, in the order in which it came. `under_way` are the numbers of what we
        work on: they stay ours. To be called every few seconds."""

    async def is_next(self, entry: Entry) -> bool:
        """Whether nothing that came earlier in its chat is still to be answered, by whomever."""

    async def answered(self, entry: Entry, calls: List[Json]) -> None:
        """From here on only the calls matter, so what the person wrote is dropped. Raises Elsewhere."""

    async def sent(self, entry: Entry, count: int) -> None:
        """Raises Elsewhere."""

    async def done(self, entry: Entry) -> None:
        """Nothing of it is kept any more, its keys apart."""

    async def leave(self) -> int:
        """We end: how much of ours is left, for others or the next start to take up."""

    def clean(self) -> None:
        """Leave nothing of what was answered in files."""


def hashed(keys: Sequence[str]) -> List[str]:
    """Keys as they are kept: in the same order everywhere, so that two who take the same do not wait for each other, and telling nothing."""
    return sorted(hashlib.sha256(key.encode("utf-8", "replace")).hexdigest() for key in set(keys))
