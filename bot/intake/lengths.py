"""Lengths of time in a person's words: "3 wks", "a year and a half", "between 2 and 3 months"."""
import math
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Dict, List, Optional, Sequence, Tuple

from rapidfuzz.distance import OSA

from bot.article.files import Strict, once
from bot.intake.numbers import Number, number_at
from bot.intake.spans import Phrases, phrases
from bot.intake.tokens import Token

_DAYS = {"H": 1 / 24, "D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}
_APART = 4.5  # times that one of two lengths is longer when they are no range


class UnitEntry(Strict):
    is_: str
    names: List[str]
    short: List[str] = []

    class Config(Strict.Config):
        fields = {"is_": "is"}


class DurationsFile(Strict):
    units: List[UnitEntry]
    plurals: List[str]
    not_units: List[str]
    between: List[str]
    wholes: List[str]
    ranges: List[str]
    between_ranges: List[str]
    between_openers: List[str]
    joins: List[str]
    and_a_half: Dict[str, float]
    frequency: List[str]
    per: List[str]
    age_after: List[str]
    age_before: List[str]
    future_before: List[str]
    future_after: List[str]
    future_verbs: List[str]
    ago: List[str]
    before_after: Dict[str, int]
    lasting_before: List[str]
    lasting_after: List[str]
    started: List[str]
    since: List[str]
    other: List[str]
    events: List[str]
    people: List[str]
    own: List[str]
    vague: List[str]
    vague_volunteered: List[str]
    since_vague: List[str]
    since_vague_volunteered: List[str]
    negation: List[str]
    skipped: List[str]
    corrections: List[str]
    fillers: List[str]
    splits: List[str]
    questions: List[str]
    own_words: List[str]


@dataclass(frozen=True)
class Unit:
    """`count` of days, weeks, months, years or hours, by `letter`: D, W, M, Y or H."""

    count: int
    letter: str

    @property
    def days(self) -> float:
        return self.count * _DAYS[self.letter]


@dataclass(frozen=True)
class Length:
    """`tokens[start:end]` say so many months and days; `letter` is the unit that was used first, `value` how many of it.

    `apart`: two answers that lie too far apart to be one ("two weeks, or 3 years").
    """

    months: float
    days: float
    letter: str
    value: float
    start: int
    end: int
    apart: bool = False

    @property
    def total(self) -> float:
        """Days, about."""
        return self.months * _DAYS["M"] + self.days


load_durations = once(DurationsFile, "language", "intake", "durations.yml")


class _Language:
    def __init__(self, file: DurationsFile) -> None:
        self.units = Phrases({name: _unit(entry.is_) for entry in file.units for name in entry.names})
        self.short = {name: _unit(entry.is_) for entry in file.units for name in entry.short}
        self.long_names = [name for entry in file.units for name in entry.names if name in file.plurals or name + "s" in file.plurals]
        self.plurals, self.not_units = frozenset(file.plurals), frozenset(file.not_units)
        self.between, self.wholes, self.joins = phrases(file.between), phrases(file.wholes), phrases(file.joins)
        self.ranges, self.between_ranges, self.openers = phrases(file.ranges), phrases(file.between_ranges), frozenset(file.between_openers)
        self.and_a_half = Phrases(file.and_a_half)


def _unit(text: str) -> Unit:
    count, letter = text.split()
    return Unit(int(count), letter)


@lru_cache(maxsize=1)
def _language() -> _Language:
    return _Language(load_durations())


def iso_duration(length: Length) -> str:
    """ISO 8601 with whole numbers: years and months, months and days, weeks, or days; at least a day."""
    if not length.months and length.letter == "W" and float(length.days / 7).is_integer():
        return f"P{round(length.days / 7)}W"
    months, days = math.floor(length.months + 1e-6), length.days
    if length.letter == "Y":
        months = max(_rounded(length.months), int(length.months > 0))
    else:
        days += round((length.months - months) * 30)
    years, rest = divmod(months, 12) if length.letter == "Y" else (0, months)
    told = "".join(f"{number}{letter}" for number, letter in ((years, "Y"), (rest, "M"), (_rounded(days), "D")) if number)
    return f"P{told or '1D'}"


def length_since(when: date, today: date) -> str:
    """ISO 8601 from `when` until `today` in a sensible unit, rounded to the nearest, at least a day."""
    days = (today - when).days
    if days < 14:
        return f"P{max(days, 1)}D"
    if days < 63:
        return f"P{_rounded(days / 7)}W"
    months = _rounded(days / _DAYS["M"])
    if months >= 24:  # so far back whole months count
        months = math.floor(days / _DAYS["M"] + 0.05)
    return f"P{months}M" if months < 36 and months != 24 else f"P{_rounded(days / _DAYS['Y'])}Y"


def unit_at(words: Sequence[str], place: int, *, after_number: bool = False) -> Optional[Tuple[Unit, int]]:
    """The unit named at `place` and the place after it. `after_number`: a misspelled one counts too."""
    language = _language()
    found = language.units.at(words, place)
    if found or not after_number or place >= len(words) or words[place] in language.not_units or len(words[place]) < 4 or not words[place].isalpha():
        return found
    word = words[place]
    near = [name for name in language.long_names if name[0] == word[0] and OSA.distance(word, name, score_cutoff=1) <= 1]
    matched = language.units.at([near[0]], 0) if near else None
    return (matched[0], place + 1) if matched else None


def is_plural(word: str) -> bool:
    """Whether the word is a unit that says no length where no number stands before it: "weeks"."""
    return word in _language().plurals


def length_at(tokens: Sequence[Token], place: int) -> Optional[Length]:
    """The longest length that begins at `place`; None where there is none."""
    language, words = _language(), [token.word for token in tokens[:place + 30]]
    opened = words[place] in language.openers
    first = number_at(tokens, place + opened, article=True) or _one(words, place)
    if not first:
        return None
    unit = _unit_after(tokens, words, first)
    ranges = language.between_ranges if opened else language.ranges
    if not unit:
        return _range(tokens, words, first, None, first.end, place, ranges)
    value, end = first.value, unit[1]
    half = language.and_a_half.at(words, end)
    if half:
        value, end = value + half[0], half[1]
    both = _range(tokens, words, Number(value, first.start, end), unit[0], end, place, ranges)
    return both or _joined(tokens, words, _length(value, unit[0], place, end))


def _one(words: Sequence[str], place: int) -> Optional[Number]:
    """One of the unit that follows without a number: "the past week", "month or two", "year and a half"."""
    language = _language()
    whole = language.wholes.at(words, place)
    start = whole[1] if whole else place
    unit = unit_at(words, start)
    if not unit or is_plural(words[unit[1] - 1]):
        return None
    joint = language.ranges.at(words, unit[1])
    another = joint and words[joint[1]:joint[1] + 1] in (["two"], ["three"], ["2"], ["so"])
    more = another or language.and_a_half.at(words, unit[1])
    return Number(1, place, start) if whole or more else None


def _range(
    tokens: Sequence[Token], words: Sequence[str], first: Number, unit: Optional[Unit], end: int, place: int, ranges: Phrases[bool],
) -> Optional[Length]:
    """The mean of two numbers, rounded up, in their unit or the smaller one of theirs."""
    joint = ranges.at(words, end)
    second = number_at(tokens, joint[1], article=unit is not None) if joint else None
    if not second or not joint:
        return None
    other = _unit_after(tokens, words, second)
    if not other:
        alone = unit and words[joint[1] - 1].isalpha() and second.value > first.value and "".join(words[second.end:second.end + 1]) not in ("/", "out")
        mean = _length(math.ceil((first.value + second.value) / 2), unit, place, second.end) if unit and alone else None
        return replace(mean, apart=_are_apart(words[end:joint[1]], first.value, second.value)) if mean else None
    smaller = min(unit or other[0], other[0], key=lambda one: one.days)
    low, high = (_in(value, named, smaller) for value, named in ((first.value, unit or other[0]), (second.value, other[0])))
    mean = _length(math.ceil(round((low + high) / 2, 3)), smaller, place, other[1])
    return replace(mean, apart=_are_apart(words[end:joint[1]], low, high))


def _are_apart(between: Sequence[str], one: float, other: float) -> bool:
    """Whether two lengths joined by "or" are two answers rather than a range."""
    return bool({"or", "maybe", "perhaps", "possibly"}.intersection(between)) and max(one, other) > _APART * min(one, other)


def _joined(tokens: Sequence[Token], words: Sequence[str], length: Length) -> Length:
    """With the smaller units that follow: "1 year and 3 months"."""
    joint = _language().joins.at(words, length.end)
    number = number_at(tokens, joint[1] if joint else length.end, article=joint is not None and words[joint[1] - 1] == "and")
    unit = _unit_after(tokens, words, number) if number else None
    if not number or not unit or unit[0].days >= _DAYS[length.letter]:
        return length
    more = _length(number.value, unit[0], number.start, unit[1])
    if more.letter == "H" or number.value * unit[0].days > 2 * _DAYS[length.letter]:
        return length
    return Length(length.months + more.months, length.days + more.days, "D" if length.letter == "W" else length.letter, length.value, length.start, more.end)


def _unit_after(tokens: Sequence[Token], words: Sequence[str], number: Number) -> Optional[Tuple[Unit, int]]:
    language, place = _language(), number.end
    word = words[place] if place < len(words) else ""
    if word in language.short and words[place - 1][:1].isdigit() and tokens[place].start == tokens[place - 1].end:
        return language.short[word], place + 1
    for _ in range(3):
        unit = unit_at(words, place, after_number=True)
        between = language.between.at(words, place)
        if unit or not between:
            return unit
        place = between[1]
    return unit_at(words, place, after_number=True)


def _length(value: float, unit: Unit, start: int, end: int) -> Length:
    amount = value * unit.count
    if unit.letter in "MY":
        return Length(amount * (12 if unit.letter == "Y" else 1), 0, unit.letter, value, start, end)
    return Length(0, amount * _DAYS[unit.letter], unit.letter, value, start, end)


def _in(value: float, unit: Unit, wanted: Unit) -> float:
    return value if unit == wanted else value * unit.days / wanted.days


def _rounded(value: float) -> int:
    return math.floor(value + 0.5)
