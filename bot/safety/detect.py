"""Finds out whether a message tells of an emergency. Runs on every message before anything else; knows nothing of Rasa."""
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import FrozenSet, List, Optional, Set, Tuple

from bot.article.errors import DataError
from bot.language.embedding import load_encoder
from bot.language.words import abbreviations
from bot.safety.excuses import Cues, Excuses, compile_cues
from bot.safety.flags import GuardedSign, RedFlagsFile, load_flags
from bot.safety.patterns import Pattern, PatternBook, Span, find
from bot.safety.statements import Message, Splitter
from bot.safety.vocabulary import Mender

_TELLS_OF_NOT = re.compile(r"\b(?:no|not|never|nothing|nobody|without|cannot|numb)\b")


@dataclass(frozen=True)
class Sign:
    """One sign of an emergency and the words that make it harmless."""

    reason: str
    pattern: Pattern
    unless: Tuple[Pattern, ...]
    tells_of_not: bool


@dataclass(frozen=True)
class Detector:
    """Everything in red_flags.yml, compiled. Use `find_urgent` unless you have a file of your own."""

    book: PatternBook
    splitter: Splitter
    signs: Tuple[Sign, ...]
    alone: Tuple[Tuple[str, Pattern], ...]
    alone_with: FrozenSet[str]
    first: Tuple[str, ...]
    cues: Cues

    def find(self, text: str) -> Optional[str]:
        """The reason why the message is urgent, or None."""
        message = self.splitter.split(text)
        if not message.words:
            return None
        told = self._told(message)
        for reason in self.first:
            if any(reason == other for _, other in told):
                return reason
        return min(told)[1] if told else None

    def _told(self, message: Message) -> List[Tuple[int, str]]:
        """Where each emergency that is told begins, and its reason."""
        places = self.book.read(message.words)
        excuses = Excuses(self.cues, message, places)
        told: List[Tuple[int, str]] = []
        for sign in self.signs:
            spans = [span for span in find(sign.pattern, places) if self._holds_together(sign, message, span)]
            if not spans:
                continue
            harmless = {message.sentence[start] for pattern in sign.unless for start, _ in find(pattern, places)}
            told.extend(
                (span[0], sign.reason) for span in spans
                if message.sentence[span[0]] not in harmless and not excuses.excuse(span, tells_of_not=sign.tells_of_not))
        for reason, pattern in self.alone:
            told.extend((start, reason) for start, end in find(pattern, places) if self._is_alone(message, (start, end)))
        return told

    @staticmethod
    def _holds_together(sign: Sign, message: Message, span: Span) -> bool:
        numbers = message.sentence if sign.pattern.wide else message.statement
        return numbers[span[0]] == numbers[span[1] - 1]

    def _is_alone(self, message: Message, span: Span) -> bool:
        rest = message.words[:span[0]] + message.words[span[1]:]
        return all(word in self.alone_with for word in rest)


def build_detector(file: RedFlagsFile, english: Set[str]) -> Detector:
    """The detector for a file. Raises DataError for patterns that cannot be understood."""
    book = PatternBook(file.lists, file.fillers)
    signs = tuple(_sign(book, reason, entry) for reason, entries in file.signs.items() for entry in entries)
    alone = tuple((reason, book.compile(text)) for reason, texts in file.alone.items() for text in texts)
    cues = compile_cues(file, book)
    if book.mistakes:
        raise DataError([f"red_flags.yml: {mistake}" for mistake in book.mistakes])
    mender = Mender(book.vocabulary, english, abbreviations())
    splitter = Splitter(file.shorthand, frozenset(file.fillers), frozenset(file.subjects), frozenset(file.joins), mender.mend)
    return Detector(book, splitter, signs, alone, frozenset(file.alone_with), tuple(file.first), cues)


def _sign(book: PatternBook, reason: str, entry: "GuardedSign | str") -> Sign:
    text, unless = (entry.sign, entry.unless) if isinstance(entry, GuardedSign) else (entry, [])
    return Sign(reason, book.compile(text), book.compile_all(unless), bool(_TELLS_OF_NOT.search(text)))


@lru_cache(maxsize=1)
def load_detector() -> Detector:
    """The detector of this project, built once. Raises DataError for a mistake in the data, so load it at start."""
    return build_detector(load_flags(), load_encoder().english_words())


def find_urgent(text: str) -> Optional[str]:
    """The contract's reason when the message tells of an emergency or of self-harm now, else None. Never raises for any text."""
    return load_detector().find(text)
