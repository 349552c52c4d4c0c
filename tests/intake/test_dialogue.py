"""Where the intake goes after each move, without any words."""
from dataclasses import replace
from typing import Any, Dict, List, Optional, Tuple

import pytest

from bot.answers.choices import START
from bot.intake import state as states
from bot.intake.dialogue import Step, advance, offer
from bot.intake.move import Move, from_payload
from bot.intake.record import SLOTS
from bot.intake.state import DONE, OFFERED, REVIEW, STOPPED, State

ANSWERS: Dict[str, Any] = {
    "consent": True, "symptoms": {"present": ["tingling"]}, "body_parts": ["feet"], "duration": "P3W", "severity": 6, "diet": "vegan",
    "absorption": "none", "tests": {}, "current_b12": ["none"], "notes": "",
}


def answer(slot: str, value: Any = None) -> Move:
    return Move(values={slot: ANSWERS[slot] if value is None else value})


def after(*moves: Move, state: Optional[State] = None) -> Tuple[State, Step]:
    state, step = state or State(), Step()
    for move in moves:
        state, step = advance(state, move)
        assert states.from_json(states.to_json(state)) == state
    return state, step


def up_to(slot: str) -> State:
    """An intake in which everything before `slot` is answered."""
    moves = [Move("start")]
    for one in ("consent", *SLOTS):
        if one == slot:
            break
        moves.append(answer(one))
    return after(*moves)[0]


def everything() -> State:
    return after(answer("notes"), state=up_to("notes"))[0]


def test_everything_is_asked_once_in_order_then_reviewed_then_done() -> None:
    asked: List[Optional[str]] = []
    state, step = after(Move("start"))
    while state.status != REVIEW:
        asked.append(state.slot)
        assert step.ask == "first"
        state, step = after(answer(str(state.slot)), state=state)
    assert asked == ["consent", *SLOTS]
    state, step = after(Move("done"), state=state)
    assert (state.status, step.summary) == (DONE, True)


def test_what_is_volunteered_is_not_asked() -> None:
    state, _ = after(Move("start", values={"diet": "vegan", "symptoms": {"present": ["tingling"]}, "body_parts": ["feet"]}), answer("consent"))
    assert state.slot == "duration"
    state, _ = after(answer("duration"), answer("severity"), state=state)
    assert state.slot == "absorption"


def test_what_is_told_before_an_intake_is_kept_for_it() -> None:
    state, _ = offer(State(), {"symptoms": {"present": ["fatigue"]}})
    assert state.status == OFFERED
    state, _ = after(Move("start"), answer("consent"), state=state)
    assert (state.slot, state.record.symptoms.present) == ("body_parts", ("fatigue",))


def test_without_consent_nothing_is_kept() -> None:
    state, step = after(Move("start", values={"diet": "vegan"}), answer("consent", False))
    assert (state.status, state.resumable, state.record.diet, step.said) == (STOPPED, False, None, "refused")


def test_a_skipped_slot_is_on_the_record_and_not_asked_again() -> None:
    state, _ = after(Move("skip"), state=up_to("severity"))
    assert (state.slot, state.record.severity, state.record.skipped) == ("diet", None, ("severity",))


def test_everything_can_be_skipped() -> None:
    state, _ = after(Move("start"), answer("consent"), *[Move("skip")] * len(SLOTS))
    assert (state.status, state.record.skipped) == (REVIEW, SLOTS)


def test_back_asks_the_previous_slot_and_goes_on_where_it_was() -> None:
    state, step = after(Move("back"), state=up_to("diet"))
    assert (state.slot, step.ask) == ("severity", "back")
    state, step = after(answer("severity", 8), state=state)
    assert (state.slot, state.record.severity, step.changed) == ("diet", 8, ("severity",))


def test_back_at_the_first_question_stays_there() -> None:
    state, step = after(Move("start"), Move("back"))
    assert (state.slot, step.said) == ("consent", "first")


def test_skipping_what_was_come_back_to_leaves_it_as_it_is() -> None:
    state, _ = after(Move("back"), Move("skip"), state=up_to("diet"))
    assert (state.slot, state.record.severity, state.record.skipped) == ("diet", 6, ())


@pytest.mark.parametrize("move", [Move("why"), Move("repeat")])
def test_the_same_slot_is_asked_again(move: Move) -> None:
    state, step = after(move, state=up_to("severity"))
    assert (state.slot, step.ask, step.why) == ("severity", "retry", move.command == "why")


def test_a_question_in_the_middle_leaves_the_slot_open() -> None:
    state, step = advance(up_to("severity"), Move(), interrupted=True)
    assert (state.slot, step.ask, state.failures) == ("severity", "retry", 0)


def test_a_bad_answer_is_asked_back_with_its_reason() -> None:
    state, step = after(Move(problems={"severity": "too_high"}), state=up_to("severity"))
    assert (state.slot, step.ask, step.problem, state.failures) == ("severity", "retry", "too_high", 1)


def test_a_correction_is_taken_at_once_and_the_open_slot_stays_open() -> None:
    state, step = after(Move(values={"duration": "P6M"}, corrects=True), state=up_to("diet"))
    assert (state.slot, state.record.duration, step.changed, step.ask) == ("diet", "P6M", ("duration",), "retry")


def test_two_answers_that_cannot_both_hold_are_asked_about() -> None:
    state, step = after(Move(values={"duration": "P6M"}), state=up_to("diet"))
    assert state.doubt is not None
    assert (state.record.duration, step.ask) == ("P3W", "retry")
    kept, _ = after(Move("keep"), state=state)
    taken, step = after(Move("take"), state=state)
    assert (kept.record.duration, kept.slot, kept.doubt) == ("P3W", "diet", None)
    assert (taken.record.duration, taken.slot, step.changed) == ("P6M", "diet", ("duration",))


