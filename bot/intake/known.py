"""Every word that the intake knows, so that what is made of none of them can be told from an answer."""
from functools import lru_cache
from typing import FrozenSet

from bot.article.files import DATA, data
from bot.language.words import split_words

_FOLDER = DATA / "language" / "intake"


@lru_cache(maxsize=1)
def known_words() -> FrozenSet[str]:
    """The words of all files of data/language/intake, patterns and comments included; read once per process."""
    return frozenset(word for path in _FOLDER.glob("*.yml")
                     for word in split_words(data("language", "intake", path.name).read_text(encoding="utf-8")) if len(word) > 2)
