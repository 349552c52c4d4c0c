"""A message that arrives a second time is answered with what was said the first time, and changes nothing.

It comes twice when a process is killed between storing a turn and sending its answer: nginx then asks the next process (deploy/nginx/), or
the inbox of a chat platform has the turn taken again. Of a turn whose words may not be kept a hash of its id stays, and what was said to it.
"""
import hashlib
import json
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from rasa.shared.core.events import BotUttered, Event, UserUttered

Message = Dict[str, Any]
_SHOWN = ("buttons", "image", "attachment", "custom")
SECONDS_KNOWN = 2 * 24 * 60 * 60.0  # longer than anybody repeats a message


class Answered(NamedTuple):
    """A turn of which nothing else is kept: a hash that tells nothing, and the sentence that something was thrown away, which holds no word of anybody's."""

    key: str
    body: str


def answered(sender_id: str, events: Sequence[Event]) -> Optional[Answered]:
    """That of the last turn in `events`; None where its message has no id, or nothing of the kind was said."""
    key = key_of(sender_id, events)
    start = max((index for index, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
    said = [_message(event) for event in events[start:] if isinstance(event, BotUttered) and _is_plain(event)]
    return Answered(key, json.dumps(said)) if key and said else None


def key_of(sender_id: str, events: Sequence[Event]) -> str:
    """Under which the last message in `events` is known; empty where it has no id."""
    last = next((event for event in reversed(events) if isinstance(event, UserUttered)), None)
    if last is None or not last.message_id:
        return ""
    return "answered:" + hashlib.sha256(f"{sender_id}\n{last.message_id}\n{last.text}".encode("utf-8", "replace")).hexdigest()


def read(body: str) -> Optional[List[Message]]:
    """What was said, out of an Answered; None where it cannot be read."""
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said if isinstance(said, list) and said else None


def _is_plain(event: BotUttered) -> bool:
    custom = (event.data or {}).get("custom") or {}
    return (custom.get("type"), custom.get("status") or custom.get("action")) in (("intake", "stopped"), ("data", "deleted"))


def said_before(events: Sequence[Event]) -> Optional[List[Message]]:
    """What was said to the last message of `events` when it came before under the same id; None when it is a new one."""
    heard = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if not heard:
        return None
    last = events[heard[-1]]
    for index, following in reversed(list(zip(heard, heard[1:]))):  # noqa: B905  one is shorter
        if _same(events[index], last):
            return [_message(event) for event in events[index:following] if isinstance(event, BotUttered)]
    return None


def _same(before: Any, now: Any) -> bool:
    return bool(now.message_id) and (before.message_id, before.text) == (now.message_id, now.text)


def _message(event: BotUttered) -> Message:
    said = {"text": event.text, **{key: event.data.get(key) for key in _SHOWN}}
    return {key: value for key, value in said.items() if value}
