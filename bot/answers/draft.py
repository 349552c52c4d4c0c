"""An answer in the making, and what all topics say it with."""
from typing import List, Optional, Sequence, Tuple

from bot.answers.answer import Block, Bullets, Paragraph
from bot.answers.reading import Question
from bot.answers.wording import capital, contains, listed
from bot.article import Article
from bot.article.schema import Entry, Statement


class Draft:
    """An answer in the making."""

    def __init__(self, article: Article, question: Question) -> None:
        self.article, self.question = article, question
        self.blocks: List[Block] = []
        self.short: List[str] = []
        self.sources: List[str] = []
        self.items: Tuple[str, ...] = question.items
        self.aspect: Optional[str] = question.aspect
        self.next: List[str] = []

    def facet(self, name: str, topic: Optional[str] = None, **values: str) -> None:
        """Say what the article's data hold for a facet of the topic."""
        facet = self.article.topics[topic or self.question.topic].facets[name]
        self.say(facet, **values)
        self.items = self.items or tuple(facet.items)
        self.aspect = self.aspect or facet.aspect
        self.next.extend(facet.next)

    def say(self, statement: Statement, sections: Sequence[str] = (), **values: str) -> None:
        """Add a statement; the first one of a yes/no question begins with yes or no."""
        lead = "" if self.blocks else self.lead(statement)
        full = statement.full.format(**values) if values else statement.full
        short = statement.short.format(**values) if values else statement.short
        self.blocks.append(Paragraph(f"{lead} {capital(full)}".strip()))
        self.short.append(f"{lead} {capital(short)}".strip())
        self.sources.extend(statement.sections or sections)

    def lead(self, statement: Statement) -> str:
        """`Yes.`, `No.` or nothing, by the words of the question."""
        if not self.question.yes_no:
            return ""
        for lead in statement.leads:
            if contains(self.question.words, lead.when):
                return lead.say
        return statement.yes or ""

    def bullets(self, items: Sequence[Tuple[str, str]], *, ordered: bool = False) -> None:
        if items:
            self.blocks.append(Bullets(tuple(items), ordered))


def plain(draft: Draft) -> None:
    """What the article says under the facet that is asked for, or under the first of its topic."""
    facets = draft.article.topics[draft.question.topic].facets
    draft.facet(draft.question.facet if draft.question.facet in facets else next(iter(facets)))


def without(draft: Draft, rows: Sequence[Tuple[str, str]], **values: str) -> None:
    """What remains without the things that the person leaves out."""
    article = draft.article
    labels = {id_: str(entry.label) for kind in ("food_group", "food", "symptom", "test", "treatment") for id_, entry in article.of_kind(kind).items()}
    excluded = listed([labels[id_] for id_ in draft.question.excluded], "and")
    draft.facet("without", excluded=excluded, rest=listed([labels[id_] for id_ in draft.question.items]), **values)
    draft.bullets(rows)
    sections = [id_ for kind in ("symptom", "test", "treatment") for item in draft.items for id_ in _sections(article, kind, item)]
    draft.sources = list(sections) or draft.sources


def _sections(article: Article, kind: str, item: str) -> Sequence[str]:
    entry = article.of_kind(kind).get(item)
    return entry.sections if isinstance(entry, Entry) else ()
