"""Rasa component: decides what the message says, with the conversation at hand, and leaves it for the action."""
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.answers.payloads import from_payload
from bot.answers.reading import Decline, Question, Reading, SmallTalk, Urgent, to_json
from bot.answers.understand import understand
from bot.article import load_article
from bot.channels.payload import unmark
from bot.nlu.classifier import PREDICTION, READ, READER
from bot.safety.detect import find_urgent

READINGS = "readings"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConversationResolver(GraphComponent):
    """Puts `readings` (bot.answers.reading as JSON) on the message, and the intent they come to."""

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "ConversationResolver":
        return cls()

    def process(self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None) -> List[Message]:
        article = load_article()
        for message in messages:
            text = message.get(TEXT) or ""
            clicked = from_payload(text, article) if text in offered(tracker) else None
            if clicked:
                readings: List[Reading] = [clicked]
            else:
                read = message.get(READ)
                readings = understand(read, message.get(PREDICTION), article, unknown=message.get(READER).unknown(read), find_urgent=find_urgent)
            message.set(READINGS, [to_json(reading) for reading in readings], add_to_output=True)
            message.set(INTENT, {"name": intent_of(readings[0]), "confidence": _confidence(message, clicked)}, add_to_output=True)
        return messages


def offered(tracker: Optional[DialogueStateTracker]) -> List[Text]:
    """The payloads of all buttons this conversation has shown."""
    events = tracker.events if tracker else ()
    return [button.get("payload", "") for event in events if isinstance(event, BotUttered) for button in event.data.get("buttons") or ()]


def intent_of(reading: Reading) -> Text:
    """The intent of the domain that stands for a reading."""
    if isinstance(reading, Question):
        return f"ask_{reading.topic}"
    if isinstance(reading, Decline):
        return reading.reason
    if isinstance(reading, SmallTalk):
        return "smalltalk"
    assert isinstance(reading, Urgent)
    return "urgent"


def _confidence(message: Message, clicked: Optional[Question]) -> float:
    return 1.0 if clicked else float(message.get(INTENT)["confidence"])
