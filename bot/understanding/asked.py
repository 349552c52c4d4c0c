"""One question in the making: what it names and how it is worded, with what the topics' builders share."""
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

from bot.answers.reading import Question
from bot.answers.wording import contains, unique
from bot.article import Article
from bot.language.mentions import Mention
from bot.language.words import singular

GENERIC = ("b12", "b12_deficiency")
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
        return [id_ for id_ in self.ids("term") if id_ not in GENERIC]


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
        # The article speaks of homocysteine as what is measured and as what builds up.
        measured = ["homocysteine"] if "homocysteine_test" in self.found.ids("test") and "homocysteine" in self.article.mechanisms else []
        by_term = [item for term in self.found.ids("term") for item in self.article.terms[term].items if item in self.article.mechanisms]
        return unique([*self.found.ids("mechanism"), *by_term, *measured])

    def factors(self) -> List[str]:
        """What B12 needs on its way from the stomach, where it is named."""
        return [id_ for id_ in self.found.terms() if id_ in ("intrinsic_factor", "stomach_acid")]

    def term(self, id_: str) -> Question:
        term = self.article.terms[id_]
        return self.question(term.topic, "about", items=list(term.items), terms=[id_], aspect=term.aspect)

    def question(self, topic: str, facet: str, *, items: Sequence[str] = (), terms: Sequence[str] = (), conditions: Sequence[str] = (),
                 aspect: Optional[str] = None) -> Question:
        return Question(topic, facet, tuple(items), tuple(terms), tuple(conditions), aspect, (), self.words, self.yes_no)
