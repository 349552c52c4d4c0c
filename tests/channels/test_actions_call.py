"""The lighter call of the action server judges and sends as Rasa's own does, but for the events."""
from typing import Any, Dict, Iterator

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.plugin import plugin_manager

from bot.channels import actions_call

BEFORE = RemoteAction._validate_action_result


@pytest.fixture(autouse=True)
def lightened() -> Iterator[None]:
    actions_call.lighten()
    actions_call.lighten()
    yield
    RemoteAction._validate_action_result = BEFORE
    plugin_manager().unregister(name=actions_call._NAME)


def test_events_are_not_sent_and_all_else_is() -> None:
    body = {"next_action": "a", "sender_id": "s", "tracker": {"slots": {"x": 1}, "latest_message": {"text": "t"}, "events": [{"event": "slot"}]}}
    sent = plugin_manager().hook.prefix_stripping_for_custom_actions(json_body=body)
    assert sent == {**body, "tracker": {**body["tracker"], "events": []}}  # type: ignore[dict-item]
    assert body["tracker"]["events"]  # type: ignore[index]


SLOT = {"event": "slot", "name": "x", "value": {"y": [1]}, "timestamp": None}


@pytest.mark.parametrize("answer", [
    {}, {"events": [], "responses": []}, {"events": [SLOT], "responses": [{"text": "a", "buttons": [], "custom": {"type": "answer"}}]},
    [], None, "x", {"events": {}}, {"responses": [5]}, {"events": [{"event": "slot"}]}, {"events": [{"event": "no such"}]}, {"responses": "canary"},
    {"events": [{"event": "user", "text": "a", "parse_data": {}}]}, {"events": [{"event": "followup", "name": "action_x"}]},
])
def test_answers_are_judged_as_by_rasa(answer: Any) -> None:
    assert valid(answer, BEFORE) == valid(answer, RemoteAction._validate_action_result)


def valid(answer: Dict[str, Any], judge: Any) -> bool:
    try:
        return bool(judge(RemoteAction("a", None), answer))
    except ValidationError:
        return False


def test_a_refusal_does_not_repeat_what_was_said() -> None:
    with pytest.raises(ValidationError) as refusal:
        RemoteAction("a", None)._validate_action_result({"responses": "canary"})
    assert "canary" not in str(refusal.value)
