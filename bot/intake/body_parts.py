"""Where in the body: plural lower-case words in the order said."""
from dataclasses import replace
from functools import lru_cache
from typing import AbstractSet, Any, Dict, FrozenSet, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from rapidfuzz.distance import OSA

from bot.article.files import Strict, once
from bot.intake.clauses import ABSENT, UNTOLD, statuses
from bot.intake.cues import load_cues
from bot.intake.lines import Line, Match, Patterns, read_line
from bot.intake.parsed import NOTHING, Parsed
from bot.intake.tokens import Token
from bot.intake.vocabulary import common_words

ALL_OVER = "whole body"
_PRONOUNS = frozenset(("they", "it", "these", "those", "both"))
_WELL = frozenset(("ok", "okay", "fine", "good", "alright", "normal", "well", "unaffected", "right", "clear", "still", "perfectly"))
_SHORTEST = 4  # letters of a word that may be misspelled
_REACH = 6  # words between a place and what is felt there


class BodyPartsFile(Strict):
    parts: Dict[str, List[str]]
    asked_only: Dict[str, List[str]]
    all_over: List[str]
    nowhere: List[str]
    nowhere_alone: List[str]
    idioms: List[str]
    felt: List[str]
    links: List[str]


class Parts(NamedTuple):
    """The names of body_parts.yml, compiled. The value of a name is the word for the record."""

    told: Patterns[str]
    asked: Patterns[str]
    idioms: Patterns[str]
    nowhere: Patterns[str]
    felt: Patterns[str]
    links: FrozenSet[str]
    alone: FrozenSet[str]


load_parts_file = once(BodyPartsFile, "language", "intake", "body_parts.yml")


def part_words() -> Tuple[str, ...]:
    """Single words that name a part of the body in connection with a symptom."""
    return tuple(name for names in load_parts_file().parts.values() for name in names if " " not in name)


@lru_cache(maxsize=1)
def load_parts() -> Parts:
    """Everything of the file, compiled. Raises DataError."""
    file, cues = load_parts_file(), load_cues()
    names = [(name, part) for part, said in file.parts.items() for name in said]
    entries = names + [(name, ALL_OVER) for name in file.all_over]
    asked = [(name, part) for part, said in file.asked_only.items() for name in said]
    return Parts(
        idioms=Patterns(((idiom, "") for idiom in file.idioms), {}, frozenset(), frozenset()), told=cues.patterns(entries, {}),
        asked=cues.patterns([*entries, *asked], {}), nowhere=cues.patterns(((name, "") for name in file.nowhere), {}),
        felt=cues.patterns(((word, word) for word in file.felt), {}), links=frozenset(file.links), alone=frozenset(file.nowhere_alone))


def parse_body_parts(tokens: Sequence[Token], *, asked: bool) -> Parsed:
    """The places named, as a tuple; () for "nowhere in particular", ("whole body",) for "everywhere".

    Unless `asked`, only places named together with something felt there. Never raises.
    """
    line, parts = _mended(read_line(tokens)), load_parts()
    if not asked:
        felt = list(parts.felt.find(line))
        told = [one for one, status in zip(felt, statuses(line, felt), strict=True) if status not in (ABSENT, UNTOLD)]
        names = places(line, told, [one for one in felt if one not in told])
        return Parsed(names) if names else NOTHING
    found = _named(line, parts.asked)
    named = _unique(
        place.value for place, status in zip(found, statuses(line, found), strict=True) if status not in (ABSENT, UNTOLD) and not _is_well(line, place))
    if named:
        return Parsed(named)
    alone = not parts.alone.isdisjoint(line.words) and all(word in parts.alone or word in load_cues().fillers for word in line.words)
    if alone or next(parts.nowhere.find(line), None) is not None:
        return Parsed(())
    return NOTHING


def places(line: Line, told: Sequence[Match[Any]], denied: Sequence[Match[Any]]) -> Tuple[str, ...]:
    """The places that belong to what was told, not to what was denied: those nearest to it, with the list they stand in."""
    parts = load_parts()
    found = _named(line, parts.told)
    if not found or not told:
        return ()
    spoken = statuses(line, found)
    named: List[str] = []
    before = None  # the place before, when it counts
    spoken_of = {(_antecedent(line, found, match), True) for match in told}
    for number, (place, status) in enumerate(zip(found, spoken, strict=True)):
        near = {match.start: _distance(line, place, match) for match in (*told, *denied)}
        best = min((near[match.start] for match in told), default=_REACH + 1)
        nearest = (number, True) in spoken_of or best <= _REACH and best <= min((near[match.start] for match in denied), default=_REACH + 1)
        joined = before is not None and _joined(line, before, place, parts.links)
        wanted = (nearest or joined) and (status not in (ABSENT, UNTOLD) or best == 0)
        if wanted:
            named.append(place.value)
        before = place if wanted else None
    return _unique(named)


def _antecedent(line: Line, found: Sequence[Match[str]], match: Match[Any]) -> Optional[int]:
    """The number of the place that "they" stands for in the clause of what is felt: "my feet are not numb, they just tingle"."""
    first = match.start
    while first > 0 and not line.breaks[first] and line.words[first] not in ("but", "and"):
        first -= 1
    if not _PRONOUNS.intersection(line.words[first:match.start]) or any(first <= place.start <= match.end for place in found):
        return None
    start = line.sentence(match.start)[0]
    return max((number for number, place in enumerate(found) if start <= place.start < first), default=None)


def _is_well(line: Line, place: Match[str]) -> bool:
    """Whether right behind it the place is said to be in order: "hands are okay"."""
    following = line.words[place.end:line.clause_end(place.end - 1)]
    return following[:1] in (("is",), ("are",), ("feel",), ("feels",)) and bool(following[1:]) and all(
        word in _WELL or word in load_cues().fillers for word in following[1:])


def _mended(line: Line) -> Line:
    return replace(line, words=tuple(map(_mend, line.words)))


@lru_cache(maxsize=5_000)
def _mend(word: str) -> str:
    """The word, or the name of a place that it misspells by a letter."""
    if len(word) < _SHORTEST or not word.isalpha() or word in common_words():
        return word
    names = sorted(name for name in part_words() if len(name) >= _SHORTEST)
    return word if word in names else next((name for name in names if name[0] == word[0] and OSA.distance(name, word, score_cutoff=1) <= 1), word)


def _named(line: Line, names: Patterns[str]) -> List[Match[str]]:
    idioms = {at for idiom in load_parts().idioms.find(line) for at in range(idiom.start, idiom.end)}
    return list(names.find(line, idioms))


def _distance(line: Line, place: Match[str], match: Match[Any]) -> int:
    """Words between the two; beyond reach when a sentence ends between them."""
    if place.start < match.end and match.start < place.end:
        return 0
    first, second = (place, match) if place.start < match.start else (match, place)
    between = range(first.end, second.start)
    if len(between) > _REACH or any(line.breaks[at] in (".", "?") for at in range(first.end, second.start + 1)):
        return _REACH + 1
    turned = any(line.words[at] in ("but", "and") for at in between) or any(line.breaks[at] for at in range(first.end, second.start + 1))
    return second.start - first.end + 2 * turned


def _joined(line: Line, one: Match[str], other: Match[str], links: AbstractSet[str]) -> bool:
    between = range(one.end, other.start)
    stopped = any(line.breaks[at] in (".", "?") for at in range(one.end, other.start + 1))
    return not stopped and len(between) <= _REACH and all(line.words[at] in links for at in between)


def _unique(names: Iterable[str]) -> Tuple[str, ...]:
    return tuple(dict.fromkeys(names))
