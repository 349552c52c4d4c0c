"""Numbers and words that rate how bad something is, with their ranges, scales, "very" and "not" put together."""
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Dict, List, Optional, Sequence, Tuple

from bot.article.files import Strict, once
from bot.intake.numbers import Number, find_numbers
from bot.intake.spans import Phrases, phrases
from bot.intake.tokens import Token

_SCALES = (5, 10, 100)
_APART = 4  # between two answers that are no range


class SeverityFile(Strict):
    asked_phrases: Dict[str, int]
    phrases: Dict[str, int]
    words: Dict[str, int]
    asked_words: List[str]
    degrees: Dict[str, int]
    unrated: List[str]
    negations: List[str]
    negated_degrees: List[str]
    negated: List[Tuple[int, int]]
    ranges: List[str]
    between_ranges: List[str]
    between_openers: List[str]
    out_of: List[str]
    scale_phrases: List[str]
    below_zero: List[str]
    above_all: List[str]
    not_after: List[str]
    not_before: List[str]
    rated: List[str]
    linking: List[str]
    may_follow: List[str]
    saying: List[str]
    symptoms: List[str]
    pronouns: List[str]
    between_word_and_symptom: List[str]
    other_things: List[str]
    measured: List[str]
    measured_links: List[str]
    people: List[str]
    denials: List[str]
    corrections: List[str]
    denied_numbers: List[str]
    skipped: List[str]
    was: List[str]
    now: List[str]
    splits: List[str]
    questions: List[str]
    own_words: List[str]


@dataclass(frozen=True)
class Reading:
    """`words[start:end]` say `value`, which may lie outside the scale; `scaled` with the scale's end named ("7/10").

    `apart`: two answers that lie too far apart to be one ("3 or 9").
    """

    start: int
    end: int
    value: float
    scaled: bool = False
    apart: bool = False


class _Language:
    def __init__(self, file: SeverityFile) -> None:
        self.file = file
        self.spoken = {True: Phrases({**file.phrases, **file.asked_phrases}), False: Phrases(file.phrases)}
        self.degrees, self.negations, self.negated_degrees = Phrases(file.degrees), phrases(file.negations), phrases(file.negated_degrees)
        self.unrated = phrases(file.unrated)
        self.ranges, self.between_ranges, self.openers = phrases(file.ranges), phrases(file.between_ranges), phrases(file.between_openers)
        self.out_of, self.scale_phrases = phrases(file.out_of), phrases(file.scale_phrases)
        self.below_zero, self.above_all = phrases(file.below_zero), phrases(file.above_all)
        self.not_after, self.not_before = phrases(file.not_after), phrases(file.not_before)
        self.rated, self.may_follow, self.symptoms, self.other_things = (
            phrases(texts) for texts in (file.rated, file.may_follow, file.symptoms, file.other_things))
        self.people, self.denials, self.questions = phrases(file.people), phrases(file.denials), phrases(file.questions)
        self.corrections, self.denied_numbers, self.was, self.now = (
            phrases(texts) for texts in (file.corrections, file.denied_numbers, file.was, file.now))
        self.saying, self.measured, self.measured_links = phrases(file.saying), phrases(file.measured), phrases(file.measured_links)
        self.linking, self.skipped, self.asked_words = frozenset(file.linking), frozenset(file.skipped), frozenset(file.asked_words)


load_severity = once(SeverityFile, "language", "intake", "severity.yml")


@lru_cache(maxsize=1)
def severity_language() -> _Language:
    return _Language(load_severity())


def rated_numbers(tokens: Sequence[Token], words: Sequence[str]) -> List[Reading]:
    """Numbers with their ranges and scales put together."""
    language, found = severity_language(), {number.start: number for number in find_numbers(tokens) if not number.loose}
    readings: List[Reading] = []
    end = 0
    for start, number in sorted(found.items()):
        if start < end or (number.value < 1 and not words[start][0].isdigit() and number.value != 0):
            continue
        scale = _scale_after(words, found, start)
        if scale and language.scale_phrases.before(words, start):  # "on a scale of 1 to 10"
            end = scale
            continue
        value, end = number.value, number.end
        opened = language.openers.before(words, start - (start > 0 and words[start - 1] == "a"))
        joint = (language.between_ranges if opened else language.ranges).at(words, end)
        second = found.get(joint[1]) if joint else None
        if not second and words[end:end + 1] == ["/"] and end + 1 in found and found[end + 1].value == value + 1 and value < 9:
            second = found[end + 1]
        if second and joint and words[start - 1:start] == ["-"] and not opened:
            second = None
        apart = bool(second and joint) and _are_apart(words[number.end:joint[1] if joint else end], value, second.value if second else value)
        if second:
            value, end = (value + second.value) / 2, second.end
        reading = replace(_with_scale(words, found, start, value, end), apart=apart)
        end = reading.end
        readings.append(_signed(tokens, words, reading))
    return readings


