"""What the intake asks and says, from data/intake/questions.yml."""
from functools import lru_cache
from typing import Any, Dict, List, Optional

from bot.article.errors import DataError
from bot.article.files import Strict, data, load
from bot.intake.record import CONSENT, SLOTS


class Option(Strict):
    """A button: its title, the value it answers with, and whether more may follow."""

    title: str
    value: Any
    more: bool = False


class Question(Strict):
    label: str
    ask: str
    retry: str
    more: Optional[str] = None
    more_short: Optional[str] = None
    back: str
    why: str
    short: str
    choices: List[Option]
    problems: Dict[str, str]


class Buttons(Strict):
    skip: str
    enough: str
    none: str
    resume: str
    done: str
    change: str
    summary: str


class Sentences(Strict):
    step: str
    noted: str
    noted_short: str
    changed: str
    changed_short: str
    offer: str
    offer_empty: str
    offer_again: str
    private: str
    skipped: str
    first: str
    resume: str
    doubt: str
    doubt_old: str
    doubt_new: str
    review: str
    review_short: str
    review_say: str
    review_again: str
    review_what: str
    done: str
    stopped: str
    cancelled: str
    refused: str
    withdrawn: str
    urgent: str
    restart: str
    unclear: str
    help: str
    so_far: str
    hint: str


class QuestionsFile(Strict):
    slots: Dict[str, Question]
    buttons: Buttons
    said: Sentences


@lru_cache(maxsize=1)
def load_questions() -> QuestionsFile:
    """The project's own, read once per process. Raises DataError."""
    questions = load(data("intake", "questions.yml"), QuestionsFile)
    if tuple(questions.slots) != (CONSENT, *SLOTS):
        raise DataError([f"questions.yml: slots: should be {', '.join((CONSENT, *SLOTS))}, in this order"])
    return questions
