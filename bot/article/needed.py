"""The facets that every article has to have, since answers are made of them."""
from typing import Dict, Iterator, List, Mapping

from bot.article.article import Article

_ALWAYS: Mapping[str, List[str]] = {
    "overview": ["summary"], "mechanism": ["list", "how_item"], "symptom": ["list", "without", "why", "unexplained"], "test": ["list", "without"],
    "food": ["list", "item", "items", "group", "without"], "treatment": ["list", "without"], "comparison": ["all"], "cause": ["list"], "outlook": [],
    "see-doctor": ["when"],
}


def missing(article: Article) -> Iterator[str]:
    """A line for each topic or facet that `article` lacks. What it does not speak of needs none."""
    for topic, facets in _needed(article).items():
        if topic not in article.topics:
            yield f"topics.yml: there is no topic {topic}"
            continue
        for facet in facets:
            if facet not in article.topics[topic].facets:
                yield f"topics.yml: {topic}: there is no facet {facet}"
    for mechanism in article.mechanisms.values():
        if "symptoms" not in mechanism.facets:
            yield f"mechanisms.yml: {mechanism.id}: there is no facet symptoms"
    if any(term.role == "form" for term in article.terms.values()) and "form" not in article.aspects:
        yield "treatments.yml: aspects: there are terms with the role form, and no aspect form"


def _needed(article: Article) -> Dict[str, List[str]]:
    needed = {topic: list(facets) for topic, facets in _ALWAYS.items()}
    needed["symptom"].extend(["other"] if article.further() else [])
    needed["food"].extend(["fortified", "fortified_item"] if any(group.fortified for group in article.food_groups.values()) else [])
    for topic in ("treatment", "comparison"):
        needed[topic].extend(article.aspects)
    return needed
