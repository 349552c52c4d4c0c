"""What messages mean where the intake stands, with the trained classifier, without Rasa."""
from typing import Any, Dict, List

import pytest

from bot.evaluation.conversation import Conversation
from bot.understanding.classifier import Classifier

pytestmark = pytest.mark.model
BEGUN = ["check my symptoms", "yes"]
HALF = [*BEGUN, "tingling", "hands", "3 weeks", "5"]  # the diet is asked


def last(classifier: Classifier, *texts: str) -> List[Dict[str, Any]]:
    """The custom objects said for the last of `texts`, in a conversation of all of them."""
    conversation = Conversation(classifier)
    return [said.custom for said in [conversation.turn(text) for text in texts][-1]]


@pytest.mark.parametrize("text", [
    "check my symptoms", "I'm vegan, can you go through my symptoms?", "Please check my symptoms: numb fingers for 3 months, 5 out of 10",
    "um hello i would like you to check my symptoms so i have had burning feet for five weeks",
])
def test_a_request_begins_at_once(classifier: Classifier, text: str) -> None:
    assert [(one["type"], one.get("slot")) for one in last(classifier, text)] == [("intake", "consent")]


@pytest.mark.parametrize("text", [
    "I'm vegan and my feet have tingled since Easter, about a 6", "My feet tingle, I'd say 6/10",
    "my b12 was low and I have pins and needles",
])
def test_own_symptoms_are_answered_and_the_intake_is_offered(classifier: Classifier, text: str) -> None:
    answer, offered = last(classifier, text)
    assert (answer["type"], answer["items"], offered["status"]) == ("answer", ["tingling"], "offered")


@pytest.mark.parametrize(("text", "said"), [
    ("show me my summary", {"type": "intake", "status": "offered"}), ("my summary please", {"type": "intake", "status": "offered"}),
    ("cancel", {"type": "smalltalk", "topic": "chitchat"}), ("stop", {"type": "smalltalk", "topic": "chitchat"}),
    ("cancel the check", {"type": "smalltalk", "topic": "chitchat"}), ("end the questions", {"type": "smalltalk", "topic": "chitchat"}),
    ("give me a summary", {"type": "answer", "topic": "overview"}), ("delete my data", {"type": "data", "action": "none"}),
    ("show me my data", {"type": "data", "action": "shown"}), ("should I stop my injections", {"type": "decline", "reason": "personal_advice"})])
def test_what_is_not_there_is_neither_ended_nor_shown(classifier: Classifier, text: str, said: Dict[str, str]) -> None:
    (told,) = last(classifier, text)
    assert told.items() >= said.items()


def test_what_was_told_around_an_offer_is_not_asked(classifier: Classifier) -> None:
    said = last(classifier, "I'm vegan and my feet have tingled since Easter", "it's about a 6", "yes please", "yes")
    assert said[-1]["slot"] == "absorption"


def test_symptoms_beside_a_question_are_kept_for_an_intake(classifier: Classifier) -> None:
    said = last(classifier, "What foods have B12? Also my feet tingle.", "check my symptoms", "yes")
    assert said[-1]["slot"] == "duration"


def test_the_symptoms_of_others_offer_nothing(classifier: Classifier) -> None:
    assert "intake" not in [one["type"] for one in last(classifier, "My mum has numb feet, what could that be?")]


@pytest.mark.parametrize(("before", "text", "key", "value"), [
    (["tingling"], "sorry, I meant numbness", "symptoms", {"present": ["numbness"], "absent": [], "unsure": []}),
    (["tingling", "hands"], "sorry, feet", "body_parts", ["feet"]),
    (["tingling", "hands", "3 weeks"], "sorry, months not weeks", "duration", "P3M"),
    (["tingling", "hands", "3 weeks"], "actually six months, not weeks", "duration", "P6M"),
    (["tingling", "hands", "3 weeks", "5"], "no 8", "severity", 8),
    (["tingling", "hands", "3 weeks", "5", "vegan"], "no, vegetarian", "diet", "vegetarian"),
    (["tingling", "hands", "3 weeks", "5", "vegan"], "oops vegetarian", "diet", "vegetarian"),
    (["tingling", "hands", "3 weeks", "5", "vegan"], "change severity to 4", "severity", 4),
    (["tingling", "hands", "3 weeks", "5", "vegan"], "i want to change my diet answer i'm vegetarian i still eat cheese", "diet", "vegetarian"),
    (["tingling and headaches", "hands"], "the headache was just a cold take the headache out", "symptoms", {"present": ["tingling"], "absent": [], "unsure": []}),
])
def test_a_correction_is_acknowledged_and_leaves_the_open_slot_open(classifier: Classifier, before: List[str], text: str, key: str, value: Any) -> None:
    open_before = last(classifier, *BEGUN, *before)[-1]["slot"]
    said = last(classifier, *BEGUN, *before, text)
    assert (said[-1]["changed"], said[-1]["slot"]) == ({key: value}, open_before)


