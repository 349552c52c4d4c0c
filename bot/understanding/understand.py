"""From a message and what was said before to what is asked. Decides what is in, near and out."""
from dataclasses import replace
from typing import List, Optional, Sequence, Set, Tuple

from bot.answers.payloads import from_payload
from bot.answers.reading import Data, Decline, Question, Reading, Rest, SmallTalk, Urgent
from bot.answers.wording import contains
from bot.article import Article
from bot.language.hybrid import Prediction
from bot.language.mentions import Mention
from bot.language.reader import Read
from bot.safety.detect import find_urgent, is_excused
from bot.understanding.classifier import FOREIGN, Classifier
from bot.understanding.context import KINDS, Context, about_items, filled, pick, pointing, why
from bot.understanding.cues import load_cues, load_outside
from bot.understanding.parts import split_parts, split_topics
from bot.understanding.resolve import GENERIC, resolve

# Below UNSURE nothing is answered; between the two an answer needs something of the article in the sentence.
UNSURE, SURE = 0.32, 0.5
FOREIGN_SHARE, FOREIGN_SURE = 0.2, 0.75  # known foreign words, or a sure classifier, tell a language from nonsense
# How sure the classifier has to be of an emergency that no list of signs knows; of self-harm less, since to miss it is worse.
# Where an example is near, less will do.
URGENT_SURE, SELF_HARM_SURE, STORY_SURE = 0.8, 0.7, 0.85
NEAR, NEAR_SURE = 0.7, 0.68
CLOSE = 0.75  # of the likeliest label's probability: another one is as likely
ANSWERABLE = 0.12  # probability of any answer, above which one is preferred to a decline that nothing in the words asks for
LIKELY_ENOUGH = 0.05  # of a label that fits the things named, to be preferred to a likelier one that does not
MOST_PARTS = 3  # questions answered in one turn
_FEW = 5  # words; a question this short says little by itself
_NEAR_BACKGROUND = 160  # characters: what "that" points at stands near
_ABOUT_ONE = ("item", "why", "shows", "when")  # facets that ask about something named
_OWN_WORDS = frozenset(("b12", "vitamin", "deficiency", "deficient"))
_MANNERS = {"repeat": "again", "shorter": "short", "simpler": "simple", "more": "more", "sources": "sources"}

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
    whole = classifier.reader.read(text)
    if not whole.words:
        return [Decline("not_understood")], 1.0
    parts, background = _asked_parts(text)
    emergency = _emergency_in(background, classifier) if background else None
    if emergency:
        return [emergency], 1.0
    asked = [_with_background(part, background, classifier) for part in parts[:MOST_PARTS]]
    readings, confidence = _each([classifier.reader.read(part) for part in asked], context, classifier, article)
    if not readings or (len(readings) == 1 and _is_lost(readings[0])):
        return _each([whole], context, classifier, article)
    emergency = next((reading for reading in readings if isinstance(reading, Urgent)), None)
    return ([emergency], 1.0) if emergency else (_told_apart(readings, len(parts)), confidence)


def _emergency_in(background: str, classifier: Classifier) -> Optional[Urgent]:
    """An emergency told around the question; stories sound worse than they are, so the classifier has to be surer of one."""
    read = classifier.reader.read(background)
    prediction = classifier.predict([read])[0].of(_meaning)
    alarming = _is_urgent(prediction.labels[0]) and prediction.confidence > STORY_SURE and not is_excused(background)
    return Urgent(prediction.labels[0].partition("/")[2]) if alarming else None


def _each(reads: Sequence[Read], context: Context, classifier: Classifier, article: Article) -> Understood:
    """A reading for each, every one in the light of those before it, and the least confidence among them."""
    readings: List[Reading] = []
    predictions = classifier.predict(reads)
    for read, prediction in zip(reads, predictions, strict=True):
        reading = _Clause(read, prediction, classifier, article).reading(context)
        context = context.after(reading) if isinstance(reading, Question) else context
        readings.append(reading)
    return readings, min((prediction.of(_meaning).confidence for prediction in predictions), default=0.0)


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