def test_the_same_answer_twice_is_no_doubt() -> None:
    state, _ = after(answer("duration"), state=up_to("diet"))
    assert state.doubt is None


def test_a_denied_symptom_that_was_told_is_asked_about() -> None:
    state, _ = after(Move(values={"symptoms": {"absent": ["tingling"]}}), state=up_to("diet"))
    assert state.doubt is not None
    state, _ = after(Move("take"), state=state)
    assert (state.record.symptoms.present, state.record.symptoms.absent) == ((), ("tingling",))


def test_more_symptoms_are_added_at_any_time() -> None:
    state, step = after(Move(values={"symptoms": {"present": ["fatigue"]}}), state=up_to("diet"))
    assert (state.record.symptoms.present, state.slot, state.doubt, step.changed) == (("tingling", "fatigue"), "diet", None, ())


def test_symptoms_picked_by_button_leave_the_question_open() -> None:
    pick = Move(slot="symptoms", values={"symptoms": {"present": ["burning"]}}, adds=True, button=True)
    state, step = after(pick, pick, state=up_to("symptoms"))
    assert (state.slot, step.ask, state.record.symptoms.present) == ("symptoms", "more", ("burning",))
    state, _ = after(Move("enough", "symptoms", button=True), state=state)
    assert state.slot == "body_parts"


def test_a_symptom_is_taken_back() -> None:
    state, step = after(Move(values={"symptoms": {"removed": ["tingling"]}}), state=up_to("diet"))
    assert (state.record.symptoms.named, step.changed) == ((), ("symptoms",))


def test_a_button_of_an_earlier_question_pressed_twice_changes_nothing() -> None:
    press = Move(slot="severity", values={"severity": 6}, button=True)
    state, step = after(press, press, state=up_to("severity"))
    assert (state.slot, state.record.severity, step.changed) == ("diet", 6, ())


def test_a_late_skip_of_an_answered_question_changes_nothing() -> None:
    state, _ = after(Move("skip", "severity", button=True), state=up_to("diet"))
    assert (state.slot, state.record.severity, state.record.skipped) == ("diet", 6, ())


def test_stop_keeps_what_was_told_and_resume_goes_on() -> None:
    state, step = after(Move("stop"), state=up_to("severity"))
    assert (state.status, state.resumable, state.record.duration) == (STOPPED, True, "P3W")
    state, step = after(Move("resume"), state=state)
    assert (state.slot, step.ask) == ("severity", "resume")


def test_cancel_forgets_everything() -> None:
    state, step = after(Move("cancel"), state=up_to("severity"))
    assert (state.status, state.resumable, state.record.duration, step.said) == (STOPPED, False, None, "cancelled")


def test_an_emergency_stops_the_intake_and_is_recorded() -> None:
    state, step = advance(up_to("severity"), Move(), urgent=["chest_pain"])
    assert (state.status, state.resumable, state.record.urgent, step.said) == (STOPPED, True, ("chest_pain",), "urgent")
    state, _ = after(Move("resume"), state=state)
    assert (state.slot, state.record.urgent) == ("severity", ("chest_pain",))


def test_a_session_that_ended_is_resumed_where_it_was() -> None:
    state = up_to("severity").seen(led=False)
    state, step = after(Move("resume"), state=state)
    assert (state.slot, step.ask) == ("severity", "resume")


def test_a_line_of_the_review_is_changed_in_words_or_by_button() -> None:
    state, step = after(Move(values={"severity": 8}), state=everything())
    assert (state.status, state.record.severity, step.changed) == (REVIEW, 8, ("severity",))
    state, step = after(Move("change", "diet", button=True), state=state)
    assert (state.slot, step.ask) == ("diet", "back")
    state, step = after(answer("diet", "vegetarian"), state=state)
    assert (state.status, step.changed) == (REVIEW, ("diet",))


def test_the_record_can_be_corrected_and_shown_after_the_end() -> None:
    done, _ = after(Move("done"), state=everything())
    state, step = after(Move("summary"), state=done)
    assert (state, step.summary) == (done, True)
    state, step = after(Move(values={"severity": 2}, corrects=True), state=done)
    assert (state.status, state.record.severity, step.changed) == (REVIEW, 2, ("severity",))


def test_i_do_not_know_is_an_answer_to_absorption_and_skips_the_rest() -> None:
    state, _ = after(Move("dont_know"), state=up_to("absorption"))
    assert state.record.absorption == "unsure"
    state, _ = after(Move("dont_know"), state=up_to("duration"))
    assert (state.record.duration, state.record.skipped) == (None, ("duration",))


def test_answers_given_before_the_consent_wait_for_it() -> None:
    state, step = after(Move("start"), Move(values={"diet": "vegan"}))
    assert (state.slot, step.ask, state.record.diet) == ("consent", "retry", "vegan")


def test_a_new_intake_begins_empty_after_a_finished_one() -> None:
    done, _ = after(Move("done"), state=everything())
    state, _ = after(Move("start"), state=done)
    assert (state.slot, state.record) == ("consent", State().record)


def test_starting_over_asks_the_first_question_again() -> None:
    state, step = after(Move("restart"), state=replace(up_to("diet")))
    assert (state.slot, state.record.severity, step.said) == ("symptoms", None, "restart")


def test_no_to_anything_else_keeps_what_was_picked() -> None:
    pick = Move(slot="body_parts", values={"body_parts": ["feet"]}, adds=True, button=True)
    state, _ = after(pick, Move(values={"body_parts": []}), state=up_to("body_parts"))
    assert (state.slot, state.record.body_parts) == ("duration", ("feet",))


def test_the_button_that_begins_an_intake_is_the_same_everywhere() -> None:
    assert from_payload(START.payload) == Move("start", button=True)
