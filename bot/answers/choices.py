"""Buttons: what to ask next."""
from typing import List, Optional, Sequence, Tuple

from bot.answers.answer import Choice
from bot.answers.payloads import from_payload, to_payload
from bot.answers.reading import Question
from bot.answers.wording import capital, small, unique
from bot.article import Article

MOST_CHOICES = 3
INTAKE = "intake/start"  # the reference of the button that begins the guided intake
START = Choice("Check my symptoms", '/intake_do{"command":"start"}')


def choices(references: Sequence[str], article: Article, *, asked: Optional[Question] = None,
            questions: Sequence[Question] = ()) -> Tuple[Choice, ...]:
    """Up to three buttons for `questions` and for `topic/facet`, `topic/facet@item` or INTAKE references, without what was asked just now."""
    found = [Choice(_title(question, article), to_payload(question)) for question in questions]
    for reference in unique(references):
        if reference == INTAKE:
            found.append(START)
            continue
        question = referred(reference, article)
        if asked and (asked.topic, asked.facet, tuple(asked.items)) == (question.topic, question.facet, question.items):
            continue
        found.append(Choice(_title(question, article), to_payload(question)))
    return tuple(found[:MOST_CHOICES])


def referred(reference: str, article: Article) -> Question:
    """The question that the data mean by `topic/facet` or `topic/facet@item`."""
    path, _, item = reference.partition("@")
    topic, _, facet = path.partition("/")
    return Question(topic, facet, (item,) if item else (), aspect=facet if facet in article.aspects else None)


def titles(references: Sequence[str], article: Article) -> List[str]:
    """What stands on the buttons for all of these references."""
    return [START.title if reference == INTAKE else _title(referred(reference, article), article) for reference in references]


def choices_of(buttons: Sequence[Choice], article: Article) -> List[Question]:
    """The questions behind buttons."""
    asked = (from_payload(button.payload, article) for button in buttons)
    return [question for question in asked if question]


def _title(question: Question, article: Article) -> str:
    facets = article.topics[question.topic].facets
    if not question.items:
        return str(facets[question.facet].ask)
    entry = next(e for kind in ("mechanism", "symptom", "test", "food", "food_group", "treatment") for i, e in article.of_kind(kind).items()
                 if i == question.items[0])
    if question.facet in facets and list(question.items) == facets[question.facet].items:
        return str(facets[question.facet].ask)
    if question.aspect:
        return f"{capital(entry.label)}: {small(article.aspects[question.aspect].label)}"
    if question.facet in ("why", "by_mechanism", "shows", "when", "replace"):
        asks = {"why": f"Why {entry.label}?", "by_mechanism": f"Symptoms of {entry.label}", "shows": f"What does {entry.label} show?",
                "when": f"When is {entry.label} done?", "replace": f"Can {entry.label} replace treatment?"}
        return asks[question.facet]
    return f"More on {entry.label}"
