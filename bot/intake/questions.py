"""What the intake asks and says, from data/intake/questions.yml."""
from functools import lru_cache
from typing import Any, Dict, List, Optional

from pydantic import Field

from bot.article.errors import DataError
from bot.article.files import Strict, data, load
from bot.intake.record import CONSENT, KNOWN, SLOTS
from bot.intake.slots import own_questions
from bot.intake.words import load_words


class Option(Strict):
    """A button: its title, the value it answers with, and whether more may follow. `said`: words that choose it, in a question of your own."""

    title: str
    value: Any
    more: bool = False
    said: List[str] = Field(default_factory=list)


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
    doubt_short: str
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
    """The project's own, read once per process; `{count}` in it is how many things are asked. Raises DataError."""
    numbers = load_words().numbers
    count = numbers[len(SLOTS)] if len(SLOTS) < len(numbers) else str(len(SLOTS))
    questions = load(data("intake", "questions.yml"), QuestionsFile, {"{count}": count})
    order = [CONSENT, *(slot for slot in KNOWN if slot in questions.slots)]
    if order != [slot for slot in questions.slots if slot not in own_questions()]:
        raise DataError([f"questions.yml: slots: should be {', '.join(order)}, in this order"])
    return questions
