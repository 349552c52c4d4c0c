"""Rasa's call of the action server, without the work that is the same in every turn (docs/decisions/0008-what-a-turn-carries.md).

Two things, both undone by not calling `lighten`: the conversation's events are not sent, since no action of ours reads them (through the plugin
hook that Rasa has for changing this request); and the schema of the answer is compiled once, not checked against the meta-schema every time.
"""
from functools import lru_cache
from typing import Any, Dict

import pluggy
from jsonschema import Draft7Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.plugin import plugin_manager

_NAME = "b12-actions-call"
_hook = pluggy.HookimplMarker("rasa")


def lighten() -> None:
    """For this process; a second time changes nothing."""
    manager = plugin_manager()
    if not manager.has_plugin(_NAME):
        manager.register(_WithoutEvents(), _NAME)
    RemoteAction._validate_action_result = _validate


class _WithoutEvents:
    @_hook
    def prefix_stripping_for_custom_actions(self, json_body: Dict[str, Any]) -> Dict[str, Any]:
        return {**json_body, "tracker": {**json_body["tracker"], "events": []}}


@lru_cache(maxsize=1)
def _validator() -> Draft7Validator:
    schema = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def _validate(_: RemoteAction, result: Dict[str, Any]) -> bool:
    """As Rasa's: True, or a ValidationError. Its text is ours, since jsonschema's repeats what the action has said."""
    if not _validator().is_valid(result):
        raise ValidationError("the action server's answer is not valid")
    return True
