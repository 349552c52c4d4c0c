"""From the classifier's label and the things a sentence mentions to what exactly is asked."""
import re
from dataclasses import replace
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from bot.answers.reading import Decline, Question, Reading, SmallTalk
from bot.answers.wording import contains
from bot.article import Article
from bot.language.asides import without_exclamations
from bot.language.mentions import Mention
from bot.language.words import split_words
from bot.understanding import care, signs
from bot.understanding.asked import Asked, Found
from bot.understanding.context import KINDS
from bot.understanding.cues import load_asking, load_polarity
from bot.understanding.left_out import GENERAL, remaining

_AUXILIARIES = frozenset(
    ["is", "are", "am", "was", "were", "do", "does", "did", "can", "could", "will", "would", "may", "might", "must", "has", "have", "should", "shall", "isnt",
     "arent"])
_FILLERS = frozenset(["so", "and", "but", "also", "hi", "hello", "hey", "please", "ok", "okay", "well", "then", "just", "um", "erm", "doctor"])
_NAMED_BESIDE = ("food", "symptom", "test", "treatment", "nutrient", "disease")
_ABOUT_ORDER = ("term", "mechanism", "test", "symptom", "treatment", "food", "food_group")
_TOPIC_OF_KIND = {"food": "food", "food_group": "food", "symptom": "symptom", "test": "test", "mechanism": "mechanism", "treatment": "treatment"}
# A thing of these kinds that the article does not name cannot be answered under these topics.
_UNLISTED_FOR: Dict[str, Tuple[str, ...]] = {
    "food": ("food", "nutrient"), "symptom": ("symptom", "disease"), "test": ("test", "disease"),
    "treatment": ("treatment", "nutrient"), "comparison": ("treatment", "nutrient"), "cause": ("disease", "treatment"),
}
_BUILDERS: Dict[str, Callable[[Asked, str, List[str]], Reading]] = {
    "food": care.food, "symptom": signs.symptom, "mechanism": signs.mechanism, "test": care.test, "treatment": care.treatment,
    "comparison": care.comparison, "cause": care.cause,
}


def is_yes_no(text: str) -> bool:
    """Whether a sentence of `text` asks for a yes or a no that the article's statement is: `is it …?`, `isn't it …?`, `… right?`.

    Not where a word turns the question round or narrows it: no word at all is better than the wrong one of the two.
    """
    tagged = bool(re.search(r"\b(right|correct|true)\s*\?\s*$", text.lower()))
    for sentence in re.split(r"[.!?;,\n]+", text):
        words = list(without_exclamations(split_words(sentence)))
        while words and words[0] in _FILLERS:
            words = words[1:]
        if words[:1] == ["whether"] and len(words) > 2 and "or" not in words:
            return not contains(words[1:], load_polarity().turning)
        if words and words[0] in _AUXILIARIES and len(words) > 1 and "or" not in words[2:]:
            asked = words[:1] + words[2:] if words[1] == "not" else words  # "isn't it …?" expects what "is it …?" does
            return not contains(asked[1:], load_polarity().turning)
    return tagged and not contains(split_words(text), load_polarity().turning)


def resolve(label: str, mentions: Sequence[Mention], text: str, words: Sequence[str], article: Article,
            left_out: Sequence[Tuple[str, str]] = ()) -> Reading:
    """Return what `text` asks, given its most likely `label` (`intent` or `intent/facet`), its mentions, and the (kind, id) that it leaves out.

    The result's topic, items and aspect are those of the contract.
    """
    intent, _, facet = label.partition("/")
    if intent == "smalltalk":
        return SmallTalk(facet)
    if not intent.startswith("ask_"):
        return not_named(Found(mentions), words) if intent == "not_in_article" else Decline(intent)
    asked = Asked(article, Found(mentions), tuple(words), is_yes_no(text), tuple(left_out))
    return _about(asked) if intent == "ask_about" else _of_topic(asked, intent[len("ask_"):], facet)


