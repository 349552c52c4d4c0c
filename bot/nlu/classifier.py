"""Rasa component: reads a message and ranks the labels of the training data."""
import json
from typing import Any, Dict, List, Optional, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.article import load_article
from bot.language.embedding import load_encoder
from bot.language.hybrid import HybridModel, Prediction
from bot.language.mentions import Lexicon
from bot.language.reader import Read, Reader, count_words
from bot.language.unlisted import load_unlisted

# Attributes left on the message for the components that follow; none of them is part of Rasa's output.
READ, PREDICTION, READER = "read", "prediction", "reader"


def build_reader(counts: Dict[str, int]) -> Reader:
    return Reader(Lexicon(load_article(), load_unlisted()), counts, load_encoder().english_words())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridIntentClassifier(IntentClassifier, GraphComponent):
    """Labels are full retrieval intents such as `ask_food/list`; see bot.language.hybrid for the method."""

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config, self._model_storage, self._resource = config, model_storage, resource
        self._model = HybridModel()
        self._reader: Optional[Reader] = None

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {}

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "HybridIntentClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        labels = [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples]
        texts = [example.get(TEXT) for example in examples]
        counts = count_words(texts)
        self._reader = build_reader(counts)
        reads = [self._reader.read(text) for text in texts]
        vectors = load_encoder().encode([read.sentence for read in reads])
        self._model.fit([read.masked for read in reads], vectors, labels)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
            (folder / "words.json").write_text(json.dumps(counts))
        return self._resource

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext,
             **kwargs: Any) -> "HybridIntentClassifier":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = HybridModel.load(folder)
            component._reader = build_reader(json.loads((folder / "words.json").read_text()))
        load_encoder()
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        assert self._reader is not None
        read = self._reader.read(message.get(TEXT) or "")
        prediction = self._model.predict(read.masked, load_encoder().encode([read.sentence])[0])
        message.set(READ, read)
        message.set(READER, self._reader)
        message.set(PREDICTION, prediction)
        ranking = ranked_intents(prediction)
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking[:10], add_to_output=True)


def ranked_intents(prediction: Prediction) -> List[Dict[Text, Any]]:
    """Rasa's ranking: facets summed up to their intents, best first."""
    sums: Dict[Text, float] = {}
    for label, probability in zip(prediction.labels, prediction.probabilities):
        intent = label.partition("/")[0]
        sums[intent] = sums.get(intent, 0.0) + probability
    return [{"name": name, "confidence": round(value, 4)} for name, value in sorted(sums.items(), key=lambda pair: -pair[1])]
