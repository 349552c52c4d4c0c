"""Mends misspelled words towards the words that tell of emergencies."""
from functools import lru_cache
from typing import Dict, FrozenSet, Iterable, List, Sequence, Tuple

from bot.language.spelling import Speller

_LONGEST = 24  # letters; what is longer is no pair of words run together


class Mender:
    """`vocabulary`: words to mend towards. `english`: words never mended. `shorthand`: what may be half of two words run together."""

    def __init__(self, vocabulary: Iterable[str], english: Iterable[str], shorthand: Dict[str, str]) -> None:
        self._vocabulary: FrozenSet[str] = frozenset(vocabulary)
        self._halves: Dict[str, str] = {**shorthand, **{word: word for word in self._vocabulary if len(word) > 2}}
        self._speller = Speller({word: 1 for word in self._vocabulary}, english)
        self._mended = lru_cache(maxsize=20_000)(self._mend)

    def mend(self, words: Sequence[str]) -> List[str]:
        """The words, unknown ones corrected or, when two were run together, taken apart."""
        return [mended for word in words for mended in self._mended(word)]

    def _mend(self, word: str) -> Tuple[str, ...]:
        if self._speller.knows(word):
            return (word,)
        return tuple(self._apart(word) or self._speller.mend([word]))

    def _apart(self, word: str) -> List[str]:
        if not 6 < len(word) <= _LONGEST:
            return []
        for middle in range(len(word) - 3, 2, -1):
            first, second = self._halves.get(word[:middle]), self._halves.get(word[middle:])
            if first and second:
                return f"{first} {second}".split()
        return []
