"""What a key of the telephone means, by what was asked."""
from typing import Any, List, Mapping, NamedTuple, Optional, Sequence

from bot.render.breath import LONGEST, seconds
from bot.render.speech import plain
from bot.render.spoken import in_words, spoken
from bot.render.wording import load_voice

_LEAD = 3.0  # seconds for what is said before the keys
REPEAT, HELP = "*", "0"
_MOST_NAMED = 6  # choices; longer lists are for the ear, not for keys


class Pressed(NamedTuple):
    """`text` is what the keys say, `payload` the choice they press; neither where they mean nothing."""

    text: str = ""
    payload: str = ""


def pressed(digits: str, asked: Mapping[str, Any], buttons: Sequence[Mapping[str, str]], *, yes_no: bool) -> Pressed:
    """The meaning of `digits`. `asked`: the contract's object that was said last; `yes_no`: yes or no was asked by the voice itself."""
    digits = digits.strip("# ")
    if digits == REPEAT:
        return Pressed("repeat")
    number = int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 6 else None
    if number is None:
        return Pressed()
    if not yes_no and asks_number(asked):
        return Pressed(str(number))
    if number == int(HELP):
        return Pressed("help")
    if yes_no or asks_yes_no(asked):
        return Pressed({1: "yes", 2: "no"}.get(number, ""))
    return Pressed(payload=str(buttons[number - 1].get("payload", ""))) if number <= len(buttons) else Pressed()


def asks_number(asked: Mapping[str, Any]) -> bool:
    return asked.get("type") == "intake" and asked.get("slot") == "severity"


def asks_yes_no(asked: Mapping[str, Any]) -> bool:
    return asked.get("type") == "intake" and (asked.get("slot") == "consent" or asked.get("status") == "offered")


def most_digits(asked: Mapping[str, Any], buttons: Sequence[Mapping[str, str]], *, yes_no: bool) -> Optional[int]:
    """How many keys an answer can have, so that it need not be ended by another one; None where that is open."""
    if yes_no or asks_yes_no(asked):
        return 1
    return None if asks_number(asked) or len(buttons) > 9 else 1


def menu(asked: Mapping[str, Any], buttons: Sequence[Mapping[str, str]]) -> str:
    """`You can press one for feet, two for legs.`, as many as fit a breath. Empty where there is no short list of choices."""
    offers = load_voice().offers
    titles = [str(button.get("title", "")) for button in buttons]
    if asks_yes_no(asked):
        titles = ["yes", "no"]
    if not 0 < len(titles) <= _MOST_NAMED or asks_number(asked):
        return ""
    named: List[str] = []
    for number, title in enumerate(titles, start=1):
        named.append(offers.key.replace("{key}", in_words(number)).replace("{choice}", plain(title.rstrip("?"))))
        if seconds(", ".join(named)) > LONGEST - _LEAD:
            named.pop()
            break
    return spoken(offers.keys.replace("{keys}", ", ".join(named))) if named else ""
