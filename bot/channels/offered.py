"""What was really offered in a conversation: the only payloads that a pressed button can send."""
from typing import Any, Optional

from rasa.shared.core.events import BotUttered

from bot.render.shorten import token


async def offered(agent: Any, conversation_id: str, pressed: str) -> Optional[str]:
    """The payload behind `pressed`, itself a payload or its short name; None where this conversation was not offered it."""
    tracker = await agent.tracker_store.retrieve(conversation_id) if agent else None
    if tracker is None:
        return None
    said = (event for event in reversed(tracker.events) if isinstance(event, BotUttered))
    payloads = (str(button.get("payload", "")) for event in said for button in event.data.get("buttons") or ())
    return next((payload for payload in payloads if pressed in (payload, token(payload))), None)
