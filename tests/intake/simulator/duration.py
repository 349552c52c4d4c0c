"""How long something has gone on: ISO 8601 durations and "since Easter", in days."""
import re
from datetime import date, timedelta
from typing import Any, Optional, Tuple

DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0}
CLOSE = 0.05  # P26W for "six months" is right, P2W for "ten days" is not
_ISO = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def days(iso: object) -> Optional[float]:
    """Days of an ISO duration in years, months, weeks and days; None when it is not one."""
    found = _ISO.fullmatch(iso) if isinstance(iso, str) else None
    return sum(float(number or 0) * DAYS[unit] for number, unit in zip(found.groups(), "YMWD", strict=True)) if found else None


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def since(name: str, today: date) -> Tuple[float, float]:
    """Fewest and most days since `easter`, `christmas`, `summer`, a month number or a year, with room for rounding to months."""
    if name == "easter":
        start = max(day for day in (easter(today.year - 1), easter(today.year)) if day <= today)
        first, last = start, start
    elif name == "christmas":
        first = last = date(today.year if (today.month, today.day) >= (12, 25) else today.year - 1, 12, 25)
    elif name == "summer":  # "last summer" is this year's to some and last year's to others
        last = date(today.year if today.month >= 9 else today.year - 1, 8, 31)
        first = date(today.year - 1, 6, 1)
    elif int(name) <= 12:
        first = date(today.year if today.month > int(name) else today.year - 1, int(name), 1)
        last = first + timedelta(days=30)
    else:
        first, last = date(int(name), 1, 1), date(int(name), 12, 31)
    fewest, most = float((today - last).days), float((today - first).days)
    return fewest - max(16.0, 0.1 * fewest), most + max(16.0, 0.1 * most)


def is_duration(want: Any, got: object, today: date) -> bool:
    """Whether `got` is the duration wanted: an ISO duration, {"from": ISO, "to": ISO} or {"since": name}."""
    length = days(got)
    if length is None:
        return False
    if isinstance(want, dict) and "since" in want:
        fewest, most = since(str(want["since"]), today)
    else:
        shortest, longest = (days(want["from"]), days(want["to"])) if isinstance(want, dict) else (days(want), days(want))
        if shortest is None or longest is None:
            raise ValueError(f"not a duration: {want}")
        fewest, most = shortest * (1 - CLOSE), longest * (1 + CLOSE)
    return fewest <= length <= most
