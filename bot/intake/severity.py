"""How bad it is, from 0 to 10.

A range counts as its mean, halves upwards: "between 6 and 7" is 7, "6.5" is 7. Of words: mild 2, moderate 5, severe 8; "very" and "a bit" move
them by one or two, "not" turns them ("not severe" 4, "not bad" 3). A number goes before words; of several numbers the one of now, the
corrected one, else the largest.
"""
import math
from datetime import date
from typing import Container, FrozenSet, List, Optional, Sequence, Set

from bot.intake.dates import day_at
from bot.intake.lengths import length_at
from bot.intake.parsed import NOTHING, Parsed
from bot.intake.ratings import Reading, rated_numbers, rated_words, severity_language
from bot.intake.spans import asks, clause, leads
from bot.intake.tokens import Token

TOO_HIGH, NEGATIVE, UNCLEAR = "too_high", "negative", "unclear"
_ANY_DAY = date(2000, 1, 1)  # only whether it is a date matters, not which
_FAR = 3  # between two words that rate two things differently
_LINKS = 7  # words between a symptom and what is said of it


def parse_severity(tokens: Sequence[Token], *, asked: bool) -> Parsed:
    """How bad it is, a whole number from 0 to 10. Never raises.

    `asked`: the person was asked for it; else only what clearly tells of it counts. Problems: `too_high`, `negative`, `unclear` for two answers
    far apart ("3 or 9"). A result of a test ("iron was low") is none.
    """
    words = [token.word for token in tokens]
    measured = _measured(tokens, words)
    numbers: List[Reading] = []
    for reading in rated_numbers(tokens, words):
        corrects = bool(numbers) and leads(words, reading.start, severity_language().corrections, severity_language().skipped, marks=True)
        if _may_be(words, reading, measured) and not _is_result(words, reading) and (asked or corrects or _is_volunteered(tokens, words, reading)):
            numbers.append(reading)
    own = [reading for reading in numbers if not _is_about_another(words, clause(tokens, reading.start, severity_language().file.splits)[0], reading.start)]
    told = _chosen(words, own or numbers) or _chosen(words, _worded(tokens, words, asked=asked))
    if not told:
        return NOTHING
    if told.apart:
        return Parsed(problem=UNCLEAR)
    if told.value < 0:
        return Parsed(problem=NEGATIVE)
    return Parsed(problem=TOO_HIGH) if told.value > 10 else Parsed(math.floor(told.value + 0.5))


def _worded(tokens: Sequence[Token], words: Sequence[str], *, asked: bool) -> List[Reading]:
    """The words that say how bad it is. Unasked, none where two things are rated differently: "severe cramps and slight tingling"."""
    if asked:
        return [reading for reading in rated_words(words, asked=True) if not _is_result(words, reading)]
    told = [reading for reading in rated_words(words, asked=False) if _is_of_symptom(tokens, words, reading)]
    everything = [reading.value for reading in rated_words(words, asked=True) if _is_of_symptom(tokens, words, reading)]
    return told if told and everything and max(everything) - min(everything) <= _FAR else []


def _is_result(words: Sequence[str], reading: Reading) -> bool:
    """Whether it tells how a test came out: "iron was low", "low B12"."""
    language, place = severity_language(), reading.start
    if not reading.scaled and language.measured.at(words, reading.end) and words[reading.start].isalpha():
        return True
    for _ in range(_LINKS):
        if language.measured.before(words, place):
            return not reading.scaled
        link = language.measured_links.before(words, place)
        if not link:
            return False
        place = link[1]
    return False


def _may_be(words: Sequence[str], reading: Reading, measured: Container[int]) -> bool:
    """Whether the number counts or measures nothing else."""
    language = severity_language()
    dated = words[reading.end:reading.end + 1] == ["/"] or words[max(0, reading.start - 1):reading.start] == ["/"]
    elsewhere = language.not_after.at(words, reading.end) or language.not_before.before(words, reading.start)
    return not (dated or elsewhere or reading.start in measured)


