"""Short answers that are a whole utterance: yes, no, nothing to add."""
from functools import lru_cache
from typing import Dict, List, Optional, Sequence

from pydantic import Field

from bot.article.files import Strict, once
from bot.intake.tokens import Token
from bot.intake.utterances import Utterances


class AnswersFile(Strict):
    lists: Dict[str, List[str]]
    more_lists: Dict[str, List[str]]
    agreeing: List[str] = Field(alias="yes")
    refusing: List[str] = Field(alias="no")
    thumbs_up: List[str]
    thumbs_down: List[str]
    nothing: List[str]
    noises: List[str]


load_answers = once(AnswersFile, "language", "intake", "answers.yml")


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


@lru_cache(maxsize=3)
def _utterances(kind: str) -> Utterances:
    answers = load_answers()
    lists = {**answers.lists, **answers.more_lists}
    lists["lead"] = [*lists["lead"], *lists["yes_word" if kind == "agreeing" else "no_word"]]  # "no, um, that is all"
    return Utterances(getattr(answers, kind), lists)
