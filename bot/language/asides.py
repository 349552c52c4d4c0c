"""What stands around a question and asks nothing: exclamations, adverbials at its ends, swearing, from data/language/asides.yml."""
from functools import lru_cache
from typing import Dict, List, Sequence, Set, Tuple

from bot.article.files import Strict, once
from bot.language.words import split_words

_FEWEST = 3  # words of a question that is one without what stands around it

Phrases = Tuple[Tuple[str, ...], ...]
ByWord = Dict[str, Phrases]


class AsidesFile(Strict):
    before: List[str]
    around: List[str]
    within: List[str]


load_asides = once(AsidesFile, "language", "asides.yml")


def _longest_first(phrases: Sequence[str]) -> Phrases:
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))


def _by_word(phrases: Phrases, place: int) -> ByWord:
    """Found by the word at their place, so that not each is compared with each message."""
    return {word: tuple(phrase for phrase in phrases if phrase[place] == word) for word in {phrase[place] for phrase in phrases}}


@lru_cache(maxsize=1)
def _phrases() -> Tuple[ByWord, ByWord, Phrases]:
    """Those that may stand before, by their first word, those that may stand behind, by their last, and those that may stand anywhere. Raises DataError."""
    asides = load_asides()
    return _by_word(_longest_first([*asides.before, *asides.around]), 0), _by_word(_longest_first(asides.around), -1), _longest_first(asides.within)


def without_exclamations(words: Sequence[str]) -> Sequence[str]:
    """The words without what stands before them and asks nothing; as they are where hardly any would be left."""
    return words[_leading(words):]


def without_asides(text: str) -> str:
    """The text of a question without what stands around it: `hi, how is it tested today?` -> `how is it tested`."""
    typed = text.split()
    words = [(word, place) for place, one in enumerate(typed) for word in split_words(one)]
    start, end = _leading([word for word, _ in words]), len(words)
    end -= _trailing([word for word, _ in words[start:]])
    inside = _inside([word for word, _ in words])
    if (start, end) == (0, len(words)) and not inside:
        return text
    sworn = {words[at][1] for at in inside}
    return " ".join(one for place, one in enumerate(typed) if words[start][1] <= place <= words[end - 1][1] and place not in sworn)


def _leading(words: Sequence[str]) -> int:
    start = 0
    while start < len(words):
        phrase = next((phrase for phrase in _phrases()[0].get(words[start], ()) if tuple(words[start:start + len(phrase)]) == phrase), ())
        if not phrase or len(words) - start - len(phrase) < _FEWEST:
            return start
        start += len(phrase)
    return start


def _trailing(words: Sequence[str]) -> int:
    end = len(words)
    while end:
        phrase = next((phrase for phrase in _phrases()[1].get(words[end - 1], ()) if tuple(words[max(0, end - len(phrase)):end]) == phrase), ())
        if not phrase or end - len(phrase) < _FEWEST:
            return len(words) - end
        end -= len(phrase)
    return len(words)


def _inside(words: Sequence[str]) -> Set[int]:
    """The places of what is only sworn; none where hardly anything else would be left."""
    found = {at for phrase in _phrases()[2] for start in range(len(words)) if tuple(words[start:start + len(phrase)]) == phrase
             for at in range(start, start + len(phrase))}
    return found if len(words) - len(found) >= _FEWEST - 1 else set()
