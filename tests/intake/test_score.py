"""The checker itself can fail: small made-up dialogues and what they are worth."""
from datetime import date
from typing import Any, Dict, List, Optional

import pytest

from tests.intake.simulator.contract import ASKED, Message, turn_violations
from tests.intake.simulator.conversation import Turn
from tests.intake.simulator.duration import easter, is_duration, since
from tests.intake.simulator.judge import verdict
from tests.intake.simulator.patient import Act, Patient
from tests.intake.simulator.record import fits, symptoms
from tests.intake.simulator.score import FIGURES, Score, Share, score

TODAY = date(2026, 11, 25)
SUMMARY: Dict[str, Any] = {
    "symptoms": {"present": ["tingling"], "absent": ["numbness"], "unsure": []}, "other_symptoms": [], "body_parts": ["feet"], "duration": "P3W", "severity": 6,
    "diet": "vegan", "absorption": "none", "tests": {}, "current_b12": ["none"], "notes": None, "skipped": [], "urgent": [],
    "discuss": {"mechanisms": ["neuropathy"], "tests": [], "treatments": []},
}
FOODS = {"topic": "food", "items": ["eggs"], "aspect": None, "sources": ["diet"]}


def one(kind: str, **keys: Any) -> Message:
    return {"text": "words", "custom": {"type": kind, **keys}}


def asking(slot: str, ask: str = "first", **more: Any) -> Message:
    return one("intake", status="asking", slot=slot, ask=ask, step=2, steps=9, **more)


def ended(status: str, **more: Any) -> Message:
    return one("intake", status=status, slot=None, step=9, steps=9, **more)


def turn(place: str, act: Dict[str, Any], *messages: Message, needed: bool = True) -> Turn:
    return Turn(Act(**{"say": "x", **act}), "x", place, messages, needed)


def patient(**more: Any) -> Patient:
    says = dict.fromkeys(ASKED, "x")
    record = {key: SUMMARY[key] for key in ("body_parts", "duration", "severity", "diet", "absorption", "current_b12")}
    return Patient(**{"id": "p", "says": says, "record": record, "symptoms": {"present": ["tingling"], "absent": ["numbness"]}, **more})


def scored(*turns: Turn, **more: Any) -> Score:
    return score(patient(**more), turns, TODAY).score


DONE = turn("review", {}, ended("done"), one("summary", **SUMMARY))


def test_a_right_summary_is_worth_everything() -> None:
    result = scored(DONE)
    assert (result.completed, result.slots, result.f1, result.violations) == (Share(1, 1), Share(10, 10), Share(4, 4), Share(0, 1))


def test_wrong_slots_and_symptoms_are_counted_apart() -> None:
    wrong = {**SUMMARY, "severity": 7, "diet": "vegetarian", "symptoms": {"present": ["tingling", "numbness"], "absent": [], "unsure": []}}
    result = scored(turn("review", {}, ended("done"), one("summary", **wrong)))
    assert (result.slots, result.precision, result.recall, result.f1) == (Share(8, 10), Share(1, 2), Share(1, 2), Share(2, 4))


def test_who_never_comes_to_the_end_has_nothing_right() -> None:
    result = scored(turn("diet", {}, asking("tests")))
    assert (result.completed, result.slots, result.f1) == (Share(0, 1), Share(0, 10), Share(0, 2))


def test_done_in_another_turn_than_the_summary_is_not_completed() -> None:
    assert scored(turn("review", {}, ended("done")), turn("done", {}, one("summary", **SUMMARY))).completed == Share(0, 1)


@pytest.mark.parametrize(("turns", "again"), [
    ([turn("duration", {}, asking("severity")), turn("severity", {}, asking("duration"))], 1),
    ([turn("duration", {}, asking("duration", "retry"))], 1),
    ([turn("duration", {"vague": True}, asking("duration", "retry"))], 0),
    ([turn("opening", {"do": "request", "tells": ["diet"]}, asking("diet"))], 1),
    ([turn("opening", {"do": "request", "may": ["diet"]}, asking("diet"))], 0),
    ([turn("symptoms", {}, asking("symptoms", "more"))], 0),
    ([turn("duration", {}, asking("severity")), turn("severity", {"do": "back", "slot": "duration"}, asking("duration", "back"))], 0),
    ([turn("diet", {"do": "skip"}, asking("tests")), turn("tests", {}, asking("diet", "resume"))], 1),
    ([turn("diet", {"do": "question", "topics": ["food"]}, one("answer", **FOODS), asking("diet", "retry"))], 0),
])
def test_asked_again(turns: List[Turn], again: int) -> None:
    assert scored(*turns).asked_again.part == again


