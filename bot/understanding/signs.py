"""What exactly is asked of B12 as a whole, of its symptoms, and of how they come about."""
from typing import List

from bot.answers.reading import Decline, Question, Reading
from bot.understanding.asked import Asked
from bot.understanding.cues import load_asking


def overview(asked: Asked, topic: str, facet: str) -> Question:
    """B12 or its causes as a whole; where a sign or a part of a mechanism is named, it is asked about that."""
    found = asked.found
    symptoms = [id_ for id_ in found.ids("symptom") if id_ != "muscle_pain"]
    if symptoms:
        return asked.question("symptom", "why" if topic == "cause" and not asked.yes_no else "item", items=symptoms)
    if facet == "link" and found.ids("symptom") and not asked.says(load_asking().linking):
        return asked.question("symptom", "item", items=["muscle_pain"])  # "can it make muscles ache?" asks about one sign
    terms = [id_ for id_ in found.terms() if asked.article.terms[id_].topic == "mechanism" and id_ != "nervous_system"]
    if terms and facet in ("role", "summary", "link"):
        return asked.term(terms[0])
    mechanisms = [id_ for id_ in found.ids("mechanism") if id_ != "neuropathy" or topic == "cause"]
    if mechanisms and facet in ("link", "list", "role") and "pernicious_anemia" not in found.terms():
        return asked.question("mechanism", "about", items=mechanisms)
    return asked.question(topic, facet)


def symptom(asked: Asked, facet: str, items: List[str]) -> Reading:
    mechanisms = asked.mechanisms()
    if facet in ("by_mechanism", "list") and items not in ([], ["muscle_pain"]) and asked.yes_no:
        facet = "item"  # "is numbness a sign of neuropathy?"
    if facet == "by_mechanism":
        return asked.question("symptom", "by_mechanism" if mechanisms else "list", items=mechanisms)
    if facet == "mistaken":
        return _mistaken(asked)
    if facet in ("item", "about", "why", "mood", "mind") and items:
        specific = [item for item in items if item != "muscle_pain"] or items
        if facet == "why" and items == ["muscle_pain"]:
            return mechanism(asked, "list", [])
        return asked.question("symptom", "why" if facet == "why" else "item", items=specific if facet == "why" else items)
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
    if facet == "severe" and "walking_difficulty" in asked.found.ids("symptom"):
        return asked.question("symptom", "item", items=["walking_difficulty"])
    if facet in ("why_muscles", "severe"):
        return asked.question("mechanism", facet)
    if facet == "certainty":
        return asked.question("mechanism", facet, items=mechanisms)
    symptoms = [s for s in asked.found.ids("symptom") if s != "muscle_pain"]
    if symptoms and not mechanisms:
        return asked.question("symptom", "why", items=symptoms)
    if facet == "about" or (facet == "how" and mechanisms):
        return asked.question("mechanism", facet, items=mechanisms)
    return asked.question("mechanism", "list", items=mechanisms if facet == "how" or len(mechanisms) > 1 else [])
