"""Which things a sentence leaves out (`sources other than meat`, `I am lactose intolerant`), and what then remains of the article's."""
from typing import List, Mapping, Sequence, Set, Tuple

from bot.article import Article
from bot.language.mentions import Mention
from bot.understanding.context import KINDS
from bot.understanding.cues import load_polarity

DETERMINERS = frozenset(("a", "an", "the", "any", "my", "your", "much", "many", "some"))
_DOING = frozenset(("eat", "eating", "having", "taking", "using", "getting", "drinking", "of", "all", "other", "those", "these"))
_JOINING = frozenset(("and", "or", "nor"))
_ELSE = frozenset(("other", "others", "else"))
_DISLIKED_KINDS = (*KINDS["food"], *KINDS["treatment"])
# Of these topics what remains is said, where they are asked about as a whole.
GENERAL: Mapping[str, Tuple[str, ...]] = {
    "food": ("list", "item", "about", "vegetarian", "vegan"), "symptom": ("list", "item", "about", "other", "by_mechanism"),
    "test": ("list", "item", "about"), "treatment": ("list", "item", "about", "kinds", "replace", "vegan", "depends"), "comparison": ("all",),
}


def follows(words: Sequence[str], start: int, phrases: Sequence[str], skipped: Set[str]) -> bool:
    """Whether one of the phrases stands right before `start`, but for words to be skipped."""
    endings = tuple(f" {phrase}" for phrase in phrases)
    for position in range(start, -1, -1):
        if f" {' '.join(words[:position])}".endswith(endings):
            return True
        if not position or words[position - 1] not in skipped:
            return False
    return False


def left_out(words: Sequence[str], mentions: Sequence[Mention], article: Article) -> List[Tuple[str, str]]:
    """(kind, id) of each thing that the words leave out when they ask what else there is; `meat, fish or eggs` as a whole."""
    spans: List[Tuple[str, Tuple[int, int]]] = []  # family and place of what is left out
    found: List[Tuple[str, str]] = list(_stood_for(words, article))
    for mention in mentions:
        family = "food" if mention.kind == "food_group" else mention.kind
        joined = any(family == before and (start == mention.start or _only_joined(words[end:mention.start])) for before, (start, end) in spans)
        if mention.listed and (joined or _is_left_out(words, mention, article.about.nutrient)):
            spans.append((family, (mention.start, mention.end)))
            found.append((mention.kind, mention.id))
    eaten = any(kind in KINDS["food"] for kind, _ in found)  # "without eating fish" leaves out fish, not the diet
    eating = [("treatment", id_) for id_ in article.by_way("food")]
    return [one for one in dict.fromkeys(found) if not (eaten and one in eating)]


def _only_joined(words: Sequence[str]) -> bool:
    return len(words) < 4 and all(word in _JOINING or word in DETERMINERS for word in words)


def _is_left_out(words: Sequence[str], mention: Mention, nutrient: str) -> bool:
    skipped = {*DETERMINERS, *_DOING, nutrient}
    others, disliked = load_polarity().others, load_polarity().disliked
    if follows(words, mention.start, others, skipped):
        return True
    if follows(words, mention.start, ("than",), skipped) and not _ELSE.isdisjoint(words[:mention.start]):
        return True  # "another source than meat", "any other food than fish"
    return mention.kind in _DISLIKED_KINDS and follows(words, mention.start, disliked, skipped)


def _stood_for(words: Sequence[str], article: Article) -> List[Tuple[str, str]]:
    """Food groups that somebody is said not to eat, in the order said: `lactose intolerant`, `dairy free`."""
    sentence = f" {' '.join(words)} "
    places = {id_: min((sentence.find(f" {said} ") for said in group.avoided_by if f" {said} " in sentence), default=-1)
              for id_, group in article.food_groups.items()}
    return [("food_group", id_) for id_ in sorted(places, key=lambda id_: places[id_]) if places[id_] >= 0]


def remaining(article: Article, topic: str, excluded: Sequence[str], mechanisms: Sequence[str] = ()) -> List[str]:
    """What the article names for a topic beside the excluded ids: food groups that still hold a food, symptoms (of `mechanisms`), tests, treatments."""
    if topic == "food":
        return [group for group in article.food_groups if group not in excluded and any(food.id not in excluded for food in article.foods_in(group))]
    if topic == "symptom":
        of_mechanism = [id_ for id_, one in article.symptoms.items() if not mechanisms or set(mechanisms) & set(one.mechanisms)]
        return [id_ for id_ in of_mechanism or article.symptoms if id_ not in excluded]
    return [id_ for id_ in article.of_kind(topic) if id_ not in excluded]
