"""What emoji stand for, where a message is nothing else."""
import re
from functools import lru_cache
from typing import Dict, List

from bot.article.files import Strict, once

_SHADES = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")  # in which colour, and that it is a picture


class EmojiFile(Strict):
    words: Dict[str, List[str]]


load_emoji = once(EmojiFile, "language", "emoji.yml")


@lru_cache(maxsize=1)
def _meanings() -> Dict[str, str]:
    """The words of each sign. Raises DataError."""
    return {sign: words for words, signs in load_emoji().words.items() for sign in signs}


def in_words(text: str) -> str:
    """The words for a text of emoji alone (`👋` is hello, `👍👍` yes); where there is anything else, or two that differ, the text as it is."""
    if text.isascii() or any(character.isalnum() for character in text):
        return text
    signs = "".join(_SHADES.sub("", text).split()).rstrip("!.")
    said: List[str] = []
    while signs:
        sign = max((sign for sign in _meanings() if signs.startswith(sign)), key=len, default="")
        if not sign:
            return text
        said.append(_meanings()[sign])
        signs = signs[len(sign):]
    return said[0] if len(set(said)) == 1 else text
