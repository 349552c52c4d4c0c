"""The part of a conversation that the next turn needs: its last few turns, on top of how things stood before them.

A tracker that holds everything makes every turn dearer than the one before: all events are read, replayed, looked through by the policies and
sent to the action server. What stood before is told by events of Rasa's own, so that no part of Rasa notices.
"""
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

TURNS = 5  # as far back as bot/nlu/conversation.py looks
BUTTONS = 100  # the latest ones shown before that may still be pressed


@dataclass(frozen=True)
class Window:
    """`base` tells how things stood, `start` is the index in the tracker's events of the first that is kept as it is."""

    base: Tuple[Event, ...]
    start: int


def window_of(tracker: DialogueStateTracker, held: int) -> Optional[Window]:
    """What to keep of a tracker whose first `held` events are such a base already; None when it is all still needed."""
    events = list(tracker.events)
    if any(isinstance(event, (UserUtteranceReverted, ActionReverted)) for event in events[held:]):
        return None  # they may reach back to anything
    session = _session(events, held)
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered) and index >= max(session, held)]
    if len(turns) > TURNS:
        return Window(_base(tracker, events[:turns[-TURNS]]), turns[-TURNS])
    return Window(_buttons(events[:session]), session) if session > held else None


def _session(events: List[Event], held: int) -> int:
    """Where the present session begins; Rasa, too, reads nothing from before."""
    for index in range(len(events) - 1, max(held, 1) - 1, -1):
        if isinstance(events[index], SessionStarted):
            before = events[index - 1]
            return index - (isinstance(before, ActionExecuted) and before.action_name == ACTION_SESSION_START_NAME and index > held)
    return 0


def _base(tracker: DialogueStateTracker, events: List[Event]) -> Tuple[Event, ...]:
    """Events that lead to the same state as `events`, which end before a person's message."""
    before = tracker.init_copy()
    for event in events:
        before.update(event)
    at = events[-1].timestamp
    base: List[Event] = [ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at), SessionStarted(timestamp=at)]
    base += [SlotSet(name, slot.value, timestamp=at) for name, slot in before.slots.items() if slot.value != slot.initial_value]
    if before.active_loop_name:
        base += [ActionExecuted(ACTION_LISTEN_NAME, timestamp=at), *_asked(before), ActionExecuted(before.active_loop_name, timestamp=at),
                 ActiveLoop(before.active_loop_name, timestamp=at)]
        if before.is_active_loop_rejected:
            base.append(ActionExecutionRejected(before.active_loop_name, timestamp=at))
    if before.is_paused():
        base.append(ConversationPaused(timestamp=at))
    return (*base, *_buttons(events), ActionExecuted(ACTION_LISTEN_NAME, timestamp=at))


def _asked(tracker: DialogueStateTracker) -> List[Event]:
    """The message that Rasa's policies still see while a form is active, which mostly is the one that began it."""
    message = next((event for event in reversed(tracker.applied_events()) if isinstance(event, UserUttered)), None)
    return [UserUttered(message.text, message.intent, message.entities, timestamp=tracker.events[-1].timestamp)] if message else []


def _buttons(events: List[Event]) -> Tuple[Event, ...]:
    """One utterance that holds the latest different buttons shown in `events`, oldest first; nothing when there were none."""
    shown: Dict[str, Dict[str, str]] = {}
    for event in events:
        for button in (event.data.get("buttons") or ()) if isinstance(event, BotUttered) else ():
            payload = str(button.get("payload", ""))
            shown.pop(payload, None)
            shown[payload] = {"title": str(button.get("title", "")), "payload": payload}
    return (BotUttered(None, {"buttons": list(shown.values())[-BUTTONS:]}, timestamp=events[-1].timestamp),) if shown else ()
