"""What one question or statement says, given what was said before. Decides what is in, near and out."""
from dataclasses import replace
from typing import List, Optional, Sequence, Tuple

from bot.answers.reading import Decline, Intake, Question, Reading, SmallTalk, Urgent
from bot.answers.wording import contains
from bot.article import Article
from bot.language.hybrid import Prediction
from bot.language.reader import Read
from bot.understanding.alarm import calm
from bot.understanding.carried import about_items, filled, left_over
from bot.understanding.classifier import FOREIGN, Classifier
from bot.understanding.context import Context, pointing
from bot.understanding.cues import asks_on, load_asking, load_cues, load_outside
from bot.understanding.kept import data_asked
from bot.understanding.labels import asks, meaning, named_in
from bot.understanding.naming import Naming
from bot.understanding.parts import load_questions
from bot.understanding.pointed import Pointed, compared_as
from bot.understanding.resolve import resolve
from bot.understanding.told import TELL, Told, sign_in

# Below UNSURE nothing is answered; between the two an answer needs something of the article in the sentence.
UNSURE, SURE = 0.32, 0.5
MOSTLY_FOREIGN, FOREIGN_SHARE, FOREIGN_SURE = 0.4, 0.2, 0.75  # known foreign words, or a sure classifier, tell a language from nonsense
YES_NEAR = 0.7  # cosine to an example, above which a statement may begin with yes or no
CLOSE = 0.75  # of the likeliest label's probability: another one is as likely
ANSWERABLE = 0.12  # probability of any answer, above which one is preferred to a decline that nothing in the words asks for
NEARLY_EVEN = 0.4  # the same, where nothing of the article but its subject is named
CONFIRMS = "context/told"  # the label of `is she right?`
_FEW_WORDS = 3
_NEW = 2  # words of a thing that nobody has named before
_KIND_ASKED = {"food": "food", "symptom": "symptom", "test": "test", "treatment": "treatment", "comparison": "treatment"}
_MANNERS = {"repeat": "again", "shorter": "short", "simpler": "simple", "more": "more", "sources": "sources"}


