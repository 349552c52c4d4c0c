"""How long something takes to say, and how it is told in pieces that a listener can hold."""
import re
from typing import List, Sequence

LONGEST = 8.0  # seconds of speech before the listener is asked whether to go on
_SENTENCE = re.compile(r"(?<=[.?!]) +")
# Fitted to espeak-ng at 160 words a minute, about the pace of the voices of Twilio and Alexa; tests/render/test_speech.py holds it to that.
_LETTER, _DIGIT, _WORD, _COMMA, _STOP, _MARGIN = 0.0615, 0.32, 0.027, 0.34, 0.38, 0.45


def seconds(text: str) -> float:
    """About how long spoken text takes to say, in seconds; rather too long than too short."""
    words = re.findall(r"[\w'-]+", text)
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
    spelled = sum(len(word) == 1 and word.isupper() for word in words)
    long = sum(len(word) >= 12 for word in words)
    marks = _COMMA * text.count(",") + _STOP * len(re.findall(r"[.?!]", text))
    return _LETTER * letters + _DIGIT * digits + _WORD * len(words) + 0.15 * (spelled + long) + marks + _MARGIN


def in_breaths(sentences: str, longest: float = LONGEST) -> List[str]:
    """The text in pieces of at most `longest` seconds: whole sentences as long as they fit, long ones parted at commas, else between words."""
    parts: List[str] = []
    for sentence in filter(None, _SENTENCE.split(sentences)):
        parts.extend([sentence] if seconds(sentence) <= longest else _parted(sentence, longest))
    return packed(parts, longest)


def packed(parts: Sequence[str], longest: float = LONGEST) -> List[str]:
    """The parts in their order, neighbours together as long as they fit."""
    packs: List[str] = []
    for part in parts:
        if packs and seconds(f"{packs[-1]} {part}") <= longest:
            packs[-1] = f"{packs[-1]} {part}"
        else:
            packs.append(part)
    return packs


def _parted(sentence: str, longest: float) -> List[str]:
    """The sentence as several of about the same length, each with an end of its own."""
    room = longest - 0.5  # for the end that a piece gets
    pieces = [piece for clause in re.split(r"(?<=,) ", sentence)
              for piece in ([clause] if seconds(clause) <= room else re.findall(r"\S+", clause))]
    fewest = packed(pieces, room)
    even = packed(pieces, min(room, seconds(sentence) / len(fewest) + 1))
    return [_ended(pack) for pack in (even if len(even) == len(fewest) else fewest)]


def _ended(pack: str) -> str:
    pack = pack.strip(" ,-")
    pack = pack[:1].upper() + pack[1:]
    return pack if pack[-1:] in tuple(".?!") else f"{pack}."
