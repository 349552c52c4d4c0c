"""Recognises whole utterances: nothing but one of the patterns, with or without polite words around it."""
import re
from typing import Mapping, Optional, Sequence

from bot.intake.tokens import Token
from bot.intake.vocabulary import Vocabulary

_LONGEST = 16  # words; who says more is telling something


class Utterances:
    """Patterns of words. `a|b` is either word, `a?` may be left out, `<name>` is an entry of `lists`; `lead` and `tail` may stand around them.

    The entry of a list that is named in `kept` is handed back by match.
    """

    def __init__(self, patterns: Sequence[str], lists: Mapping[str, Sequence[str]], *, kept: str = "") -> None:
        self._lists, self._kept = lists, kept
        self._lead, self._tail = (re.compile(f"(?:{self._any_of(name)})*") for name in ("lead", "tail"))
        cores = [self._compiled(pattern) for pattern in patterns]
        # One expression for all, unless each has a group of its own to hand back
        self._patterns = [re.compile(core) for core in (cores if kept else ["|".join(cores)])]
        words = {word for text in (*patterns, *(entry for entries in lists.values() for entry in entries)) for word in re.findall(r"[^\W\d_]+", text)}
        self._words = Vocabulary({"": sorted(words)})
        self._possible = {f"{word} " for entries in lists.values() for entry in entries for word in entry.split()} | {
            f"{word} " for pattern in patterns for part in pattern.split() if not part.startswith("<") for word in part.rstrip("?").split("|")}

    def match(self, tokens: Sequence[Token]) -> Optional[str]:
        """The kept entry ("" where the pattern keeps none) if `tokens` are one of the patterns, else None. Never raises."""
        words = [f"{self._words.mended(token.word)} " for token in tokens if not token.mark]
        if not 0 < len(words) <= _LONGEST or not self._possible.issuperset(words):
            return None
        starts = [place for place in range(len(words)) if self._lead.fullmatch("".join(words[:place]))]
        ends = [place for place in range(len(words), 0, -1) if self._tail.fullmatch("".join(words[place:]))]
        for start, end in ((start, end) for start in starts for end in ends if start < end):
            text = "".join(words[start:end])
            for pattern in self._patterns:
                match = pattern.fullmatch(text)
                if match:
                    return (match.groupdict().get("kept") or "").strip()
        return None

    def _compiled(self, pattern: str) -> str:
        return "".join(self._part(part) for part in pattern.split())

    def _part(self, part: str) -> str:
        optional = part.endswith("?")
        name = part.rstrip("?")
        if name.startswith("<"):
            choice = self._any_of(name[1:-1])
            choice = f"(?P<kept>{choice})" if name[1:-1] == self._kept else f"(?:{choice})"
        else:
            choice = f"(?:{'|'.join(map(re.escape, name.split('|')))}) "
        return f"(?:{choice})?" if optional else choice

    def _any_of(self, name: str) -> str:
        return "|".join(f"{re.escape(entry)} " for entry in sorted(self._lists[name], key=len, reverse=True))
