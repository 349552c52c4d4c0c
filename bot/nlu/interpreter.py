"""Rasa component: what a message says, with the conversation at hand. Trains the classifier; decides in bot.understanding."""
from datetime import date
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.answers.reading import Intake, intent_of, to_json
from bot.article import load_article
from bot.intake import move as moves
from bot.intake.hear import Listener, warm
from bot.language.embedding import load_encoder
from bot.language.unlisted import load_unlisted
from bot.nlu.conversation import context_of, intake_of
from bot.understanding.classifier import Classifier
from bot.understanding.intake import understand_turn

READINGS, MOVE = "readings", "move"
# Rasa reads a text with this first letter as a command; no person's text is one (docs/decisions/0003).
COMMAND, HARMLESS = "/", "\u2215"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ConversationInterpreter(IntentClassifier, GraphComponent):
    """Puts `readings` (bot.answers.reading) and, for the intake, a `move` (bot.intake.move) on the message as JSON, and the intent that
    stands for the first reading; whatever the intake has to do with is the intent `intake`."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, classifier: Optional[Classifier] = None) -> None:
        self._model_storage, self._resource, self._classifier = model_storage, resource, classifier

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "ConversationInterpreter":
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [(example.get(TEXT), _label(example)) for example in training_data.intent_examples if example.get(TEXT)]
        self._classifier = Classifier.train(examples, load_article(), load_unlisted(), load_encoder())
        with self._model_storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
        return self._resource

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext,
             **kwargs: Any) -> "ConversationInterpreter":
        warm(load_article())  # at start, not in somebody's first turn
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Classifier.load(folder, load_article(), load_unlisted(), load_encoder()))

    def process(self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None) -> List[Message]:
        for message in messages:
            self._process(message, tracker)
        return messages

    def _process(self, message: Message, tracker: Optional[DialogueStateTracker]) -> None:
        assert self._classifier is not None
        text = message.get(TEXT) or ""
        flaw = str((message.get("metadata") or {}).get("flaw") or "")
        listener = Listener(load_article(), date.today(), self._classifier.reader.mend)
        readings, move, confidence = understand_turn(text, intake_of(tracker), context_of(tracker, text), self._classifier, load_article(), listener,
                                                     flaw=flaw)
        message.set(READINGS, [to_json(reading) for reading in readings], add_to_output=True)
        if move:
            message.set(MOVE, moves.to_json(move), add_to_output=True)
        first = next((reading for reading in readings if isinstance(reading, Intake)), readings[0])
        intent = {"name": intent_of(first), "confidence": round(confidence, 4)}
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
        if text.lstrip().startswith(COMMAND):
            message.set(TEXT, HARMLESS + text.lstrip()[1:])


def _label(example: Message) -> str:
    """`ask_food/list`: the intent of a training example and the facet that its entry names under `metadata`."""
    facet = ((example.get("metadata") or {}).get("intent") or {}).get("facet")
    return f"{example.get(INTENT)}/{facet}" if facet else example.get(INTENT)
