"""The language knowledge of emergency detection, from data/language/red_flags.yml."""
from typing import Dict, List, Union

from bot.article.files import Strict, once


class GuardedSign(Strict):
    """A sign that other words in the same sentence make harmless, or that counts even in a question about it."""

    sign: str
    unless: List[str] = []
    unless_all: List[str] = []
    even_if_asked: bool = False


class Negation(Strict):
    reach: int
    before: List[str]
    after: List[str]
    ends: List[str]
    not_denials: List[str]


class Past(Strict):
    cues: List[str]
    back_again: List[str]


class Questions(Strict):
    before: List[str]
    after: List[str]


class Hypothetical(Strict):
    before: List[str]


class Claims(Strict):
    reach: int
    cues: List[str]
    not_claims: List[str]
    of_what_was_asked: List[str]
    body: List[str]


class RedFlagsFile(Strict):
    """The file as it is written; patterns are still text."""

    first: List[str]
    turns: List[str]
    goes_on: List[str]
    words: Dict[str, List[str]]
    signs: Dict[str, List[Union[GuardedSign, str]]]
    alone: Dict[str, List[str]]
    alone_with: List[str]
    calm: List[str]
    figures: List[str]
    figure_words: Dict[str, List[str]]
    negation: Negation
    past: Past
    questions: Questions
    hypothetical: Hypothetical
    claims: Claims
    fillers: List[str]
    subjects: List[str]
    joins: List[str]
    not_misspelled: List[str]
    shorthand: Dict[str, str]

    @property
    def lists(self) -> Dict[str, List[str]]:
        """Every list that a pattern may name, as in `<chest>`."""
        return {**self.words, **self.figure_words, "body": self.claims.body}


load_flags = once(RedFlagsFile, "language", "red_flags.yml")
