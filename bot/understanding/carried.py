"""What a question takes over from the one before it."""
from dataclasses import replace
from typing import Optional, Sequence

from bot.answers.choices import referred
from bot.answers.reading import Question
from bot.article import Article
from bot.understanding.context import KINDS

_POINTERS = frozenset(("it", "that", "this", "them", "those", "these", "they", "then", "instead"))
_LEFT = frozenset(("left", "remain", "remains", "remaining", "leaves", "still"))


def about_items(question: Question, items: Sequence[str], article: Article) -> Question:
    """The previous question asked of other things: `how fast do injections work?` `and tablets?`."""
    items = tuple(items)
    kind = next((kind for kind in ("treatment", "test", "symptom", "food", "food_group", "mechanism") if items[0] in article.of_kind(kind)), None)
    same = kind in KINDS.get(question.topic, ())
    if kind == "treatment" and question.topic in ("treatment", "comparison"):
        if question.aspect and list(items) != article.by_way("movement"):
            topic = "comparison" if len(items) > 1 else "treatment"
            return Question(topic, question.aspect, items, aspect=question.aspect)
        if len(items) > 1:
            return Question("comparison", "all", items)
        entry = article.treatments[items[0]]
        facet = question.facet if question.facet in entry.facets else "item"
        return Question("treatment", facet, items)
    if same and kind == "symptom" and question.facet == "why":
        return Question("symptom", "why", items)
    if same and kind == "test" and question.facet in ("when", "shows"):
        return Question("test", question.facet, items)
    if same and kind == "mechanism" and question.facet in ("certainty", "how"):
        return Question("mechanism", question.facet, items)
    topics = {"treatment": "treatment", "test": "test", "symptom": "symptom", "food": "food", "food_group": "food", "mechanism": "mechanism"}
    facet = "about" if kind == "mechanism" else "item"
    return Question(topics[kind or "food"], facet, items, yes_no=same and question.yes_no)


def why(question: Question, article: Article) -> Optional[Question]:
    """What `why?` asks after `question`; None where the article gives no reason."""
    if question.topic == "symptom" and question.items and all(id_ in article.symptoms and article.symptoms[id_].main for id_ in question.items):
        return Question("mechanism", "list")
    if question.topic == "symptom" and question.items and question.facet in ("item", "why"):
        return Question("symptom", "why", question.items)
    if question.topic == "mechanism":
        return Question("mechanism", "how", question.items)
    treated = [id_ for id_ in question.items if id_ in article.treatments and article.treatments[id_].aspects]
    if treated and question.topic == "treatment" and question.facet in ("item", "about"):
        return Question("treatment", "suitability", tuple(treated[:1]), aspect="suitability")  # "why injections?": for whom nothing else works
    if question.topic == "test" and question.items and question.facet in ("item", "about", "when"):
        return Question("test", "shows", question.items)
    facets = article.topics[question.topic].facets
    reason = facets[question.facet].why if question.facet in facets else None
    if reason is None:
        return None
    asked = referred(reason, article)
    return replace(asked, items=question.items) if asked.topic == question.topic and not asked.items else asked


def _circumstance(question: Question, article: Article) -> str:
    """What decides the treatment, where the question was about such a circumstance: `malabsorption`."""
    brought = [article.terms[term].circumstance for term in question.terms if term in article.terms]
    named = [*question.conditions, question.facet, *question.terms, *(str(one) for one in brought if one)]
    return next((name for name in named if name in article.conditions), "")


def left_over(question: Question, previous: Question) -> bool:
    """Whether it is asked what remains without the things left out before: of somebody who eats no meat, `which foods are left?`."""
    return bool(previous.excluded) and (question.topic, question.facet) == (previous.topic, "list") and not _LEFT.isdisjoint(question.words)


def filled(question: Question, previous: Question, article: Article) -> Question:
    """A question that names nothing, about what the previous one was about: `how fast do they work?`."""
    if previous.terms and "it" in question.words and (question.topic, question.aspect) == (previous.topic, previous.aspect):
        return replace(question, facet="about", items=previous.items, terms=previous.terms)  # "what is intrinsic factor, does B12 need it?"
    circumstance = _circumstance(previous, article) if _POINTERS & set(question.words) else ""
    if circumstance and question.topic == "treatment" and not question.conditions and question.facet in ("item", "list", "about", "suitability"):
        facet = "suitability" if question.items else circumstance  # "do tablets work for it?", "what do they give them?"
        return replace(question, facet=facet, conditions=(circumstance,), aspect="suitability")
    if question.items or question.terms or question.conditions:
        return question
    if question.topic in ("treatment", "comparison") and (question.aspect or question.facet in ("item", "kinds")):
        treatments = [item for item in previous.items if item in article.treatments]
        if not treatments and previous.topic == "food":
            treatments = article.by_way("food")
        if treatments:
            about = about_items(question, treatments, article)
            return replace(about, words=question.words, yes_no=question.yes_no)
        return question
    if question.topic == "cause" and question.facet == "list" and previous.topic in ("symptom", "mechanism") and previous.items:
        facet = "why" if previous.topic == "symptom" else "how"
        return replace(question, topic=previous.topic, facet=facet, items=previous.items)  # "why do they happen?", "why does it go up?"
    measured = tuple(id_ for id_, test in article.tests.items() if test.measures in previous.items)
    if question.topic == "test" and question.facet in ("list", "item") and measured:
        return replace(question, facet="item", items=measured)  # of homocysteine: "is there a test for it?"
    if question.topic == "overview" and previous.items and {"it", "that", "this", "they", "those"} & set(question.words):
        facet = "how" if previous.topic == "mechanism" else "item"
        return Question("mechanism", facet, previous.items) if previous.topic == "mechanism" else about_items(
            replace(previous, facet=facet), previous.items, article)  # "what happens to it then?", "what do doctors call that?"
    if question.topic == "symptom" and previous.topic == "test" and previous.items and {"show", "shows"} & set(question.words):
        return replace(question, topic="test", facet="shows", items=previous.items)  # "what does it show?"
    same = previous.topic == question.topic or (previous.topic, question.topic) == ("symptom", "mechanism")
    if not (same and previous.items):
        return question
    if question.topic == "test" and question.facet in ("when", "shows", "list"):
        facet = question.facet if question.facet != "list" else "item"
        return replace(question, facet=facet, items=previous.items)
    if previous.topic == "symptom" and question.facet in ("why", "how", "list") and question.topic == "mechanism":
        return replace(question, topic="symptom", facet="why", items=previous.items)
    if question.topic == "mechanism" and question.facet in ("how", "list", "certainty", "about"):
        return replace(question, facet="how" if question.facet == "list" else question.facet, items=previous.items)
    if question.topic == "food" and question.facet == "item":
        return replace(question, facet="item", items=previous.items)
    return question
