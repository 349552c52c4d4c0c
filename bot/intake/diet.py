"""What a person eats, as one of the contract's four ways of eating."""
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Dict, FrozenSet, Iterable, List, Optional, Sequence, Set, Tuple

from bot.article import load_article
from bot.article.files import Strict, once
from bot.intake.parsed import NOTHING, Parsed
from bot.intake.parts import EXCEPTED, FUTURE, NEGATED, PAST, STOPPED, THEIRS, WISHED, Clause, asides, clauses, load_parts
from bot.intake.tokens import Token
from bot.intake.vocabulary import Found, Vocabulary

DIETS: Tuple[str, ...] = ("omnivore", "vegetarian", "vegan", "other")
_MEAT: FrozenSet[str] = frozenset(("all_meat", "some_meat"))
_FISH: FrozenSet[str] = frozenset(("all_fish", "some_fish"))
_VEG = "veg"  # vegetarian, or vegetables beside meat
_COOKED = "cooked "  # before the label of a way of eating that is told by its dishes
_ANIMAL: FrozenSet[str] = frozenset(("all_dairy", "all_eggs"))


class DietFile(Strict):
    names: Dict[str, List[str]]
    bare_omnivore: List[str]
    bare_fill: List[str]
    foods: Dict[str, List[str]]
    cooked: Dict[str, List[str]]
    cooking: List[str]
    ignored: List[str]
    at_times: List[str]
    begun: List[str]
    own: List[str]
    not_own: List[str]


@dataclass
class _Told:
    """What one sentence after the other says."""

    names: List[str] = field(default_factory=list)
    past: List[str] = field(default_factory=list)
    begun: List[str] = field(default_factory=list)  # "went vegan two years ago"
    denied: List[str] = field(default_factory=list)
    eats: Set[str] = field(default_factory=set)
    leaves: Set[str] = field(default_factory=set)
    at_times: bool = False


load_diet = once(DietFile, "language", "intake", "diet.yml")


def parse_diet(tokens: Sequence[Token], *, asked: bool) -> Parsed:
    """One of DIETS; problem `unclear` when asked and what was said fits several. Never raises."""
    told, own = _Told(), asked
    for clause in clauses(tokens):
        own = asked or _is_own(clause.words) or (own and clause.joint != "")
        if own and not clause.question:
            _listen(clause, told)
    if told.begun and not told.names and not told.eats & _MEAT:
        told.names = told.begun
    value = _decide(told)
    if value == "other" and asked and not told.names and any(_is_bare(clause.words) for clause in clauses(tokens)):
        return Parsed("omnivore")  # "fish on Sundays, so everything really"
    if value:
        return Parsed(value)
    if not asked:
        return NOTHING
    if told.denied and any(_is_bare(clause.words) for clause in clauses(tokens)):
        return Parsed("omnivore")  # "not vegan, just normal"
    if _is_bare([token.word for token in tokens if not token.mark]):
        return Parsed("omnivore")
    return Parsed(problem="unclear") if told.denied or told.eats or told.leaves else NOTHING


def _is_own(words: Sequence[str]) -> bool:
    return bool(words and any(found.label == "own" for found in _own().find(words)))


def _is_bare(words: Sequence[str]) -> bool:
    vocabulary = load_diet()
    known = {*vocabulary.bare_omnivore, *vocabulary.bare_fill, *asides()}
    return any(word in vocabulary.bare_omnivore for word in words) and all(word in known for word in words)


