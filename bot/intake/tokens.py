"""A person's sentence as words and punctuation marks, each with what was typed for it."""
import re
import unicodedata
from dataclasses import dataclass
from typing import Callable, List, Mapping, Sequence, Tuple

from bot.language.words import nutrient, written_out

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’`][^\W\d_]+)?|[^\w\s]|_")
# What a mark of punctuation does to what is said: parts a clause, announces the next, ends a sentence, makes it a question. Others do nothing.
MARKS: Mapping[str, str] = {**dict.fromkeys(",()[]–—…/|•", ","), ":": ":", **dict.fromkeys(".;!\n", "."), "?": "?"}
Mend = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class Token:
    """`word` is plain and lower-case, mended; `text[start:end]` of the sentence is what was typed.

    `mark` is True for punctuation, whose `word` is the mark itself. A typed word that stands for several ("don't") gives
    one token for each, all with the same place.
    """

    word: str
    start: int
    end: int
    mark: bool = False


def ends_clause(token: Token) -> bool:
    """Also where a sentence ends."""
    return token.mark and token.word in MARKS


def ends_sentence(token: Token) -> bool:
    return token.mark and MARKS.get(token.word) in (".", "?")


def _unmended(words: Sequence[str]) -> Sequence[str]:
    return words


def tokenize(text: str, mend: Mend = _unmended) -> Tuple[Token, ...]:
    """The tokens of `text` in order. `mend` corrects a list of words to as many words. Never raises."""
    found: List[Token] = []
    lowered = "".join(_lower(character) for character in text)
    position = 0
    name, pattern = nutrient()
    for match in pattern.finditer(lowered):
        found.extend(_plain(lowered, position, match.start()))
        found.append(Token(name, match.start(), match.end()))
        position = match.end()
    found.extend(_plain(lowered, position, len(lowered)))
    words = mend([token.word for token in found])
    return tuple(token if token.mark else Token(word, token.start, token.end) for token, word in zip(found, words, strict=True))


def segments(tokens: Sequence[Token]) -> List[Tuple[Token, ...]]:
    """The tokens between marks that part what is said, none empty: `no, next question` -> `no`, `next question`."""
    found: List[List[Token]] = [[]]
    for token in tokens:
        if ends_clause(token):
            found.append([])
        else:
            found[-1].append(token)
    return [tuple(segment) for segment in found if any(not token.mark for token in segment)]


def _plain(text: str, start: int, end: int) -> List[Token]:
    found: List[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        typed = match.group().replace("’", "'").replace("`", "'")
        if not typed[0].isalnum():
            found.append(Token(typed, match.start(), match.end(), mark=True))
            continue
        found.extend(Token(word, match.start(), match.end()) for word in written_out(typed).split())
    return found


def _lower(character: str) -> str:
    """Lower-case and in its plain form, but always one character, so that places stay those of the text."""
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character
