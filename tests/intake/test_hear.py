"""What is heard where the intake stands, without a classifier."""
from datetime import date
from typing import Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article import load_article
from bot.intake.hear import Listener
from bot.intake.record import CONSENT, SLOTS, Record, Symptoms
from bot.intake.state import ASKING, DONE, REVIEW, Doubt, State

LISTENER = Listener(load_article(), date(2026, 11, 25))
RECORD = Record(symptoms=Symptoms(("tingling",)), body_parts=("feet",), duration="P3W", severity=5, diet="vegan", absorption="none", tests={},
                current_b12=("none",))
TEXT = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(
    ["no", "yes", ",", "sorry", "actually", "not", "months", "3", "vegan", "feet", "tingling", "change", "severity", "to", "back", "stop", "b12", "low", "I",
     "meant", "both"]), max_size=8).map(" ".join))


def at(slot: Optional[str], status: str = ASKING, doubt: Optional[Doubt] = None) -> State:
    return State(status=status, slot=slot, consent=slot != CONSENT or None, record=RECORD, closed=SLOTS, trail=(CONSENT, *SLOTS), doubt=doubt)


@pytest.mark.parametrize("state", [*map(at, (CONSENT, *SLOTS)), at(None, REVIEW), at(None, DONE), State(), at("diet", doubt=Doubt("duration", "P3M")),
                                   at("diet", doubt=Doubt("symptoms.tingling", {"absent": ["tingling"]})), at("diet", doubt=Doubt("tests.mma", {"mma": "low"}))],
                         ids=lambda state: f"{state.status} {state.slot} {state.doubt and state.doubt.key}")
@given(text=TEXT)
@settings(max_examples=60)
def test_any_text_is_heard_where_anything_is_asked(state: State, text: str) -> None:
    assert LISTENER.hear(text, state) == LISTENER.hear(text, state)
    assert LISTENER.command(text, state).command is not None


@pytest.mark.parametrize(("text", "agreed"), [
    ("yes", True), ("no", False), ("no, I'd rather you didn't keep anything", False), ("no, don't keep anything", False), ("\U0001f44d yes", True),
    ("y", True), ("n", False),
    ("fine, go on", True), ("whatever, yes", True),
])
def test_consent(text: str, agreed: bool) -> None:
    assert LISTENER.hear(text, State(status=ASKING, slot=CONSENT)).values == {CONSENT: agreed}


def test_consent_with_something_told() -> None:
    assert LISTENER.hear("ok, my feet tingle", State(status=ASKING, slot=CONSENT)).values[CONSENT] is True


@pytest.mark.parametrize("text", ["fine, thanks for nothing", "ok. sorry. that was rude of me"])
def test_no_consent_by_the_way(text: str) -> None:
    assert CONSENT not in LISTENER.hear(text, State(status=ASKING, slot=CONSENT)).values
