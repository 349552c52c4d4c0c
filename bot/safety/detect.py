"""Finds out whether a message tells of an emergency. Runs on every message before anything else; knows nothing of Rasa."""
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, FrozenSet, List, Optional, Set, Tuple

from bot.article import load_article
from bot.article.errors import DataError
from bot.language.embedding import load_encoder
from bot.language.words import abbreviations, split_words
from bot.safety.excuses import Cues, Excuses, compile_cues, free
from bot.safety.flags import GuardedSign, RedFlagsFile, load_flags
from bot.safety.patterns import PatternBook, PatternList, Span
from bot.safety.reading import Reading
from bot.safety.statements import Message, Splitter
from bot.safety.vocabulary import Mender

_TELLS_OF_NOT = re.compile(r"\b(?:no|not|never|nothing|nobody|without|cannot|numb)\b")


@dataclass(frozen=True)
class Sign:
    """One sign of an emergency and the words that make it harmless."""

    reason: str
    unless: PatternList
    unless_all: PatternList
    wide: bool
    tells_of_not: bool
    even_if_asked: bool


@dataclass(frozen=True)
class Detector:
    """Everything in red_flags.yml, compiled. Use `find_urgent` unless you have a file of your own."""

    book: PatternBook
    splitter: Splitter
    signs: Tuple[Sign, ...]
    patterns: PatternList  # of the signs, in their order
    alone: Dict[str, PatternList]
    alone_with: FrozenSet[str]
    first: Tuple[str, ...]
    turns: FrozenSet[str]
    goes_on: FrozenSet[str]
    cues: Cues

    def find(self, text: str) -> Tuple[str, ...]:
        """The reasons why the message is urgent, each once, the one to speak to first; none for most messages."""
        message = self.splitter.split(text)
        told = tuple(dict.fromkeys(reason for _, reason in sorted(self._told(message)))) if message.words else ()
        return (*(reason for reason in self.first if reason in told), *(reason for reason in told if reason not in self.first))

    def is_excused(self, text: str, *, ordinary: bool = True) -> bool:
        """Whether any word of the message says that what it tells is denied, long past, asked about or a figure of speech.

        `ordinary`: words of everyday life excuse as well ("I took my two tablets").
        """
        reading = Reading(self.book, self.splitter.split(text).words)
        cues = self.cues
        if free(reading.find_all(cues.denials), reading.find_all(cues.no_denials)) or (ordinary and reading.find_all(cues.calm)):
            return True
        return any(reading.find_all(patterns) for patterns in (cues.figures, cues.denied_after, cues.past, cues.asked, cues.asked_after))

    def _told(self, message: Message) -> List[Tuple[int, str]]:
        """Where each emergency that is told begins, and its reason."""
        reading = Reading(self.book, message.words)
        told = [
            (start, reason) for reason, patterns in self.alone.items() for start, end in reading.find_all(patterns)
            if self._is_alone(message, start, end)]
        found = reading.find(self.patterns)
        excuses = Excuses(self.cues, message, reading) if found else None
        over = message.sentence[0] == message.sentence[-1] and self.goes_on.isdisjoint(message.words)
        for place, spans in found.items():
            sign = self.signs[place]
            if over and reading.find_all(sign.unless_all):
                continue
            # A wide sign may go on from one statement to the next, but never beyond its sentence.
            numbers = message.sentence if sign.wide else message.statement
            guards = reading.find_all(sign.unless)
            told.extend(
                (start, sign.reason) for start, end in spans
                if numbers[start] == numbers[end - 1] and excuses
                and not (message.breath[start] != message.breath[end - 1] and message.lists(start))  # items of a long list are no one sign together
                and not any(self._guards(message, guard, (start, end)) for guard in guards)
                and not excuses.excuse((start, end), tells_of_not=sign.tells_of_not, even_if_asked=sign.even_if_asked))
        return told

    def _guards(self, message: Message, guard: Span, sign: Span) -> bool:
        """Whether the guard stands in the sign's sentence and nothing turns between them: "weak for months, but suddenly I cannot …"."""
        between = message.words[guard[1]:sign[0] + 1] if guard[1] <= sign[0] else message.words[sign[1]:guard[0]]
        return message.sentence[guard[0]] == message.sentence[sign[0]] and not self.turns.intersection(between)

    def _is_alone(self, message: Message, start: int, end: int) -> bool:
        rest = message.words[:start] + message.words[end:]
        return all(word in self.alone_with for word in rest)


def build_detector(file: RedFlagsFile, known: Set[str]) -> Detector:
    """The detector for a file; `known` words are never taken for misspelled ones.

    Raises DataError for patterns that cannot be understood.
    """
    book = PatternBook(file.lists, file.fillers)
    entries = [
        (reason, entry if isinstance(entry, GuardedSign) else GuardedSign(sign=entry))
        for reason, written in file.signs.items() for entry in written]
    patterns = [book.compile(entry.sign) for _, entry in entries]
    signs = tuple(
        Sign(reason, book.compile_all(entry.unless), book.compile_all(entry.unless_all), pattern.wide, bool(_TELLS_OF_NOT.search(entry.sign)),
             entry.even_if_asked)
        for (reason, entry), pattern in zip(entries, patterns, strict=False))
    alone = {reason: book.compile_all(texts) for reason, texts in file.alone.items()}
    cues = compile_cues(file, book)
    if book.mistakes:
        raise DataError([f"red_flags.yml: {mistake}" for mistake in book.mistakes])
    mender = Mender(book.vocabulary, known | set(file.not_misspelled), abbreviations())
    splitter = Splitter(file.shorthand, frozenset(file.fillers), frozenset(file.subjects), frozenset(file.joins), mender.mend)
    return Detector(book, splitter, signs, PatternList(patterns), alone, frozenset(file.alone_with), tuple(file.first), frozenset(file.turns),
                    frozenset(file.goes_on), cues)


@lru_cache(maxsize=1)
def load_detector() -> Detector:
    """The detector of this project, built once. Raises DataError for a mistake in the data, so load it at start."""
    ours = {word for name in load_article().names() for word in split_words(name.text)}
    return build_detector(load_flags(), load_encoder().english_words() | ours)


def find_urgent(text: str) -> Optional[str]:
    """The contract's reason when the message tells of an emergency or of self-harm now, else None. Never raises for any text."""
    return next(iter(find_all_urgent(text)), None)


def find_all_urgent(text: str) -> Tuple[str, ...]:
    """Every reason that a message gives, the one to speak to first; empty where `find_urgent` is None."""
    return load_detector().find(text)


def is_excused(text: str, *, ordinary: bool = True) -> bool:
    """Whether anything in the message says that what it tells is no emergency now: for other ways to find one. Never raises."""
    return load_detector().is_excused(text, ordinary=ordinary)
