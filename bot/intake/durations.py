"""How long it has lasted: what was said, as an ISO 8601 duration.

Lengths keep the unit the person used: "18 months" is P18M, "a year and a half" P1Y6M. A half of a week is told in days (P11D), a half of
a month as P1M15D; what is shorter than a day counts as one day. Of a range the mean is taken, rounded up: "3-4 months" is P4M. A day
("since Easter") becomes the time from its beginning until today: in days below 14, in weeks below 9, in months below 36 (whole ones from 24 on), else in years,
rounded to the nearest, at least 1; a year ("since 2019") counts from its middle. Of several lengths in one message the longest counts, of corrected ones the last.
"""
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import List, Optional, Sequence, Tuple

from bot.intake.dates import Day, day_at
from bot.intake.lengths import DurationsFile, Length, is_plural, iso_duration, length_at, length_since, load_durations, unit_at
from bot.intake.numbers import find_numbers
from bot.intake.parsed import NOTHING, Parsed
from bot.intake.spans import Phrases, asks, clause, leads, phrases
from bot.intake.tokens import Token

TOO_LONG_DAYS = 120 * 365.25
VAGUE, ZERO, FUTURE, TOO_LONG, NO_UNIT, UNCLEAR = "vague", "zero", "future", "too_long", "no_unit", "unclear"
_NEARLY = 0.75  # of the time since a day, from which a length told beside it is taken for the same
_ALONE = 3  # words beside "all day" that is an answer


@dataclass(frozen=True)
class _Reading:
    """`tokens[start:end]` say this length (`parsed` has its value or problem), of so many days."""

    start: int
    end: int
    parsed: Parsed
    days: float
    day: Optional[date] = None
    length: Optional[Length] = None


class _Cues:
    def __init__(self, file: DurationsFile) -> None:
        self.file = file
        self.frequency, self.per, self.age_after, self.age_before = (phrases(texts) for texts in (file.frequency, file.per, file.age_after, file.age_before))
        self.future_before, self.future_after, self.future_verbs = phrases(file.future_before), phrases(file.future_after), phrases(file.future_verbs)
        self.ago, self.started, self.since, self.before_after = phrases(file.ago), phrases(file.started), phrases(file.since), Phrases(file.before_after)
        self.lasting_before, self.lasting_after = phrases(file.lasting_before), phrases(file.lasting_after)
        self.whose: Phrases[str] = Phrases({**dict.fromkeys(file.other, "other"), **dict.fromkeys(file.own, "own")})
        self.people = phrases(file.people)
        self.events, self.vague, self.vague_volunteered = phrases(file.events), phrases(file.vague), phrases(file.vague_volunteered)
        self.since_vague, self.since_vague_volunteered = phrases(file.since_vague), phrases(file.since_vague_volunteered)
        self.negation, self.corrections, self.questions = phrases(file.negation), phrases(file.corrections), phrases(file.questions)
        self.skipped, self.fillers = frozenset(file.skipped), frozenset(file.fillers)


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    return _Cues(load_durations())


def parse_duration(tokens: Sequence[Token], today: date, *, asked: bool) -> Parsed:
    """How long the symptoms have lasted, as an ISO 8601 duration of at most 120 years. Never raises.

    `asked`: the person was asked for it; else only what clearly tells of it counts. Problems: `vague`, `zero`, `future`, `too_long`,
    `unclear` for two lengths far apart ("two weeks, or 3 years"), and, when asked, `no_unit` for a bare number.
    """
    words = [token.word for token in tokens]
    readings = _readings(tokens, words, today)
    kept = [reading for reading in _completed(tokens, words, readings) if _counts(tokens, words, reading, asked)]
    told = _chosen(tokens, words, kept)
    if told:
        return told.parsed
    if _is_vague(tokens, words, readings, asked):
        return Parsed(problem=VAGUE)
    single = _single_unit(tokens) if asked and not readings else None
    if single:
        return Parsed(iso_duration(single))
    bare = asked and not readings and find_numbers(tokens) and _is_bare_number(tokens, words)
    return Parsed(problem=NO_UNIT) if bare else NOTHING


def _readings(tokens: Sequence[Token], words: Sequence[str], today: date) -> List[_Reading]:
    """Every length and day from left to right, none overlapping another."""
    found: List[_Reading] = []
    place = 0
    while place < len(words):
        length, day = length_at(tokens, place), day_at(words, place, today)
        if day and (not length or day.end > length.end):
            before = _cues().before_after.before(words, day.start)
            if found and before and found[-1].length and found[-1].end == before[1]:  # "two weeks after Christmas"
                when = day.when + timedelta(days=before[0] * min(round(found.pop().days), 99_999))
                found.append(_day(words, replace(day, when=when, length=""), today))
            else:
                found.append(_day(words, day, today))
            place = day.end
        elif length:
            reading = _Reading(length.start, length.end, _parsed(tokens, words, length), length.total, length=length)
            if not _is_no_length(words, reading):
                found.append(reading)
            place = length.end
        else:
            place += 1
    return found


