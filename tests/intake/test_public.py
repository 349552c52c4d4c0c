"""Where others read along: questions are answered, but no intake is begun."""
from typing import List

import pytest

from bot.answers.reading import Intake, Question, Reading, SmallTalk, Urgent
from bot.answers.replies import load_replies
from bot.article import load_article
from bot.intake.questions import load_questions
from bot.intake.respond import respond_in_public

OFFER = ("intake", "offered")


@pytest.mark.parametrize(("readings", "kinds"), [
    ([Intake()], [OFFER]), ([Question("food", "list"), Intake()], [("answer", None), OFFER]), ([Question("food", "list")], [("answer", None)]),
    ([Question("symptom", "list", ("tingling",), told=True)], [("answer", None), OFFER]), ([SmallTalk("greet")], [("smalltalk", None)]),
    ([Urgent("chest_pain"), Intake()], [("urgent", None)])])
def test_the_intake_is_offered_in_private(readings: List[Reading], kinds: object) -> None:
    said = respond_in_public(readings, load_article(), load_replies(), load_questions())
    assert [(one.custom["type"], one.custom.get("status")) for one in said] == kinds
    if ("intake", "offered") in [(one.custom["type"], one.custom.get("status")) for one in said]:
        assert said[-1].custom == {"type": "intake", "status": "offered", "slot": None, "step": 0, "steps": 9}
        assert said[-1].choices == ()
