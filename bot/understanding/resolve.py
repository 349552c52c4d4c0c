"""From the classifier's label and the things a sentence mentions to what exactly is asked."""
import re
from typing import Dict, List, Optional, Sequence, Tuple

from bot.answers.reading import Decline, Question, Reading, SmallTalk
from bot.answers.wording import contains, unique
from bot.article import Article
from bot.language.mentions import Mention
from bot.language.words import singular, split_words
from bot.understanding.context import KINDS
from bot.understanding.cues import load_asking, load_polarity

GENERIC = ("b12", "b12_deficiency")
_AUXILIARIES = frozenset(
    ["is", "are", "am", "was", "were", "do", "does", "did", "can", "could", "will", "would", "may", "might", "must", "has", "have", "should", "shall", "isnt",
     "arent"])
_FILLERS = frozenset(["so", "and", "but", "also", "hi", "hello", "hey", "please", "ok", "okay", "well", "then", "just", "um", "erm", "doctor"])
_WHOLE = {"symptom": ("symptom", "sign", "problem", "complaint", "effect")}
_ABOUT_ORDER = ("term", "mechanism", "test", "symptom", "treatment", "food", "food_group")
_TOPIC_OF_KIND = {"food": "food", "food_group": "food", "symptom": "symptom", "test": "test", "mechanism": "mechanism", "treatment": "treatment"}
# A thing of these kinds that the article does not name cannot be answered under these topics.
_UNLISTED_FOR: Dict[str, Tuple[str, ...]] = {
    "food": ("food", "nutrient"), "symptom": ("symptom", "disease"), "test": ("test", "disease"),
    "treatment": ("treatment", "nutrient"), "comparison": ("treatment", "nutrient"), "cause": ("disease", "treatment"),
}


def is_yes_no(text: str) -> bool:
    """Whether a sentence of `text` asks for a yes or a no that the article's statement is: `is it …?`, `isn't it …?`, `… right?`.

    Not where a word turns the question round or narrows it: no word at all is better than the wrong one of the two.
    """
    tagged = bool(re.search(r"\b(right|correct|true)\s*\?\s*$", text.lower()))
    for sentence in re.split(r"[.!?;,\n]+", text):
        words = split_words(sentence)
        while words and words[0] in _FILLERS:
            words = words[1:]
        if words and words[0] in _AUXILIARIES and len(words) > 1 and "or" not in words[2:]:
            asked = words[:1] + words[2:] if words[1] == "not" else words  # "isn't it …?" expects what "is it …?" does
            return not contains(asked[1:], load_polarity().turning)
    return tagged and not contains(split_words(text), load_polarity().turning)


def resolve(label: str, mentions: Sequence[Mention], text: str, words: Sequence[str], article: Article) -> Reading:
    """Return what `text` asks, given its most likely `label` (`intent` or `intent/facet`) and its mentions.

    The result's topic, items and aspect are those of the contract.
    """
    intent, _, facet = label.partition("/")
    if intent == "smalltalk":
        return SmallTalk(facet)
    if not intent.startswith("ask_"):
        return Decline(intent)
    found = _Found(mentions)
    asked = _Asked(article, found, tuple(words), is_yes_no(text))
    if intent == "ask_about":
        return asked.about()
    return asked.topic(intent[len("ask_"):], facet)


class _Found:
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

    def terms(self) -> List[str]:
        return [id_ for id_ in self.ids("term") if id_ not in GENERIC]


