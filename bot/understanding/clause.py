"""What one question or statement says, given what was said before. Decides what is in, near and out."""
from dataclasses import dataclass, replace
from typing import List, Optional, Sequence, Tuple

from bot.answers.reading import Data, Decline, Intake, Question, Reading, SmallTalk, Urgent
from bot.answers.wording import contains
from bot.article import Article
from bot.language.hybrid import Prediction
from bot.language.mentions import Mention
from bot.language.reader import Read
from bot.understanding.alarm import calm
from bot.understanding.classifier import FOREIGN, Classifier
from bot.understanding.context import KINDS, Context, about_items, filled, pick, pointing, why
from bot.understanding.cues import load_asking, load_cues, load_outside
from bot.understanding.labels import ABOUT_ONE, asks, meaning, misses, named_in
from bot.understanding.resolve import GENERIC, resolve

# Below UNSURE nothing is answered; between the two an answer needs something of the article in the sentence.
UNSURE, SURE = 0.32, 0.5
MOSTLY_FOREIGN, FOREIGN_SHARE, FOREIGN_SURE = 0.4, 0.2, 0.75  # known foreign words, or a sure classifier, tell a language from nonsense
TOLD_ALIKE = 0.5  # cosine of a story to an example, above which it tells of the same sign
YES_NEAR = 0.7  # cosine to an example, above which a statement may begin with yes or no
CLOSE = 0.75  # of the likeliest label's probability: another one is as likely
ANSWERABLE = 0.12  # probability of any answer, above which one is preferred to a decline that nothing in the words asks for
NEARLY_EVEN = 0.4  # the same, where nothing of the article but the vitamin itself is named
MISSING_KIND = 0.1  # how much a label counts that asks about things of a kind that is not named, where others are
_OWN_WORDS = frozenset(("b12", "vitamin", "deficiency", "deficient"))
_MANNERS = {"repeat": "again", "shorter": "short", "simpler": "simple", "more": "more", "sources": "sources"}


@dataclass(frozen=True)
class Told:
    """The story that a question points at: `My feet have tingled ever since …` before `Is that a symptom?`."""

    read: Read
    prediction: Prediction


