"""The words of the intake record (data/intake/words.yml) and text made fit to be shown."""
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple

from bot.answers.wording import capital
from bot.article import Article, DataError, load_article
from bot.article.files import Strict, data, read
from bot.intake.record import ANSWERS, KNOWN
from bot.intake.slots import own_questions

_JOINERS = frozenset("\u200c\u200d")
_OPENING, _CLOSING, _QUOTES = frozenset("\"“„«"), frozenset("\"”“»"), frozenset("\"“”„«»")
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")


class PageWords(Strict):
    title: str
    dated: str
    unanswered: str
    skipped: str
    unfinished: str
    headings: Dict[str, str]
    columns: Dict[str, List[str]]
    has: str
    unsure: str
    has_not: str
    linked_group: str
    other_group: str
    room: str
    own_words: str
    more: str
    urgent: str
    nothing: str
    closing: str
    source: str
    version: str


class ChatWords(Strict):
    lead: str
    lead_nothing: str
    discuss: str
    links: str
    link_names: Dict[str, str]
    short_ready: str
    short_told: str
    short_urgent: str
    short_discuss: str
    short_closing: str
    short_nothing: str


class Words(Strict):
    labels: Dict[str, str]
    unanswered: str
    empty: Dict[str, str]
    skipped: str
    nowhere: str
    no_tests: str
    about: str
    out_of: str
    bands: Dict[str, str]
    diet: Dict[str, str]
    absorption: Dict[str, str]
    results: Dict[str, str]
    current_b12: Dict[str, str]
    urgent: Dict[str, str]
    symptoms: Dict[str, str]
    units: Dict[str, List[str]]
    numbers: List[str]
    short_time: str
    page: PageWords
    chat: ChatWords


def read_words(article: Article, path: Optional[Path] = None) -> Words:
    """Read and check the words. Raises DataError with every mistake at once."""
    mistakes: List[str] = []
    path = path or data("intake", "words.yml")
    words = read(path, Words, mistakes, article.about.filling())
    if words is None:
        raise DataError(mistakes)
    own = {slot: capital(question.label) for slot, question in own_questions().items()}
    wanted: Dict[str, Tuple[Mapping[str, Any], Iterable[str]]] = {
        "labels": ({**words.labels, **own}, ANSWERS), "units": (words.units, "YMWDhms"),
        "symptoms": (words.symptoms, ("present", "unsure", "absent"))}
    for name, (given, ids) in wanted.items():
        mistakes.extend(f"{path.name}: {name}: {id_} has no words" for id_ in sorted(set(ids) - set(given)))
        mistakes.extend(f"{path.name}: {name}: there is no {id_}" for id_ in sorted(set(given) - {*ids, *KNOWN}))
    if mistakes:
        raise DataError(mistakes)
    return words.copy(update={"labels": {**words.labels, **own}})


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The project's own words, read once per process. Raises DataError."""
    return read_words(load_article())


def plain(text: str) -> str:
    """`text` on one line, without what cannot be seen (control characters, direction marks) but with the joiners of scripts and emoji."""
    shown = "".join(" " if character.isspace() else character for character in text)
    return " ".join("".join(c for c in shown if c in _JOINERS or unicodedata.category(c) not in _DROPPED).split())


def shortened(text: str, limit: int) -> str:
    """`text` with at most `limit` characters; cut at a word where one ends near, with … at its end."""
    if len(text) <= limit:
        return text
    kept = text[:limit - 1]
    word_end = kept.rfind(" ")
    if word_end > limit * 2 // 3:
        kept = kept[:word_end]
    elif unicodedata.combining(text[limit - 1]) or text[limit - 1] in _JOINERS:  # do not part a letter from its accent
        kept = kept[:-1]
    return kept.rstrip(" ,;:.\u200c\u200d") + "…"


def quoted(text: str, limit: int = 1_000) -> str:
    """A person's own words in quotation marks, on one line, at most `limit` characters of them. Empty for nothing visible.

    Marks that the person put around all of it are not doubled; others within it become single ones.
    """
    shown = shortened(_unquoted(plain(text)), limit)
    return f"“{shown}”" if shown else ""


def _unquoted(text: str) -> str:
    """`text` without quotation marks around all of it, and with single ones for those inside."""
    inner = text[1:-1].strip() if len(text) > 2 and text[0] in _OPENING and text[-1] in _CLOSING else text
    if inner != text and not _QUOTES.intersection(inner):
        return inner
    single: List[str] = []
    for character in text:
        opens = character in "“„«" or (character == '"' and (not single or single[-1] in " (‘"))
        single.append("‘" if opens else "’" if character in _QUOTES else character)
    return "".join(single)
