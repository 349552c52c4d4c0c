"""Mends misspelled words towards the words that tell of emergencies.

Stricter than the project's Speller: there a wrong guess costs a wrong answer, here it raises an alarm. So a short word may only have
letters swapped, doubled or dropped ("pian", "breth"), not replaced ("sneeze" is no "wheeze"), and the first letter has to be right.
"""
from functools import lru_cache
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence, Tuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_LONGEST = 24  # letters; what is longer is no word, nor two run together
_SHORT = 5  # letters up to which no letter may be replaced
_LONG = 8  # letters from which two mistakes are allowed


class Mender:
    """`vocabulary`: words to mend towards. `known`: other words, never mended. `shorthand`: what may be half of two words run together."""

    def __init__(self, vocabulary: Iterable[str], known: Iterable[str], shorthand: Mapping[str, str]) -> None:
        self._known: FrozenSet[str] = frozenset(vocabulary) | frozenset(known)
        self._halves: Dict[str, str] = {**shorthand, **{word: word for word in vocabulary if len(word) > 2}}
        self._by_first: Dict[str, List[str]] = {}
        for word in sorted(vocabulary):
            if len(word) >= _SHORTEST:
                self._by_first.setdefault(word[0], []).append(word)
        self._mended = lru_cache(maxsize=20_000)(self._mend)

    def mend(self, words: Sequence[str]) -> List[str]:
        """The words, unknown ones corrected or, when two were run together, taken apart."""
        return [mended for word in words for mended in self._mended(word)]

    def _mend(self, word: str) -> Tuple[str, ...]:
        single_end = word.rstrip(word[-1]) + word[-1]
        if word not in self._known and single_end in self._known:  # "dieee"
            return (single_end,)
        plural = len(word) > _SHORTEST and word.endswith("s") and word[:-1] in self._known
        if word in self._known or plural or not word.isalpha() or not _SHORTEST <= len(word) <= _LONGEST:
            return (word,)
        return self._nearest(word) or self._apart(word) or (word,)

    def _nearest(self, word: str) -> Optional[Tuple[str, ...]]:
        # The ending makes a word longer, not more certain.
        allowed = 2 if len(word.removesuffix("ing")) >= _LONG else 1
        near = process.extract(word, self._by_first.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed, limit=None)
        fitting = [(distance, candidate) for candidate, distance, _ in near if _may_be_meant(word, candidate)]
        return (min(fitting)[1],) if fitting else None

    def _apart(self, word: str) -> Optional[Tuple[str, ...]]:
        for middle in range(len(word) - 3, 2, -1):
            first, second = self._halves.get(word[:middle]), self._halves.get(word[middle:])
            if first and second:
                return tuple(f"{first} {second}".split())
        # "icantbreathe"
        rest = self._apart(word[1:]) if word.startswith("i") else None
        return ("i", *rest) if rest else None


def _may_be_meant(typed: str, candidate: str) -> bool:
    """Whether the difference is one that slips of the finger make in short words."""
    return len(typed) > _SHORT or len(typed) != len(candidate) or sorted(typed) == sorted(candidate)
