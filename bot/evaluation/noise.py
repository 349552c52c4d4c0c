"""Sentences as they are typed in a hurry, dictated, cut short or shouted. The same sentence always comes out the same."""
import re
from dataclasses import replace
from random import Random
from typing import Callable, Dict, List, Mapping, Sequence

from bot.evaluation.cases import ARTICLE, Case, Turn

_NEIGHBOURS = {
    "a": "sqz", "b": "vgn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gju", "i": "uok", "j": "hkn", "k": "jli",
    "l": "kop", "m": "nk", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf", "s": "adw", "t": "ryg", "u": "yij", "v": "cbf",
    "w": "qes", "x": "zcs", "y": "tuh", "z": "xa",
}
_WORD = re.compile(r"[A-Za-z]{4,}")  # shorter ones may become another word, and b12 another vitamin
_VITAMIN = re.compile(r"\bb[ -]?12\b", re.IGNORECASE)
_SMALL = (
    "a an the is are was were do does did can could will would may might should has "
    "i you me my your it its they them their there that this these please "
    "just any some to of so really actually exactly tell know be been being get and")
_LEFT_OUT = frozenset(_SMALL.split())


def typos(text: str, random: Random) -> str:
    """One or two slips of the fingers, each in a word of four letters or more; digits stay."""
    for _ in range(random.choice((1, 1, 2))):
        words = list(_WORD.finditer(text))
        if not words:
            return text
        word = random.choice(words)
        slipped = random.choice(_SLIPS)(word.group(), random.randrange(1, len(word.group()) - 1), random)
        text = text[:word.start()] + slipped + text[word.end():]
    return text


def _swapped(word: str, at: int, random: Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def _dropped(word: str, at: int, random: Random) -> str:
    return word[:at] + word[at + 1:]


def _doubled(word: str, at: int, random: Random) -> str:
    return word[:at] + word[at] + word[at:]


def _beside(word: str, at: int, random: Random) -> str:
    return word[:at] + random.choice(_NEIGHBOURS[word[at].lower()]) + word[at + 1:]


_SLIPS: Sequence[Callable[[str, int, Random], str]] = (_swapped, _dropped, _doubled, _beside)


def dictated(text: str, random: Random) -> str:
    """Lower case without punctuation, the vitamin as it is heard."""
    heard = _VITAMIN.sub(lambda _: random.choice(("be twelve", "b 12", "b twelve")), text)
    return " ".join(re.sub(r"[^a-z0-9' ]+", " ", heard.lower()).split())


def terse(text: str, random: Random) -> str:
    """Only the words that carry something, as typed into a search box."""
    words = [word for word in text.rstrip("?!. ").split() if word.lower().strip(",.;:?!") not in _LEFT_OUT]
    return " ".join(words) if len(words) > 1 else text


def shouted(text: str, random: Random) -> str:
    return text.upper()


NOISES: Mapping[str, Callable[[str, Random], str]] = {"typos": typos, "dictated": dictated, "terse": terse, "caps": shouted}


def noisy(case: Case, kind: str) -> Case:
    """The same case with another text."""
    turns = tuple(Turn(NOISES[kind](turn.text, Random(f"{kind} {turn.text}")), turn.expect) for turn in case.turns)
    return replace(case, style=kind, turns=turns)


def clean_cases(cases: Sequence[Case]) -> List[Case]:
    """The plain questions to the article, to which noise is applied."""
    return [case for case in cases if case.kind == ARTICLE and case.style == "plain"]


def noisy_cases(cases: Sequence[Case]) -> Dict[str, List[Case]]:
    """For each kind of noise the clean cases with it, in their order."""
    clean = clean_cases(cases)
    return {kind: [noisy(case, kind) for case in clean] for kind in NOISES}