def _about(asked: Asked) -> Reading:
    """`What is X?`: the topic is that of X."""
    found = asked.found
    for kind in _ABOUT_ORDER:
        if kind == "term":
            terms = found.terms()
            # "pins and needles" beside "nerves": the item is meant, the term explains it.
            specific = [t for t in terms if "others" not in asked.article.terms[t].yields_to]
            if specific or (terms and not found.ids(*_TOPIC_OF_KIND)):
                return asked.term((specific or terms)[0])
        elif found.ids(kind):
            return _of_topic(asked, _TOPIC_OF_KIND[kind], "about")
    if found.unlisted():
        return Decline("not_in_article", about=found.first_unlisted_kind(), unlisted=tuple(found.unlisted()))
    return asked.question("overview", "summary", terms=found.subject()[-1:])


def not_named(found: Found, words: Sequence[str], missing: Sequence[str] = ()) -> Decline:
    """What the article does not hold; where a thing is named that it does not name, of that kind (a disease asked about as a sign is a sign)."""
    unlisted = missing or found.unlisted(*_NAMED_BESIDE)
    if not unlisted or (not missing and found.ids(*_TOPIC_OF_KIND)):
        return Decline("not_in_article")
    kind = found.kind_of(unlisted[0])
    return Decline("not_in_article", about="symptom" if kind == "disease" and contains(words, load_asking().signs) else kind, unlisted=tuple(unlisted))


def _without(asked: Asked, topic: str, facet: str, items: Sequence[str]) -> Optional[Question]:
    """What remains of a topic without what is left out; None where nothing is, or where others of its kind are asked about."""
    excluded = asked.excluded(*KINDS.get(topic, ()))
    excluded = asked.beside_main(excluded) if topic == "symptom" else excluded  # "besides aching muscles" is the article's own list
    aspect = facet if topic in ("treatment", "comparison") and facet in asked.article.aspects else None
    if not excluded or (facet not in GENERAL.get(topic, ()) and not aspect):
        return None
    topic = "treatment" if topic == "comparison" else topic
    article, own = asked.article, [item for item in items if item not in excluded]
    if topic == "food" and own and all(item in article.food_groups and item not in article.foods for item in own):
        foods = [food.id for group in own for food in article.foods_in(group) if food.id not in excluded]
        return asked.question("food", "item", items=foods) if any(article.foods[id_].group in own for id_ in excluded if id_ in article.foods) else None
    if own:
        return None
    if aspect:
        rest = [id_ for id_ in remaining(article, topic, excluded) if article.treatments[id_].aspects]
        return asked.question("comparison", aspect, items=rest, aspect=aspect) if len(rest) > 1 else None
    mechanisms = asked.mechanisms() if topic == "symptom" else ()
    return replace(asked.question(topic, "without", items=remaining(article, topic, excluded, mechanisms)), excluded=tuple(excluded))


def _of_topic(asked: Asked, topic: str, facet: str) -> Reading:
    """A question whose topic the classifier knows."""
    found, items = asked.found, asked.found.ids(*KINDS.get(topic, ()))
    if topic == "cause" and asked.terms("cause"):
        return asked.term(asked.terms("cause")[0])
    if topic == "overview" or (topic, facet) == ("cause", "list"):
        return signs.overview(asked, topic, facet)
    if topic == "cause" and asked.factors():
        return asked.term(asked.factors()[0])
    if (topic, facet) in (("comparison", "all"), ("comparison", "suitability")) and not items and asked.bringing():
        return asked.term(asked.bringing()[0])  # not two treatments are compared, but the deficiency and what may cause it
    rest = _without(asked, topic, facet, items)
    if rest:
        return rest
    missing = found.unlisted(*_UNLISTED_FOR.get(topic, ()))
    if missing and not items and not (topic == "symptom" and asked.mechanisms()):
        return not_named(found, asked.words, missing)
    question = _BUILDERS[topic](asked, facet, items) if topic in _BUILDERS else asked.question(topic, facet)
    return replace(question, unlisted=tuple(missing)) if missing and isinstance(question, Question) else question
