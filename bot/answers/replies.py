"""The wording of everything that is not an answer: declines, small talk, emergencies (data/replies)."""
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, List, Optional

from bot.article import Article, DataError, load_article
from bot.article.files import DATA, Strict, read
from bot.article.load import refers


class Reply(Strict):
    text: str
    related: Optional[str] = None
    choices: List[str]


class DeclinesFile(Strict):
    reasons: Dict[str, Reply]
    unlisted: Dict[str, Reply]
    partly: str


class SmallTalkFile(Strict):
    topics: Dict[str, Reply]


class UrgentFile(Strict):
    emergency: str
    reasons: Dict[str, str]
    after: str


@dataclass(frozen=True)
class Replies:
    declines: DeclinesFile
    smalltalk: SmallTalkFile
    urgent: UrgentFile


def read_replies(article: Article) -> Replies:
    """Read data/replies. Raises DataError with every mistake at once."""
    mistakes: List[str] = []
    declines = read(DATA / "replies" / "declines.yml", DeclinesFile, mistakes)
    smalltalk = read(DATA / "replies" / "smalltalk.yml", SmallTalkFile, mistakes)
    urgent = read(DATA / "replies" / "urgent.yml", UrgentFile, mistakes)
    if declines and smalltalk and urgent:
        for reply in (*declines.reasons.values(), *declines.unlisted.values(), *smalltalk.topics.values()):
            mistakes.extend(f"replies: choices: {choice} leads nowhere" for choice in reply.choices if not refers(article, choice))
    if mistakes or not (declines and smalltalk and urgent):
        raise DataError(mistakes)
    return Replies(declines, smalltalk, urgent)


@lru_cache(maxsize=1)
def load_replies() -> Replies:
    """The project's own replies, read once per process. Raises DataError."""
    return read_replies(load_article())
