"""Turns without a model: what Rasa does with a store, a lock and a tracker, and nothing else."""
from typing import List, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.reading import SmallTalk, to_json
from bot.storage.lock import Locks
from bot.storage.store import Store

DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [ask, answer, leave]
actions: [action_reply, utter_aside]
forms: {intake_form: {required_slots: [intake, notes]}}
slots:
  consent: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  intake: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  notes: {type: any, influence_conversation: false, mappings: [{type: custom}]}
""")
SAID = "This is what I know about that. " * 8


def begin() -> List[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def heard(text: str, intent: str = "ask") -> Event:
    data = {"name": intent, "confidence": 0.9}
    return UserUttered(text, data, [], {"text": text, "intent": data, "entities": [], "readings": [to_json(SmallTalk("greet"))]}, input_channel="rest")


def turn(text: str, *, said: str = SAID, payload: str = "") -> List[Event]:
    """What a turn adds to a tracker."""
    buttons = [{"title": payload, "payload": payload}] if payload else []
    return [heard(text), ActionExecuted("action_reply"), BotUttered(said, {"buttons": buttons, "custom": {"type": "answer"}}),
            SlotSet("notes", text), ActionExecuted("action_listen")]


def form_turn(text: str, *, first: bool = False, last: bool = False) -> List[Event]:
    """A turn of the form, as Rasa writes it."""
    asked = None if last else "notes"
    return [heard(text, "answer"), ActionExecuted("intake_form"), *([ActiveLoop("intake_form")] if first else []), SlotSet("intake", {"told": text}),
            BotUttered("And next?"), SlotSet("requested_slot", asked), *([ActiveLoop(None)] if last else []), ActionExecuted("action_listen")]


def texts(events: List[Event]) -> List[str]:
    """What the person said."""
    return [event.text for event in events if isinstance(event, UserUttered)]


class MiniRasa:
    """An `on_new_message` for the guard; remembers what each turn's tracker held."""

    def __init__(self, store: Store, locks: Optional[LockStore] = None) -> None:
        self.store, self._locks = store, locks or Locks(url="")
        self.seen: List[List[str]] = []

    async def __call__(self, message: UserMessage) -> None:
        async with self._locks.lock(message.sender_id):
            tracker = await self.take(message.sender_id, turn(message.text))
            self.seen.append(texts(list(tracker.events)))
            await message.output_channel.send_response(message.sender_id, {"text": SAID, "custom": {"type": "answer"}})
            await self.store.save(tracker)

    async def take(self, sender_id: str, events: List[Event]) -> DialogueStateTracker:
        tracker = await self.store.get_or_create_tracker(sender_id, append_action_listen=False)
        assert tracker
        tracker.update_with_events([*(begin() if not tracker.events else []), *events], DOMAIN)
        return tracker


async def say(store: Store, sender_id: str, events: List[Event]) -> DialogueStateTracker:
    """One turn, stored."""
    tracker = await MiniRasa(store).take(sender_id, events)
    await store.save(tracker)
    return tracker
