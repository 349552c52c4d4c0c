"""What the labels of the training data mean, and what a sentence names, for those who weigh them."""
from functools import cache
from typing import List, Set

from bot.language.reader import Read
from bot.understanding.context import KINDS

ABOUT_ONE = ("item", "why", "shows", "when")  # facets that ask about something named


@cache
def meaning(label: str) -> str:
    """Labels that differ only in what exactly is asked of the article mean the same when it comes to in or out."""
    intent = label.partition("/")[0]
    return "ask" if intent.startswith("ask_") else intent


def asks(label: str) -> bool:
    return meaning(label) == "ask"


def is_urgent(label: str) -> bool:
    return meaning(label) == "urgent"


def is_about_one(label: str) -> bool:
    """Whether a label asks about something that has to be named."""
    intent, _, facet = label.partition("/")
    return facet in ABOUT_ONE and intent[len("ask_"):] in KINDS


def misses(label: str, named: Set[str]) -> bool:
    """Whether a label asks about one thing, and things are named but none of its kind."""
    return is_about_one(label) and named.isdisjoint(KINDS[label.partition("/")[0][len("ask_"):]])


def named_in(read: Read) -> List[str]:
    """The things of the article that a sentence names, not counting its subject."""
    return [mention.id for mention in read.mentions if mention.listed and mention.kind != "condition" and not mention.subject]
