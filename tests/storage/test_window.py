"""What a tracker keeps of a long conversation, against one that keeps everything."""
import copy
from typing import Any, Dict, List, Tuple

import pytest
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, BotUttered, Event, SessionStarted, SlotSet, UserUtteranceReverted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu import conversation
from bot.storage.window import BUTTONS, TURNS, window_of
from tests.storage.talk import DOMAIN, begin, form_turn, heard, texts, turn

ASIDE: List[Event] = [heard("why do you ask?"), ActionExecutionRejected("intake_form"), ActionExecuted("utter_aside"), BotUttered("Because."),
                      ActionExecuted("intake_form"), ActionExecuted("action_listen")]
CONVERSATIONS: Dict[str, List[List[Event]]] = {
    "questions": [turn(str(number), payload=f"/ask{number}") for number in range(20)],
    "a form all along": [form_turn("0", first=True), *(form_turn(str(number)) for number in range(1, 20))],
    "a form that ended": [turn("a"), form_turn("0", first=True), *(form_turn(str(number)) for number in range(1, 8)), form_turn("8", last=True),
                          *(turn(str(number)) for number in range(9, 20))],
    "a form with questions in between": [form_turn("0", first=True), form_turn("1"), ASIDE, *(form_turn(str(number)) for number in range(2, 9)), ASIDE,
                                         *(form_turn(str(number)) for number in range(9, 20))],
    "a form left open": [form_turn("0", first=True), form_turn("1"), [heard("why?"), ActionExecutionRejected("intake_form"), ActionExecuted("utter_aside"),
                                                                      ActionExecuted("action_listen")], *(turn(str(number)) for number in range(2, 20))],
    "two sessions": [*(turn(f"a{number}") for number in range(9)), [*begin()[:2], SlotSet("notes", "carried"), ActionExecuted("action_listen")],
                     *(turn(f"b{number}") for number in range(12))],
}


def both(turns: List[List[Event]]) -> List[Tuple[DialogueStateTracker, DialogueStateTracker]]:
    """After every turn: the tracker that keeps all, and the one that is cut as the store cuts it."""
    whole, cut, held = DialogueStateTracker("a", DOMAIN.slots), DialogueStateTracker("a", DOMAIN.slots), 0
    result = []
    for number, events in enumerate(turns):
        for event in [*(begin() if not number else []), *copy.deepcopy(events)]:
            whole.update(event)
            cut.update(event)
        result.append((whole.copy(), cut.copy()))
        window = window_of(cut, held)
        if window:
            events_ = [*window.base, *list(cut.events)[window.start:]]
            cut, held = DialogueStateTracker.from_events("a", events_, DOMAIN.slots), len(window.base)
    return result


def state(tracker: DialogueStateTracker) -> Dict[str, Any]:
    """All that Rasa and the actions look at, but for the events and the message that began a form."""
    given = {key: value for key, value in tracker.current_state().items() if key != "latest_event_time"}
    return {**given, "active_loop": {key: value for key, value in given["active_loop"].items() if key != "trigger_message"}}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_cut_conversation_stands_where_the_whole_one_does(name: str) -> None:
    for whole, cut in both(CONVERSATIONS[name]):
        assert state(cut) == state(whole)


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_policies_see_the_same_latest_turns(name: str) -> None:
    for whole, cut in both(CONVERSATIONS[name]):
        assert cut.past_states(DOMAIN)[-2:] == whole.past_states(DOMAIN)[-2:]


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_cut_conversation_does_not_grow(name: str) -> None:
    sizes = [len(cut.events) for _, cut in both(CONVERSATIONS[name])]
    assert max(sizes[-5:]) <= 60


def test_the_last_turns_are_kept_as_they_were() -> None:
    _, cut = both(CONVERSATIONS["questions"])[-1]
    assert texts(list(cut.events)) == [str(number) for number in range(20 - TURNS - 1, 20)]


def test_as_far_back_as_the_interpreter_looks() -> None:
    assert TURNS >= conversation._TURNS


@pytest.mark.parametrize("name", ["questions", "two sessions"])
def test_a_button_shown_long_ago_may_still_be_pressed(name: str) -> None:
    first = [turn("0", payload="/first"), *CONVERSATIONS[name]]
    whole, cut = both(first)[-1]
    assert conversation.context_of(cut, "/first").clicked == "/first"
    assert conversation.context_of(cut, "/other").clicked is None


def test_the_interpreter_sees_the_same_context() -> None:
    for whole, cut in both(CONVERSATIONS["questions"]):
        assert conversation.context_of(cut, "and tablets?") == conversation.context_of(whole, "and tablets?")


def test_only_so_many_buttons_are_kept() -> None:
    _, cut = both([turn(str(number), payload=f"/{number}") for number in range(BUTTONS + 30)])[-1]
    assert sum(len(event.data["buttons"]) for event in cut.events if isinstance(event, BotUttered)) <= BUTTONS + TURNS + 1


def test_a_new_session_begins_with_itself() -> None:
    _, cut = both(CONVERSATIONS["two sessions"])[11]
    assert texts(list(cut.events)) == ["b0", "b1"]
    assert sum(isinstance(event, SessionStarted) for event in cut.events) == 1
    assert cut.get_slot("notes") == "b1"


def test_what_takes_something_back_is_not_cut_off_from_it() -> None:
    tracker = DialogueStateTracker.from_events("a", [event for one in CONVERSATIONS["questions"] for event in one], DOMAIN.slots)
    tracker.update(UserUtteranceReverted())
    assert window_of(tracker, 0) is None