@pytest.mark.parametrize(("text", "types"), [
    ("which foods have b12?", ["answer", "intake"]), ("why do you ask?", ["intake"]), ("thanks", ["smalltalk", "intake"]),
    ("blorp fnarg wibble", ["decline", "intake"]), ("/restart", ["decline", "intake"]), ('/intake_set{"slot":"diet","value":"steak"}', ["decline", "intake"]),
    ("how many questions are left?", ["intake"]), ("help", ["smalltalk", "intake"]), ("what's the capital of France?", ["decline", "intake"]),
])
def test_what_is_said_in_between_leaves_the_slot_open(classifier: Classifier, text: str, types: List[str]) -> None:
    said = last(classifier, *HALF, text)
    assert [one["type"] for one in said] == types
    assert (said[-1]["status"], said[-1]["slot"]) == ("asking", "diet")


@pytest.mark.parametrize("text", ["I'm vegetarian, which foods would help me?", "vegan - are injections better than tablets?"])
def test_an_answer_and_a_question_in_one_message(classifier: Classifier, text: str) -> None:
    said = last(classifier, *HALF, text)
    assert [one["type"] for one in said] == ["answer", "intake"]
    assert said[-1]["slot"] == "absorption"


def test_a_question_is_no_note(classifier: Classifier) -> None:
    said = last(classifier, *HALF, "vegan", "no", "no", "no", "are eggs good and what about clams?")
    assert [one["type"] for one in said] == ["answer", "answer", "intake"]
    assert said[-1]["slot"] == "notes"


def test_an_emergency_stops_it_and_keeps_what_was_told_with_it(classifier: Classifier) -> None:
    said = last(classifier, *BEGUN, "my feet are numb and I have crushing chest pain right now")
    assert [one["type"] for one in said] == ["urgent", "intake"]
    assert (said[-1]["status"], said[-1]["resumable"]) == ("stopped", True)


@pytest.mark.parametrize(("answer", "action"), [("yes", "deleted"), ("no", "none")])
def test_deletion_is_asked_about_first(classifier: Classifier, answer: str, action: str) -> None:
    assert last(classifier, *HALF, "delete my data")[0] == {"type": "data", "action": "none"}
    assert last(classifier, *HALF, "delete my data", answer)[0] == {"type": "data", "action": action}


def test_nothing_goes_on_after_everything_was_deleted(classifier: Classifier) -> None:
    assert [one["type"] for one in last(classifier, *HALF, "delete my data", "yes")] == ["data"]


@pytest.mark.parametrize("text", ["no other symptoms", "no nothing else", "that's all", "just that"])
def test_that_there_is_no_more_is_no_answer_to_another_question(classifier: Classifier, text: str) -> None:
    assert [(one["type"], one.get("slot")) for one in last(classifier, *HALF, text)] == [("intake", "diet")]


@pytest.mark.parametrize(("text", "status"), [("👍🏽", "asking"), ("👎", "stopped")])
def test_consent_by_a_thumb(classifier: Classifier, text: str, status: str) -> None:
    assert last(classifier, "check my symptoms", text)[-1]["status"] == status


def test_a_note_may_begin_with_a_mark(classifier: Classifier) -> None:
    note = "< 3 glasses of wine a week"
    said = last(classifier, *HALF, "vegan", "no", "no", "no", note, "that's right")
    assert (said[-1]["notes"], said[-1]["duration"]) == (note, "P3W")


@pytest.mark.parametrize(("texts", "resumable"), [(["stop"], True), (["stop", "never mind"], None), (["stop", "cancel everything"], False)])
def test_what_was_stopped_can_be_thrown_away(classifier: Classifier, texts: List[str], resumable: Any) -> None:
    assert last(classifier, *HALF, *texts)[-1].get("resumable") == resumable


@pytest.mark.parametrize("text", ["I don't want your symptom check", "please don't check my symptoms"])
def test_the_questions_end_when_they_are_not_wanted(classifier: Classifier, text: str) -> None:
    assert [one["status"] for one in last(classifier, *HALF, text)] == ["stopped"]


def test_how_long_may_be_told_before_it_is_asked(classifier: Classifier) -> None:
    assert [last(classifier, *BEGUN, "tired", text)[-1]["slot"] for text in ("3 months, no 4", "nowhere in particular")] == ["body_parts", "duration"]
    assert last(classifier, *BEGUN, "tired", "3 months, no 4", "legs")[-1]["slot"] == "severity"


@pytest.mark.parametrize(("texts", "present"), [
    (["my feet tingle", "and numb hands"], ["tingling", "numbness"]), (["my feet tingle", "is a sore tongue a sign?", "and forgetting names?"], ["tingling"]),
])
def test_what_is_only_asked_about_is_not_kept(classifier: Classifier, texts: List[str], present: List[str]) -> None:
    told = last(classifier, *texts, "check my symptoms", "yes", "4 weeks", "5", "vegan", "no", "no", "no", "no", "that's right")
    assert told[-1]["symptoms"]["present"] == present


@pytest.mark.parametrize("text", ["yes finish", "finish", "let's finish here"])
def test_who_finishes_gets_one_answer(classifier: Classifier, text: str) -> None:
    said = last(classifier, *BEGUN, "tingling", "hands", "3 weeks", "5", text)
    assert [(one["type"], one["status"], one["resumable"]) for one in said] == [("intake", "stopped", True)]


@pytest.mark.parametrize("text", ["nothing yet", "none so far"])
def test_what_rates_nothing_is_asked_again(classifier: Classifier, text: str) -> None:
    assert last(classifier, *BEGUN, "tingling", "hands", "3 weeks", text)[-1]["slot"] == "severity"
