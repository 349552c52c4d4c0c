"""One question in the making: what it names and how it is worded, with what the topics' builders share."""
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

from bot.answers.reading import Question
from bot.answers.wording import contains, unique
from bot.article import Article
from bot.language.mentions import Mention
from bot.language.words import singular

_WHOLE = {"symptom": ("symptom", "sign", "problem", "complaint", "effect")}


class Found:
    """The mentions of one sentence, by kind."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._listed = [m for m in mentions if m.listed]
        self._unlisted = [m for m in mentions if not m.listed]

    def ids(self, *kinds: str) -> List[str]:
        return unique(m.id for m in self._listed if m.kind in kinds)

    def unlisted(self, *kinds: str) -> List[str]:
        return unique(m.id for m in self._unlisted if not kinds or m.kind in kinds)

    def first_unlisted_kind(self) -> Optional[str]:
        return self._unlisted[0].kind if self._unlisted else None

    def kind_of(self, unlisted: str) -> str:
        return next(m.kind for m in self._unlisted if m.id == unlisted)

    def terms(self) -> List[str]:
        """The terms but for those that stand for the subject as a whole."""
        return unique(m.id for m in self._listed if m.kind == "term" and not m.subject)

    def subject(self) -> List[str]:
        """The terms that stand for the subject as a whole."""
        return unique(m.id for m in self._listed if m.subject)


@dataclass(frozen=True)
class Asked:
    """What a sentence holds that the classifier's label does not: the things it names, its words, whether it wants yes or no."""

    article: Article
    found: Found
    words: Tuple[str, ...]
    yes_no: bool
    left_out: Tuple[Tuple[str, str], ...] = ()

    def excluded(self, *kinds: str) -> List[str]:
        """The ids of these kinds that the words leave out."""
        return unique(id_ for kind, id_ in self.left_out if kind in kinds)

    def says(self, phrases: Sequence[str]) -> bool:
        """Whether one of the phrases stands in the question."""
        return contains(self.words, phrases)

    def whole(self, kind: str) -> bool:
        """Whether the words speak of a kind of things as a whole: `these symptoms`."""
        return any(singular(word) in _WHOLE[kind] for word in self.words)

    def mechanisms(self) -> List[str]:
        """The mechanisms meant, by their own names or by a term that belongs to one."""
        # An article may speak of one thing as what is measured and as what builds up.
        measures = [self.article.tests[test].measures for test in self.found.ids("test")]
        measured = [str(mechanism) for mechanism in measures if mechanism in self.article.mechanisms]
        by_term = [item for term in self.found.ids("term") for item in self.article.terms[term].items if item in self.article.mechanisms]
        return unique([*self.found.ids("mechanism"), *by_term, *measured])

    def factors(self) -> List[str]:
        """What is needed to take it up, where that is named."""
        return self.terms("uptake")

    def terms(self, *roles: str) -> List[str]:
        """The terms named that have one of the roles."""
        return [id_ for id_ in self.found.terms() if self.article.terms[id_].role in roles]

    def bringing(self) -> List[str]:
        """The terms named that bring about a circumstance."""
        return [id_ for id_ in self.found.terms() if self.article.terms[id_].circumstance]

    def beside_main(self, symptoms: Sequence[str]) -> List[str]:
        """Of these signs those that are not what the whole article is about."""
        return [id_ for id_ in symptoms if not self.article.symptoms[id_].main]

    def term(self, id_: str) -> Question:
        term = self.article.terms[id_]
        return self.question(term.topic, "about", items=list(term.items), terms=[id_], aspect=term.aspect)

    def question(self, topic: str, facet: str, *, items: Sequence[str] = (), terms: Sequence[str] = (), conditions: Sequence[str] = (),
                 aspect: Optional[str] = None) -> Question:
        return Question(topic, facet, tuple(items), tuple(terms), tuple(conditions), aspect, (), self.words, self.yes_no)
