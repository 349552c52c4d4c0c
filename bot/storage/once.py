"""A message that arrives a second time is answered with what was said the first time, and changes nothing.

It comes twice when a process is killed between storing a turn and sending its answer: nginx then asks the next process (deploy/nginx/).
"""
from typing import Any, Dict, List, Optional, Sequence

from rasa.shared.core.events import BotUttered, Event, UserUttered

Message = Dict[str, Any]
_SHOWN = ("buttons", "image", "attachment", "custom")


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
