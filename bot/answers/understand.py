"""From a ranked reading of one message to what was understood. Decides what is in, near and out."""
from typing import Callable, List, Optional, Sequence

from bot.answers.reading import Decline, Question, Reading, Urgent
from bot.answers.resolve import resolve
from bot.article import Article
from bot.language.hybrid import Prediction
from bot.language.reader import Read

# Below UNSURE nothing is answered; between the two an answer needs something of the article in the sentence.
UNSURE, SURE = 0.32, 0.5
OWN_WORDS = ("b12", "vitamin", "deficiency", "deficient")


def understand(read: Read, prediction: Prediction, article: Article, *, unknown: Sequence[str], find_urgent: Callable[[str], Optional[str]]) -> List[Reading]:
    """What the message says, in order; at least one reading.

    `unknown` are its words that are no words we know, `find_urgent` names the emergency a text tells of, or None.
    """
    urgent = find_urgent(read.text)
    if urgent:
        return [Urgent(urgent)]
    if not read.words or len(unknown) * 2 > len(read.words):
        return [Decline("language" if _foreign_script(read.text) or prediction.labels[0] == "language" else "not_understood")]
    label = prediction.labels[0]
    reading = resolve(label, read.mentions, read.text, read.words, article)
    if isinstance(reading, Question) and prediction.confidence < SURE:
        near = _about_the_subject(read)
        if not near:
            return [Decline("out_of_scope" if prediction.confidence < UNSURE else "not_understood")]
        if prediction.confidence < UNSURE:
            return [Decline("not_in_article")]
    if isinstance(reading, Decline) and reading.reason == "personal_advice":
        return [Decline("personal_advice", related=_related(read, prediction, article))]
    return [reading]


def _foreign_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(ord(character) > 0x24F for character in letters) * 2 > len(letters)


def _about_the_subject(read: Read) -> bool:
    return any(mention.listed for mention in read.mentions) or any(word in OWN_WORDS for word in read.words)


def _related(read: Read, prediction: Prediction, article: Article) -> Optional[Question]:
    """What the article says that comes nearest to a request for advice."""
    for label in prediction.labels:
        if label.startswith("ask_"):
            reading = resolve(label, read.mentions, read.text, read.words, article)
            return Question(reading.topic, reading.facet, reading.items, reading.terms, reading.conditions, reading.aspect) if isinstance(
                reading, Question) else None
    return None