def _measured(tokens: Sequence[Token], words: Sequence[str]) -> FrozenSet[int]:
    """The places of lengths of time and of dates."""
    found: Set[int] = set()
    for place in range(len(words)):
        length, day = length_at(tokens, place), day_at(words, place, _ANY_DAY)
        if length:
            found.update(range(length.start, length.end))
        if day and day.end > day.start + 1:
            found.update(range(day.start, day.end))
    return frozenset(found)


def _is_volunteered(tokens: Sequence[Token], words: Sequence[str], reading: Reading) -> bool:
    language = severity_language()
    if asks(tokens, reading.start, language.questions, language.file.own_words):
        return False
    start, _ = clause(tokens, reading.start, language.file.splits)
    if _is_about_another(words, start, reading.start):
        return False
    if reading.scaled:
        return "%" not in words[reading.start:reading.end]
    told = language.saying.at(words, reading.end) and language.symptoms.find(words, 0, reading.start)
    if told and all(word in language.skipped for word in words[start:reading.start]):
        return True  # "aching muscles, an 8 I'd say"
    closed = reading.end == len(words) or tokens[reading.end].mark or language.may_follow.at(words, reading.end)
    return bool(closed) and (language.rated.before(words, reading.start) is not None or _linked(words, reading.start, start))


def _linked(words: Sequence[str], place: int, start: int) -> bool:
    """Whether only linking words stand between a symptom, or "severity", and `place`."""
    language = severity_language()
    for _ in range(_LINKS):
        if language.symptoms.before(words, place) or language.rated.before(words, place):
            return True
        if place <= start or words[place - 1] not in language.linking:
            return False
        place -= 1
    return False


def _is_about_another(words: Sequence[str], start: int, place: int) -> bool:
    people = severity_language().people.find(words, start, place)
    return bool(people) and not set(severity_language().file.own_words).intersection(words[people[-1][1]:place])


def _is_of_symptom(tokens: Sequence[Token], words: Sequence[str], reading: Reading) -> bool:
    """Whether the word, volunteered, is said of a symptom the person has."""
    language = severity_language()
    if asks(tokens, reading.start, language.questions, language.file.own_words):
        return False
    start, end = clause(tokens, reading.start, language.file.splits)
    denied = any(place[1] <= reading.start for place in language.denials.find(words, start, reading.start))
    if denied or words[reading.start] in ("no", "nothing") or _is_about_another(words, start, reading.start):
        return False
    place = reading.end
    if words[place - 1].endswith("ly") and place < end and language.symptoms.at(words, place):
        return False  # "terribly tired" only stresses it
    while place < end and words[place] in language.file.between_word_and_symptom and not language.symptoms.at(words, place):
        place += 1
    if place < end and language.symptoms.at(words, place):
        return True
    if reading.end < end and language.other_things.find(words, reading.end, end):
        return False
    if _linked(words, reading.start, start):
        return True
    told = set(language.file.pronouns).intersection(words[start:reading.start]) and not language.other_things.find(words, start, reading.start)
    return bool(told) and all(word in language.linking or word in language.file.pronouns for word in words[start:reading.start]) and bool(
        language.symptoms.find(words, 0, start))


def _chosen(words: Sequence[str], readings: Sequence[Reading]) -> Optional[Reading]:
    """The corrected one, the one of now, else the largest; none that was denied, none of the past beside one of now."""
    language = severity_language()
    kept = [reading for reading in readings if not leads(words, reading.start, language.denied_numbers, language.skipped, marks=False)
            or language.negations.at(words, reading.start)]
    corrected = [reading for number, reading in enumerate(kept) if number and leads(words, reading.start, language.corrections, language.skipped, marks=True)]
    current = [reading for reading in kept
               if language.now.at(words, reading.end) or leads(words, reading.start, language.now, language.skipped, marks=False)]
    present = [reading for reading in kept if not leads(words, reading.start, language.was, frozenset(("a", "an", "about", "around", "be")), marks=False)]
    if corrected or current:
        return (corrected or current)[-1]
    return max(present or kept, key=lambda reading: reading.value, default=None)