class Clause:
    """One thing said, with everything needed to tell what it is."""

    def __init__(self, read: Read, prediction: Prediction, classifier: Classifier, article: Article, told: Optional[Told] = None) -> None:
        self._read, self._classifier, self._article = read, classifier, article
        self._told = told
        self._prediction = answered_if_near([read, told.read] if told else [read], calm(read, prediction.of(meaning)))
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
        if how.bare and (how.led or len(how.core) <= 4) and not self._asks_for_foods(previous):
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

    def _asks_for_foods(self, previous: Optional[Question]) -> bool:
        """`B12 foods`: eating as such is a treatment only beside other treatments."""
        return named_in(self._read) == ["diet"] and not (previous and previous.topic in ("treatment", "comparison"))

    def _kinds_of(self, previous: Question) -> List[str]:
        """The things named that are of the kind the previous question was about."""
        return list(dict.fromkeys(m.id for m in self._read.mentions if m.listed and m.kind in KINDS.get(previous.topic, ())))

    def _of_items(self, items: List[str], previous: Question) -> Reading:
        """`The second one`, alone or in a question of its own."""
        if "why" in self._pointing.core:
            return why(about_items(replace(previous, facet="item"), items, self._article), self._article) or Decline("not_in_article")
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
        foreign = self._classifier.foreign_share(self._read)
        if _foreign_script(self._read.text) or foreign >= MOSTLY_FOREIGN:
            return Decline(FOREIGN)
        if self._classifier.strange_share(self._read) > 0.5 or not any(len(word) > 1 and word.isalpha() for word in self._read.words):
            sure = self._prediction.labels[0] == FOREIGN and self._prediction.confidence > FOREIGN_SURE
            return Decline(FOREIGN if sure or foreign >= FOREIGN_SHARE else "not_understood")
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
            reading = self._compared_as(reading, previous) if reading.topic == "comparison" else filled(reading, previous, self._article)
        if isinstance(reading, Question) and (reading.topic, reading.facet, reading.items) == ("treatment", "kinds", ()):
            return replace(reading, items=("oral_supplements",))  # of these the article names kinds by form
        return reading

    def _compared_as(self, reading: Question, previous: Question) -> Question:
        """A comparison in which one side, or both, are what was spoken of: `are they faster than tablets?`, `which one is faster?`."""
        before = [item for item in previous.items if item in self._article.treatments]
        own = [item for item in named_in(self._read) if item in self._article.treatments]
        if len(own) > 1:
            return reading
        if own and before and self._pointing.pronoun:
            return about_items(replace(reading, items=()), list(dict.fromkeys([*before, *own])), self._article)
        if not own and len(before) == 1 and reading.aspect and not contains(self._read.words, load_asking().comparing):
            return about_items(replace(reading, topic="treatment"), before, self._article)
        return reading if own else replace(self._compared(), facet=reading.facet, aspect=reading.aspect)

    def _close(self) -> Tuple[Question, ...]:
        """The readings between which the classifier wavers, the likeliest first; of one label only where it is clear."""
        ranked = [(label, p) for label, p in zip(self._prediction.labels, self._prediction.probabilities, strict=True) if asks(label)]
        close = [label for label, p in ranked[:3] if p > CLOSE * ranked[0][1]]
        found = [self._resolved_as(label) for label in close]
        distinct: List[Question] = []
        for reading in found:
            if isinstance(reading, Question) and _told_by(reading) not in map(_told_by, distinct):
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
        if intent == "intake":
            return Intake()
        if intent == "tell_symptoms":
            return self._symptoms_told()
        reading = resolve(label, self._mentions(label), self._read.text, self._read.words, self._article)
        if isinstance(reading, Question) and reading.yes_no and facet != "item" and self._prediction.nearness < YES_NEAR:
            return replace(reading, yes_no=False)  # a like question was never seen: it may ask something else than the statement says
        return reading

    def _mentions(self, label: str) -> Sequence[Mention]:
        """The things named; for a question about one thing that names none in known words, those that a like question names."""
        intent, _, facet = label.partition("/")
        kinds = KINDS.get(intent[len("ask_"):], ())
        wanted = (*kinds, "term", "test") if intent == "ask_mechanism" else kinds
        told = [m for m in self._told.read.mentions if m.listed and (m.kind in wanted or intent == "ask_about")] if self._told else []
        if told:
            return [*self._read.mentions, *told]
        if facet not in ABOUT_ONE or not kinds or any(m.kind in kinds or not m.listed for m in self._read.mentions) or named_in(self._read):
            return self._read.mentions
        previous = self._context.question
        if self._pointing.pronoun and previous and previous.topic == intent[len("ask_"):] and previous.items:
            kind_of = {item: next((kind for kind in kinds if item in self._article.of_kind(kind)), None) for item in previous.items}
            return [*self._read.mentions, *(Mention(kind, item, 0, 0) for item, kind in kind_of.items() if kind)]
        if self._told:  # a sign told in words of one's own, and then "can that be B12?"
            return [*self._read.mentions, *self._classifier.alike(self._told.prediction, (label, "tell_symptoms"), kinds, TOLD_ALIKE)]
        return [*self._read.mentions, *self._classifier.alike(self._prediction, (label,), kinds)]

    def _label(self) -> str:
        """The likeliest label; one that asks about things of another kind than those named counts for less."""
        told = self._told.read.mentions if self._told else ()
        named = {m.kind for m in (*self._read.mentions, *told) if m.kind != "condition" and m.id not in GENERIC}
        best = self._prediction.labels[0]
        if not named or not asks(best):
            return best

        def fit(pair: Tuple[str, float]) -> float:
            label, probability = pair
            return 0.0 if not asks(label) else probability * (MISSING_KIND if misses(label, named) else 1.0)

        return max(zip(self._prediction.labels, self._prediction.probabilities, strict=True), key=fit)[0]

    def _symptoms_told(self) -> Reading:
        """What the article says about the symptoms that a person tells of, without judging whether they come from it."""
        told = list(dict.fromkeys(m.id for m in self._read.mentions if m.listed and m.kind == "symptom"))
        return Question("symptom", "item" if told else "list", tuple(told), told=True)

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


def answered_if_near(reads: Sequence[Read], prediction: Prediction) -> Prediction:
    """Prefers an answer to `not_in_article` where a thing of the article is named and no word asks for what the article never gives."""
    near = prediction.labels[0] == "not_in_article" and all(mention.listed for mention in reads[0].mentions)
    enough = ANSWERABLE if any(map(named_in, reads)) else NEARLY_EVEN
    if near and not contains(reads[0].words, load_outside().words) and prediction.share(asks) > enough:
        return prediction.first(asks)
    return prediction


def _told_by(question: Question) -> Tuple[str, Tuple[str, ...], Optional[str]]:
    """What of a question a person can tell apart from another one."""
    return question.topic, question.items, question.aspect


def sayable(reading: Reading) -> Reading:
    """What of a reading makes a difference to what is said."""
    if isinstance(reading, Decline):
        return replace(reading, related=None)
    return replace(reading, words=(), yes_no=False, told=False) if isinstance(reading, Question) else reading


def _foreign_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(ord(character) > 0x24F for character in letters) * 2 > len(letters)


def _about_the_subject(read: Read) -> bool:
    return any(mention.listed for mention in read.mentions) or not _OWN_WORDS.isdisjoint(read.words)