@pytest.mark.parametrize(("act", "messages", "right"), [
    ({"do": "question", "topics": ["food"]}, [one("answer", **FOODS), asking("diet", "retry")], True),
    ({"do": "question", "topics": ["food"]}, [one("answer", **FOODS), asking("tests")], False),
    ({"do": "question", "topics": ["food"]}, [asking("diet", "retry")], False),
    ({"do": "question", "topics": ["test"]}, [one("answer", **FOODS), asking("diet", "retry")], False),
    ({"do": "question", "topics": ["food"], "tells": ["diet"]}, [one("answer", **FOODS), asking("tests")], True),
    ({"do": "question", "topics": ["food"], "tells": ["diet"]}, [one("answer", **FOODS), asking("diet", "retry")], False),
    ({"do": "question", "decline": "out_of_scope"}, [one("decline", reason="out_of_scope"), asking("diet", "retry")], True),
    ({"do": "why"}, [asking("diet", "retry")], True),
    ({"do": "why"}, [one("decline", reason="not_understood"), asking("diet", "retry")], False),
    ({"do": "empty", "say": ""}, [one("decline", reason="empty"), asking("diet", "retry")], True),
    ({"do": "empty", "say": ""}, [asking("diet", "retry")], False),
    ({"do": "smalltalk"}, [one("smalltalk", topic="thanks"), asking("diet", "retry")], True),
    ({"do": "bad"}, [asking("tests")], False),
    ({"do": "skip"}, [asking("absorption")], True),
    ({"do": "skip"}, [asking("diet", "retry")], False),
    ({"do": "back", "slot": "severity"}, [asking("severity", "back")], True),
    ({"do": "back", "slot": "severity"}, [asking("duration", "back")], False),
    ({"do": "stop"}, [ended("stopped", resumable=True)], True),
    ({"do": "stop"}, [ended("stopped", resumable=False)], False),
    ({"do": "cancel"}, [ended("stopped", resumable=True)], False),
    ({"do": "resume"}, [asking("diet", "resume")], True),
    ({"do": "resume"}, [asking("consent", "first")], False),
    ({"do": "refuse"}, [asking("symptoms")], False),
    ({"do": "own"}, [ended("offered")], False),
    ({"do": "correct", "changed": {"severity": 8}}, [asking("diet", "retry", changed={"severity": 8})], True),
    ({"do": "correct", "changed": {"severity": 8}}, [asking("diet", "retry", changed={"severity": 5})], False),
    ({"do": "correct", "changed": {"severity": 8}}, [asking("diet", "retry")], False),
    ({"do": "contradict", "slot": "tests"}, [asking("notes", changed={"tests": {}})], False),
    ({"do": "urgent", "reason": "breathing"}, [one("urgent", reason="breathing"), ended("stopped", resumable=True)], True),
    ({"do": "urgent", "reason": "breathing"}, [one("urgent", reason="breathing"), asking("diet", "retry")], False),
    ({"do": "urgent", "reason": "breathing"}, [one("urgent", reason="other"), ended("stopped", resumable=True)], False),
])
def test_acts_are_judged(act: Dict[str, Any], messages: List[Message], right: bool) -> None:
    judged = verdict(turn("diet", act, *messages), TODAY)
    assert judged
    assert (judged.wrong is None) == right, judged.wrong


def test_what_the_patient_never_came_to_do_is_wrong() -> None:
    at = {"diet": [{"do": "urgent", "say": "help", "reason": "other"}], "tests": [{"do": "again"}]}
    assert scored(DONE, at=at).urgent == Share(0, 1)
    assert scored(DONE, at=at).commands == Share(0, 1)  # the opening; a click needs a button, and there was none


