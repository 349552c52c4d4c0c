"""Finds the article's difficult words where dictation or memory wrote down something that only sounds like them."""
from functools import lru_cache
from typing import Dict, FrozenSet, Iterable, List, Sequence, Set, Tuple

import jellyfish
from rapidfuzz.distance import OSA

from bot.article.files import Strict, data, load

_LONGEST = 5  # words that may have become of one
_WITH_A_TERM = 0.68
_SHORTEST_TERM = 6  # letters; shorter words sound like too much


class SoundsFile(Strict):
    heard: Dict[str, str]


@lru_cache(maxsize=1)
def heard_phrases() -> Dict[Tuple[str, ...], Tuple[str, ...]]:
    """Phrases and what was meant, from data/language/sounds.yml. Raises DataError."""
    file = load(data("language", "sounds.yml"), SoundsFile)
    return {tuple(heard.split()): tuple(meant.split()) for heard, meant in file.heard.items()}


class SoundIndex:
    """`terms` by their sound (Metaphone).

    Words in `kept` are never heard as something else by themselves, and terms in `common` not in a run of several words:
    ordinary words sound like too much.
    """

    def __init__(self, terms: Iterable[str], kept: FrozenSet[str], common: FrozenSet[str]) -> None:
        self._kept, self._common, self._terms = kept, common, frozenset(terms)
        self._by_sound: Dict[str, Set[str]] = {}
        for term in self._terms:
            if len(term) >= _SHORTEST_TERM and term.isalpha():
                for key in _near(jellyfish.metaphone(term)):
                    self._by_sound.setdefault(key, set()).add(term)
        self._hear = lru_cache(maxsize=20_000)(self._nearest)

    def mend(self, words: Sequence[str]) -> List[str]:
        """The words, with every run that sounds like a term replaced by it: `homo sistine` -> `homocysteine`."""
        result: List[str] = []
        phrases = heard_phrases()
        start = 0
        while start < len(words):
            for length in range(min(_LONGEST, len(words) - start), 0, -1):
                window = tuple(words[start:start + length])
                meant = phrases.get(window) or self._meant(window)
                if meant:
                    result.extend(meant)
                    start += length
                    break
            else:
                result.append(words[start])
                start += 1
        return result

    def _meant(self, window: Tuple[str, ...]) -> Tuple[str, ...]:
        if any(not word.isalpha() for word in window) or (len(window) == 1 and window[0] in self._kept):
            return ()
        letters = "".join(window)
        term = self._hear(letters, len(window))
        if not term or len(window) > 1 and self._is_more(window, letters, term):
            return ()
        return (term,)

    def _is_more(self, window: Tuple[str, ...], letters: str, term: str) -> bool:
        """Whether a run is one word that is the term, or another term, and its neighbours."""
        if letters == term:
            return False
        if any(OSA.distance(word, term) <= 3 for word in window if len(word) > 3):
            return True
        return any(word in self._terms for word in window) and OSA.normalized_similarity(letters, term) < _WITH_A_TERM

    def _nearest(self, letters: str, words: int) -> str:
        if len(letters) < _SHORTEST_TERM - 1:
            return ""
        sound = jellyfish.metaphone(letters)
        best, best_likeness = "", 0.0
        for term in sorted({term for key in _near(sound) for term in self._by_sound.get(key, ())}):
            if words > 1 and term in self._common:
                continue
            likeness = OSA.normalized_similarity(letters, term)
            same = jellyfish.metaphone(term) == sound
            if likeness >= _needed(len(sound), same, words) and likeness > best_likeness:
                best, best_likeness = term, likeness
        return best


def _needed(sound: int, same: bool, words: int) -> float:
    """How alike the letters have to be, from 0 to 1: more where the sound is short or differs, and where real words were run together."""
    if sound >= 7:
        return 0.55 if same else 0.62
    if sound >= 5:
        return 0.62 if same else 0.68 if words == 1 else 0.75
    return 0.75 if same and words == 1 else 0.8


def _near(sound: str) -> Set[str]:
    """The sound and all that is left of it without one of its letters, so that two sounds a letter apart share a key."""
    return {sound, *(sound[:position] + sound[position + 1:] for position in range(len(sound)) if len(sound) > 3)}
