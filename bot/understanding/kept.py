"""What a whole message asks about what is kept of its person: heard before it is taken for an answer or a sign ("forget me")."""
import re
from functools import lru_cache
from typing import List, Optional, Sequence

from bot.answers.payloads import CONFIRM, LEARN, LEARN_NOT, WITHDRAWN
from bot.answers.reading import Data
from bot.answers.wording import contains
from bot.article.files import DATA, Strict, load
from bot.language.words import nutrient, split_words
from bot.understanding.classifier import Classifier
from bot.understanding.labels import meaning
from bot.understanding.parts import is_question, load_questions

_SURE = 0.6  # confidence of the classifier from which nothing else is looked for in the message
_MOST_PIECES = 4
_BRIEF = 8  # words of a wish or a question that says nothing else
_JOINTS = re.compile(r"[.;?!]\s+|,?\s+(?:and\s+then|but\s+first|and\s+also|and|then|but|after\s+that)\s+|,\s+", re.IGNORECASE)
_MOST_WORDS = 20  # a longer message tells of more than this


class KeptFile(Strict):
    words: List[str]
    deleting: List[str]
    everything: List[str]
    allowing: List[str]
    ceasing: List[str]
    again: List[str]
    all_again: List[str]
    keeping: List[str]
    told: List[str]
    keepers: List[str]
    seeing: List[str]


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


def deletes(text: str, classifier: Classifier) -> bool:
    """Whether a message, or a part of one, wants all that is kept deleted."""
    wish = data_in(text, classifier)
    return wish is not None and is_of_everything(text, wish, classifier)


def apart_from_deleting(text: str, classifier: Classifier) -> str:
    """What else is asked in one breath with the wish to have all deleted: `delete my data and then tell me which fish have it`. Empty where there
    is no such wish, or nothing else is asked."""
    pieces = [piece for piece in _JOINTS.split(text) if split_words(piece)]
    others = [piece for piece in pieces if not deletes(piece, classifier)] if 1 < len(pieces) <= _MOST_PIECES else []
    return ". ".join(others) if len(others) < len(pieces) and any(is_question(piece) for piece in others) else ""


def deletes_again(text: str) -> bool:
    """`Delete it again`: said of what was deleted before."""
    words = split_words(text)
    plain = [word for word in words if word not in load_questions().courtesies]
    return (len(plain) <= _BRIEF and contains(plain, load_kept().deleting) and contains(plain, load_kept().again)
            and contains(plain, load_kept().all_again))


def asks_of_keeping(text: str) -> bool:
    """Whether a question is why, where, how long or for whom answers are kept: `who sees it?`, `how long do you keep it`. For where answers are
    asked for; an article's own matter is never named in it."""
    words = split_words(text)
    if not 0 < len(words) <= _BRIEF + 2 or not is_question(text) or nutrient()[0] in words:
        return False
    kept = load_kept()
    asks = (contains(words, kept.keepers) and contains(words, kept.keeping)) or ("who" in words and contains(words, kept.seeing))
    return asks and contains(words, kept.told)


def _allows(words: Sequence[str]) -> bool:
    """Whether something may be kept, said in words that are also those of its contrary."""
    sentence = f"{' '.join(words)} "
    return any(sentence.startswith(f"{opening} ") for opening in load_kept().allowing) and not contains(words, load_kept().ceasing)


@lru_cache(maxsize=1)
def load_kept() -> KeptFile:
    """The project's own words, read once per process. Raises DataError."""
    return load(DATA / "language" / "kept.yml", KeptFile)
