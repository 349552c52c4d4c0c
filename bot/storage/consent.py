"""A conversation without what its person told for the intake: for those who said no to its being kept, took their yes back, or cancelled."""
from typing import Any, Dict, Iterable, List, Sequence

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.intake.record import CONSENT
from bot.intake.state import SLOT, STOPPED

_OWN = ("intake", "summary")  # types of the contract's objects that only the intake says


def throws_away(new: Iterable[Event]) -> bool:
    """Whether a turn ends an intake for good: then nothing of it may stay."""
    return any(isinstance(event, SlotSet) and event.key == SLOT and isinstance(event.value, dict)
               and event.value.get("status") == STOPPED and not event.value.get("resumable") for event in new)


def was_thrown_away(events: Sequence[Event]) -> bool:
    """Whether the last that is known of the intake is that it was ended for good."""
    last = next((event for event in reversed(events) if isinstance(event, SlotSet) and event.key == SLOT), None)
    return last is not None and throws_away([last])


def refuses(tracker: DialogueStateTracker) -> bool:
    """Whether its person wants nothing kept of what they tell of themselves."""
    return CONSENT in tracker.slots and tracker.get_slot(CONSENT) is False


def without_intake(events: Sequence[Event], tracker: DialogueStateTracker) -> List[Event]:
    """`events` without any turn in which something was told for the intake or said of it; the slots are those of `tracker` at the end."""
    kept = [event for turn in _turns(events) if not _tells(turn) for event in turn if not isinstance(event, SlotSet)]
    at = events[-1].timestamp if events else None
    slots = [SlotSet(name, slot.value, timestamp=at) for name, slot in tracker.slots.items() if slot.value != slot.initial_value]
    ends = len(kept) - (bool(kept) and isinstance(kept[-1], ActionExecuted) and kept[-1].action_name == ACTION_LISTEN_NAME)
    return [*kept[:ends], *slots, *kept[ends:]]


def unworded(new: Sequence[Event]) -> List[Event]:
    """A turn in which a person told of themselves, without their words; any other as it is. What was answered stays, to be asked about."""
    return [_unworded(event) for event in new] if _tells(new) else list(new)


def _unworded(event: Event) -> Event:
    if not isinstance(event, UserUttered):
        return event
    data: Dict[str, Any] = {**(event.parse_data or {}), "text": "", "entities": []}
    data.pop("move", None)
    data["readings"] = [{key: value for key, value in reading.items() if key not in ("words", "told")} for reading in _readings(event)]
    return UserUttered("", event.intent, [], data, event.timestamp, event.input_channel, event.message_id, event.metadata)


def _turns(events: Sequence[Event]) -> List[List[Event]]:
    """Cut before everything a person says and before every session."""
    turns: List[List[Event]] = [[]]
    for event in events:
        if isinstance(event, UserUttered) or (isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME):
            turns.append([])
        turns[-1].append(event)
    return turns


def _tells(turn: Sequence[Event]) -> bool:
    for event in turn:
        if isinstance(event, ActiveLoop):
            return True
        if isinstance(event, BotUttered) and ((event.data or {}).get("custom") or {}).get("type") in _OWN:
            return True
        if isinstance(event, UserUttered) and ((event.parse_data or {}).get("move") or any(reading.get("told") for reading in _readings(event))):
            return True
    return False


def _readings(event: UserUttered) -> List[Dict[str, Any]]:
    return [reading for reading in (event.parse_data or {}).get("readings") or () if isinstance(reading, dict)]