def _day(words: Sequence[str], day: Day, today: date) -> _Reading:
    days = (today - day.when).days
    verbs = _cues().future_verbs.find(words, max(0, day.start - 8), day.start)
    if days < 0 or (verbs and not _cues().since.before(words, day.start)):
        parsed = Parsed(problem=FUTURE)
    elif days > TOO_LONG_DAYS:
        parsed = Parsed(problem=TOO_LONG)
    else:
        parsed = Parsed(day.length or length_since(day.when, today))
    return _Reading(day.start, day.end, parsed, days, day=day.when)


def _parsed(tokens: Sequence[Token], words: Sequence[str], length: Length) -> Parsed:
    cues, start = _cues(), length.start
    negative = start > 0 and (words[start - 1] in ("minus", "negative") or (
        words[start - 1] == "-" and tokens[start - 1].end == tokens[start].start and (start < 2 or tokens[start - 2].end < tokens[start - 1].start)))
    if negative or length.total == 0:
        return Parsed(problem=ZERO)
    past = cues.lasting_before.find(words, start, length.end)  # "in the last month"
    if (cues.future_before.before(words, start) and not past) or cues.future_after.at(words, length.end):
        return Parsed(problem=FUTURE)
    if length.apart:
        return Parsed(problem=UNCLEAR)
    return Parsed(problem=TOO_LONG) if length.total > TOO_LONG_DAYS else Parsed(iso_duration(length))


def _is_no_length(words: Sequence[str], reading: _Reading) -> bool:
    """Whether it is how often or how old: "every 3 months", "3 days a week", "45 years old"."""
    cues = _cues()
    per = cues.per.at(words, reading.end)
    aged = cues.age_before.before(words, reading.start) and not cues.lasting_after.at(words, reading.end)
    return bool(cues.frequency.before(words, reading.start) or (per and unit_at(words, per[1])) or aged or cues.age_after.at(words, reading.end))


def _completed(tokens: Sequence[Token], words: Sequence[str], readings: Sequence[_Reading]) -> List[_Reading]:
    """Without those that were denied, and with what a correction left out: "six weeks, no, months", "3 weeks, no, 4"."""
    kept = [reading for reading in readings if not _negated(words, reading.start)]
    lengths = [reading for reading in readings if reading.length]
    if not lengths:
        return kept
    inside = {place for reading in readings for place in range(reading.start, reading.end)}
    for number in find_numbers(tokens):
        corrects = _corrected(words, number.start) or (len(kept) < len(readings) and not any(reading.length for reading in kept))
        if number.start not in inside and corrects and not _negated(words, number.start):
            kept.append(_reworded(tokens, words, lengths, number.start, str(number.value), None))
            inside.update(range(number.start, number.end))
    for place in range(len(words)):
        before = [reading for reading in lengths if reading.end <= place]
        unit = unit_at(words, place) if place not in inside and before else None
        denied = any(_negated(words, earlier) and unit_at(words, earlier) for earlier in range(before[-1].end, place)) if before else False
        if unit and not _negated(words, place) and (denied or _corrected(words, place)):
            kept.append(_reworded(tokens, words, before, place, None, words[place]))
    return sorted(kept, key=lambda reading: reading.start)


def _reworded(tokens: Sequence[Token], words: Sequence[str], lengths: Sequence[_Reading], place: int, number: Optional[str], unit: Optional[str]) -> _Reading:
    """The length nearest to `place`, with another number or unit."""
    near = min(lengths, key=lambda reading: abs(reading.start - place)).length
    assert near is not None
    letters = {"H": "hours", "D": "days", "W": "weeks", "M": "months", "Y": "years"}
    text = [number or str(near.value), unit or letters[near.letter]]
    length = length_at([Token(word, 0, 0) for word in text], 0)
    if not length:
        return _Reading(place, place + 1, NOTHING, 0)
    return _Reading(place, place + 1, _parsed(tokens, words, replace(length, start=0, end=len(words))), length.total, length=length)


def _chosen(tokens: Sequence[Token], words: Sequence[str], readings: Sequence[_Reading]) -> Optional[_Reading]:
    corrected = [reading for number, reading in enumerate(readings) if number and _corrected(words, reading.start)]
    if corrected:
        return corrected[-1]
    good = [reading for reading in readings if reading.parsed.value is not None]
    longest = max(good, key=lambda reading: reading.days, default=None)
    if longest and longest.day:  # "since March, about eight months": the same in the person's own measure
        good = [reading for reading in good if reading.length and reading.days >= _NEARLY * longest.days] or good
    return max(good or readings, key=lambda reading: reading.days, default=None)


