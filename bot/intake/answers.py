"""Short answers that are a whole utterance: yes, no, nothing to add, and noises that say nothing."""
from functools import lru_cache
from typing import Dict, List, Optional, Sequence

from pydantic import Field

from bot.article.files import Strict, data, load
from bot.intake.tokens import Token
from bot.intake.utterances import Utterances
from bot.intake.vocabulary import Vocabulary


class AnswersFile(Strict):
    lists: Dict[str, List[str]]
    more_lists: Dict[str, List[str]]
    agreeing: List[str] = Field(alias="yes")
    refusing: List[str] = Field(alias="no")
    thumbs_up: List[str]
    thumbs_down: List[str]
    nothing: List[str]
    filler: List[str]


@lru_cache(maxsize=1)
def load_answers() -> AnswersFile:
    """The short answers. Raises DataError."""
    return load(data("language", "intake", "answers.yml"), AnswersFile)


def parse_yes_no(tokens: Sequence[Token]) -> Optional[bool]:
    """Whether the utterance agrees (True) or refuses (False); None where it does neither. Never raises."""
    if _utterances("refusing").match(tokens) is not None:
        return False
    if _utterances("agreeing").match(tokens) is not None:
        return True
    signs = {token.word for token in tokens if token.mark}
    if any(not token.mark for token in tokens):
        return None
    up, down = signs & set(load_answers().thumbs_up), signs & set(load_answers().thumbs_down)
    return bool(up) if bool(up) != bool(down) else None


def parse_nothing(tokens: Sequence[Token]) -> bool:
    """Whether the utterance says that there is nothing to add. Never raises."""
    return _utterances("nothing").match(tokens) is not None or (parse_yes_no(tokens) is False)


def is_filler(tokens: Sequence[Token]) -> bool:
    """Whether the utterance is nothing but noises and small words ("hmm, let me think"). False for an empty one. Never raises."""
    words = [token.word for token in tokens if not token.mark]
    covered = sum(found.end - found.start for found in _filler().find(words))
    return bool(words) and covered == len(words)


@lru_cache(maxsize=3)
def _utterances(kind: str) -> Utterances:
    answers = load_answers()
    lists = {**answers.lists, **answers.more_lists}
    lists["lead"] = [*lists["lead"], *lists["yes_word" if kind == "agreeing" else "no_word"]]  # "no, um, that is all"
    return Utterances(getattr(answers, kind), lists)


@lru_cache(maxsize=1)
def _filler() -> Vocabulary:
    return Vocabulary({"filler": load_answers().filler})
