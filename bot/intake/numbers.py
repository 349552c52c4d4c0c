"""Numbers in a person's words: figures, number words, halves and what is said inexactly."""
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, List, Optional, Sequence, Tuple

from bot.article.files import Strict, once
from bot.intake.spans import Phrases
from bot.intake.tokens import Token

_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}")
_MOST_DIGITS = 12  # more is as good as endless, and would not fit a float
_ENDLESS = 1e12


class NumbersFile(Strict):
    ones: Dict[str, int]
    tens: Dict[str, int]
    scales: Dict[str, int]
    loose: Dict[str, float]
    parts: Dict[str, float]
    added: Dict[str, float]
    articles: List[str]


@dataclass(frozen=True)
class Number:
    """`tokens[start:end]` say `value`, which is never negative. `loose` is True for "a few" and the like."""

    value: float
    start: int
    end: int
    loose: bool = False


@dataclass(frozen=True)
class _Language:
    file: NumbersFile
    loose: Phrases[float]
    parts: Phrases[float]
    added: Phrases[float]


load_numbers = once(NumbersFile, "language", "intake", "numbers.yml")


@lru_cache(maxsize=1)
def _language() -> _Language:
    file = load_numbers()
    return _Language(file, Phrases(file.loose), Phrases(file.parts), Phrases(file.added))


def number_at(tokens: Sequence[Token], place: int, *, article: bool = False) -> Optional[Number]:
    """The longest number that begins at `place`. `article`: "a" counts as 1."""
    return _number([token.word for token in tokens[:place + 12]], place, article)


def find_numbers(tokens: Sequence[Token]) -> Tuple[Number, ...]:
    """All numbers from left to right, none overlapping another; "a" alone is none."""
    words = [token.word for token in tokens]
    found: List[Number] = []
    place = 0
    while place < len(words):
        number = _number(words, place, False)
        if number:
            found.append(number)
        place = number.end if number else place + 1
    return tuple(found)


def _number(words: Sequence[str], place: int, article: bool) -> Optional[Number]:
    if place >= len(words):
        return None
    language = _language()
    loose, part = language.loose.at(words, place), language.parts.at(words, place)
    if loose:
        return Number(loose[0], place, loose[1], loose=True)
    if part:
        return Number(part[0], place, part[1])
    whole = _whole(words, place)
    if not whole and article and words[place] in language.file.articles:
        whole = (1.0, place + 1)
    if not whole:
        return None
    value, end = whole
    more = language.added.at(words, end)
    return Number(value + more[0], place, more[1]) if more else Number(value, place, end)


def _whole(words: Sequence[str], place: int) -> Optional[Tuple[float, int]]:
    file = _language().file
    if words[place] in file.articles and place + 1 < len(words) and words[place + 1] in file.scales and words[place + 1] != "k":
        value, end = 1.0, place + 1
    else:
        small = _figure(words[place]), place + 1
        if small[0] is None:
            return _scaled(words, *spoken) if (spoken := _spoken(words, place)) else None
        value, end = small[0], small[1]
    return _scaled(words, value, end)


def _scaled(words: Sequence[str], value: float, end: int) -> Tuple[float, int]:
    """The number with "hundred" and what follows it: "two hundred and ten"."""
    scales = _language().file.scales
    while end < len(words) and words[end] in scales:
        scale = scales[words[end]]
        value, end = min(value * scale, _ENDLESS), end + 1
        after = end + 1 if end < len(words) and words[end] == "and" else end
        rest = _spoken(words, after)
        if rest and rest[0] < scale:
            value, end = value + rest[0], rest[1]
    return value, end


def _spoken(words: Sequence[str], place: int) -> Optional[Tuple[float, int]]:
    """A number word up to ninety-nine."""
    file = _language().file
    word = words[place] if place < len(words) else ""
    if word in file.ones:
        return float(file.ones[word]), place + 1
    if word not in file.tens:
        return None
    following = place + 2 if words[place + 1:place + 2] == ["-"] else place + 1
    one = file.ones.get(words[following], 0) if following < len(words) else 0
    return (float(file.tens[word] + one), following + 1) if 0 < one < 10 else (float(file.tens[word]), place + 1)


def _figure(word: str) -> Optional[float]:
    """A figure's value; a comma before three digits parts thousands, else it is a decimal comma."""
    if not _FIGURE.fullmatch(word):
        return None
    if len(word) > _MOST_DIGITS:
        return _ENDLESS
    return float(word.replace(",", "" if _THOUSANDS.fullmatch(word) else "."))
