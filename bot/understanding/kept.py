"""What a whole message asks about what is kept of its person: heard before it is taken for an answer or a sign ("forget me")."""
from functools import lru_cache
from typing import List, Optional

from bot.answers.payloads import CONFIRM
from bot.answers.reading import Data
from bot.answers.wording import contains
from bot.article.files import DATA, Strict, load
from bot.language.words import split_words
from bot.understanding.classifier import Classifier
from bot.understanding.clause import data_asked
from bot.understanding.labels import meaning

_SURE = 0.6  # confidence of the classifier from which nothing else is looked for in the message
_MOST_WORDS = 20  # a longer message tells of more than this


class KeptFile(Strict):
    words: List[str]
    deleting: List[str]
    everything: List[str]


def data_in(text: str, classifier: Classifier) -> Optional[Data]:
    """None where the message asks nothing of the kind, or is about something else as well."""
    read = classifier.reader.read(text)
    if len(read.words) > _MOST_WORDS or not contains(read.words, load_kept().words):
        return None
    prediction = classifier.predict([read])[0].of(meaning)
    intent, _, facet = prediction.labels[0].partition("/")
    return data_asked(facet) if intent == "data" and prediction.confidence >= _SURE else None


def is_of_everything(text: str, data: Data) -> bool:
    """Whether a deletion is of more than the answers under way, which `cancel` throws away without asking."""
    words = split_words(text)
    return data.about == CONFIRM and contains(words, load_kept().deleting) and contains(words, load_kept().everything)


@lru_cache(maxsize=1)
def load_kept() -> KeptFile:
    """The project's own words, read once per process. Raises DataError."""
    return load(DATA / "language" / "kept.yml", KeptFile)
