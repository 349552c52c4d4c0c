"""Whoever is asked something on the telephone hears the question itself at once, not an offer to hear it."""
from typing import Dict, Iterator, Tuple

import pytest

from bot.article import load_article
from bot.intake.dialogue import BACK, FIRST, MORE, RESUME, RETRY, Step
from bot.intake.questions import load_questions
from bot.intake.record import CONSENT, SLOTS, Record, Symptoms
from bot.intake.say import say_intake
from bot.intake.state import ASKING, REVIEW, Doubt, State
from bot.render.breath import LONGEST, seconds
from bot.render.speech import render
from bot.voice.script import Breath, script

ARTICLE, QUESTIONS = load_article(), load_questions()
TOLD = Record(symptoms=Symptoms(("tingling", "muscle_cramps")), body_parts=("feet", "hands"), duration="P19M", severity=5, diet="vegetarian",
              absorption="pernicious_anemia", tests={"serum_b12": "borderline"}, current_b12=("oral_supplements",), notes="It is worse at night.")
DOUBTS: Dict[str, object] = {
    "duration": "P18M", "severity": 7, "diet": "omnivore", "absorption": "malabsorption", "tests.serum_b12": {"serum_b12": "normal"},
    "current_b12": ["injections"], "symptoms.tingling": {"absent": ["tingling"]}}


def asked() -> Iterator[Tuple[str, State, Step]]:
    """Every question of the intake, as it is asked first, again, after an answer, after a problem, and to go back to."""
    for place, slot in enumerate((CONSENT, *SLOTS)):
        state = State(status=ASKING, slot=slot, consent=slot != CONSENT or None, record=TOLD)
        before = SLOTS[place - 2:place - 1] if place > 1 else ()
        for ask in (FIRST, RETRY, BACK, *((MORE,) if QUESTIONS.slots[slot].more else ())):
            yield f"{slot} {ask}", state, Step(ask=ask)
        yield f"{slot} resumed", state, Step(ask=RESUME, said="resume")
        yield f"{slot} after an answer", state, Step(ask=FIRST, noted=before)
        yield f"{slot} after a correction", state, Step(ask=RETRY, changed=before)
        for problem in QUESTIONS.slots[slot].problems:
            yield f"{slot} {problem}", state, Step(ask=RETRY, problem=problem)
    for key, new in DOUBTS.items():
        state = State(status=ASKING, slot="notes", consent=True, record=TOLD, closed=SLOTS[:-1], doubt=Doubt(key, new))
        yield f"doubt of {key}", state, Step(ask=RETRY, noted=("absorption", "tests"))
    yield "review", State(status=REVIEW, consent=True, record=TOLD, closed=SLOTS), Step(said="review")
    yield "review after a correction", State(status=REVIEW, consent=True, record=TOLD, closed=SLOTS), Step(changed=("tests",))
    yield "review again", State(status=REVIEW, consent=True, record=TOLD, closed=SLOTS), Step(said="review_again")


def first_breath(state: State, step: Step) -> Tuple[str, Breath]:
    """The question that is open, and what is spoken first."""
    said = [render(one, ARTICLE) for one in say_intake(state, step, ARTICLE, QUESTIONS, dict)]
    told = script(said, asks=True, choices=())
    return told.question, told.next()


@pytest.mark.parametrize(("state", "step"), [pytest.param(state, step, id=name) for name, state, step in asked()])
def test_the_open_question_is_in_what_is_spoken_first(state: State, step: Step) -> None:
    question, breath = first_breath(state, step)
    assert question in breath.text
    assert not breath.offers
    assert seconds(breath.text) <= LONGEST
