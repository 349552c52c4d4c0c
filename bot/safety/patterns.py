"""The small pattern language of data/language/red_flags.yml; how to read a pattern is explained at the top of that file."""
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import Dict, FrozenSet, Iterable, List, Mapping, Sequence, Set, Tuple

from bot.language.words import split_words

Span = Tuple[int, int]
Phrase = Tuple[str, ...]
# An element's number in the book, and how many words may stand before it.
Step = Tuple[int, int]
Chain = Tuple[Step, ...]

FROM_TEN = "10+"
A_YEAR = "year_number"
_TOKEN = re.compile(r"(?:\([^)]*\)|[^\s(])+")
_JOIN = re.compile(r" ([+&]) ")
_GAP = 3
_NEAR = 5  # words between what "+" joins
_FAR = 40  # and what "&" joins


@dataclass(frozen=True)
class Pattern:
    """`ways`: each is a set of chains that must all occur, in any order; `rooms`: how many words may stand before each but the first.

    `wide`: some are joined by "&", so that the whole may go on over several statements of a sentence.

    `telling`: for each way its longest-worded element; most messages have none of them, so that most patterns are done with at a glance.
    """

    text: str
    ways: Tuple[Tuple[Chain, ...], ...]
    rooms: Tuple[int, ...]
    wide: bool
    telling: FrozenSet[int]

    @cached_property
    def needs(self) -> Tuple[FrozenSet[int], ...]:
        """For each way the elements that must all be there, for a quick look before a thorough one."""
        return tuple(frozenset(number for chain in chains for number, _ in chain) for chains in self.ways)


class PatternList:
    """Many patterns. `likely` picks out the few that a message may contain."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._by_element: Dict[int, List[int]] = {}
        for place, pattern in enumerate(self._patterns):
            for number in pattern.telling:
                self._by_element.setdefault(number, []).append(place)
        self._elements = frozenset(self._by_element)

    def likely(self, present: FrozenSet[int]) -> List[Tuple[int, Pattern]]:
        """The patterns whose telling element is present, each with its place in the list, in the list's order."""
        places = {place for number in self._elements & present for place in self._by_element[number]}
        return [(place, self._patterns[place]) for place in sorted(places)]


class PatternBook:
    """Compiles patterns and finds them. Give it all lists first; `mistakes` collects what could not be understood."""

    def __init__(self, lists: Mapping[str, Sequence[str]], fillers: Iterable[str]) -> None:
        self._lists = lists
        self.fillers: FrozenSet[str] = frozenset(fillers)
        self._elements: Dict[FrozenSet[Phrase], int] = {}
        self._lengths: List[int] = []
        self.single_words: List[FrozenSet[str]] = []
        self._by_word: Dict[str, Set[int]] = {}
        self.by_pair: Dict[Phrase, Dict[Phrase, List[int]]] = {}
        self._prefixes: Set[str] = set()
        self.vocabulary: Set[str] = set()
        self.mistakes: List[str] = []
        self.tests = lru_cache(maxsize=20_000)(self._tests_of)
        self.alone = lru_cache(maxsize=20_000)(self._elements_of)

    def compile(self, text: str) -> Pattern:
        """The pattern that `text` describes."""
        ways: List[Tuple[Chain, ...]] = []
        pieces = _JOIN.split(text)
        joins = pieces[1::2]
        for parts in product(*(self._chains(part) for part in pieces[::2])):
            if all(parts):
                ways.append(tuple(parts))
        if not ways:
            self.mistakes.append(f"{text!r} is not a pattern")
        telling = frozenset(max((number for chain in chains for number, _ in chain), key=self._lengths.__getitem__) for chains in ways)
        return Pattern(text, tuple(ways), tuple(_FAR if join == "&" else _NEAR for join in joins), "&" in joins, telling)

    def compile_all(self, texts: Iterable[str]) -> "PatternList":
        """The patterns, ready to be looked for all at once."""
        return PatternList(self.compile(text) for text in texts)

    def _chains(self, text: str) -> List[Chain]:
        """The chain of one part, once with and once without each element that may be left out."""
        chains: List[Chain] = [()]
        gap = 0
        for token in _TOKEN.findall(text):
            if token == "..":
                gap += _GAP
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
                found.add(self._phrase(name.strip("()")))
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
        phrase = tuple(word for word in words if word not in self.fillers)
        if len(phrase) > 1 and any(word in (FROM_TEN, A_YEAR) or word.endswith("*") for word in phrase):
            self.mistakes.append(f"{text!r}: a phrase in a list has only whole words")
        return phrase

    def _element(self, phrases: FrozenSet[Phrase]) -> int:
        if phrases not in self._elements:
            number = self._elements[phrases] = len(self._elements)
            self._lengths.append(min(len(" ".join(phrase)) for phrase in phrases))
            self.single_words.append(frozenset(phrase[0] for phrase in phrases if len(phrase) == 1))
            for word in self.single_words[number]:
                self._by_word.setdefault(word, set()).add(number)
            for phrase in phrases:
                if len(phrase) > 1:
                    self.by_pair.setdefault(phrase[:2], {}).setdefault(phrase, []).append(number)
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

    def _elements_of(self, word: str) -> FrozenSet[int]:
        """The elements that this word alone is."""
        return frozenset(number for test in self.tests(word) for number in self._by_word.get(test, ()))
