"""Reads every data file once, so that all mistakes are told together before anything is trained or started: `python -m bot.checks`."""
import sys
from typing import Any, Callable, List, Tuple

from bot.answers.replies import read_replies
from bot.article import DataError, load_article
from bot.channels.web_words import words
from bot.channels.wording import load_wording
from bot.intake.absorption import load_absorption
from bot.intake.answers import load_answers
from bot.intake.body_parts import load_parts_file
from bot.intake.choosing import load_choosing
from bot.intake.commands import load_commands
from bot.intake.dates import load_dates
from bot.intake.diet import load_diet
from bot.intake.discuss import load_rules
from bot.intake.lengths import load_durations
from bot.intake.numbers import load_numbers
from bot.intake.parts import load_parts
from bot.intake.questions import load_questions as load_intake_questions
from bot.intake.ratings import load_severity
from bot.intake.results import load_results
from bot.intake.symptoms import load_symptoms_file
from bot.intake.taking import load_taking
from bot.intake.words import load_words
from bot.language.sounds import heard_phrases
from bot.language.unlisted import load_unlisted
from bot.language.words import abbreviations
from bot.render.wording import load_voice
from bot.safety.detect import load_detector
from bot.understanding.cues import load_asking, load_cues, load_outside, load_polarity
from bot.understanding.parts import load_questions
from bot.voice.alexa_model import load_alexa
from bot.voice.heard import load_steering

_LOADERS: Tuple[Callable[[], Any], ...] = (
    abbreviations, heard_phrases, load_unlisted, load_asking, load_cues, load_outside, load_polarity, load_questions, load_detector,
    load_absorption, load_answers, load_parts_file, load_choosing, load_commands, load_dates, load_diet, load_rules, load_durations, load_numbers, load_parts,
    load_intake_questions, load_severity, load_results, load_symptoms_file, load_taking, load_words, load_wording,
    load_alexa, load_voice, load_steering, lambda: read_replies(load_article()), lambda: words(load_article()),
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


if __name__ == "__main__":
    try:
        check_data()
    except DataError as error:
        sys.exit(str(error))
