"""What the tracker remembers that the next message may refer to."""
from typing import Any, Dict, List, Optional

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.answer import Choice
from bot.answers.reading import Reading, from_json
from bot.intake import state as states
from bot.intake.state import SLOT, State
from bot.understanding.context import Context

FORM = "intake_form"  # leads the intake
_TURNS = 5  # how far back a message may point


def context_of(tracker: Optional[DialogueStateTracker], text: str) -> Context:
    """The context of `text`, the message that follows the tracker's events. Never raises on what the store returns."""
    if tracker is None:
        return Context()
    said: List[BotUttered] = []
    turns: List[List[Reading]] = []
    latest = 0  # how many of what was said belong to the last turn
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            said.insert(0, event)
            latest += not turns
        if isinstance(event, UserUttered):
            turns.append(_readings(event))
            if len(turns) == _TURNS:
                break
    return Context(
        readings=tuple(turns[0]) if turns else (), customs=tuple(_custom(utterance) for utterance in said),
        choices=tuple(Choice(str(button.get("title", "")), str(button.get("payload", "")))
                      for utterance in said[len(said) - latest:] for button in _buttons(utterance)),
        questions=Context.asked_in(turns), clicked=_clicked(tracker, text),
    )


def intake_of(tracker: Optional[DialogueStateTracker]) -> State:
    """Where the intake stands."""
    return states.read(tracker.get_slot(SLOT)).seen(led=tracker.active_loop_name == FORM) if tracker else State()


def _clicked(tracker: DialogueStateTracker, text: str) -> Optional[str]:
    """`text` if it is the payload of a button that this conversation has shown, else None."""
    if not text.startswith("/"):
        return None
    offered = (button.get("payload") for event in tracker.events if isinstance(event, BotUttered) for button in _buttons(event))
    return text if text in offered else None


def _readings(event: UserUttered) -> List[Reading]:
    """Those that this version knows: one that another has written, or that is damaged, is as if it had not been said."""
    kept = (event.parse_data or {}).get("readings")
    return [reading for one in (kept if isinstance(kept, list) else ()) for reading in [_reading(one)] if reading]


def _reading(value: Any) -> Optional[Reading]:
    try:
        return from_json(value)
    except (KeyError, TypeError, AttributeError, ValueError):
        return None


def _custom(event: BotUttered) -> Dict[str, Any]:
    custom = (event.data or {}).get("custom")
    return custom if isinstance(custom, dict) else {}


def _buttons(event: BotUttered) -> List[Dict[str, Any]]:
    buttons = (event.data or {}).get("buttons")
    return [button for button in buttons if isinstance(button, dict)] if isinstance(buttons, list) else []
