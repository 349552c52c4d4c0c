"""From a message and what was said before to what is asked: emergencies first, then each question by itself."""
from typing import List, Optional, Sequence, Tuple

from bot.answers.payloads import from_payload
from bot.answers.reading import Decline, Question, Reading, Rest, SmallTalk, Urgent
from bot.answers.wording import contains
from bot.article import Article
from bot.language.asides import without_asides
from bot.language.reader import Read
from bot.language.words import split_words
from bot.safety.detect import find_all_urgent
from bot.understanding.alarm import emergency_in
from bot.understanding.classifier import Classifier
from bot.understanding.clause import CONFIRMS, Clause, sayable
from bot.understanding.context import Context
from bot.understanding.corrected import corrected, still_meant, without_denied
from bot.understanding.cues import load_asking, load_cues
from bot.understanding.labels import meaning, named_in
from bot.understanding.parts import is_question, split_parts, split_topics
from bot.understanding.told import MOST_PARTS, Told, told_in

_FEW = 5  # words; a question this short says little by itself
_ONE_BREATH = 24  # words that are read as one sentence

Understood = Tuple[List[Reading], float]


def understand(text: str, context: Context, classifier: Classifier, article: Article, *, flaw: str = "", calm: bool = False) -> Understood:
    """What the message says, in order (at least one reading), and how sure that is, from 0 to 1.

    `flaw` is what the guard found wrong with the message: a decline's reason, or nothing. An emergency goes first all the same; with `calm`
    it is known already that none of its words tell of one.
    """
    clicked = from_payload(context.clicked, article) if context.clicked else None
    if clicked:
        return [clicked], 1.0
    urgent = () if calm else find_all_urgent(text)
    if urgent:
        return [Urgent(urgent[0], also=urgent[1:])], 1.0
    if flaw or not text.strip():
        return [Decline(flaw or "empty")], 1.0
    if is_command(text):
        return [Decline("not_understood")], 1.0
    return _in_parts(text, context, classifier, article)


def _in_parts(text: str, context: Context, classifier: Classifier, article: Article) -> Understood:
    """Each question of the message by itself, with what was said before it in mind; the whole where it is but one."""
    if not split_words(text):
        return [Decline("not_understood")], 1.0
    text = without_denied(text)
    parts, background = _asked_parts(text)
    told = told_in(background, len(parts), classifier)
    alarm = emergency_in(told.read, told.prediction) if told else ""
    if alarm:
        return [Urgent(alarm)], 1.0
    asked = [_asked(_as_meant(part, classifier), told, classifier) for part in parts[:MOST_PARTS]]
    readings, confidence = _each(asked, told, context, classifier, article)
    if not readings or (len(readings) == 1 and is_lost(readings[0])):
        return _each([(_as_meant(text, classifier), None)], None, context, classifier, article)
    emergency = next((reading for reading in readings if isinstance(reading, Urgent)), None)
    return ([emergency], 1.0) if emergency else (_told_apart(readings, len(parts)), confidence)


def _as_meant(text: str, classifier: Classifier) -> Read:
    """Without what stands around a question, and without what is taken back in the same breath."""
    return corrected(classifier.reader.read(without_asides(text) if is_question(text) else text), classifier.reader)


def _asked(read: Read, told: Optional[Told], classifier: Classifier) -> Tuple[Read, Optional[Told]]:
    """A question with what it points at: one sentence with it where that is short (`burning feet, is that B12`), else beside it."""
    if told is None or not _points(read, told):
        return read, None
    if len(told.read.words) + len(read.words) <= _ONE_BREATH:
        return classifier.reader.read(f"{told.read.text}. {read.text}"), None
    return read, told


def _points(read: Read, told: Told) -> bool:
    """Whether a question names nothing itself, but points at what is told around it."""
    named = named_in(read)
    if " ".join(read.words) in load_cues().whys and not named_in(told.read):
        return False  # "that's what I asked. WHY?"
    if named and not (contains(read.words, load_asking().listing) and all(m.kind in ("mechanism", "term") for m in read.mentions if m.id in named)):
        return False  # "is that listed as a sign of neuropathy?" points at what is told
    may_point = "it" in read.words or len(read.words) <= _FEW
    return any(word in load_cues().pointers for word in read.words) or (may_point and bool(named_in(told.read) or not read.mentions))


def _each(asked: Sequence[Tuple[Read, Optional[Told]]], around: Optional[Told], context: Context, classifier: Classifier,
          article: Article) -> Understood:
    """A reading for each, every one in the light of those before it, and the least confidence among them.

    What is told around them is what `is she right?` asks about; others are read with what they point at.
    """
    readings: List[Reading] = []
    confidences: List[float] = []
    for (read, told), alone in zip(asked, classifier.predict([read for read, _ in asked]), strict=True):
        confirms = alone.labels[0] == CONFIRMS
        together = alone if confirms or not told else alone.and_of(classifier.predict([classifier.reader.read(f"{told.read.text} {read.text}")])[0])
        reading = Clause(read, together, classifier, article, around if confirms else told, around).reading(context)
        context = context.after(reading) if isinstance(reading, Question) else context
        readings.append(reading)
        confidences.append(together.of(meaning).confidence)
    return readings, min(confidences, default=0.0)


def _asked_parts(text: str) -> Tuple[List[str], str]:
    """The questions of a message, none where it has no parts to tell apart, and what is told around them; without those taken back."""
    topics = split_topics(text)
    if topics:
        return topics, ""
    parts = still_meant(split_parts(text))
    if len(parts) == 1 and parts[0].text == text.strip():
        return [], ""
    asked = [part.text for part in parts if part.asks]
    return asked, " ".join(part.text for part in parts if not part.asks)


def _told_apart(readings: List[Reading], count: int) -> List[Reading]:
    """Without repetitions, without small talk and lost parts beside something to say; what was too much is counted."""
    distinct: List[Reading] = [reading for number, reading in enumerate(readings) if sayable(reading) not in map(sayable, readings[:number])]
    weighty: List[Reading] = [reading for reading in distinct if not isinstance(reading, SmallTalk) and not is_lost(reading)]
    if any(isinstance(reading, Decline) and reading.about for reading in weighty):  # what is not named says more than that something is not said
        weighty = [reading for reading in weighty if reading != Decline("not_in_article")]
    said = weighty or distinct[:1]
    return [*said, Rest(count - MOST_PARTS)] if count > MOST_PARTS else said


def is_lost(reading: Reading) -> bool:
    return isinstance(reading, Decline) and reading.reason == "not_understood"


def is_command(text: str) -> bool:
    """Whether a text is written for a program: `/restart`, ` / /x{"a": 1}`. Typed commands do nothing."""
    if not text.lstrip().startswith("/"):
        return False
    rest = text.lstrip("/ \t\n")
    return "{" in rest or " " not in rest