def test_an_emergency_nobody_told_is_a_false_alarm() -> None:
    assert scored(turn("diet", {}, one("urgent", reason="other"), ended("stopped", resumable=True))).false_alarms == Share(1, 1)


def test_turns_nobody_needed_and_empty_ones_are_counted() -> None:
    result = scored(turn("diet", {}, asking("diet", "retry")), turn("diet", {}, needed=False))
    assert (result.turns, result.empty) == (Share(2, 1), Share(1, 2))


@pytest.mark.parametrize(("messages", "active", "broken"), [
    ([asking("diet")], True, None),
    ([one("answer", **FOODS)], True, "no intake object"),
    ([one("answer", **FOODS)], False, None),
    ([asking("diet"), one("answer", **FOODS)], True, "comes after"),
    ([asking("diet"), asking("diet")], True, "more than one"),
    ([asking("diet", changed={})], True, "changed"),
    ([asking("shoe_size")], True, "slot shoe_size"),
    ([one("intake", status="asking", slot="diet", ask="first", step="2", steps=9)], True, "step 2"),
    ([one("intake", status="asking", slot="diet", step=2, steps=9)], True, "ask None"),
    ([ended("stopped")], True, "resumable None"),
    ([ended("done")], True, "without a summary"),
    ([one("summary", **{**SUMMARY, "severity": 11}), ], False, "severity 11"),
    ([one("summary", **SUMMARY, hint=1)], False, "hint"),
    ([one("smalltalk", topic="thanks"), one("urgent", reason="other")], False, "first"),
    ([{"text": "words"}], False, "without an object"),
])
def test_the_contract_is_checked(messages: List[Message], active: bool, broken: Optional[str]) -> None:
    found = turn_violations(messages, active=active)
    assert (not found) if broken is None else any(broken in what for what in found)


@pytest.mark.parametrize(("key", "want", "got", "right"), [
    ("duration", "P6M", "P26W", True), ("duration", "P10D", "P2W", False), ("duration", {"since": "easter"}, "P8M", True), ("duration", "P3W", None, False),
    ("duration", {"from": "P17M", "to": "P19M"}, "P1Y6M", True), ("severity", [6, 7], 7, True), ("severity", None, 5, False),
    ("diet", "other", "other", True), ("body_parts", ["feet"], ["feet", "hands"], False), ("body_parts", {"need": ["feet"], "may": ["hands"]}, ["feet"], True),
    ("body_parts", ["tongue"], ["tongues"], True), ("body_parts", {"any": [["toes"], ["feet"]]}, ["feet"], True), ("tests", {"mma": "low"}, {}, False),
    ("tests", {"any": [{}, {"mma": "low"}]}, {}, True), ("notes", ["sister"], "my Sister too", True), ("notes", None, "no", False),
    ("other_symptoms", ["ring"], ["ringing in my ears"], True), ("other_symptoms", ["ring"], ["ringing", "tired"], False),
    ("other_symptoms", {"may": ["breath"]}, [], True), ("current_b12", ["diet"], ["diet"], True), ("symptoms", {"present": ["headache"]}, {"present": []}, False),
])
def test_values_of_the_record(key: str, want: Any, got: Any, right: bool) -> None:
    assert fits(key, want, got, TODAY) == right


def test_what_may_be_there_does_not_count() -> None:
    want = {"present": ["tingling"], "may": ["numbness"], "never": ["burning"]}
    assert symptoms(want, {"symptoms": {"present": ["tingling", "numbness"], "absent": ["burning"], "unsure": []}}) == (1, [], [])
    assert symptoms(want, {"symptoms": {"present": ["tingling", "burning"], "absent": [], "unsure": []}}) == (1, ["present burning"], [])


def test_days_since() -> None:
    assert [easter(year) for year in (2024, 2025, 2026)] == [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5)]
    assert since("christmas", TODAY)[0] < 335 < since("christmas", TODAY)[1]
    assert not is_duration({"since": "christmas"}, "P6M", TODAY)


def test_a_figure_is_reached_or_not() -> None:
    assert not all(figure.reached(Score(turns=Share(13, 10))) for figure in FIGURES)
    assert all(figure.reached(Score()) for figure in FIGURES)
