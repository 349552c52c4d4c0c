"""Finds phrases of a vocabulary in a list of words: whole words, singular or plural, with small misspellings of long words."""
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence, Tuple

from rapidfuzz.distance import OSA

from bot.language.embedding import load_encoder
from bot.language.words import singular, split_words

_LONG = 6  # letters; shorter words are taken as they are, since most of their neighbours are words too
_VERY_LONG = 9


@dataclass(frozen=True)
class Found:
    """`words[start:end]` is a phrase of `label`."""

    label: str
    start: int
    end: int


@lru_cache(maxsize=1)
def common_words() -> FrozenSet[str]:
    """English words that are no misspelling of another one ("talking" is not "taking")."""
    return frozenset(load_encoder().english_words())


class Vocabulary:
    """Label -> phrases. The longest phrase wins, then the one as typed, then the label given first."""

    def __init__(self, entries: Mapping[str, Iterable[str]], *, not_typos: Iterable[str] = ()) -> None:
        self._typed: Dict[Tuple[str, ...], str] = {}
        self._singular: Dict[Tuple[str, ...], str] = {}
        for label, phrases in entries.items():
            for phrase in phrases:
                words = tuple(split_words(phrase))
                self._typed.setdefault(words, label)
                self._singular.setdefault(tuple(singular(word) for word in words), label)
        self._longest = max((len(words) for words in self._typed), default=0)
        self._words: FrozenSet[str] = frozenset(word for words in (*self._typed, *self._singular) for word in words)
        self._firsts: FrozenSet[str] = frozenset(words[0] for words in (*self._typed, *self._singular) if words)
        self._fixed = frozenset(not_typos)
        self._by_first: Dict[str, List[str]] = {}
        for word in sorted(self._words):
            if len(word) >= _LONG:
                self._by_first.setdefault(word[0], []).append(word)
        self.mended = lru_cache(maxsize=5_000)(self._mend)

    def find(self, words: Sequence[str]) -> Tuple[Found, ...]:
        """The phrases in `words`, in order, none overlapping another. Never raises."""
        mended = [self.mended(word) for word in words]
        singulars = [singular(word) for word in mended]
        found: List[Found] = []
        start = 0
        while start < len(mended):
            hit = self._at(mended, singulars, start)
            if hit is not None:
                found.append(hit)
            start = hit.end if hit else start + 1
        return tuple(found)

    def _at(self, words: Sequence[str], singulars: Sequence[str], start: int) -> Optional[Found]:
        if words[start] not in self._firsts and singulars[start] not in self._firsts:
            return None
        for length in range(min(self._longest, len(words) - start), 0, -1):
            label = self._typed.get(tuple(words[start:start + length]))
            if label is None:
                label = self._singular.get(tuple(singulars[start:start + length]))
            if label is not None:
                return Found(label, start, start + length)
        return None

    def _mend(self, word: str) -> str:
        """The word, or the word of the vocabulary that it misspells."""
        if len(word) < _LONG or word in self._words or singular(word) in self._words or word in self._fixed or not word.isalpha():
            return word
        if word in common_words():
            return word
        allowed = 1 if len(word) < _VERY_LONG else 2
        near = [(OSA.distance(word, known), known) for known in self._by_first.get(word[0], ()) if abs(len(known) - len(word)) <= allowed]
        distance, nearest = min(near, default=(allowed + 1, word))
        return nearest if distance <= allowed else word
