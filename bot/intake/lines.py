"""The words of a message with the marks between them, and patterns of words found in them."""
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import AbstractSet, Dict, FrozenSet, Generic, Iterable, Iterator, List, Mapping, Optional, Sequence, Set, Tuple, TypeVar

from bot.intake.tokens import MARKS, Token
from bot.language.words import singular

Value = TypeVar("Value")
_STRENGTH = {"": 0, ",": 1, ":": 2, ".": 3, "?": 4}
_ENDINGS = frozenset((  # of words that begin as a pattern does
    "", "s", "es", "d", "ed", "ing", "er", "y", "ly", "ier", "ies", "ied", "n", "en", "ness", "iness", "ful", "fulness", "less", "ion", "ions", "ation",
    "ability", "able", "ally", "al", "ous", "ic", "ish", "ingly", "edly", "ity"))
_GROUP = re.compile(r"\(([^()]*)\)(\?)?")
_GAP = 3  # words that ".." of a pattern may stand for
_SKIPPED = 4  # fillers between two words of a pattern


@dataclass(frozen=True)
class Line:
    """The words of a message without marks. `breaks[i]` is what stands before word i: "", ",", ":", "." or "?"; one more for its end."""

    words: Tuple[str, ...]
    tokens: Tuple[Token, ...]
    breaks: Tuple[str, ...]

    def clause_end(self, place: int) -> int:
        """Where the next mark stands after `place`."""
        return next((end for end in range(place + 1, len(self.words)) if self.breaks[end]), len(self.words))

    def sentence(self, place: int) -> Tuple[int, int]:
        """The sentence around `place`."""
        return self._sentences[place]

    @cached_property
    def _sentences(self) -> Tuple[Tuple[int, int], ...]:
        borders = [0, *(at for at in range(1, len(self.words)) if hard(self.breaks[at])), len(self.words)]
        return tuple((start, end) for start, end in zip(borders, borders[1:], strict=False) for _ in range(start, end))


def hard(mark: str) -> bool:
    return _STRENGTH[mark] > 2


def read_line(tokens: Sequence[Token], text: str = "") -> Line:
    """The tokens as words and breaks; a hyphen within a word is none, a new line in `text` ends a sentence."""
    words: List[Token] = []
    breaks: List[str] = []
    mark, last = "", 0
    for place, token in enumerate(tokens):
        if text and "\n" in text[last:token.start]:
            mark = _stronger(mark, ".")
        if not token.mark or token.word in ("&", "+"):
            words.append(Token("and", token.start, token.end) if token.mark else token)
            breaks.append(mark)
            mark = ""
        elif token.word == "-":
            inside = last == token.start and place + 1 < len(tokens) and tokens[place + 1].start == token.end
            mark = _stronger(mark, "" if inside else ",")
        else:
            dots = token.word == "." and place and tokens[place - 1].word == "." and mark != "?"
            mark = "," if dots else _stronger(mark, MARKS.get(token.word, ""))
        last = max(last, token.end)
    return Line(tuple(token.word for token in words), tuple(words), (*breaks, mark or "."))


def _stronger(one: str, other: str) -> str:
    return one if _STRENGTH[one] >= _STRENGTH[other] else other


@dataclass(frozen=True)
class Match(Generic[Value]):
    """A pattern found: `covered` are the places of its own words, so that "not" in "tongue does not hurt" is none of them."""

    start: int
    end: int
    covered: Tuple[int, ...]
    value: Value


def _without_groups(text: str) -> Iterator[str]:
    group = _GROUP.search(text)
    if group is None:
        yield text
        return
    for choice in (*group.group(1).split("|"), *([""] if group.group(2) else [])):
        yield from _without_groups(f"{text[:group.start()]}{choice}{text[group.end():]}")


class _Node(Generic[Value]):
    __slots__ = ("next", "gap", "value")

    def __init__(self) -> None:
        self.next: Dict[str, _Node[Value]] = {}
        self.gap: Optional[_Node[Value]] = None
        self.value: Optional[Value] = None


