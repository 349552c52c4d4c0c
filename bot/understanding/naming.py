"""Which things a question is about: those it names, those the story before it names, and those it means without naming them."""
from dataclasses import dataclass
from functools import cached_property
from typing import List, Mapping, Optional, Sequence, Tuple

from bot.answers.reading import Question
from bot.article import Article
from bot.language.hybrid import Prediction
from bot.language.mentions import Mention
from bot.language.reader import Read
from bot.language.words import singular
from bot.understanding.classifier import Classifier
from bot.understanding.context import KINDS
from bot.understanding.cues import load_polarity
from bot.understanding.labels import ABOUT_ONE, asks, misses, named_in
from bot.understanding.left_out import DETERMINERS, follows, left_out
from bot.understanding.told import TELL, Told, sign_in

MISSING_KIND = 0.1  # how much a label counts that asks about things of a kind that is not named, where others are
# Share of telling of signs, above which a question about a sign means the one it tells of; in a story it certainly means one.
OWN_WORDS, OWN_WORDS_IN_STORY = 0.04, 0.01
# What else of a story a question of the topic may be about.
_TOLD_TOO: Mapping[str, Tuple[str, ...]] = {
    "mechanism": ("term", "test"), "treatment": ("term", "condition"), "comparison": ("term", "condition"), "overview": ("mechanism", "term", "symptom"),
}
_BRIEF = 8  # words
_ABOUT_SOME = (*ABOUT_ONE, "mood", "mind")  # facets that may be about something told of


@dataclass(frozen=True)
class Naming:
    """A question as it was read, with all that may tell what it is about. `pronoun`: it has a word that stands for a thing.

    `told` is what it points at, `around` all that is told around it.
    """

    read: Read
    prediction: Prediction
    classifier: Classifier
    article: Article
    told: Optional[Told]
    pronoun: bool
    around: Optional[Told] = None

    def label(self) -> str:
        """The likeliest label; one that asks about things of another kind than those named counts for less."""
        named = {m.kind for m in (*self.read.mentions, *(self.told.read.mentions if self.told else ())) if m.kind != "condition" and not m.subject}
        best = self.prediction.labels[0]
        if not named or not asks(best):
            return best

        def fit(pair: Tuple[str, float]) -> float:
            label, probability = pair
            return 0.0 if not asks(label) else probability * (MISSING_KIND if misses(label, named) else 1.0)

        return max(zip(self.prediction.labels, self.prediction.probabilities, strict=True), key=fit)[0]

    def mentions(self, label: str, previous: Optional[Question]) -> Sequence[Mention]:
        """The things named; for a question about one thing that names none in known words, those meant all the same."""
        intent, _, facet = label.partition("/")
        topic = intent[len("ask_"):]
        kinds = KINDS.get(topic, ())
        own = included(self.read)
        wanted = (*kinds, *_TOLD_TOO.get(topic, ()))
        as_whole = topic in ("food", "symptom") and facet not in _ABOUT_SOME  # "which foods?" is not about the food told of
        told = [m for m in included(self.told.read) if m.listed and (m.kind in wanted or intent == "ask_about")] if self.told and not as_whole else []
        if told:
            return [*own, *told]
        if facet not in _ABOUT_SOME or not kinds or any(m.kind in kinds or not m.listed for m in own) or named_in(self.read):
            return own
        if self.pronoun and previous and previous.topic == topic and previous.items:
            kind_of = {item: next((kind for kind in kinds if item in self.article.of_kind(kind)), None) for item in previous.items}
            return [*own, *(Mention(kind, item, 0, 0) for item, kind in kind_of.items() if kind)]
        if topic == "food" and self.novel:
            return [*own, *(Mention("food", word, 0, 0, listed=False) for word in self.novel)]
        if topic == "symptom":
            return [*own, *(Mention("symptom", sign, 0, 0) for sign in self.signs)]
        return own if self.told else [*own, *self.classifier.alike(self.prediction, (label,), kinds)]

    @property
    def novel(self) -> List[str]:
        """Words that no example of ours holds, in a question short enough to be about them: `does dragonfruit have b12`."""
        counts, words = self.classifier.reader.counts, self.read.words
        return [word for word in words if len(word) > 3 and word.isalpha() and singular(word) not in counts and word not in counts] if len(words) <= _BRIEF else []

    @property
    def left_out(self) -> List[Tuple[str, str]]:
        """(kind, id) of what the question, or the story before it, leaves out of what is asked about."""
        told = left_out(self.around.read.words, self.around.read.mentions, self.article) if self.around else []
        return [*left_out(self.read.words, self.read.mentions, self.article), *told]

    @cached_property
    def signs(self) -> List[str]:
        """The signs meant that are not named: told of in the story, in words of one's own, or those that a like question names."""
        told = self.told.signs(self.classifier) if self.told else []
        if told:
            return told
        sign = sign_in(self.prediction, least=OWN_WORDS_IN_STORY if self.told else OWN_WORDS)
        like = self.classifier.alike(self.prediction, ("ask_symptom/item", "ask_symptom/why", TELL), ("symptom",))
        return [mention.id for mention in like] or ([sign] if sign else [])


def included(read: Read) -> List[Mention]:
    """The mentions, without those that the words leave out beside others of their kind: `I do not eat meat but salmon`."""
    left_out = [mention for mention in read.mentions if _left_out(read.words, mention.start)]
    kinds = {family(mention.kind) for mention in read.mentions if mention not in left_out}
    return [mention for mention in read.mentions if mention not in left_out or family(mention.kind) not in kinds]


def _left_out(words: Sequence[str], start: int) -> bool:
    return follows(words, start, load_polarity().excluding, set(DETERMINERS))


def family(kind: str) -> str:
    """The kind, where foods and their groups are one."""
    return "food" if kind == "food_group" else kind
