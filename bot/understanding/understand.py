"""From a message and what was said before to what is asked: emergencies first, then each question by itself."""
from typing import List, Sequence, Tuple

from bot.answers.payloads import from_payload
from bot.answers.reading import Decline, Question, Reading, Rest, SmallTalk, Urgent
from bot.article import Article
from bot.language.reader import Read
from bot.language.words import split_words
from bot.safety.detect import find_urgent
from bot.understanding.alarm import emergency_in
from bot.understanding.classifier import Classifier
from bot.understanding.clause import Clause, sayable
from bot.understanding.context import Context
from bot.understanding.cues import load_cues
from bot.understanding.labels import meaning, named_in
from bot.understanding.parts import split_parts, split_topics

MOST_PARTS = 3  # questions answered in one turn
_FEW = 5  # words; a question this short says little by itself
_NEAR_BACKGROUND = 160  # characters: what "that" points at stands near

Understood = Tuple[List[Reading], float]


def understand(text: str, context: Context, classifier: Classifier, article: Article, *, flaw: str = "") -> Understood:
    """What the message says, in order (at least one reading), and how sure that is, from 0 to 1.

    `flaw` is what the guard found wrong with the message: a decline's reason, or nothing. An emergency goes first all the same.
    """
    clicked = from_payload(context.clicked, article) if context.clicked else None
    if clicked:
        return [clicked], 1.0
    urgent = find_urgent(text)
    if urgent:
        return [Urgent(urgent)], 1.0
    if flaw or not text.strip():
        return [Decline(flaw or "empty")], 1.0
    if _is_command(text):
        return [Decline("not_understood")], 1.0
    return _in_parts(text, context, classifier, article)


def _in_parts(text: str, context: Context, classifier: Classifier, article: Article) -> Understood:
    """Each question of the message by itself, with what was said before it in mind; the whole where it is but one."""
    if not split_words(text):
        return [Decline("not_understood")], 1.0
    parts, background = _asked_parts(text)
    emergency = emergency_in(background, classifier) if background else None
    if emergency:
        return [emergency], 1.0
    asked = [_with_background(part, background, classifier) for part in parts[:MOST_PARTS]]
    readings, confidence = _each(asked, context, classifier, article)
    if not readings or (len(readings) == 1 and is_lost(readings[0])):
        return _each([classifier.reader.read(text)], context, classifier, article)
    emergency = next((reading for reading in readings if isinstance(reading, Urgent)), None)
    return ([emergency], 1.0) if emergency else (_told_apart(readings, len(parts)), confidence)


def _each(reads: Sequence[Read], context: Context, classifier: Classifier, article: Article) -> Understood:
    """A reading for each, every one in the light of those before it, and the least confidence among them."""
    readings: List[Reading] = []
    predictions = classifier.predict(reads)
    for read, prediction in zip(reads, predictions, strict=True):
        reading = Clause(read, prediction, classifier, article).reading(context)
        context = context.after(reading) if isinstance(reading, Question) else context
        readings.append(reading)
    return readings, min((prediction.of(meaning).confidence for prediction in predictions), default=0.0)


def _asked_parts(text: str) -> Tuple[List[str], str]:
    """The questions of a message, none where it has no parts to tell apart, and what is told around them."""
    topics = split_topics(text)
    if topics:
        return topics, ""
    parts = split_parts(text)
    if len(parts) == 1 and parts[0].text == text.strip():
        return [], ""
    asked = [part.text for part in parts if part.asks]
    return asked, " ".join(part.text for part in parts if not part.asks)


def _with_background(part: str, background: str, classifier: Classifier) -> Read:
    """`My feet tingle. Is that a symptom?` is one question: the part names nothing by itself, but points at what was told before it."""
    read = classifier.reader.read(part)
    if not background or named_in(read):
        return read
    near = classifier.reader.read(background[-_NEAR_BACKGROUND:])
    points = any(word in load_cues().pointers for word in read.words)
    may_point = "it" in read.words or len(read.words) <= _FEW
    if points or (may_point and (named_in(near) or not read.mentions)):
        return classifier.reader.read(f"{near.text} {part}")
    return read


def _told_apart(readings: List[Reading], count: int) -> List[Reading]:
    """Without repetitions, without small talk and lost parts beside something to say; what was too much is counted."""
    distinct: List[Reading] = [reading for number, reading in enumerate(readings) if sayable(reading) not in map(sayable, readings[:number])]
    weighty: List[Reading] = [reading for reading in distinct if not isinstance(reading, SmallTalk) and not is_lost(reading)]
    said = weighty or distinct[:1]
    return [*said, Rest(count - MOST_PARTS)] if count > MOST_PARTS else said


def is_lost(reading: Reading) -> bool:
    return isinstance(reading, Decline) and reading.reason == "not_understood"


def _is_command(text: str) -> bool:
    """Whether a text is written for a program: `/restart`, ` / /x{"a": 1}`. Typed commands do nothing."""
    if not text.lstrip().startswith("/"):
        return False
    rest = text.lstrip("/ \t\n")
    return "{" in rest or " " not in rest
