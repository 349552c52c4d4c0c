"""A conversation as its two sides saw it, read back from what Rasa keeps."""
from typing import Any, Dict, Iterable, List, Optional

from rasa.shared.core.events import BotUttered, UserUttered

MOST = 200  # things said, the latest
_KEPT = ("text", "buttons", "image", "attachment", "custom")
# The interpreter puts this letter in the place of a slash at the start, lest Rasa takes it for a command.
_SLASH = "\u2215"


def history(tracker: Optional[Any]) -> List[Dict[str, Any]]:
    """`{"from": "person", "text"}` and `{"from": "assistant", "text", "buttons", "custom"}` in order.

    Where a button was pressed the person's text is its title, as it was shown, with the payload beside it.
    """
    return _told(tracker.events)[-MOST:] if tracker else []


def _told(events: Iterable[Any]) -> List[Dict[str, Any]]:
    told: List[Dict[str, Any]] = []
    titles: Dict[str, str] = {}  # payload -> title, of every button shown so far
    for event in events:
        if isinstance(event, UserUttered):
            text = event.text or ""
            text = f"/{text[1:]}" if text.startswith(_SLASH) else text
            if text in titles:
                told.append({"from": "person", "text": titles[text], "payload": text})
            elif text:
                told.append({"from": "person", "text": text})
        elif isinstance(event, BotUttered):
            given = {"text": event.text, **(event.data or {})}
            titles.update((str(button.get("payload")), str(button.get("title"))) for button in given.get("buttons") or ())
            told.append({"from": "assistant", **{key: given[key] for key in _KEPT if given.get(key)}})
    return told
