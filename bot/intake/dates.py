"""The day that a person's words name, before or after today: "last Tuesday", "March 2024", "the end of last year"."""
import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from bot.article.files import Strict, once
from bot.intake.spans import Phrases, phrases

_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_A_DAY = timedelta(days=1)


class DatesFile(Strict):
    days_ago: Dict[str, int]
    spells: Dict[str, str]
    weekdays: Dict[str, int]
    months: Dict[str, int]
    seasons: Dict[str, Tuple[int, int, int]]
    feasts: Dict[str, Tuple[int, int]]
    easter: Dict[str, int]
    thanksgiving: List[str]
    events: Dict[str, date]
    parts: Dict[str, float]
    modifiers: Dict[str, str]
    ambiguous: List[str]
    beside: List[str]
    ordinals: Dict[str, bool]
    before_last: List[str]


@dataclass(frozen=True)
class Day:
    """`words[start:end]` name the day `when`. `length` is ISO 8601 where they rather say how long ago: "last month" is P1M."""

    when: date
    start: int
    end: int
    length: str = ""


@dataclass(frozen=True)
class _Period:
    """From `first` up to, not with, `until`."""

    first: date
    until: date
    end: int
    length: str = ""


class _Calendar:
    """The names of dates.yml, ready to be looked for."""

    def __init__(self, file: DatesFile) -> None:
        self.file = file
        self.days_ago = Phrases(file.days_ago)
        self.modifiers = Phrases(file.modifiers)
        self.parts = Phrases(file.parts)
        self.weekdays = Phrases(file.weekdays)
        self.events = Phrases(file.events)
        self.before_last = phrases(file.before_last)
        self.yearly: Phrases[Callable[[int], Tuple[date, date]]] = Phrases({
            **{name: _month(number) for name, number in file.months.items()},
            **{name: _season(*first) for name, first in file.seasons.items()},
            **{name: _feast(*day) for name, day in file.feasts.items()},
            **{name: _easter(days) for name, days in file.easter.items()},
            **dict.fromkeys(file.thanksgiving, _thanksgiving),
        })


load_dates = once(DatesFile, "language", "intake", "dates.yml")


@lru_cache(maxsize=1)
def _calendar() -> _Calendar:
    return _Calendar(load_dates())


def day_at(words: Sequence[str], start: int, today: date) -> Optional[Day]:
    """The day that the longest phrase from `start` on names; None where there is none. Never raises."""
    try:
        return _written(words, start) or _named(words, start, today)
    except (ValueError, OverflowError):  # 31 February
        return None


def _named(words: Sequence[str], start: int, today: date) -> Optional[Day]:
    calendar = _calendar()
    ago, event = calendar.days_ago.at(words, start), calendar.events.at(words, start)
    if ago and not _unlikely(words, start, ago[1]):
        return Day(today - ago[0] * _A_DAY, start, ago[1])
    if event:
        return Day(event[0], start, event[1])
    part = calendar.parts.at(words, start)
    if not part:
        period = _day_of_month(words, start, today) or _weekday(words, start, today) or _period(words, start, today, alone=True)
        return Day(period.first, start, period.end, period.length) if period and not _unlikely(words, start, period.end) else None
    share, place = part
    place += _word(words, place) in ("the", "-", "of")
    period = _period(words, place, today, alone=False)
    if not period:
        return None
    return Day(period.first + timedelta(days=round((period.until - period.first).days * share)), start, period.end)


def _period(words: Sequence[str], start: int, today: date, *, alone: bool) -> Optional[_Period]:
    """A month, season, feast, spell or year. `alone`: no part of it was named, so that "last month" means a month ago."""
    calendar = _calendar()
    year = _year(words, start)
    if year:
        return _Period(date(year[0], 1, 1), date(year[0] + 1, 1, 1), year[1], _since_year(year[0], today) if alone else "")
    modifier = calendar.modifiers.at(words, start)
    which, place = modifier or ("", start)
    if not modifier and _word(words, place) == "the":
        place += 1
    spell = calendar.file.spells.get(_word(words, place))
    if spell and (modifier or not alone or calendar.before_last.at(words, place + 1)):
        return _spell(words, place, today, which, spell)
    yearly = calendar.yearly.at(words, place) or calendar.yearly.at(words, start)
    return _in_year(words, yearly[1], today, which, yearly[0]) if yearly else None


