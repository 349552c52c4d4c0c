"""Loads data/article into one immutable Article, after checking that the files agree with each other."""
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Optional, Set

from bot.article import schema
from bot.article.article import KINDS, Article
from bot.article.errors import DataError
from bot.article.files import pack, read
from bot.article.needed import missing


def _by_id(entries: Iterable[Any], where: str, mistakes: List[str]) -> Dict[str, Any]:
    found: Dict[str, Any] = {}
    for number, entry in enumerate(entries):
        if entry.id in found:
            mistakes.append(f"{where} -> {number} -> id: {entry.id} is there twice")
        found[entry.id] = entry
    return found


def read_article(folder: Optional[Path] = None) -> Article:
    """Read and check the files of `folder`, or of the article that is answered from.

    Raises DataError with every mistake of every file at once.
    """
    mistakes: List[str] = []
    folder = folder or pack() / "article"
    sections = read(folder / "sections.yml", schema.SectionsFile, mistakes)
    topics = read(folder / "topics.yml", schema.TopicsFile, mistakes)
    mechanisms = read(folder / "mechanisms.yml", schema.MechanismsFile, mistakes)
    symptoms = read(folder / "symptoms.yml", schema.SymptomsFile, mistakes)
    tests = read(folder / "tests.yml", schema.TestsFile, mistakes)
    foods = read(folder / "foods.yml", schema.FoodsFile, mistakes)
    treatments = read(folder / "treatments.yml", schema.TreatmentsFile, mistakes)
    terms = read(folder / "terms.yml", schema.TermsFile, mistakes)
    notices = read(folder / "notices.yml", schema.NoticesFile, mistakes)
    if not (sections and topics and mechanisms and symptoms and tests and foods and treatments and terms and notices):
        raise DataError(mistakes)
    article = Article(
        about=sections.article,
        sections=_by_id(sections.entries, "sections.yml: entries", mistakes),
        topics=_by_id(topics.entries, "topics.yml: entries", mistakes),
        mechanisms=_by_id(mechanisms.entries, "mechanisms.yml: entries", mistakes),
        symptoms=_by_id(symptoms.entries, "symptoms.yml: entries", mistakes),
        tests=_by_id(tests.entries, "tests.yml: entries", mistakes),
        food_groups=_by_id(foods.groups, "foods.yml: groups", mistakes),
        foods=_by_id(foods.foods, "foods.yml: foods", mistakes),
        treatments=_by_id(treatments.entries, "treatments.yml: entries", mistakes),
        aspects=_by_id(treatments.aspects, "treatments.yml: aspects", mistakes),
        terms=_by_id(terms.entries, "terms.yml: entries", mistakes),
        conditions=_by_id(notices.conditions, "notices.yml: conditions", mistakes),
        notices=tuple(notices.notices),
    )
    mistakes.extend(missing(article))
    mistakes.extend(_disagreements(article))
    if mistakes:
        raise DataError(mistakes)
    return article


@lru_cache(maxsize=1)
def load_article() -> Article:
    """The project's own article, read once per process. Raises DataError."""
    return read_article()


def _disagreements(article: Article) -> Iterator[str]:
    """Ids that one file mentions and no file defines."""
    items = {id_ for kind in KINDS if kind not in ("term", "condition") for id_ in article.of_kind(kind)}
    for file, entries in (("mechanisms", article.mechanisms), ("symptoms", article.symptoms), ("tests", article.tests),
                          ("treatments", article.treatments), ("terms", article.terms)):
        for entry in entries.values():
            said = [entry, *entry.facets.values(), *getattr(entry, "aspects", {}).values()]
            for section in {section for one in said for section in one.sections} - set(article.sections):
                yield f"{file}.yml: {entry.id} -> sections: there is no section {section}"
    for symptom in article.symptoms.values():
        for id_ in set(symptom.mechanisms) - set(article.mechanisms):
            yield f"symptoms.yml: {symptom.id} -> mechanisms: there is no mechanism {id_}"
    for food in article.foods.values():
        if food.group not in article.food_groups:
            yield f"foods.yml: {food.id} -> group: there is no group {food.group}"
    for treatment in article.treatments.values():
        if treatment.aspects and set(treatment.aspects) != set(article.aspects):
            yield f"treatments.yml: {treatment.id} -> aspects: should be all of {', '.join(article.aspects)}, or none"
    for term in article.terms.values():
        if term.topic not in article.topics:
            yield f"terms.yml: {term.id} -> topic: there is no topic {term.topic}"
        for id_ in set(term.items) - items:
            yield f"terms.yml: {term.id} -> items: there is no item {id_}"
        if term.circumstance and term.circumstance not in article.conditions:
            yield f"terms.yml: {term.id} -> circumstance: there is no condition {term.circumstance}"
    for test in article.tests.values():
        if test.measures and test.measures not in article.mechanisms:
            yield f"tests.yml: {test.id} -> measures: there is no mechanism {test.measures}"
    treatment_facets = article.topics["treatment"].facets if "treatment" in article.topics else {}
    for condition in article.conditions:
        if condition not in treatment_facets:
            yield f"notices.yml: {condition}: topic treatment has no facet of that name"
    yield from _topic_disagreements(article, items)


def _topic_disagreements(article: Article, items: Set[str]) -> Iterator[str]:
    for topic in article.topics.values():
        for name, facet in topic.facets.items():
            where = f"topics.yml: {topic.id} -> {name}"
            for section in set(facet.sections) - set(article.sections):
                yield f"{where} -> sections: there is no section {section}"
            if facet.otherwise and facet.otherwise not in topic.facets:
                yield f"{where} -> otherwise: there is no facet {facet.otherwise}"
            for id_ in set(facet.items) - items:
                yield f"{where} -> items: there is no item {id_}"
            for reference in [*facet.next, *([facet.why] if facet.why else [])]:
                if not refers(article, reference):
                    yield f"{where} -> next: {reference} leads nowhere"
    for notice in article.notices:
        if notice.section not in article.sections:
            yield f"notices.yml: there is no section {notice.section}"


def refers(article: Article, reference: str) -> bool:
    """Whether `topic/facet` or `topic/facet@item` names something that can be answered."""
    asked, _, item = reference.partition("@")
    topic, _, facet = asked.partition("/")
    known_item = not item or any(item in article.of_kind(kind) for kind in KINDS)
    return topic in article.topics and known_item and (bool(item) or facet in article.topics[topic].facets)
