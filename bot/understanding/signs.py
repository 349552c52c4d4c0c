"""What exactly is asked of the subject as a whole, of its symptoms, and of how they come about."""
from typing import List

from bot.answers.reading import Decline, Question, Reading
from bot.understanding.asked import Asked
from bot.understanding.cues import load_asking


def overview(asked: Asked, topic: str, facet: str) -> Question:
    """The subject or its causes as a whole; where a sign or a part of a mechanism is named, it is asked about that."""
    found = asked.found
    named = found.ids("symptom")
    symptoms = asked.beside_main(named)
    if symptoms:
        return asked.question("symptom", "why" if topic == "cause" and not asked.yes_no else "item", items=symptoms)
    if facet == "link" and named and not asked.says(load_asking().linking):
        return asked.question("symptom", "item", items=named)  # "can it make muscles ache?" asks about one sign
    terms = [id_ for id_ in found.terms() if asked.article.terms[id_].topic == "mechanism" and "subject" not in asked.article.terms[id_].yields_to]
    if terms and facet in ("role", "summary", "link"):
        return asked.term(terms[0])
    mechanisms = [id_ for id_ in found.ids("mechanism") if "subject" not in asked.article.mechanisms[id_].yields_to or topic == "cause"]
    if mechanisms and facet in ("link", "list", "role") and not asked.bringing():
        return asked.question("mechanism", "about", items=mechanisms)
    return asked.question(topic, facet)


def symptom(asked: Asked, facet: str, items: List[str]) -> Reading:
    mechanisms, others = asked.mechanisms(), asked.beside_main(items)
    if facet in ("by_mechanism", "list") and others and asked.yes_no:
        facet = "item"  # "is numbness a sign of neuropathy?"
    if facet == "by_mechanism":
        return asked.question("symptom", "by_mechanism" if mechanisms else "list", items=mechanisms)
    if facet == "mistaken":
        return _mistaken(asked)
    if facet in ("item", "about", "why", "mood", "mind") and items:
        if facet == "why" and not others:
            return mechanism(asked, "list", [])
        return asked.question("symptom", "why" if facet == "why" else "item", items=others if facet == "why" else items)
    if facet == "why":
        return mechanism(asked, "how", mechanisms)
    if facet in ("item", "about"):
        if mechanisms:
            return asked.question("mechanism", "about", items=mechanisms)
        # somebody asks about a sign in words that are no sign of the article's
        return Decline("not_in_article", about="symptom") if facet == "item" and not asked.whole("symptom") else asked.question("symptom", "list")
    return asked.question("symptom", facet)


def _mistaken(asked: Asked) -> Question:
    """One pain taken for another."""
    if asked.says(load_asking().mistaken):
        return asked.question("symptom", "mistaken")
    return asked.question("symptom", "list") if asked.whole("symptom") else asked.question("mechanism", "certainty", items=asked.mechanisms())


def mechanism(asked: Asked, facet: str, items: List[str]) -> Question:
    mechanisms = asked.mechanisms()
    late = [id_ for id_ in asked.found.ids("symptom") if asked.article.symptoms[id_].late]
    if facet == "severe" and late:
        return asked.question("symptom", "item", items=late)
    if asked.article.speaks_of("mechanism", facet):
        return asked.question("mechanism", facet)
    if facet == "certainty":
        return asked.question("mechanism", facet, items=mechanisms)
    symptoms = asked.beside_main(asked.found.ids("symptom"))
    if symptoms and not mechanisms:
        return asked.question("symptom", "why", items=symptoms)
    if facet == "about" or (facet == "how" and mechanisms):
        return asked.question("mechanism", facet, items=mechanisms)
    return asked.question("mechanism", "list", items=mechanisms if facet == "how" or len(mechanisms) > 1 else [])
