"""Finding phrases of several words in a sentence, and the borders of its clauses and sentences."""
from typing import Container, Dict, Generic, Iterable, List, Mapping, Optional, Sequence, Tuple, TypeVar

from bot.intake.tokens import Token, ends_clause, ends_sentence

Value = TypeVar("Value")
Span = Tuple[int, int]
_REACH = 6  # words between a cue and what it leads to


class Phrases(Generic[Value]):
    """Phrases with a value each. A single word that ends in `*` stands for every word that begins so.

    Phrases are written as tokenize gives their words, with spaces between.
    """

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._whole: Dict[Tuple[str, ...], Value] = {tuple(text.split()): value for text, value in values.items() if not text.endswith("*")}
        self._begun: Dict[str, Value] = {text[:-1]: value for text, value in values.items() if text.endswith("*")}
        self._shortest = min(map(len, self._begun), default=0)
        self._longest = max(map(len, self._whole), default=1)
        self._firsts = frozenset(words[0] for words in self._whole)
        self._lasts = frozenset(words[-1] for words in self._whole)

    def at(self, words: Sequence[str], place: int) -> Optional[Tuple[Value, int]]:
        """The value of the longest phrase that begins at `place`, and the place after it."""
        if place >= len(words):
            return None
        if words[place] in self._firsts:
            for end in range(min(place + self._longest, len(words)), place, -1):
                phrase = tuple(words[place:end])
                if phrase in self._whole:
                    return self._whole[phrase], end
        found = self._beginning(words[place])
        return None if found is None else (found, place + 1)

    def before(self, words: Sequence[str], end: int) -> Optional[Tuple[Value, int]]:
        """The value of the longest phrase that ends just before `end`, and where it begins."""
        if not 0 < end <= len(words):
            return None
        if words[end - 1] in self._lasts:
            for start in range(max(0, end - self._longest), end):
                phrase = tuple(words[start:end])
                if phrase in self._whole:
                    return self._whole[phrase], start
        found = self._beginning(words[end - 1])
        return None if found is None else (found, end - 1)

    def find(self, words: Sequence[str], start: int = 0, end: Optional[int] = None) -> List[Tuple[int, int, Value]]:
        """Start, end and value of each phrase in `words[start:end]`, from left to right, none overlapping another."""
        found: List[Tuple[int, int, Value]] = []
        place, last = start, len(words) if end is None else end
        while place < last:
            match = self.at(words, place)
            if match and match[1] <= last:
                found.append((place, match[1], match[0]))
                place = match[1]
            else:
                place += 1
        return found

    def _beginning(self, word: str) -> Optional[Value]:
        if not self._begun:
            return None
        for length in range(len(word), self._shortest - 1, -1):
            if word[:length] in self._begun:
                return self._begun[word[:length]]
        return None


def phrases(texts: Iterable[str]) -> Phrases[bool]:
    """Phrases that only have to be found."""
    return Phrases(dict.fromkeys(texts, True))


def clause(tokens: Sequence[Token], place: int, splits: Iterable[str]) -> Span:
    """The clause around `place`: between punctuation marks that end one, or words of `splits`."""
    borders = frozenset(splits)
    start = end = place
    while start > 0 and not _ends(tokens, start - 1, borders):
        start -= 1
    while end < len(tokens) and not _ends(tokens, end, borders):
        end += 1
    return start, end


def sentence(tokens: Sequence[Token], place: int) -> Span:
    """The sentence around `place`, with the mark that ends it."""
    start, end = place, min(place + 1, len(tokens))
    while start > 0 and not ends_sentence(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and not ends_sentence(tokens[end - 1]):
        end += 1
    return start, end


def asks(tokens: Sequence[Token], place: int, openers: Phrases[bool], own: Iterable[str]) -> bool:
    """Whether the sentence around `place` asks about people at large: opens or ends like a question, without a word of one's `own`."""
    start, end = sentence(tokens, place)
    words = [token.word for token in tokens[start:end]]
    return bool(words) and (words[-1] == "?" or openers.at(words, 0) is not None) and not set(own).intersection(words)


def leads(words: Sequence[str], place: int, cue: Phrases[bool], skipped: Container[str], *, marks: bool) -> bool:
    """Whether a cue ends just before `place`, but for a few `skipped` words and, with `marks`, punctuation."""
    for _ in range(_REACH):
        if cue.before(words, place):
            return True
        if place == 0 or not (words[place - 1] in skipped or (marks and not words[place - 1].isalnum())):
            return False
        place -= 1
    return False


def _ends(tokens: Sequence[Token], place: int, borders: Iterable[str]) -> bool:
    token = tokens[place]
    return token.word in borders or ends_clause(token)
