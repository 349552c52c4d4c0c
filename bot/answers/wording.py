"""Small pieces of English."""
from typing import Iterable, List, Sequence


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
