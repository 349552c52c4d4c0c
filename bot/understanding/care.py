"""What exactly is asked of foods, tests and treatments."""
from typing import List

from bot.answers.reading import Decline, Question, Reading
from bot.answers.wording import unique
from bot.understanding.asked import Asked
from bot.understanding.cues import load_asking


def food(asked: Asked, facet: str, items: List[str]) -> Reading:
    article = asked.article
    fortified = [id_ for id_, group in article.food_groups.items() if group.fortified]
    if any(item in article.foods and article.foods[item].group in fortified for item in items):
        items = [item for item in items if item not in fortified]  # "is cereal fortified?" asks about cereal
    groups = {article.foods[item].group for item in items if item in article.foods}
    items = [item for item in unique(items) if item in article.foods or item not in groups]  # "fish, tuna above all" is about tuna
    general = facet in ("list", "fortified", "vegetarian", "item") and not asked.yes_no
    if not items and general and asked.says(load_asking().lacking):
        return Decline("not_in_article")  # which foods do not hold it
    treatments = [id_ for id_ in asked.found.ids("treatment") if id_ not in article.by_way("food")]
    if facet in ("vegan", "vegetarian") and not items and treatments:
        return asked.question("treatment", "vegan", items=treatments, aspect="suitability")
    if items and (facet not in ("vegan", "vegetarian", "fortified") or not asked.says(load_asking().eaters)):
        return asked.question("food", "item", items=items)
    foods = [item for item in items if item in article.foods]
    if foods:
        return asked.question("food", "item", items=foods)
    if facet in ("vegan", "vegetarian", "fortified"):
        return asked.question("food", facet)
    return asked.question("food", "list")


def test(asked: Asked, facet: str, items: List[str]) -> Question:
    if facet == "both":
        return asked.question("test", "both")
    if asked.says(load_asking().borderline) and facet in ("list", "when", "item", "shows"):
        facet = "borderline"
    if facet in ("list", "when", "item") and not items and asked.says(load_asking().main):
        return asked.question("test", "item", items=list(asked.article.first_tests()))
    if facet in ("borderline", "tricky", "who", "list"):
        # "which tests are there" speaks of blood tests without asking about one
        return asked.question("test", facet)
    if items:
        return asked.question("test", facet if facet in ("when", "shows") else "item", items=items)
    return asked.question("test", facet if facet in ("when", "shows") else "list")


def treatment(asked: Asked, facet: str, items: List[str]) -> Question:
    items = _treatments(asked, items, facet)
    article, conditions = asked.article, asked.found.ids("condition")
    moving = article.by_way("movement")
    if asked.says(load_asking().combined) and facet in (*article.aspects, "item", "list", "depends"):
        return asked.question("treatment", "combine", items=items)
    if asked.terms("way") and facet in ("absorption", "kinds", "item", "about", "where"):
        return asked.term(asked.terms("way")[0])
    if asked.factors() and not items and facet == "absorption":
        return asked.term(asked.factors()[0])
    if facet in ("kinds", "item", "about", "list") and items and "form" in article.aspects and asked.says(load_asking().forms):
        facet = "form"
    if facet in article.aspects:
        return _aspect(asked, facet, items)
    if facet in ("exercise", "caution", "replace"):
        return asked.question("treatment", facet, items=moving)
    if facet in ("item", "list", "kinds") and len(items) == 1 and items != moving and asked.says(load_asking().suiting):
        return asked.question("treatment", "suitability", items=items, aspect="suitability", conditions=conditions)
    if facet == "kinds" and asked.terms("form"):
        return _aspect(asked, "form", items)
    if facet == "kinds":
        return asked.question("treatment", "kinds", items=[id_ for id_ in items if id_ in article.by_way("movement", "mouth")])
    if facet in ("where", "who_prescribes"):
        return asked.question("treatment", facet, items=items or article.by_way("needle"))
    if facet in ("item", "about"):
        if not items and conditions:
            return asked.question("treatment", conditions[0], conditions=conditions, aspect="suitability")
        if len(items) == 1 and conditions and facet == "item" and items != moving:
            return asked.question("treatment", "suitability", items=items, aspect="suitability", conditions=conditions)
        return asked.question("treatment", "item" if items else "list", items=items)
    return asked.question("treatment", facet)


def _aspect(asked: Asked, facet: str, items: List[str]) -> Question:
    """An aspect of one treatment, of several side by side, or of a circumstance."""
    conditions = asked.found.ids("condition")
    if len(items) > 1:
        return comparison(asked, facet, items)
    if not items and facet == "suitability" and conditions:
        return asked.question("treatment", conditions[0], conditions=conditions, aspect="suitability")
    if items and items == asked.article.by_way("movement"):
        return asked.question("treatment", "item", items=items)
    return asked.question("treatment", facet, items=items, aspect=facet, conditions=conditions)


def _treatments(asked: Asked, items: List[str], facet: str) -> List[str]:
    """Treatments named, or implied by the forms they come in or by foods."""
    if not items and facet in asked.article.aspects and asked.found.ids("food", "food_group"):
        return asked.article.by_way("food")  # "the b12 in a steak is natural?"
    implied = [item for term in asked.terms("form", "way") for item in asked.article.terms[term].items]
    return unique(items) or (implied if len(unique(implied)) == 1 else [])


def comparison(asked: Asked, facet: str, items: List[str]) -> Question:
    article = asked.article
    with_aspects = [id_ for id_, one in article.treatments.items() if one.aspects]
    aspect = facet if facet in article.aspects else None
    if asked.says(load_asking().combined):
        return asked.question("treatment", "combine", items=items)
    if asked.terms("way") and len(items) < 2 and facet in ("all", "absorption"):
        return asked.term(asked.terms("way")[0])  # "is a tablet under the tongue better?"
    if len(items) == 1 and aspect and items[0] in with_aspects and not asked.says(load_asking().comparing):
        return asked.question("treatment", facet, items=items, aspect=aspect)
    compared = items if len(items) > 1 else with_aspects
    if len(asked.terms("form")) > 1 and facet in ("all", "suitability"):
        facet = aspect = "form"  # "cyano, hydroxo … which one is used for what?"
    return asked.question("comparison", facet, items=compared, aspect=aspect, conditions=asked.found.ids("condition"))


def cause(asked: Asked, facet: str, items: List[str]) -> Question:
    """Where diet is asked about by somebody who eats well, the other cause is meant."""
    asks = asked.article.topics["cause"].facets.get(facet)
    other = asks.otherwise if asks and not asked.yes_no and asked.says(load_asking().not_from_diet) else None
    return asked.question("cause", other or facet)
