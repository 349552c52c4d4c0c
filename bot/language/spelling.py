"""Mends misspelled words towards the words this assistant knows."""
from functools import lru_cache
from math import log10
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence

from jellyfish import metaphone
from rapidfuzz.distance import OSA


class Speller:
    """Corrects unknown words to the nearest known one.

    `counts`: the words of our own data and how often they occur; only these are corrected to.
    `english`: words that are never corrected, because they are words.
    `names`: those of the counted words that a word of three letters may stand for, with one letter left out.
    """

    def __init__(self, counts: Mapping[str, int], english: Iterable[str], names: Iterable[str] = ()) -> None:
        self._counts: Dict[str, int] = dict(counts)
        self._english: FrozenSet[str] = frozenset(english)
        self._short = [word for word in names if len(word) == 4]
        self._by_length: Dict[int, List[str]] = {}
        for word in self._counts:
            if len(word) > 3:
                self._by_length.setdefault(len(word), []).append(word)
        self._nearest = lru_cache(maxsize=10_000)(self._search)

    def knows(self, word: str) -> bool:
        return word in self._counts or word in self._english or any(character.isdigit() for character in word)

    def mend(self, words: Sequence[str]) -> List[str]:
        """The words, each unknown one replaced by the nearest known one if that is near enough."""
        return [word if self.knows(word) else self._nearest(word) or word for word in words]

    def _search(self, word: str) -> Optional[str]:
        allowed = 0 if len(word) < 4 else 1 if len(word) < 6 else 2 if len(word) < 11 else 3
        if not allowed:
            return self._letter_left_out(word) if len(word) == 3 else None
        best, best_rank = None, allowed + 1.0
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for candidate in self._by_length.get(length, ()):
                distance = OSA.distance(word, candidate, score_cutoff=allowed)
                if distance > allowed:
                    continue
                rank = distance + _unlikeness(word, candidate) - 0.15 * log10(self._counts[candidate])
                if rank < best_rank:
                    best, best_rank = candidate, rank
        return best

    def _letter_left_out(self, word: str) -> Optional[str]:
        """`egs` -> `eggs`: the one name of four letters that has a letter more in its middle."""
        meant = [name for name in self._short if name[0] == word[0] and name[3] == word[2] and word[1] in name[1:3]]
        return meant[0] if len(meant) == 1 else None


def _unlikeness(word: str, candidate: str) -> float:
    """What tells two candidates at the same distance apart: people rarely get the first letter wrong, often the order, and they write what they hear."""
    swapped = sorted(word) == sorted(candidate)
    return (0.5 if candidate[0] != word[0] else 0.0) - (0.4 if swapped else 0.3 if metaphone(word) == metaphone(candidate) else 0.0)