def _with_background(part: str, background: str, classifier: Classifier) -> str:
    """`My feet tingle. Is that a symptom?` is one question: the part names nothing by itself, but points at what was told before it."""
    read = classifier.reader.read(part)
    cues = load_cues()
    points = any(word in cues.pointers for word in read.words) or (not read.mentions and (len(read.words) <= _FEW or "it" in read.words))
    return f"{background[-_NEAR_BACKGROUND:]} {part}" if background and points and not _named(read) else part


def _named(read: Read) -> List[str]:
    """The things of the article that a sentence names, not counting the vitamin and its lack."""
    return [mention.id for mention in read.mentions if mention.listed and mention.kind != "condition" and mention.id not in GENERIC]


def _told_apart(readings: List[Reading], count: int) -> List[Reading]:
    """Without repetitions, without small talk and lost parts beside something to say; what was too much is counted."""
    distinct: List[Reading] = [reading for number, reading in enumerate(readings) if _sayable(reading) not in map(_sayable, readings[:number])]
    weighty: List[Reading] = [reading for reading in distinct if not isinstance(reading, SmallTalk) and not _is_lost(reading)]
    said = weighty or distinct[:1]
    return [*said, Rest(count - MOST_PARTS)] if count > MOST_PARTS else said


def _calm(read: Read, prediction: Prediction) -> Prediction:
    """An emergency only where the classifier is sure of one and nothing in the words excuses it (bot.safety has seen the message before)."""
    sure = SELF_HARM_SURE if prediction.labels[0].endswith("/self_harm") else NEAR_SURE if prediction.nearness > NEAR else URGENT_SURE
    if not _is_urgent(prediction.labels[0]) or (prediction.confidence > sure and not is_excused(read.text)):
        return prediction
    return prediction.without(_is_urgent).of(_meaning)


def _is_urgent(label: str) -> bool:
    return _meaning(label) == "urgent"


def _answered_if_near(read: Read, prediction: Prediction) -> Prediction:
    """Prefers an answer to `not_in_article` where a thing of the article is named and no word asks for what the article never gives."""
    near = prediction.labels[0] == "not_in_article" and all(mention.listed for mention in read.mentions) and _named(read)
    if near and not contains(read.words, load_outside().words) and prediction.share(_asks) > ANSWERABLE:
        return prediction.first(_asks)
    return prediction


def _asks(label: str) -> bool:
    return _meaning(label) == "ask"


def _misses(label: str, named: Set[str]) -> bool:
    """Whether a label asks about one thing, and things are named but none of its kind."""
    intent, _, facet = label.partition("/")
    kinds = KINDS.get(intent[len("ask_"):], ())
    return facet in _ABOUT_ONE and bool(kinds) and named.isdisjoint(kinds)


def _sayable(reading: Reading) -> Reading:
    """What of a reading makes a difference to what is said."""
    if isinstance(reading, Decline):
        return replace(reading, related=None)
    return replace(reading, words=(), yes_no=False) if isinstance(reading, Question) else reading


def _is_lost(reading: Reading) -> bool:
    return isinstance(reading, Decline) and reading.reason == "not_understood"


def _meaning(label: str) -> str:
    """Labels that differ only in what exactly is asked of the article mean the same when it comes to in or out."""
    intent = label.partition("/")[0]
    return "ask" if intent.startswith("ask_") else intent


