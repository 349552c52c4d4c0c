"""Where conversations come from: the database of the environment, or a file with a stream of events."""
import asyncio
import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

from bot.insights.turns import Conversation, conversation_of, conversations_of
from bot.storage import conversations
from bot.storage.opening import open_database


class NoEvents(Exception):
    """Events that cannot be read; its text is one plain sentence."""


def stored(path: Optional[Path] = None) -> List[Conversation]:
    """All that is kept. `path`: a SQLite file, where it is not that of the environment. Raises StorageError or SettingError."""
    database = open_database(path)

    async def read() -> List[Conversation]:
        senders = await database.run(conversations.senders)
        return [conversation_of(sender, await database.run(lambda cursor, sender=sender: conversations.history(cursor, sender)))  # type: ignore[misc]
                for sender in senders]

    return asyncio.run(read())


def streamed(path: Path) -> List[Conversation]:
    """Of a file of JSON lines, one event each, as Rasa's event brokers send them. Raises NoEvents."""
    return conversations_of(_events(path))


def _events(path: Path) -> Iterator[Dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _event(line, number, path)
    except (OSError, UnicodeDecodeError):
        raise NoEvents(f"{path.name} cannot be read.") from None


def _event(line: str, number: int, path: Path) -> Dict[str, Any]:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        raise NoEvents(f"Line {number} of {path.name} is no event: every line has to be a JSON object.")
    return event