class Patterns(Generic[Value]):
    """Patterns with a value each, found longest first.

    `a|b` either word, `(a b|c)` either phrase, `a?` may be left out, `a*` any word that begins so, `..` up to three words, `<name>` any word of a class.
    Fillers between words do not count; singular stands for plural.
    """

    def __init__(self, entries: Iterable[Tuple[str, Value]], classes: Mapping[str, Iterable[str]], fillers: AbstractSet[str], gap_stops: AbstractSet[str]) -> None:
        self._root: _Node[Value] = _Node()
        self._fillers, self._gap_stops = fillers, gap_stops
        self.words: Set[str] = set()
        self._prefixes: Set[str] = set()
        self._classes: Dict[str, Set[str]] = {}
        for name, words in classes.items():
            for word in words:
                self._learn(word)
                self._classes.setdefault(word, set()).add(f"<{name}>")
        for text, value in entries:
            for written in _without_groups(text):
                self._add(self._root, written.split(), value)
        self._keys = lru_cache(maxsize=10_000)(self._keys_of)
        self._begins = lru_cache(maxsize=10_000)(lambda word: any(key in self._root.next for key in self._keys(word)))

    def _learn(self, word: str) -> None:
        if word.endswith("*"):
            self._prefixes.add(word[:-1])
        self.words.add(word.rstrip("*"))

    def _add(self, node: _Node[Value], elements: Sequence[str], value: Value) -> None:
        if not elements:
            node.value = value if node.value is None else node.value
            return
        first, rest = elements[0], elements[1:]
        if first == "..":
            node.gap = node.gap or _Node()
            self._add(node.gap, rest, value)
            return
        if first.endswith("?"):
            self._add(node, rest, value)
        for word in first.rstrip("?").split("|"):
            if not word.startswith("<"):
                self._learn(word)
            self._add(node.next.setdefault(word, _Node()), rest, value)

    def _keys_of(self, word: str) -> FrozenSet[str]:
        forms = {word, singular(word)}
        forms.update(f"{word[:end]}*" for end in range(2, len(word) + 1) if word[:end] in self._prefixes)
        return frozenset(forms.union(*(self._classes.get(form, ()) for form in forms)))

    def knows(self, word: str) -> bool:
        """Whether the word stands in a pattern, or begins as one does and ends like a word."""
        return word in self.words or singular(word) in self.words or any(key.endswith("*") and word[len(key) - 1:] in _ENDINGS for key in self._keys(word))

    def at(self, line: Line, start: int, blocked: AbstractSet[int] = frozenset()) -> Optional[Match[Value]]:
        """The longest pattern that begins at `start` without any of the `blocked` places."""
        if start in blocked or not self._begins(line.words[start]):
            return None
        best: Optional[Match[Value]] = None
        heap: List[Tuple[_Node[Value], int, Tuple[int, ...], int, int]] = [(self._root, start, (), 0, 0)]
        while heap:
            node, place, covered, skipped, gap = heap.pop()
            if node.value is not None and covered and not gap and (best is None or (covered[-1], len(covered)) > (best.end - 1, len(best.covered))):
                best = Match(start, covered[-1] + 1, covered, node.value)
            if place >= len(line.words) or (place > start and line.breaks[place]) or place in blocked:
                continue
            word = line.words[place]
            for key in self._keys(word):
                child = node.next.get(key)
                if child is not None:
                    heap.append((child, place + 1, (*covered, place), 0, 0))
            if covered and not gap and word in self._fillers and skipped < _SKIPPED:
                heap.append((node, place + 1, covered, skipped + 1, 0))
            if gap and gap <= _GAP and word not in self._gap_stops:
                heap.append((node, place + 1, covered, 0, gap + 1))
            if node.gap is not None and not gap:
                heap.append((node.gap, place, covered, 0, 1))
        return best

    def find(self, line: Line, blocked: AbstractSet[int] = frozenset()) -> Iterator[Match[Value]]:
        """The patterns in the line, from left to right, none overlapping another."""
        place = 0
        while place < len(line.words):
            match = None if place in blocked else self.at(line, place, blocked)
            if match is not None:
                yield match
            place = match.end if match else place + 1
