"""What is heard where the intake stands, without a classifier."""
from datetime import date
from typing import Any, List, Optional

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


TWO = Record(symptoms=Symptoms(("headache", "muscle_cramps")))


@pytest.mark.parametrize(("text", "removed"), [
    ("remove the headache", ["headache"]), ("the headache was just a cold, take the headache out", ["headache"]),
    ("the headache was a cold, take it out", ["headache"]), ("please take headache off the list", ["headache"]),
    ("scrap the headache", ["headache"]), ("scrap that headache it was a cold", ["headache"]), ("get rid of the headache", ["headache"]),
    ("drop the headache from the list", ["headache"]), ("strike the cramps", ["muscle_cramps"]), ("cross the cramps out", ["muscle_cramps"]),
])
@pytest.mark.parametrize("slot", ["symptoms", "severity", "tests"])
def test_a_symptom_is_taken_back(text: str, removed: List[str], slot: str) -> None:
    state = State(status=ASKING, slot=slot, consent=True, record=TWO, closed=("symptoms",), trail=(CONSENT, "symptoms"))
    assert LISTENER.hear(text, state).values["symptoms"] == {"removed": removed}


@pytest.mark.parametrize("text", ["I take the bins out and get cramps", "hills take it out of me, I get cramps",
                                  "they had to take part of my bowel out, I get cramps"])
def test_what_is_taken_out_is_something_else(text: str) -> None:
    assert LISTENER.hear(text, State(status=ASKING, slot="symptoms", consent=True)).values["symptoms"]["present"] == ["muscle_cramps"]


@pytest.mark.parametrize(("text", "slot", "value"), [
    ("i want to change my diet answer i'm vegetarian i still eat cheese", "diet", "vegetarian"), ("can i correct my diet i'm vegetarian", "diet", "vegetarian"),
    ("please fix the diet answer because i'm actually a vegetarian", "diet", "vegetarian"), ("change my severity it is an eight", "severity", 8),
    ("i need to change my answer about how long it was six months", "duration", "P6M"),
    ("i'd like to change the tests answer i had my b12 done it was low", "tests", {"serum_b12": "low"}),
])
@pytest.mark.parametrize("asked", ["notes", "absorption", "current_b12", "symptoms"])
def test_a_correction_in_one_breath_is_none_of_the_notes(text: str, slot: str, value: Any, asked: str) -> None:
    move = LISTENER.hear(text, at(asked))
    assert (move.values, move.corrects) == ({slot: value}, True)


@pytest.mark.parametrize("text", ["i want to change my diet i eat too much meat", "i need to change my diet i like cheese too much"])
def test_a_wish_to_live_otherwise_is_a_note(text: str) -> None:
    assert LISTENER.hear(text, at("notes")).values == {"notes": text}


@pytest.mark.parametrize(("text", "command"), [("the second", "take"), ("the second one", "take"), ("the first one please", "keep"), ("the latter", "take")])
def test_which_of_two_answers_holds(text: str, command: str) -> None:
    assert LISTENER.hear(text, at("diet", doubt=Doubt("duration", "P18M"))).command == command


@pytest.mark.parametrize("text", [
    "my b12 came back on the edge and the methylmalonic acid was high", "they took blood and it came back on the edge, the other acid one was high",
    "I'm on the edge of normal with my b12", "my b12 was right on the edge"])
def test_a_result_on_the_edge_is_no_temper(text: str) -> None:
    values = LISTENER.hear(text, at("tests")).values
    assert "symptoms" not in values
    assert values["tests"]["serum_b12"] == "borderline"
