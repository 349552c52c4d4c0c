"""A message as words, and where one sentence, statement or breath of it ends and the next begins."""
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Callable, Dict, FrozenSet, Iterable, List, Sequence, Tuple

from bot.language.words import split_words

_LONG_LIST, _SHORT_ITEM = 9, 4  # items, and words of one
LONGEST = 5_000  # characters that are read; a longer message is refused anyway
_LOOKALIKES = str.maketrans("0134@$", "oieaas")
_DISGUISED = re.compile(r"(?<=[a-z])[0134@$](?=[a-z])")
_SPELLED_OUT = re.compile(r"\b(?:[a-z][ .-]){4,}[a-z]\b")
# A full stop ends a sentence; a comma, a dash or dots end only the breath.
_STOP = re.compile(r"(\.{2,}|[!?;\n]+|\.(?=\s|$)|[,:()\[\]\"“”—–…&]|\s-+\s)")
_ENDS_SENTENCE = re.compile(r"[!?;\n]|^\.$")


@dataclass(frozen=True)
class Message:
    """For each word the number of its sentence, of the statement within it and of the breath (what stands between two marks)."""

    words: Tuple[str, ...]
    sentence: Tuple[int, ...]
    statement: Tuple[int, ...]
    breath: Tuple[int, ...]

    def ends_breath(self, end: int) -> bool:
        """Whether the word before `end` is the last one before a mark or the end of the message."""
        return end >= len(self.words) or self.breath[end] != self.breath[end - 1]

    def lists(self, place: int) -> bool:
        """Whether the sentence around `place` is a long list of short items, each a complaint of its own."""
        return self.sentence[place] in self._long_lists

    @cached_property
    def _long_lists(self) -> FrozenSet[int]:
        items: Dict[int, Dict[int, int]] = {}
        for sentence, breath in zip(self.sentence, self.breath, strict=True):
            words = items.setdefault(sentence, {})
            words[breath] = words.get(breath, 0) + 1
        return frozenset(
            sentence for sentence, words in items.items() if sum(count <= _SHORT_ITEM for count in words.values()) >= max(_LONG_LIST, len(words) * 3 / 4))


@dataclass(frozen=True)
class Splitter:
    """Cuts messages up. `mend` corrects the spelling of words."""

    shorthand: Dict[str, str]
    fillers: FrozenSet[str]
    subjects: FrozenSet[str]
    joins: FrozenSet[str]
    mend: Callable[[Sequence[str]], Iterable[str]]

    def split(self, text: str) -> Message:
        """The message that `text` is. Never raises."""
        rows: List[Tuple[str, int, int, int]] = []
        sentence = statement = breath = 0
        after_mark = ""
        for number, piece in enumerate(_STOP.split(self._plain(text))):
            if number % 2:
                after_mark = "hard" if _ENDS_SENTENCE.search(piece) else after_mark or "soft"
                continue
            words = self._words(piece)
            if not words:
                continue
            if rows and after_mark:
                breath += 1
                sentence += after_mark == "hard"
                statement += after_mark == "hard" or words[0] in self.subjects
            after_mark = ""
            for place, word in enumerate(words):
                joined = place + 1 < len(words) and word in ("and", "so", "then") and words[place + 1] in self.subjects
                statement += bool(rows) and (word in self.joins or joined)
                rows.append((word, sentence, statement, breath))
        if not rows:
            return Message((), (), (), ())
        return Message(*zip(*rows, strict=False))

    def _plain(self, text: str) -> str:
        """Lower case without accents, invisible characters and disguises; shorthand written out."""
        plain = text[:LONGEST].lower()
        if not plain.isascii():
            decomposed = unicodedata.normalize("NFKD", plain.replace("’", "'").replace("…", ".."))
            plain = "".join(character for character in decomposed if unicodedata.category(character) not in ("Mn", "Cf", "Cs"))
        plain = _DISGUISED.sub(lambda found: found.group().translate(_LOOKALIKES), plain)
        plain = _SPELLED_OUT.sub(lambda found: re.sub(r"[ .-]", "", found.group()), plain)
        return self._shorthand.sub(lambda found: self.shorthand[found.group()], plain)

    @cached_property
    def _shorthand(self) -> "re.Pattern[str]":
        longest_first = sorted(self.shorthand, key=len, reverse=True)
        return re.compile(r"(?<![\w'])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w'])")

    def _words(self, piece: str) -> List[str]:
        words = [word for word in self.mend(split_words(piece)) if word not in self.fillers]
        # Dictated speech says words twice.
        return [word for place, word in enumerate(words) if not place or word != words[place - 1]]