def _are_apart(between: Sequence[str], one: float, other: float) -> bool:
    """Whether two ratings joined by "or" are two answers rather than a range; "from 3 to 9" is one."""
    return bool({"or", "maybe", "perhaps", "possibly"}.intersection(between)) and abs(one - other) >= _APART


def _scale_after(words: Sequence[str], found: Dict[int, Number], start: int) -> Optional[int]:
    """Where the scale that begins with the number at `start` ends: "1 to 10", "10"."""
    number = found[start]
    joint = severity_language().ranges.at(words, number.end)
    second = found.get(joint[1]) if joint else None
    if second:
        return second.end
    return number.end if number.value in _SCALES else None


def _with_scale(words: Sequence[str], found: Dict[int, Number], start: int, value: float, end: int) -> Reading:
    out_of = severity_language().out_of.at(words, end)
    if words[end:end + 1] in (["%"], ["percent"]):
        return Reading(start, end + 1, value / 10, scaled=True)
    most = found.get(out_of[1]) if out_of else None
    if most and words[most.end:most.end + 1] not in (["/"], ["."]) or (most and words[most.end - 1:most.end + 1] == ["10", "."]):
        joint = severity_language().ranges.at(words, most.end)
        top = found.get(joint[1], most) if joint else most
        if top.value in _SCALES:
            return Reading(start, top.end, value * 10 / top.value, scaled=True)
    return Reading(start, end, value)


def _signed(tokens: Sequence[Token], words: Sequence[str], reading: Reading) -> Reading:
    """Below zero, or above all there is, where words or a sign say so."""
    language, start = severity_language(), reading.start
    sign = start > 0 and words[start - 1] == "-" and tokens[start - 1].end == tokens[start].start and (
        start < 2 or tokens[start - 2].end < tokens[start - 1].start or tokens[start - 2].mark)
    if sign or language.below_zero.before(words, start) and (reading.value == 0 or words[start - 1] != "below"):
        return replace(reading, value=-max(reading.value, 1))
    above = language.above_all.before(words, start - (words[start - 1:start] == ["a"]))
    return replace(reading, value=11) if above and reading.value == 10 else reading


def rated_words(words: Sequence[str], *, asked: bool) -> List[Reading]:
    """Words for how bad it is, with "very" and "not" taken into account."""
    language = severity_language()
    found: List[Reading] = []
    place = 0
    while place < len(words):
        unrated = language.unrated.at(words, place)
        if unrated:
            place = unrated[1]
            continue
        phrase = language.spoken[asked].at(words, place)
        value = language.file.words.get(words[place])
        longer = phrase and (value is None or phrase[1] > place + 1)
        grades = phrase and (_before_word(words, place, phrase[1]) or words[phrase[1]:phrase[1] + 1] == ["of"] or words[max(0, place - 1):place] == ["and"])
        if phrase and longer and not grades:
            found.append(Reading(place, phrase[1], phrase[0]))
            place = phrase[1]
            continue
        if value is not None and (asked or words[place] not in language.asked_words) and not _before_word(words, place, place + 1):
            found.append(_turned(words, place, value))
        place += 1
    return _ranges(words, found)


def _before_word(words: Sequence[str], place: int, end: int) -> bool:
    """Whether the phrase only grades the word after it: "a bit" in "a bit uncomfortable"."""
    text = " ".join(words[place:end])
    return text in severity_language().file.degrees and words[end:end + 1] != [] and words[end] in severity_language().file.words


def _turned(words: Sequence[str], place: int, value: int) -> Reading:
    language, start = severity_language(), place
    negated = _negation(words, start)
    while negated is None and (degree := language.degrees.before(words, start)) is not None:
        start, value = degree[1], _graded(value, degree[0])
        negated = _negation(words, start)
    if negated is None:
        return Reading(start, place + 1, value)
    plain = language.file.words[words[place]]
    return Reading(negated, place + 1, next(meant for least, meant in language.file.negated if plain >= least))


def _negation(words: Sequence[str], place: int) -> Optional[int]:
    """Where "not", "not too" before `place` begins."""
    language = severity_language()
    while degree := language.negated_degrees.before(words, place):
        place = degree[1]
    found = language.negations.before(words, place)
    return found[1] if found else None


def _graded(value: int, degree: int) -> int:
    if value >= 4:
        return value if value == 10 else min(9, max(3, value + degree))
    return max(1, value - max(degree, 0))


def _ranges(words: Sequence[str], readings: Sequence[Reading]) -> List[Reading]:
    """With "mild to moderate" as one."""
    joined: List[Reading] = []
    for reading in readings:
        last = joined[-1] if joined else None
        between = words[last.end:reading.start] if last else []
        joint = severity_language().ranges.at(words, last.end) if last and between else None
        opened = last and between == ["and"] and severity_language().openers.before(words, last.start)
        if last and (opened or between == ["/"] or (joint and joint[1] == reading.start)):
            joined[-1] = Reading(last.start, reading.end, (last.value + reading.value) / 2, apart=_are_apart(between, last.value, reading.value))
        else:
            joined.append(reading)
    return joined
