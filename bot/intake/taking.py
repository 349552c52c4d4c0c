"""What a person takes for B12 now."""
from functools import lru_cache
from typing import Dict, Iterable, List, Sequence, Set, Tuple

from bot.article import load_article
from bot.article.files import Strict, once
from bot.intake.parsed import NOTHING, Parsed
from bot.intake.parts import FUTURE, NEGATED, PAST, STOPPED, THEIRS, WISHED, Clause, asides, clauses, load_parts
from bot.intake.tokens import Token
from bot.intake.vocabulary import Found, Vocabulary
from bot.language.words import nutrient

NONE = "none"
FOOD, MOUTH, NEEDLE = WAYS = ("food", "mouth", "needle")  # in which it can be taken
_NOT = frozenset(("no", "not", "never", "none", "nothing", "nope", "nah", "neither", "zero", "zilch", "nada", "unmedicated"))


class TakingFile(Strict):
    names: Dict[str, List[str]]
    forms: List[str]
    ignored: List[str]
    unmeant: List[str]
    over_behind: List[str]
    still: List[str]
    had: List[str]
    own: List[str]
    not_own: List[str]
    from_food: List[str]
    held_by_food: List[str]
    verbs: List[str]
    takes: List[str]
    quit: List[str]
    none: List[str]
    yes: List[str]
    fill: List[str]


load_taking = once(TakingFile, "language", "intake", "taking.yml")


def taken() -> Tuple[str, ...]:
    """What the slot may hold: nothing, and of the article's treatments the first of each of the WAYS."""
    article = load_article()
    return (NONE, *(id_ for way in WAYS for id_ in article.by_way(way)[:1]))


def parse_taking(tokens: Sequence[Token], *, asked: bool) -> Parsed:
    """A tuple out of `taken` in that order, "none" only alone; problem `which` when asked and only "yes" is said. Never raises.

    What was taken once, is planned or wished for, or is taken by someone else, is not taken; told nothing but that a thing is
    not taken any more, or not yet, an asked person takes none; unasked, only "not taking any B12" says so.
    """
    told: Set[str] = set()
    not_now = False
    own = asked
    for clause in clauses(tokens):
        goes_on = clause.joint == "and" and clause.words[0] in ("take", "have", "get", "am")  # "I am vegan and take a supplement"
        own = asked or goes_on or _says(clause, "own") or (own and clause.joint != "")
        if own and not clause.question:
            now, over = _listen(clause, asked=asked)
            told |= now
            # "nothing yet, but my doctor suggested injections"
            started = clause.joint == "" and clause.words[0] not in ("no", "nope", "nah")
            not_now = not_now or over or ((started or clause.words[0] == "i") and _means_none(clause.words)) or (asked and _takes_nothing(clause))
    if told:
        return Parsed(tuple(id_ for way in WAYS if way in told for id_ in load_article().by_way(way)[:1]))
    if not asked:
        return Parsed((NONE,)) if any(map(_plainly_none, clauses(tokens))) else NOTHING
    words = [token.word for token in tokens if not token.mark]
    if not_now or _means_none(words):
        return Parsed((NONE,))
    return Parsed(problem="which") if _is_bare(words) and set(words) & set(" ".join(load_taking().yes).split()) else NOTHING


def _plainly_none(clause: Clause) -> bool:
    """Whether the clause says, without being asked, that nothing is taken for B12: "not taking any B12"."""
    words = load_taking()
    said = set(clause.words)
    return (
        not clause.question and THEIRS not in clause.flags[-1] and _means_none(clause.words) and bool(said & set(words.takes))
        and bool(said & {nutrient()[0], "supplement", "supplements"}))


def _is_bare(words: Sequence[str]) -> bool:
    vocabulary = load_taking()
    known = {*vocabulary.fill, *asides(), *(word for phrase in (*vocabulary.none, *vocabulary.yes) for word in phrase.split())}
    return bool(words) and all(word in known for word in words)


def _means_none(words: Sequence[str]) -> bool:
    return _is_bare(words) and any(word in _NOT for word in words)


def _takes_nothing(clause: Clause) -> bool:
    """Whether the person says not to take, without naming what: "I don't bother with that stuff"."""
    verbs = [place for place, word in enumerate(clause.words) if word in load_taking().verbs]
    if clause.words[0] in load_taking().quit or clause.words[:2] in {("i", word) for word in load_taking().quit}:
        return all(found.label == "over_behind" for found in _vocabulary().find(clause.words))  # "stopped last month"
    return any(NEGATED in clause.flags[place] and THEIRS not in clause.flags[place] for place in verbs) and not _vocabulary().find(clause.words)


def _listen(clause: Clause, *, asked: bool) -> Tuple[Set[str], bool]:
    """The WAYS in which the clause says something is taken now, and whether it names something that is not."""
    found = _vocabulary().find(clause.words)
    named: Set[str] = set()
    forms = over = False
    past = _says(clause, "had") and not _says(clause, "still")
    for one in found:
        flags = clause.of(one)
        if THEIRS in flags or WISHED in flags or one.label in ("over_behind", "unmeant"):
            continue
        if one.label == "ignored" or past or flags & {NEGATED, STOPPED, PAST, FUTURE} or _is_over(clause, one, found):
            over = True
        elif one.label == "forms":
            forms = True
        elif one.label != FOOD or asked or _says(clause, "from_food") or _says(clause, "held_by_food"):
            named.add(one.label)
    if forms and not named and (asked or not (_says(clause, "from_food") or _says(clause, "held_by_food"))):
        named.add(MOUTH)
    return named, over


def _is_over(clause: Clause, one: Found, found: Sequence[Found]) -> bool:
    """Whether right behind its name a thing is said to be over: "tablets didn't help"."""
    return any(other.label == "over_behind" and other.start - one.end in (0, 1) for other in found)


def _says(clause: Clause, label: str) -> bool:
    return any(found.label == label for found in _cues(label).find(clause.words))


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    article, words = load_article(), load_taking()
    names = {way: [*words.names[way], *(name for id_ in article.by_way(way) for name in article.treatments[id_].other_names)]
             for way in (MOUTH, NEEDLE, FOOD)}
    for food in article.foods.values():
        names[FOOD].extend([food.label, *food.other_names])
    entries: Dict[str, Iterable[str]] = {"unmeant": words.unmeant, "ignored": words.ignored, "over_behind": words.over_behind, "forms": words.forms, **names}
    return Vocabulary(entries, not_typos=load_parts().not_typos)


@lru_cache(maxsize=4)
def _cues(label: str) -> Vocabulary:
    words = load_taking()
    return Vocabulary({"not_own": words.not_own, "own": words.own} if label == "own" else {label: getattr(words, label)})