def _corrected(words: Sequence[str], place: int) -> bool:
    """Whether words that take something back stand just before `place`."""
    return leads(words, place, _cues().corrections, _cues().skipped, marks=True)


def _negated(words: Sequence[str], place: int) -> bool:
    return leads(words, place, _cues().negation, _cues().skipped, marks=False)


def _counts(tokens: Sequence[Token], words: Sequence[str], reading: _Reading, asked: bool) -> bool:
    """Whether the length is that of the symptoms: told to be, when it was volunteered, and not of another thing."""
    cues = _cues()
    start, end = clause(tokens, reading.start, cues.file.splits)
    if _is_extent(words, reading) and not (asked and len(words) - (reading.end - reading.start) <= _ALONE):
        return False
    started = bool(cues.started.find(words, start, max(end, reading.end)))
    if asked:
        since = any(word in cues.file.since for word in words[start:end])
        return since or started or _whose(tokens, words, reading, start, end, asked=True) != "other"
    if asks(tokens, reading.start, cues.questions, cues.file.own_words):
        return False
    since = leads(words, reading.start, cues.since, cues.skipped, marks=False)
    lasting = bool(
        leads(words, reading.start, cues.lasting_before, cues.skipped, marks=False) or cues.lasting_before.find(words, reading.start, reading.end)
        or cues.lasting_after.at(words, reading.end) or (cues.whose.before(words, reading.start) or ("",))[0] == "own")
    if reading.parsed.problem == FUTURE:
        return (started or since) and _whose(tokens, words, reading, start, end, asked=False) != "other"
    brief = reading.length is not None and reading.length.letter == "H"
    told = since or started or (cues.ago.at(words, reading.end) is not None if brief else lasting and reading.length is not None)
    return bool(told) and _whose(tokens, words, reading, start, end, asked=False) != "other"


def _is_extent(words: Sequence[str], reading: _Reading) -> bool:
    """Whether it is how much of a day: "I moan all day"."""
    length = reading.length
    return length is not None and length.letter == "D" and length.total == 1 and words[reading.start] in ("all", "whole", "the", "my", "entire", "a", "most") and (
        any(word in ("all", "whole", "entire", "most") for word in words[reading.start:reading.end]))


def _whose(tokens: Sequence[Token], words: Sequence[str], reading: _Reading, start: int, end: int, *, asked: bool) -> str:
    """"own", "other" or "": what the nearest cue says, before the length in its clause, after it, or in the clauses before."""
    cues = _cues()
    people = cues.people.find(words, start, reading.start)
    theirs = people and not set(cues.file.own_words).intersection(words[people[-1][1]:reading.start])
    if theirs or (reading.days and cues.events.find(words, start, end)):
        return "other"
    before = cues.whose.find(words, start, reading.start)
    after = [] if asked else cues.whose.find(words, reading.end, end)
    if before or after:
        return before[-1][2] if before else after[0][2]
    earlier = [] if asked else cues.whose.find(words, 0, start)
    return earlier[-1][2] if earlier else ""


def _is_vague(tokens: Sequence[Token], words: Sequence[str], readings: Sequence[_Reading], asked: bool) -> bool:
    cues = _cues()
    said: List[Tuple[int, int, bool]] = []
    inside = {place for reading in readings for place in range(reading.start, reading.end)}
    inside |= {number.end for number in find_numbers(tokens)}
    for place in range(len(words)):
        since = cues.since.at(words, place)
        event = (cues.since_vague if asked else cues.since_vague_volunteered).at(words, since[1]) if since else None
        if event:
            said.append((place, event[1], True))
    said += (cues.vague if asked else cues.vague_volunteered).find(words)
    if asked:
        said += [(place, place + 1, True) for place, word in enumerate(words) if is_plural(word) and place not in inside and not _negated(words, place)]
    for place, end, _ in said:
        reading = _Reading(place, end, NOTHING, 0)
        start, last = clause(tokens, place, cues.file.splits)
        if asked or (not asks(tokens, place, cues.questions, cues.file.own_words) and _whose(tokens, words, reading, start, last, asked=False) != "other"):
            return True
    return False


def _single_unit(tokens: Sequence[Token]) -> Optional[Length]:
    """One of the unit that is all that is said: "month"."""
    words = [token.word for token in tokens if not token.mark]
    units = [place for place in range(len(words)) if unit_at(words, place) and not is_plural(words[place])]
    small = all(place in units or word in _cues().fillers for place, word in enumerate(words))
    return length_at([Token("1", 0, 0), Token(words[units[0]], 0, 0)], 0) if small and len(units) == 1 else None


def _is_bare_number(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    inside = {place for number in find_numbers(tokens) for place in range(number.start, number.end)}
    return all(place in inside or word in _cues().fillers for place, word in enumerate(words))