class _Asked:
    """Builds the reading of one question."""

    def __init__(self, article: Article, found: _Found, words: Tuple[str, ...], yes_no: bool) -> None:
        self._article, self._found, self._words, self._yes_no = article, found, words, yes_no

    def about(self) -> Reading:
        """`What is X?`: the topic is that of X."""
        for kind in _ABOUT_ORDER:
            if kind == "term":
                terms = self._found.terms()
                # "pins and needles" beside "nerves": the item is meant, the term explains it.
                specific = [t for t in terms if t not in ("nervous_system", "oxygen")]
                if specific or (terms and not self._found.ids(*_TOPIC_OF_KIND)):
                    return self._term((specific or terms)[0])
            elif self._found.ids(kind):
                return self.topic(_TOPIC_OF_KIND[kind], "about")
        if self._found.unlisted():
            return Decline("not_in_article", about=self._found.first_unlisted_kind(), unlisted=tuple(self._found.unlisted()))
        generic = [id_ for id_ in self._found.ids("term") if id_ in GENERIC]
        return self._question("overview", "summary", terms=generic[-1:])

    def _term(self, id_: str) -> Question:
        term = self._article.terms[id_]
        return self._question(term.topic, "about", items=list(term.items), terms=[id_], aspect=term.aspect)

    def topic(self, topic: str, facet: str) -> Reading:
        """A question whose topic the classifier knows."""
        items = self._found.ids(*KINDS.get(topic, ()))
        if topic == "overview" or (topic, facet) == ("cause", "list"):
            return self._overview(topic, facet)
        factors = [id_ for id_ in self._found.terms() if id_ in ("intrinsic_factor", "stomach_acid")]
        if topic == "cause" and factors:
            return self._term(factors[0])
        missing = self._found.unlisted(*_UNLISTED_FOR.get(topic, ()))
        if missing and not items and not (topic == "symptom" and self._mechanisms()):
            return Decline("not_in_article", about=self._found.first_unlisted_kind(), unlisted=tuple(missing))
        build = {"food": self._food, "symptom": self._symptom, "mechanism": self._mechanism, "test": self._test,
                 "treatment": self._treatment, "comparison": self._comparison}.get(topic)
        question = build(facet, items) if build else self._question(topic, facet)
        if missing and isinstance(question, Question):
            return self._with_unlisted(question, missing)
        return question

    def _overview(self, topic: str, facet: str) -> Reading:
        """B12 or its causes as a whole; where a sign or a part of a mechanism is named, it is asked about that."""
        symptoms = [id_ for id_ in self._found.ids("symptom") if id_ != "muscle_pain"]
        if symptoms:
            return self._question("symptom", "why" if topic == "cause" and not self._yes_no else "item", items=symptoms)
        if facet == "link" and self._found.ids("symptom") and not contains(self._words, load_asking().linking):
            return self._question("symptom", "item", items=["muscle_pain"])  # "can it make muscles ache?" asks about one sign
        terms = [id_ for id_ in self._found.terms() if self._article.terms[id_].topic == "mechanism" and id_ != "nervous_system"]
        if terms and facet in ("role", "summary", "link"):
            return self._term(terms[0])
        mechanisms = [id_ for id_ in self._found.ids("mechanism") if id_ != "neuropathy" or topic == "cause"]
        if mechanisms and facet in ("link", "list") and "pernicious_anemia" not in self._found.terms():
            return self._question("mechanism", "about", items=mechanisms)
        return self._question(topic, facet)

    def _food(self, facet: str, items: List[str]) -> Reading:
        if any(item in self._article.foods and self._article.foods[item].group == "fortified_foods" for item in items):
            items = [item for item in items if item != "fortified_foods"]  # "is cereal fortified?" asks about cereal
        if "eggs" in items:  # a food and a group of one
            items = unique(items)
        eaters = contains(self._words, load_asking().eaters)
        if not items and facet in ("list", "fortified", "vegetarian", "item") and not self._yes_no and contains(self._words, load_asking().lacking):
            return Decline("not_in_article")  # which foods do not hold it
        if facet in ("vegan", "vegetarian") and not items and self._found.ids("treatment") not in ([], ["diet"]):
            return self._question("treatment", "vegan", items=[id_ for id_ in self._found.ids("treatment") if id_ != "diet"], aspect="suitability")
        if items and (facet not in ("vegan", "vegetarian", "fortified") or not eaters):
            return self._question("food", "item", items=items)
        foods = [item for item in items if item in self._article.foods]
        if foods:
            return self._question("food", "item", items=foods)
        if facet in ("vegan", "vegetarian", "fortified"):
            return self._question("food", facet)
        return self._question("food", "list")

    def _symptom(self, facet: str, items: List[str]) -> Reading:
        if facet == "by_mechanism":
            mechanisms = self._mechanisms()
            return self._question("symptom", "by_mechanism" if mechanisms else "list", items=mechanisms)
        if facet in ("item", "about", "why", "mood", "mind") and items:
            specific = [item for item in items if item != "muscle_pain"] or items
            if facet == "why" and items == ["muscle_pain"]:
                return self._mechanism("list", [])
            return self._question("symptom", "why" if facet == "why" else "item", items=specific if facet == "why" else items)
        if facet == "why":
            return self._mechanism("how", self._mechanisms())
        if facet in ("item", "about"):
            mechanisms = self._mechanisms()
            if mechanisms:
                return self._question("mechanism", "about", items=mechanisms)
            # somebody asks about a sign in words that are no sign of the article's
            return Decline("not_in_article", about="symptom") if facet == "item" and not self._whole("symptom") else self._question("symptom", "list")
        return self._question("symptom", facet)

    def _whole(self, kind: str) -> bool:
        """Whether the words speak of a kind of things as a whole: `these symptoms`."""
        return any(singular(word) in _WHOLE[kind] for word in self._words)

    def _mechanisms(self) -> List[str]:
        """The mechanisms meant, by their own names or by a term that belongs to one."""
        # The article speaks of homocysteine as what is measured and as what builds up.
        measured = ["homocysteine"] if "homocysteine_test" in self._found.ids("test") and "homocysteine" in self._article.mechanisms else []
        by_term = [item for term in self._found.ids("term") for item in self._article.terms[term].items if item in self._article.mechanisms]
        return unique([*self._found.ids("mechanism"), *by_term, *measured])

    def _mechanism(self, facet: str, items: List[str]) -> Question:
        mechanisms = self._mechanisms()
        if facet == "severe" and "walking_difficulty" in self._found.ids("symptom"):
            return self._question("symptom", "item", items=["walking_difficulty"])
        if facet == "mistaken" and not contains(self._words, load_asking().mistaken):
            return self._question("symptom", "list") if self._whole("symptom") else self._question("mechanism", "certainty", items=mechanisms)
        if facet in ("mistaken", "why_muscles", "severe"):
            return self._question("mechanism", facet)
        if facet == "certainty":
            return self._question("mechanism", facet, items=mechanisms)
        symptoms = [s for s in self._found.ids("symptom") if s != "muscle_pain"]
        if symptoms and not mechanisms:
            return self._question("symptom", "why", items=symptoms)
        if facet == "about" or (facet == "how" and mechanisms):
            return self._question("mechanism", facet, items=mechanisms)
        return self._question("mechanism", "list", items=mechanisms if facet == "how" else [])

    def _test(self, facet: str, items: List[str]) -> Question:
        if facet == "both":
            return self._question("test", "both")
        if "borderline" in self._words and facet in ("list", "when", "item", "shows"):
            facet = "borderline"
        if facet in ("list", "when") and not items and contains(self._words, load_asking().main):
            return self._question("test", "item", items=["serum_b12"] if "serum_b12" in self._article.tests else [])
        if facet in ("borderline", "tricky", "who", "list"):
            # "which tests are there" speaks of blood tests without asking about one
            return self._question("test", facet)
        if items:
            return self._question("test", facet if facet in ("when", "shows") else "item", items=items)
        return self._question("test", facet if facet in ("when", "shows") else "list")

    def _treatment(self, facet: str, items: List[str]) -> Question:
        items = self._treatments(items)
        if contains(self._words, load_asking().combined) and facet in (*self._article.aspects, "item", "list", "depends"):
            return self._question("treatment", "combine", items=items)
        if "sublingual_term" in self._found.terms() and facet in ("absorption", "kinds", "item", "about", "where"):
            return self._term("sublingual_term")
        factors = [id_ for id_ in self._found.terms() if id_ in ("intrinsic_factor", "stomach_acid")]
        if factors and not items and facet == "absorption":
            return self._term(factors[0])
        if facet in self._article.aspects:
            if len(items) > 1:
                return self._comparison(facet, items)
            conditions = self._found.ids("condition")
            if not items and facet == "suitability" and conditions:
                return self._question("treatment", conditions[0], conditions=conditions, aspect="suitability")
            if items == ["exercise"]:
                return self._question("treatment", "item", items=items)
            return self._question("treatment", facet, items=items, aspect=facet, conditions=conditions)
        if facet in ("exercise", "caution", "replace"):
            return self._question("treatment", facet, items=["exercise"])
        if facet == "kinds":
            return self._question("treatment", "kinds", items=[i for i in items if i in ("exercise", "oral_supplements")])
        if facet in ("where", "who_prescribes"):
            return self._question("treatment", facet, items=items or ["injections"])
        if facet in ("item", "about"):
            conditions = self._found.ids("condition")
            if not items and conditions:
                return self._question("treatment", conditions[0], conditions=conditions, aspect="suitability")
            if len(items) == 1 and conditions and facet == "item" and items != ["exercise"]:
                return self._question("treatment", "suitability", items=items, aspect="suitability", conditions=conditions)
            return self._question("treatment", "item" if items else "list", items=items)
        return self._question("treatment", facet)

    def _treatments(self, items: List[str]) -> List[str]:
        """Treatments named, or implied by a form of B12. "diet" counts only when nothing else is named beside foods in general."""
        implied = [item for term in self._found.ids("term") if self._article.terms[term].topic == "treatment"
                   and term in ("cyanocobalamin", "methylcobalamin", "hydroxocobalamin", "sublingual_term")
                   for item in self._article.terms[term].items]
        return unique(items) or (implied if len(unique(implied)) == 1 else [])

    def _comparison(self, facet: str, items: List[str]) -> Question:
        with_aspects = [id_ for id_, treatment in self._article.treatments.items() if treatment.aspects]
        aspect = facet if facet in self._article.aspects else None
        if contains(self._words, load_asking().combined):
            return self._question("treatment", "combine", items=items)
        if len(items) == 1 and aspect and items[0] in with_aspects and not contains(self._words, load_asking().comparing):
            return self._question("treatment", facet, items=items, aspect=aspect)
        compared = items if len(items) > 1 else with_aspects
        conditions = self._found.ids("condition")
        return self._question("comparison", facet, items=compared, aspect=aspect, conditions=conditions)

    def _question(self, topic: str, facet: str, *, items: Sequence[str] = (), terms: Sequence[str] = (), conditions: Sequence[str] = (),
                  aspect: Optional[str] = None) -> Question:
        return Question(topic, facet, tuple(items), tuple(terms), tuple(conditions), aspect, (), self._words, self._yes_no)

    @staticmethod
    def _with_unlisted(question: Question, missing: Sequence[str]) -> Question:
        return Question(question.topic, question.facet, question.items, question.terms, question.conditions, question.aspect,
                        tuple(missing), question.words, question.yes_no)