def _listen(clause: Clause, told: _Told) -> None:
    named = _vocabulary().find(clause.words)
    if STOPPED in clause.flags[-1] and not named:
        told.past, told.begun = [*told.past, *told.begun], []  # "went vegan last year but gave it up"
    for found in named:
        flags = clause.of(found)
        if found.label == "at_times":
            told.at_times = True
        if found.label in ("ignored", "at_times") or flags & {THEIRS, WISHED, FUTURE}:
            continue
        if found.label.startswith(_COOKED):
            if flags or not set(clause.words) & set(load_diet().cooking):
                continue
            found = Found(found.label[len(_COOKED):], found.start, found.end)
        if _follows_no(clause.words, found.end):
            flags = flags | {NEGATED}
        denied = NEGATED in flags
        if EXCEPTED in flags and {"vegan", "vegetarian"} & set(told.names):
            denied = not denied  # "vegetarian except chicken"
        if found.label not in (*DIETS, _VEG):
            # "used to eat meat", "gave up meat" and "no meat" say the same; "stopped avoiding meat" is too rare to care
            (told.leaves if denied or flags & {PAST, STOPPED} else told.eats).add(found.label)
        elif PAST in flags and not flags & {STOPPED, NEGATED} and _begins(clause.words, found.start):
            told.begun.append(found.label)
        elif flags & {PAST, STOPPED}:
            told.past.append(found.label)
        else:
            (told.denied if denied else told.names).append(found.label)


def _begins(words: Sequence[str], start: int) -> bool:
    """Whether a way of eating, told of the past, is one that began then: "turned vegan years ago"."""
    return bool(set(words[max(0, start - 2):start]) & set(load_diet().begun))


def _follows_no(words: Sequence[str], end: int) -> bool:
    """Whether a food is denied behind it: "fish yes, meat no"."""
    return tuple(words[end:end + 1]) in (("no",), ("never",)) and end + 1 == len(words)


def _decide(told: _Told) -> Optional[str]:
    named = set(told.names)
    meat, fish = bool(told.eats & _MEAT), bool(told.eats & _FISH)
    if _VEG in named and not (meat or fish or told.eats & {"some_meat"}):
        named.add("vegetarian")
    for name in ("vegan", "vegetarian"):
        if name in named:
            return _exception(name, told, meat=meat, fish=fish)
    if "omnivore" in named or (meat and "other" not in named):
        return _all_but(told, meat=meat)
    if "other" in named:
        return "omnivore" if meat and not told.at_times and "all_meat" in told.eats and "all_fish" in told.eats else "other"
    by_food = _by_food(told, fish=fish)
    if by_food:
        return by_food
    return "omnivore" if told.past else None


def _exception(name: str, told: _Told, *, meat: bool, fish: bool) -> str:
    """A named way of eating and what else is eaten or left: "vegetarian but I eat fish"."""
    if meat:
        return "omnivore" if "omnivore" in told.names else "other"
    if fish:
        return "other"
    if name == "vegan" and (told.eats & {*_ANIMAL, "animal_products"}):
        return "vegetarian"
    return "vegan" if name == "vegetarian" and told.leaves >= _ANIMAL else name


def _all_but(told: _Told, *, meat: bool) -> str:
    if meat or not told.leaves:
        return "omnivore"
    return _by_food(told, fish=False) or "omnivore"


def _by_food(told: _Told, *, fish: bool) -> Optional[str]:
    leaves, eats = told.leaves, told.eats
    animal = bool(eats & _ANIMAL)
    if "animal_products" in leaves:
        return "other" if fish else "vegetarian" if animal else "vegan"
    if "all_meat" in leaves:
        if fish:
            return "other"
        return "vegan" if "all_dairy" in leaves and not animal else "vegetarian"
    if fish:
        return "other"
    if "animal_products" in eats or (leaves and leaves <= {"some_meat", "some_fish", "all_fish"}):
        return "omnivore"
    return None


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    article, words = load_article(), load_diet()
    foods = {label: list(names) for label, names in words.foods.items()}
    ignored = list(words.ignored)
    for food in article.foods.values():
        group = article.food_groups[food.group]
        label = f"{'all' if f'all_{group.origin}' in _ANIMAL else 'some'}_{group.origin}"
        (ignored if group.origin == "plant" else foods.setdefault(label, [])).extend([food.label, *food.other_names])
    cooked = {f"{_COOKED}{label}": names for label, names in words.cooked.items()}
    entries: Dict[str, Iterable[str]] = {"ignored": ignored, _VEG: [_VEG], **cooked, "at_times": words.at_times, **words.names, **foods}
    return Vocabulary(entries, not_typos=load_parts().not_typos)


@lru_cache(maxsize=1)
def _own() -> Vocabulary:
    return Vocabulary({"own": load_diet().own, "not_own": load_diet().not_own})
