"""What a whole message asks about what is kept of its person: heard before it is taken for an answer or a sign ("forget me")."""
from functools import lru_cache
from typing import List, Optional, Sequence

from bot.answers.payloads import CONFIRM, LEARN, LEARN_NOT, WITHDRAWN
from bot.answers.reading import Data
from bot.answers.wording import contains
from bot.article.files import DATA, Strict, load
from bot.understanding.classifier import Classifier
from bot.understanding.labels import meaning

_SURE = 0.6  # confidence of the classifier from which nothing else is looked for in the message
_MOST_WORDS = 20  # a longer message tells of more than this


class KeptFile(Strict):
    words: List[str]
    deleting: List[str]
    everything: List[str]
    allowing: List[str]
    ceasing: List[str]


def data_in(text: str, classifier: Classifier) -> Optional[Data]:
    """None where the message asks nothing of the kind, or is about something else as well."""
    read = classifier.reader.read(text)
    if len(read.words) > _MOST_WORDS or not contains(read.words, load_kept().words):
        return None
    prediction = classifier.predict([read])[0].of(meaning)
    intent, _, facet = prediction.labels[0].partition("/")
    if intent != "data" or prediction.confidence < _SURE or (facet == WITHDRAWN and _allows(read.words)):
        return None
    return data_asked(facet, read.words)


def data_asked(facet: str, words: Sequence[str]) -> Optional[Data]:
    """What is said to a wish about what is kept; a deletion is asked about first, and "keep my answers" has nothing kept no more. None where it
    looks like a withdrawal, but no word says that something is to end, or what: `consent: true` takes nothing back."""
    about = {"deleted": CONFIRM, WITHDRAWN: WITHDRAWN, LEARN: LEARN, LEARN_NOT: LEARN_NOT}.get(facet)
    if about == WITHDRAWN and _allows(words):
        return Data("shown")
    if about == WITHDRAWN and not (contains(words, load_kept().words) and contains(words, load_kept().ceasing)):
        return None
    return Data("none", about=about) if about else Data(facet)


def is_of_everything(text: str, data: Data, classifier: Classifier) -> bool:
    """Whether a deletion is of more than the answers under way, which `cancel` throws away without asking; a copy of more than the summary."""
    words = classifier.reader.read(text).words
    asks = data.action == "exported" or (data.about == CONFIRM and contains(words, load_kept().deleting))
    return asks and contains(words, load_kept().everything)


def _allows(words: Sequence[str]) -> bool:
    """Whether something may be kept, said in words that are also those of its contrary."""
    sentence = f"{' '.join(words)} "
    return any(sentence.startswith(f"{opening} ") for opening in load_kept().allowing) and not contains(words, load_kept().ceasing)


@lru_cache(maxsize=1)
def load_kept() -> KeptFile:
    """The project's own words, read once per process. Raises DataError."""
    return load(DATA / "language" / "kept.yml", KeptFile)