class _Clause:
    """One thing said, with everything needed to tell what it is."""

    def __init__(self, read: Read, prediction: Prediction, classifier: Classifier, article: Article) -> None:
        self._read, self._classifier, self._article = read, classifier, article
        self._prediction = _answered_if_near(read, _calm(read, prediction.of(_meaning)))
        self._pointing = pointing(read.words, read.mentions, load_cues())
        self._context = Context()

    def reading(self, context: Context) -> Reading:
        """What it says after what `context` tells of."""
        self._context = context
        return self._pointed() or self._foreign() or self._asked()

    def _pointed(self) -> Optional[Reading]:
        """What the sentence says by pointing at what was said before; None where it stands by itself."""
        previous, how = self._context.question, self._pointing
        options = self._context.options
        if options and (how.ordinal or self._prediction.labels[0] == "context/affirm"):
            return next(iter(pick(options, how.ordinal or (1, 1))), None)
        if how.bare and (how.led or len(how.core) <= 4) and _named(self._read) != ["diet"]:  # "b12 foods" asks for foods
            return self._bare(previous)
        if previous is None:
            return None
        if how.why:
            return why(previous, self._article) or Decline("not_in_article")
        if how.comparing:
            return self._compared()
        if how.ordinal:
            items = pick(self._context.listed(self._article), how.ordinal)
            if items:
                return self._of_items(items, previous)
        return None

    def _bare(self, previous: Optional[Question]) -> Optional[Reading]:
        """`Clams?`, `and tablets?`: the previous question about other things, or what the thing is."""
        own = resolve("ask_about", self._read.mentions, self._read.text, self._read.words, self._article)
        if not isinstance(own, Question) or previous is None:
            return own
        carried = self._kinds_of(previous)
        if carried:
            return about_items(previous, carried, self._article)
        if own.conditions or own.terms:
            return own
        return about_items(previous, own.items, self._article) if own.items else None

    def _kinds_of(self, previous: Question) -> List[str]:
        """The things named that are of the kind the previous question was about."""
        return list(dict.fromkeys(m.id for m in self._read.mentions if m.listed and m.kind in KINDS.get(previous.topic, ())))

    def _of_items(self, items: List[str], previous: Question) -> Reading:
        """`The second one`, alone or in a question of its own."""
        reading = self._resolved() if len(self._pointing.core) > 5 else None
        if isinstance(reading, Question) and reading.aspect and all(item in self._article.treatments for item in items):
            return about_items(reading, items, self._article)
        return about_items(replace(previous, facet="item"), items, self._article)

    def _compared(self) -> Question:
        items = list(dict.fromkeys(
            item for question in self._context.questions[:3] for item in reversed(question.items)
            if item in self._article.treatments and self._article.treatments[item].aspects))
        return Question("comparison", "all", tuple(reversed(items)) if len(items) > 1 else
                        tuple(id_ for id_, treatment in self._article.treatments.items() if treatment.aspects))

    def _foreign(self) -> Optional[Reading]:
        """Another language, or no words at all."""
        if _foreign_script(self._read.text):
            return Decline(FOREIGN)
        if self._classifier.strange_share(self._read) > 0.5 or not any(len(word) > 1 and word.isalpha() for word in self._read.words):
            sure = self._prediction.labels[0] == FOREIGN and self._prediction.confidence > FOREIGN_SURE
            return Decline(FOREIGN if sure or self._classifier.foreign_share(self._read) >= FOREIGN_SHARE else "not_understood")
        return None

    def _asked(self) -> Reading:
        reading = self._resolved()
        previous, how = self._context.question, self._pointing
        points = bool(previous) and (how.led or how.pronoun or how.short)
        if isinstance(reading, Decline) and reading.reason == "out_of_scope" and previous and how.pronoun and how.short:
            return Decline("not_in_article")  # "what do they cost?" is asked of the things just spoken of
        if isinstance(reading, Question) and self._prediction.confidence < (UNSURE if points else SURE):
            if not _about_the_subject(self._read):
                return Decline("out_of_scope" if self._prediction.confidence < UNSURE else "not_understood")
            if self._prediction.confidence < UNSURE:
                return Decline("not_in_article")
        if isinstance(reading, Question) and contains(self._read.words, load_outside().always):
            return Decline("not_in_article")
        if isinstance(reading, Question) and self._prediction.confidence < SURE and not self._context.options:
            options = self._close()
            if len(options) > 1:  # ask back instead of guessing, once
                return Decline("not_understood", options=options)
        if isinstance(reading, Decline) and reading.reason == "personal_advice":
            return Decline("personal_advice", related=self._related())
        if isinstance(reading, Question) and previous and points:
            if reading.topic == "comparison" and not _named(self._read):
                return replace(self._compared(), facet=reading.facet, aspect=reading.aspect)
            return filled(reading, previous, self._article)
        return reading

    def _close(self) -> Tuple[Question, ...]:
        """The readings between which the classifier wavers, the likeliest first; of one label only where it is clear."""
        ranked = [(label, p) for label, p in zip(self._prediction.labels, self._prediction.probabilities, strict=True) if _asks(label)]
        close = [label for label, p in ranked[:3] if p > CLOSE * ranked[0][1]]
        found = [self._resolved_as(label) for label in close]
        distinct: List[Question] = []
        for reading in found:
            if isinstance(reading, Question) and _sayable(reading) not in map(_sayable, distinct):
                distinct.append(replace(reading, words=(), yes_no=False))
        return tuple(distinct)

    def _resolved(self) -> Reading:
        return self._resolved_as(self._label())

    def _resolved_as(self, label: str) -> Reading:
        intent, _, facet = label.partition("/")
        if intent == "context":
            return self._about_the_last(facet)
        if intent == "urgent":  # a second net behind bot.safety, for words that no list holds
            return Urgent(facet)
        if intent == "data":  # exporting and deleting come with the store of our own
            return Data(facet) if facet == "shown" else Decline("unavailable")
        if intent == "intake":  # comes with the guided intake
            return Decline("unavailable")
        if intent == "tell_symptoms":
            return self._symptoms_told()
        return resolve(label, self._mentions(label), self._read.text, self._read.words, self._article)

    def _mentions(self, label: str) -> Sequence[Mention]:
        """The things named; for a question about one thing that names none in known words, those that a like question names."""
        intent, _, facet = label.partition("/")
        kinds = KINDS.get(intent[len("ask_"):], ())
        if facet not in _ABOUT_ONE or not kinds or any(m.kind in kinds or not m.listed for m in self._read.mentions) or _named(self._read):
            return self._read.mentions
        previous = self._context.question
        if self._pointing.pronoun and previous and previous.topic == intent[len("ask_"):] and previous.items:
            kind_of = {item: next((kind for kind in kinds if item in self._article.of_kind(kind)), None) for item in previous.items}
            return [*self._read.mentions, *(Mention(kind, item, 0, 0) for item, kind in kind_of.items() if kind)]
        return [*self._read.mentions, *self._classifier.alike(self._prediction, label, kinds)]

    def _label(self) -> str:
        """The likeliest label; one that asks about things of another kind than those named counts for less."""
        named = {m.kind for m in self._read.mentions if m.kind != "condition" and m.id not in GENERIC}
        best = self._prediction.labels[0]
        if not named or not _misses(best, named):
            return best
        likely = self._prediction.probabilities
        fitting = [number for number, label in enumerate(self._prediction.labels[:8]) if _meaning(label) == "ask" and not _misses(label, named)]
        return self._prediction.labels[fitting[0]] if fitting and likely[fitting[0]] > LIKELY_ENOUGH else best

    def _symptoms_told(self) -> Reading:
        """What the article says about the symptoms that a person tells of, without judging whether they come from it."""
        told = list(dict.fromkeys(m.id for m in self._read.mentions if m.listed and m.kind == "symptom"))
        return Question("symptom", "item" if told else "list", tuple(told))

    def _about_the_last(self, facet: str) -> Reading:
        """`Say that again`, `yes`, `no`: only together with what was said before."""
        previous = self._context.question
        if facet in _MANNERS:
            if any(mention.listed for mention in self._read.mentions) and facet == "more":
                return resolve("ask_about", self._read.mentions, self._read.text, self._read.words, self._article)
            return replace(previous, manner=_MANNERS[facet]) if previous else Decline("not_understood")
        if facet == "affirm":
            offered = self._context.offered(self._article)
            return offered[0] if offered else SmallTalk("help")
        return SmallTalk("chitchat", about="declined")

    def _related(self) -> Optional[Question]:
        """What the article says that comes nearest to a request for advice."""
        for label in self._prediction.labels:
            if label.startswith("ask_"):
                reading = resolve(label, self._read.mentions, self._read.text, self._read.words, self._article)
                return replace(reading, words=(), yes_no=False) if isinstance(reading, Question) else None
        return None


def _is_command(text: str) -> bool:
    """Whether a text is written for a program: `/restart`, ` / /x{"a": 1}`. Typed commands do nothing."""
    if not text.lstrip().startswith("/"):
        return False
    rest = text.lstrip("/ \t\n")
    return "{" in rest or " " not in rest


def _foreign_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(ord(character) > 0x24F for character in letters) * 2 > len(letters)


def _about_the_subject(read: Read) -> bool:
    return any(mention.listed for mention in read.mentions) or not _OWN_WORDS.isdisjoint(read.words)
