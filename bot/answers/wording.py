"""Small pieces of English."""
import re
from typing import Iterable, List, Sequence

from bot.article import load_article


def listed(parts: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def quoted(parts: Sequence[str]) -> List[str]:
    """Each in quotation marks: words of the person's own, which need not be English in our sentence."""
    return [f"“{part}”" for part in parts]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    return text[:1].lower() + text[1:]


def contains(words: Iterable[str], phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the words, as whole words."""
    sentence = f" {' '.join(words)} "
    return any(f" {phrase} " in sentence for phrase in phrases)


def unique(values: Iterable[str]) -> List[str]:
    return list(dict.fromkeys(values))


def written(text: str) -> str:
    """Spoken text for the eye: `M M A` is MMA again, and what the article writes in another way than it is said."""
    for said, typed in load_article().about.spoken.items():
        text = re.sub(rf"\b{re.escape(said)}\b", typed, text)
    return re.sub(r"\b[A-Z](?: [A-Z]\b)+", lambda match: match.group().replace(" ", ""), text)
