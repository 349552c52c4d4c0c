"""Texts and payloads made to fit where a platform has little room."""
import hashlib
import re

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s|\n")
_MARK = "…"


def shortened(text: str, longest: int) -> str:
    """`text`, cut at the end of a sentence or else of a word when it has more than `longest` characters; the cut is marked."""
    if len(text) <= longest:
        return text
    head = text[:longest - 2]
    ends = [match.start() for match in _SENTENCE_ENDS.finditer(head) if match.start() > longest // 3]
    if ends:
        return f"{head[:ends[-1]]} {_MARK}"
    words = head.rsplit(None, 1)[0] if " " in head[longest // 3:] else head
    return f"{words}{_MARK}"


def token(payload: str) -> str:
    """A payload's short name, 26 characters; what it stands for is found among what was offered."""
    return f"b:{hashlib.sha256(payload.encode('utf-8', 'replace')).hexdigest()[:24]}"
