"""Looks for patterns in the words of one message."""
from typing import Dict, FrozenSet, List, Sequence, Set, Tuple

from bot.safety.patterns import Chain, Pattern, PatternBook, PatternList, Span

# For each place where something starts, the places where it may end.
Places = Dict[int, Set[int]]
# Where each part of a pattern was found.
Pieces = Tuple[Span, ...]


class Reading:
    """The words of one message and where patterns occur in them."""

    def __init__(self, book: PatternBook, words: Sequence[str]) -> None:
        self._book = book
        self._at: Dict[str, List[int]] = {}
        for place, word in enumerate(words):
            for test in book.tests(word):
                self._at.setdefault(test, []).append(place)
        self._words = frozenset(self._at)
        self._places = _find_phrases(book, words)
        self._complete: Set[int] = set()
        self._present: FrozenSet[int] = frozenset(self._places).union(*(book.alone(word) for word in set(words)))

    def find(self, patterns: PatternList) -> Dict[int, Set[Span]]:
        """Which patterns of the list occur, by their place in it, and where."""
        found = {place: self._find(pattern) for place, pattern in patterns.likely(self._present)}
        return {place: spans for place, spans in found.items() if spans}

    def find_all(self, patterns: PatternList) -> Set[Span]:
        """Where any of the patterns occurs."""
        return set().union(*self.find(patterns).values())

    def _find(self, pattern: Pattern) -> Set[Span]:
        found: Set[Span] = set()
        for chains, needs in zip(pattern.ways, pattern.needs, strict=False):
            if needs <= self._present:
                found |= self._near(chains, pattern.rooms)
        return found

    def _near(self, chains: Tuple[Chain, ...], rooms: Tuple[int, ...]) -> Set[Span]:
        found: Set[Pieces] = {(span,) for span in self._spans(chains[0])}
        for chain, room in zip(chains[1:], rooms, strict=False):
            if not found:
                break
            others = self._spans(chain)
            found = {(*pieces, other) for pieces in found for other in others if _close(pieces, other, room)}
        return {_around(pieces) for pieces in found}

    def _spans(self, chain: Chain) -> Set[Span]:
        spans: Set[Span] = {(start, end) for start, ends in self._where(chain[0][0]).items() for end in ends}
        for number, gap in chain[1:]:
            if not spans:
                break
            following = self._where(number)
            spans = {
                (start, end) for start, reached in spans for begin in range(reached, reached + gap + 1) for end in following.get(begin, ())}
        return spans

    def _where(self, number: int) -> Places:
        places = self._places.setdefault(number, {})
        if number not in self._complete:
            self._complete.add(number)
            for word in self._book.single_words[number] & self._words:
                for start in self._at[word]:
                    places.setdefault(start, set()).add(start + 1)
        return places


def _around(pieces: Pieces) -> Span:
    return min(start for start, _ in pieces), max(end for _, end in pieces)


def _close(pieces: Pieces, other: Span, room: int) -> bool:
    """Whether the other one stands before, after or between the pieces, with at most `room` words to the outermost of them."""
    start, end = _around(pieces)
    between = len(pieces) > 1 and all(other[0] >= piece[1] or other[1] <= piece[0] for piece in pieces)
    return other[0] - end <= room and start - other[1] <= room and (between or other[0] >= end or other[1] <= start)


def _find_phrases(book: PatternBook, words: Sequence[str]) -> Dict[int, Places]:
    """Where the elements of several words occur."""
    found: Dict[int, Places] = {}
    for start, pair in enumerate(zip(words, words[1:], strict=False)):
        for phrase, numbers in book.by_pair.get(pair, {}).items():
            end = start + len(phrase)
            if end == start + 2 or tuple(words[start:end]) == phrase:
                for number in numbers:
                    found.setdefault(number, {}).setdefault(start, set()).add(end)
    return found