def _since_year(year: int, today: date) -> str:
    """ISO 8601 from the middle of a year, or of what has passed of it, until today; "" for one to come."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    days = (today - (first + (last - first) / 2)).days
    if days < 0 or first > today:
        return ""
    months = max(1, round(days / 365.25 * 12))
    return f"P{months}M" if months < 12 else f"P{math.floor(days / 365.25 + 0.5)}Y"


def _in_year(words: Sequence[str], end: int, today: date, which: str, when: Callable[[int], Tuple[date, date]]) -> _Period:
    place = end + (_word(words, end) in ("of", "in", ",")) + (_word(words, end + 1) == "the" and _word(words, end) in ("of", "in"))
    year = _year(words, place) or _relative_year(words, place, today)
    if year:
        return _Period(*when(year[0]), year[1])
    first, until = when(today.year)
    if first > today:
        first, until = when(today.year - 1)
    if which == "next":
        return _Period(*when(first.year + 1), end)
    if which == "this" and when(today.year)[0] > today:
        return _Period(*when(today.year), end)
    if which == "last" and today < until and today != first:
        first, until = when(first.year - 1)
    before = _calendar().before_last.at(words, end)
    return _Period(*when(first.year - 1), before[1]) if before else _Period(first, until, end)


def _spell(words: Sequence[str], place: int, today: date, which: str, spell: str) -> _Period:
    unit, count = spell[-1], int(spell[:-1] or 1)
    step = {"D": relativedelta(days=count), "W": relativedelta(weeks=count), "M": relativedelta(months=count), "Y": relativedelta(years=count)}[unit]
    begun = {"D": today, "W": today - timedelta(days=today.weekday()), "M": today.replace(day=1), "Y": today.replace(month=1, day=1)}[unit]
    before = _calendar().before_last.at(words, place + 1)
    if which == "next":
        return _Period(begun + step, begun + step + step, place + 1)
    if before:
        return _Period(today - step - step, begun - step, before[1], f"P{2 * count}{unit}")
    if which == "last":
        return _Period(begun - step, begun, place + 1, f"P{count}{unit}")
    return _Period(begun, begun + step, place + 1)


def _weekday(words: Sequence[str], start: int, today: date) -> Optional[_Period]:
    calendar = _calendar()
    modifier = calendar.modifiers.at(words, start)
    which, place = modifier or ("", start)
    found = calendar.weekdays.at(words, place)
    if not found:
        return None
    number, end = found
    monday = today - timedelta(days=today.weekday())
    place = end + (_word(words, end) in ("of", "in"))
    week = calendar.modifiers.at(words, place)
    if week and _word(words, week[1]) == "week":
        weeks = {"last": -1, "this": 0, "next": 1}[week[0]]
        return _Period(monday + timedelta(days=number + 7 * weeks), today, week[1] + 1)
    if which == "next":
        return _Period(today + timedelta(days=(number - today.weekday() - 1) % 7 + 1), today, end)
    before = calendar.before_last.at(words, end)
    ago = (today.weekday() - number - 1) % 7 + 1
    if number == 5 and today.weekday() == 6 and which == "last" and _word(words, end - 1) == "weekend":
        ago += 7
    return _Period(today - timedelta(days=ago + 7 * bool(before)), today, before[1] if before else end)


def _day_of_month(words: Sequence[str], start: int, today: date) -> Optional[_Period]:
    """ "the 5th", "5th of March 2024", "March 5": the last one of them that is not after today."""
    calendar = _calendar()
    place = start + (_word(words, start) == "the")
    day, place, ordinal = _ordinal(words, place)
    if day:
        month = calendar.file.months.get(_word(words, place + (_word(words, place) == "of")))
        end = place + (_word(words, place) == "of") + 1
        if not month and ordinal and _word(words, start) == "the":
            first = today.replace(day=day) if day <= today.day else (today.replace(day=1) - _A_DAY).replace(day=day)
            return _Period(first, first, place)
    else:
        month, end = calendar.file.months.get(_word(words, start)), start + 1
        day, end, ordinal = _ordinal(words, end + (_word(words, end) == "the"))
        if not ordinal and _word(words, end).isalpha() and _word(words, end) not in calendar.file.ordinals:
            return None  # "March 3 weeks"
    if not month or not day:
        return None
    wanted = (day, month)
    return _in_year(words, end, today, "", lambda year: (date(year, wanted[1], wanted[0]), date(year, wanted[1], wanted[0])))


def _ordinal(words: Sequence[str], place: int) -> Tuple[int, int, bool]:
    """Day of the month (0 where there is none), the place after it, and whether it was said as an ordinal."""
    word = _word(words, place)
    if not (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return 0, place, False
    ordinal = _word(words, place + 1) in _calendar().file.ordinals
    return int(word), place + 1 + ordinal, ordinal


def _year(words: Sequence[str], place: int) -> Optional[Tuple[int, int]]:
    word = _word(words, place)
    if word == "'" and _word(words, place + 1).isdecimal() and len(words[place + 1]) == 2:
        return 2000 + int(words[place + 1]), place + 2
    return (int(word), place + 1) if word.isdecimal() and len(word) == 4 and _FIRST_YEAR <= int(word) <= _LAST_YEAR else None


def _relative_year(words: Sequence[str], place: int, today: date) -> Optional[Tuple[int, int]]:
    modifier = _calendar().modifiers.at(words, place)
    if modifier and _word(words, modifier[1]) == "year":
        return today.year + {"last": -1, "this": 0, "next": 1}[modifier[0]], modifier[1] + 1
    before = _calendar().before_last.at(words, place + 1)
    return (today.year - 2, before[1]) if before and _word(words, place) == "year" else None


def _written(words: Sequence[str], start: int) -> Optional[Day]:
    """A date in figures: 2025-03-04, 4/3/2025 (day first, unless only month first can be), 04.03.2025."""
    text = "".join(words[start:start + 5]) if _word(words, start)[:1].isdecimal() else ""
    marks = [mark for mark in text if not mark.isalnum()][:2]
    parts = text.split(marks[0]) if len(set(marks)) == 1 else []
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        year, month, day = first, second, third
    else:
        year, month, day = third, second, first
        if month > 12:
            month, day = day, month
    typed = len("".join(parts)) + 2
    ends = (end for end in range(start + 1, start + 6) if len("".join(words[start:end])) == typed)
    end = next(ends, start + 5)
    return Day(date(year + 2000 if year < 100 else year, month, day), start, end)


def _unlikely(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a name that is also another word ("may") stands where no date does."""
    file = _calendar().file
    if end - start > 1 or words[start] not in file.ambiguous or sum(word.isalnum() for word in words) <= 2:
        return False
    return not (start and words[start - 1] in file.beside)


def _word(words: Sequence[str], place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""


def _month(number: int) -> Callable[[int], Tuple[date, date]]:
    return lambda year: (date(year, number, 1), date(year, number, 1) + relativedelta(months=1))


def _season(month: int, day: int, months: int) -> Callable[[int], Tuple[date, date]]:
    return lambda year: (date(year, month, day), date(year, month, day) + relativedelta(months=months))


def _feast(month: int, day: int) -> Callable[[int], Tuple[date, date]]:
    return lambda year: (date(year, month, day), date(year, month, day) + _A_DAY)


def _easter(days: int) -> Callable[[int], Tuple[date, date]]:
    return lambda year: (easter(year) + days * _A_DAY, easter(year) + (days + 1) * _A_DAY)


def _thanksgiving(year: int) -> Tuple[date, date]:
    first = date(year, 11, 1)
    day = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return day, day + _A_DAY
