"""What a listener says to steer what is spoken: repeat, slower, more … (data/voice/steering.yml)."""
import re
from functools import lru_cache
from typing import Dict, List, Optional, Sequence

from rapidfuzz import fuzz

from bot.article.files import Strict, once
from bot.intake.commands import load_commands
from bot.intake.tokens import tokenize
from bot.intake.utterances import Utterances
from bot.language.words import nutrient

_ALIKE = 85  # of 100, for a word of a choice said aloud


class SteeringFile(Strict):
    commands: Dict[str, List[str]]
    says: Dict[str, str]


load_steering = once(SteeringFile, "voice", "steering.yml")


def steering(text: str) -> str:
    """The command that the whole utterance gives, one of those in steering.yml, or empty. Never raises."""
    if len(text) > 100:
        return ""
    tokens = tokenize(text)
    return next((name for name in load_steering().commands if _utterances(name).match(tokens) is not None), "")


def picked(text: str, titles: Sequence[str]) -> Optional[int]:
    """Which of the titles was said, as good as word for word; None for none. Never raises."""
    said = _bare(text)
    return next((number for number, title in enumerate(titles) if _alike(said, _bare(title))), None) if said else None


def _alike(said: List[str], title: List[str]) -> bool:
    """Whether word by word it is the same: `tested` is not `treated`."""
    return len(said) == len(title) and all(fuzz.ratio(one, other) >= _ALIKE for one, other in zip(said, title, strict=True))


def _bare(text: str) -> List[str]:
    name, pattern = nutrient()
    return re.findall(r"\w+", pattern.sub(name, text[:200].lower()))


@lru_cache(maxsize=16)
def _utterances(name: str) -> Utterances:
    lists = load_commands().lists
    return Utterances(load_steering().commands[name], {"lead": lists["lead"], "tail": lists["tail"]})