class Clause:
    """One thing said, with everything needed to tell what it is."""

    def __init__(self, read: Read, prediction: Prediction, classifier: Classifier, article: Article, told: Optional[Told] = None,
                 around: Optional[Told] = None) -> None:
        self._read, self._classifier, self._article, self._told = read, classifier, article, told
        self._prediction = answered_if_near([read, told.read] if told else [read], calm(read, prediction.of(meaning)))
        self._pointing = pointing(read.words, read.mentions, load_cues())
        self._naming = Naming(read, self._prediction, classifier, article, told, self._pointing.pronoun, around or told)
        self._context = Context()

    def reading(self, context: Context) -> Reading:
        """What it says after what `context` tells of."""
        self._context = context
        pointed = Pointed(self._read, self._pointing, context, self._article, self._resolved)
        return pointed.reading(affirms=self._prediction.labels[0] == "context/affirm") or self._new_thing() or self._foreign() or self._asked()

    def _new_thing(self) -> Optional[Decline]:
        """`Redbull?`, `what about hepatomegaly?` after an answer: a thing that no name of ours and no example of ours holds."""
        previous, how = self._context.question, self._pointing
        rest = [word for word in how.core if word not in load_cues().fillers]
        novel = self._naming.novel
        if not rest or not set(rest) <= set(novel) or len(rest) > _NEW or not (how.led or (previous and self._read.text.rstrip().endswith("?"))):
            return None
        about = _KIND_ASKED.get(previous.topic) if previous else None
        return Decline("not_in_article", about=about, unlisted=tuple(novel) if about else ())

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
        reading, previous, how = self._resolved(), self._context.question, self._pointing
        points = bool(previous) and (how.led or how.pronoun or how.short)
        if isinstance(reading, Decline):
            if reading.reason == FOREIGN and len(self._read.words) <= _FEW_WORDS and self._classifier.foreign_share(self._read) < FOREIGN_SHARE:
                return Decline("not_understood")  # too few words to tell another language from a slip, and none that is known from one
            if reading.reason == "out_of_scope" and previous and how.pronoun and how.short:
                return Decline("not_in_article")  # "what do they cost?" is asked of the things just spoken of
            return replace(reading, related=self._related()) if reading.reason == "personal_advice" else reading
        if not isinstance(reading, Question):
            return reading
        if previous and previous.topic in ("test", "treatment", "comparison") and how.pronoun and how.short and _of_main(reading, self._article):
            return Decline("not_in_article")  # "does it hurt?" is asked of the needle
        doubt = self._doubt(points=points)
        if doubt or reading.manner:
            return doubt or reading
        carried_over = how.led and how.short and how.core[0] not in load_questions().starters
        if previous and previous.aspect and carried_over and reading.topic == "treatment" and reading.items:
            return about_items(previous, reading.items, self._article)  # "and if somebody just eats better?"
        if previous and left_over(reading, previous):
            return replace(previous, words=reading.words, manner="")
        if previous and points and not reading.excluded:
            against = contains(self._read.words, load_asking().comparing)
            reading = (compared_as(reading, self._read, how, self._context, self._article, against=against) if reading.topic == "comparison"
                       else filled(reading, previous, self._article))
        if (reading.topic, reading.facet, reading.items) == ("treatment", "kinds", ()):
            return replace(reading, items=tuple(self._article.by_way("mouth")))  # of these the article names kinds by form
        return reading

    def _doubt(self, *, points: bool) -> Optional[Decline]:
        """Why a question is not answered although it looks like one of the article's."""
        confidence = self._prediction.confidence
        if confidence < (UNSURE if points else SURE):
            if not _about_the_subject(self._read, self._article):
                return Decline("out_of_scope" if confidence < UNSURE else "not_understood")
            if confidence < UNSURE:
                return Decline("not_in_article")
        if contains(_unnamed(self._read), load_outside().always):
            return Decline("not_in_article")
        if confidence < SURE and not self._context.options:
            options = self._close()
            if len(options) > 1:  # ask back instead of guessing, once
                return Decline("not_understood", options=options)
        return None

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
        return self._resolved_as(self._naming.label())

    def _resolved_as(self, label: str) -> Reading:
        intent, _, facet = label.partition("/")
        if intent == "context":
            return self._about_the_last(facet)
        if intent == "urgent":  # a second net behind bot.safety, for words that no list holds
            return Urgent(facet)
        if intent == "data":
            return data_asked(facet, self._read.words) or Decline("not_understood")
        if intent == "intake":
            return Intake()
        if intent == TELL:
            return self._symptoms_told()
        nothing_named = not named_in(self._read) and all(mention.listed for mention in self._read.mentions)
        if label == "not_in_article" and nothing_named and contains(self._read.words, load_asking().holding):
            novel = self._naming.novel
            return Decline(label, about="food" if novel else None, unlisted=tuple(novel))
        reading = resolve(label, self._naming.mentions(label, self._context.question), self._read.text, self._read.words, self._article,
                          self._naming.left_out)
        if isinstance(reading, Question) and reading.yes_no and facet != "item" and self._prediction.nearness < YES_NEAR:
            return replace(reading, yes_no=False)  # a like question was never seen: it may ask something else than the statement says
        return reading

    def _symptoms_told(self) -> Reading:
        """What the article says about the symptoms that a person tells of, without judging whether they come from it."""
        previous = self._context.question
        told = list(dict.fromkeys(m.id for m in self._read.mentions if m.listed and m.kind == "symptom"))
        sign = sign_in(self._prediction, least=0.0)
        told = told or ([sign] if sign else [])
        return Question("symptom", "item" if told else "list", tuple(told), told=not asks_on(self._read.text) or (previous is not None and previous.told))

    def _about_the_last(self, facet: str) -> Reading:
        """`Say that again`, `yes`, `no`, `is that true?`: only together with what was said before."""
        previous = self._context.question
        if facet == "told":
            return self._confirmed(previous)
        if facet in _MANNERS:
            if any(mention.listed for mention in self._read.mentions) and facet == "more":
                return resolve("ask_about", self._read.mentions, self._read.text, self._read.words, self._article)
            if previous is None and facet in ("shorter", "simpler"):
                return Question("overview", "summary")  # "the whole thing in short, please"
            return replace(previous, manner=_MANNERS[facet], told=False) if previous else Decline("not_understood")
        if facet == "affirm":
            offered = self._context.offered(self._article)
            return offered[0] if len(offered) == 1 else SmallTalk("help")  # of several a yes picks none
        return SmallTalk("chitchat", about="declined")

    def _confirmed(self, previous: Optional[Question]) -> Reading:
        """`My neighbour says it is in the eggs. Is she right?`: what was told, asked as a question; else the last answer again."""
        if self._told is None:
            return replace(previous, manner="again", told=False) if previous else Decline("not_understood")
        told = Clause(self._told.read, self._told.prediction.first(asks), self._classifier, self._article)
        signs = self._told.signs(self._classifier)
        reading = Question("symptom", "item", tuple(signs)) if signs else told._resolved()
        return replace(reading, yes_no=True) if isinstance(reading, Question) and reading.facet == "item" else reading

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


def _of_main(question: Question, article: Article) -> bool:
    """Whether it is asked about the sign that the whole article is about, and about no other."""
    return question.topic == "symptom" and question.facet == "item" and bool(question.items) and all(article.symptoms[id_].main for id_ in question.items)


def _told_by(question: Question) -> Tuple[str, Tuple[str, ...], Optional[str]]:
    """What of a question a person can tell apart from another one."""
    return question.topic, question.items, question.aspect


def sayable(reading: Reading) -> Reading:
    """What of a reading makes a difference to what is said."""
    if isinstance(reading, Decline):
        return replace(reading, related=None)
    return replace(reading, words=(), yes_no=False, told=False) if isinstance(reading, Question) else reading


def _unnamed(read: Read) -> List[str]:
    """The words that are part of no name of the article's: a `charley horse` is no horse."""
    named = {position for mention in read.mentions if mention.listed for position in range(mention.start, mention.end)}
    return [word for position, word in enumerate(read.words) if position not in named]


def _foreign_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(ord(character) > 0x24F for character in letters) * 2 > len(letters)


def _about_the_subject(read: Read, article: Article) -> bool:
    return any(mention.listed for mention in read.mentions) or not set(article.about.own_words).isdisjoint(read.words)
