"""The wording of everything that is not an answer: declines, small talk, emergencies (data/replies)."""
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, List, Optional

from bot.answers.choices import INTAKE
from bot.article import Article, DataError, load_article
from bot.article.files import Strict, data, read
from bot.article.load import refers


class Reply(Strict):
    text: str
    related: Optional[str] = None
    choices: List[str]


class DeclinesFile(Strict):
    reasons: Dict[str, Reply]
    unlisted: Dict[str, Reply]
    options: Reply


class SmallTalkFile(Strict):
    topics: Dict[str, Reply]
    about: Dict[str, Reply]


class DataFile(Strict):
    actions: Dict[str, Reply]
    about: Dict[str, Reply]
    buttons: Dict[str, str]
    unsaved: str


class MannersFile(Strict):
    """How an answer begins when it is said again in another manner."""

    simple: str
    sources: str
    rest: str


class UrgentFile(Strict):
    emergency: str
    reasons: Dict[str, str]
    alone: List[str]
    after: str


@dataclass(frozen=True)
class Replies:
    declines: DeclinesFile
    smalltalk: SmallTalkFile
    urgent: UrgentFile
    data: DataFile
    manners: MannersFile


def read_replies(article: Article) -> Replies:
    """Read data/replies, with the words of the article in them. Raises DataError with every mistake at once."""
    mistakes: List[str] = []
    words = article.about.filling()
    declines = read(data("replies", "declines.yml"), DeclinesFile, mistakes, words)
    smalltalk = read(data("replies", "smalltalk.yml"), SmallTalkFile, mistakes, words)
    urgent = read(data("replies", "urgent.yml"), UrgentFile, mistakes, words)
    kept = read(data("replies", "data.yml"), DataFile, mistakes, words)
    manners = read(data("replies", "manners.yml"), MannersFile, mistakes, words)
    if not (declines and smalltalk and urgent and kept and manners):
        raise DataError(mistakes)
    by_file = {"declines": [*declines.reasons.values(), *declines.unlisted.values(), declines.options],
               "smalltalk": [*smalltalk.topics.values(), *smalltalk.about.values()], "data": [*kept.actions.values(), *kept.about.values()]}
    mistakes.extend(f"{file}.yml: choices: {choice} leads nowhere"
                    for file, said in by_file.items() for reply in said for choice in reply.choices if choice != INTAKE and not refers(article, choice))
    if mistakes:
        raise DataError(mistakes)
    return Replies(declines, smalltalk, urgent, kept, manners)


@lru_cache(maxsize=1)
def load_replies() -> Replies:
    """The project's own replies, read once per process. Raises DataError."""
    return read_replies(load_article())
