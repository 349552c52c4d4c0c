"""Which questions the intake asks: those of data/intake/questions.yml, or of the article's own file in its place.

Nine are known to the program, each with a parser of its own. Any other is one of your own: its choices tell, under `said`, the words that choose them.
"""
from functools import lru_cache
from typing import Any, Dict, List, Mapping, Tuple

from pydantic import Field, ValidationError

from bot.article.errors import DataError
from bot.article.files import Strict, data, once

CONSENT = "consent"
KNOWN: Tuple[str, ...] = ("symptoms", "body_parts", "duration", "severity", "diet", "absorption", "tests", "current_b12", "notes")
# Keys of the record that are worked out, so no question of your own can be called so.
TAKEN = ("other_symptoms", "own", "skipped", "urgent", "discuss", "type")


class _Part(Strict):
    class Config:
        extra = "ignore"


class OwnChoice(_Part):
    """One answer to a question of your own: what it is kept as, what stands on its button, and the words that choose it."""

    title: str
    value: str
    said: List[str] = Field(min_items=1)


class OwnQuestion(_Part):
    label: str
    choices: List[OwnChoice] = Field(min_items=1)

    def title(self, value: str) -> str:
        """What is said of an answer; of one that is offered no more, its value."""
        return next((choice.title for choice in self.choices if choice.value == value), value)


class _File(_Part):
    slots: Dict[str, Any]


_load = once(_File, "intake", "questions.yml")


def asked() -> Tuple[str, ...]:
    """The slots in the order in which they are asked; those known where the file cannot be read, which bot.checks tells of."""
    try:
        return tuple(slot for slot in _load().slots if slot != CONSENT)
    except DataError:
        return KNOWN


@lru_cache(maxsize=1)
def own_questions() -> Mapping[str, OwnQuestion]:
    """The questions of your own by slot, in the order of the file. Raises DataError."""
    path = data("intake", "questions.yml")
    questions: Dict[str, OwnQuestion] = {}
    mistakes: List[str] = []
    for slot, written in _load().slots.items():
        if slot in (CONSENT, *KNOWN):
            continue
        if slot in TAKEN or not slot.isidentifier() or slot != slot.lower():
            mistakes.append(f"{path.name}: slots: a question cannot be called {slot}")
            continue
        try:
            questions[slot] = OwnQuestion.parse_obj(written)
        except ValidationError as error:
            mistakes.extend(f"{path.name}: slots -> {slot} (none of {', '.join(KNOWN)}, so one of your own) -> "
                            f"{' -> '.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors())
    if mistakes:
        raise DataError(mistakes)
    return questions
