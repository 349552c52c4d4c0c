"""Which questions the intake asks: those of data/intake/questions.yml, or of the article's own file in its place."""
from typing import Any, Dict, Sequence, Tuple

from bot.article.errors import DataError
from bot.article.files import Strict, data, load


class Asked(Strict):
    """The one key of the file that matters here."""

    slots: Dict[str, Any]

    class Config:
        extra = "ignore"


def asked(known: Sequence[str]) -> Tuple[str, ...]:
    """Those of `known` that the file asks, in their order; all of them where it cannot be read, which bot.checks tells of."""
    try:
        slots = load(data("intake", "questions.yml"), Asked).slots
    except DataError:
        return tuple(known)
    return tuple(slot for slot in known if slot in slots)
