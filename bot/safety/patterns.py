"""The small pattern language of data/language/red_flags.yml; how to read a pattern is explained at the top of that file."""
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Dict, FrozenSet, Iterable, List, Mapping, Sequence, Set, Tuple

from bot.language.words import split_words

Span = Tuple[int, int]
Phrase = Tuple[str, ...]
# For each place where something starts, the places where it may end.
Places = Dict[int, Set[int]]
# An element's number in the book, and how many words may stand before it.
Step = Tuple[int, int]
Chain = Tuple[Step, ...]

FROM_TEN = "10+"
A_YEAR = "year_number"
_GAP = 3
_NEAR = 5
_FAR = 40


@dataclass(frozen=True)
class Pattern:
    """`ways`: each is a set of chains that must all occur, near one another or, when `wide`, in one sentence."""

    text: str
    ways: Tuple[Tuple[Chain, ...], ...]
    wide: bool


class PatternBook:
    """Compiles patterns and finds them. Give it all lists first; `mistakes` collects what could not be understood."""

    def __init__(self, lists: Mapping[str, Sequence[str]], fillers: Iterable[str]) -> None:
        self._lists = lists
        self.fillers: FrozenSet[str] = frozenset(fillers)
        self._elements: Dict[FrozenSet[Phrase], int] = {}
        self._by_first: Dict[str, List[Tuple[int, Phrase]]] = {}
        self._prefixes: Set[str] = set()
        self.vocabulary: Set[str] = set()
        self.mistakes: List[str] = []
        self._tests = lru_cache(maxsize=20_000)(self._tests_of)

    def compile(self, text: str) -> Pattern:
        """The pattern that `text` describes."""
        ways: List[Tuple[Chain, ...]] = []
        wide = " & " in text
        for parts in product(*(self._chains(part) for part in text.split(" & " if wide else " + "))):
            if all(parts):
                ways.append(tuple(parts))
        if not ways:
            self.mistakes.append(f"{text!r} is not a pattern")
        return Pattern(text, tuple(ways), wide)

    def compile_all(self, texts: Iterable[str]) -> Tuple[Pattern, ...]:
        return tuple(self.compile(text) for text in texts)

    def _chains(self, text: str) -> List[Chain]:
        """The chain of one part, once with and once without each element that may be left out."""
        chains: List[Chain] = [()]
        gap = 0
        for token in text.split():
            if token == "..":
                gap = _GAP
                continue
            phrases = self._phrases(token[:-1] if token.endswith("?") else token)
            if not phrases:
                continue
            step = (self._element(phrases), gap)
            longer = [chain + (step,) for chain in chains]
            if token.endswith("?"):
                # What follows a word that is left out keeps the room before that word.
                chains = longer + chains
            else:
                chains, gap = longer, 0
        return chains

    def _phrases(self, token: str) -> FrozenSet[Phrase]:
        found: Set[Phrase] = set()
        for name in token.split("|"):
            if name.startswith("<") and name.endswith(">"):
                entries = self._lists.get(name[1:-1], ())
                if not entries:
                    self.mistakes.append(f"there is no list {name}")
                found.update(self._phrase(entry) for entry in entries)
            else:
                found.add(self._phrase(name))
        return frozenset(phrase for phrase in found if phrase)

    def _phrase(self, text: str) -> Phrase:
        words: List[str] = []
        for word in text.split():
            if word == "YEAR":
                words.append(A_YEAR)
            elif word == FROM_TEN or word.endswith("*"):
                words.append(word)
            else:
                words.extend(split_words(word))
        return tuple(word for word in words if word not in self.fillers)

    def _element(self, phrases: FrozenSet[Phrase]) -> int:
        if phrases not in self._elements:
            number = self._elements[phrases] = len(self._elements)
            for phrase in phrases:
                self._by_first.setdefault(phrase[0], []).append((number, phrase))
                self._prefixes.update(word[:-1] for word in phrase if word.endswith("*"))
                self.vocabulary.update(word for word in phrase if word.isalpha())
        return self._elements[phrases]

    def _tests_of(self, word: str) -> FrozenSet[str]:
        """What the patterns may call this word."""
        tests = {word}
        tests.update(word[:end] + "*" for end in range(2, len(word) + 1) if word[:end] in self._prefixes)
        if word.isdecimal() and len(word) < 6 and int(word) >= 10:
            tests.add(FROM_TEN)
            if len(word) == 4 and word[:2] in ("19", "20"):
                tests.add(A_YEAR)
        return frozenset(tests)

    def read(self, words: Sequence[str]) -> Dict[int, Places]:
        """Where each element of any pattern occurs in the words."""
        tests = [self._tests(word) for word in words]
        found: Dict[int, Places] = {}
        for start, here in enumerate(tests):
            for test in here:
                for number, phrase in self._by_first.get(test, ()):
                    end = start + len(phrase)
                    if len(phrase) == 1 or (end <= len(tests) and all(phrase[k] in tests[start + k] for k in range(1, len(phrase)))):
                        found.setdefault(number, {}).setdefault(start, set()).add(end)
        return found


def find(pattern: Pattern, places: Dict[int, Places]) -> Set[Span]:
    """Where the pattern occurs, given what `PatternBook.read` returned."""
    found: Set[Span] = set()
    for chains in pattern.ways:
        if all(number in places for chain in chains for number, _ in chain):
            found |= _near(chains, places, _FAR if pattern.wide else _NEAR)
    return found


def _near(chains: Tuple[Chain, ...], places: Dict[int, Places], room: int) -> Set[Span]:
    spans = _spans(chains[0], places)
    for chain in chains[1:]:
        if not spans:
            break
        others = _spans(chain, places)
        spans = {(min(a[0], b[0]), max(a[1], b[1])) for a in spans for b in others if _close(a, b, room)}
    return spans


def _close(one: Span, other: Span, room: int) -> bool:
    return 0 <= other[0] - one[1] <= room or 0 <= one[0] - other[1] <= room


def _spans(chain: Chain, places: Dict[int, Places]) -> Set[Span]:
    spans: Set[Span] = {(start, end) for start, ends in places[chain[0][0]].items() for end in ends}
    for number, gap in chain[1:]:
        following = places[number]
        spans = {(start, end) for start, reached in spans for begin in range(reached, reached + gap + 1) for end in following.get(begin, ())}
    return spans
