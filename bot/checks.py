"""Reads every data file once, so that all mistakes are told together before anything is trained or started."""
from typing import Any, Callable, List, Tuple

from bot.answers.replies import read_replies
from bot.article import DataError, load_article
from bot.language.sounds import heard_phrases
from bot.language.unlisted import load_unlisted
from bot.language.words import abbreviations
from bot.safety.detect import load_detector
from bot.understanding.cues import load_asking, load_cues, load_outside, load_polarity
from bot.understanding.parts import load_questions

_LOADERS: Tuple[Callable[[], Any], ...] = (
    abbreviations, heard_phrases, load_unlisted, load_asking, load_cues, load_outside, load_polarity, load_questions, load_detector,
    lambda: read_replies(load_article()),
)


def check_data() -> None:
    """Raises DataError with every mistake of every file: of the article first, since the others build on it."""
    load_article()
    mistakes: List[str] = []
    for load in _LOADERS:
        try:
            load()
        except DataError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise DataError(mistakes)
