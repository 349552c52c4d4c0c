"""Words by which people choose, add and take back, from data/language/intake/choosing.yml."""
from functools import lru_cache
from typing import List, Sequence

from bot.answers.wording import contains
from bot.article.files import DATA, Strict, load
from bot.intake.tokens import Token


class ChoosingFile(Strict):
    earlier: List[str]
    later: List[str]
    adding: List[str]
    removing: List[str]
    righting: List[str]
    asking: List[str]
    requests: List[str]


@lru_cache(maxsize=1)
def load_choosing() -> ChoosingFile:
    """The project's own, read once per process. Raises DataError."""
    return load(DATA / "language" / "intake" / "choosing.yml", ChoosingFile)


def begins(tokens: Sequence[Token], phrases: Sequence[str]) -> bool:
    """Whether the sentence begins with one of the phrases."""
    sentence = f"{' '.join(token.word for token in tokens if not token.mark)} "
    return any(sentence.startswith(f"{phrase} ") for phrase in phrases)


def says(tokens: Sequence[Token], phrases: Sequence[str]) -> bool:
    """Whether one of the phrases stands in the sentence, as whole words."""
    return contains([token.word for token in tokens if not token.mark], phrases)
