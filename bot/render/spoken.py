"""Written text made fit to be spoken: no sign is left that a voice would read out, spell or stumble over."""
import re
import unicodedata
from functools import lru_cache
from typing import Callable, List, Match, Tuple, Union

from bot.article import load_article

_TEENS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
          "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPELLED = re.compile(r"\b(?:[A-Z]{2,5}|[A-Z](?: [A-Z]\b)+)\b")
_NUMBER = re.compile(r"(?<![\w.])\d{1,2}(?![\w]|[.]\d)")

Replacement = Union[str, Callable[[Match[str]], str]]


def spoken(text: str) -> str:
    """Whole sentences out of letters, digits and `. , ? ! ' -`, abbreviations spelled, small numbers as words. Empty for nothing sayable."""
    text = unicodedata.normalize("NFKC", _quiet(text))
    for pattern, replacement in (*_FIRST, *_of_article(), *_STEPS):
        text = pattern.sub(replacement, text)
    text = "".join(character if character.isalnum() or character in " .,?!'-" else " " for character in text)
    for pattern, replacement in _TIDYING:
        text = pattern.sub(replacement, text)
    text = text.strip(" ,-'")
    if not any(character.isalnum() for character in text):
        return ""
    text = text if text[-1] in ".?!" else f"{text}."
    return re.sub(r"(^|[.?!] )([^\W\d_])", lambda match: match.group(1) + match.group(2).upper(), text)


def in_words(number: int) -> str:
    """`twenty-one` for 21, from 0 to 99."""
    if number < len(_TEENS):
        return _TEENS[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_TEENS[ones]}" if ones else "")


def _quiet(text: str) -> str:
    """Somebody who writes in capitals shouts; spelled out letter by letter nobody would understand it."""
    letters = [character for character in text if character.isalpha()]
    loud = sum(character.isupper() for character in letters)
    return text.lower() if len(letters) > 12 and 2 * loud > len(letters) else text


def _spell(match: Match[str]) -> str:
    return " ".join(match.group().replace(" ", ""))


def _steps(*steps: Tuple[str, Replacement]) -> List[Tuple["re.Pattern[str]", Replacement]]:
    return [(re.compile(pattern), replacement) for pattern, replacement in steps]


@lru_cache(maxsize=1)
def _of_article() -> List[Tuple["re.Pattern[str]", Replacement]]:
    """What the article writes in another way than it is said: `B12`, `b-12`."""
    spoken = load_article().about.spoken
    return _steps(*((rf"(?i)\b{re.sub('(?<=[A-Za-z])(?=[0-9])', '[- ]?', re.escape(typed))}\b-?", f"{said} ") for said, typed in spoken.items()))


_FIRST = _steps(
    (r"\[([^\]]*)\]\([^)]*\)", r"\1"), (r"(?i)\bhttps?://\S+|\bwww\.\S+", "a link"),
    (r"[*_`|#>~]+", " "), (r"[“”\"«»„]", ""), (r"[’‘´]", "'"), (r"…", "."),
    (r"(?i)\be\.\s?g\.", "for example"), (r"(?i)\bi\.\s?e\.", "that is"), (r"(?i)\betc\.", "and so on"), (r"(?i)\bvs\.?(?=\s)", "versus"),
)
_STEPS = _steps(
    (r"\bOK\b", "okay"),
    (r"(\d),(\d{3})\b", r"\1\2"), (r"(\d)\s*/\s*10\b", r"\1 out of 10"), (r"(\d)\s*[-–—]\s*(\d)", r"\1 to \2"),
    (r"%", " percent"), (r"&", " and "), (r"\s*/\s*", " or "), (r"\+", " plus "), (r"=", " is "), (r"@", " at "), (r"°", " degrees"),
    (r"\s*\(", ", "), (r"\)", ","), (r"\s+[-–—]+\s+|[–—]", ", "), (r"[;:]+(?=\s|$)", ","), (r"\s*\n+\s*", ". "),
)
_TIDYING = _steps(
    (r"\s+", " "), (r" +(?=[.,?!])", ""), (r"[.,]*([?!])[.,?!]*", r"\1"), (r",+\.|\.+,|\.{2,}", "."), (r",{2,}", ","), (r"^[ .,?!'-]+", ""),
    (r"(?<=[.,?!])(?=[^\W\d_])", " "), (r"(?<![^\W_])['-]+|['-]+(?![^\W_])", ""), (r" {2,}", " "),
    (_SPELLED.pattern, _spell), (_NUMBER.pattern, lambda match: in_words(int(match.group()))),
)
