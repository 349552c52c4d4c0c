"""Rasa's call of the action server, without the work that is the same in every turn (docs/decisions/0008-what-a-turn-carries.md).

Three things, all undone by not calling `lighten`: the conversation's events are not sent, since no action of ours reads them (through the plugin
hook that Rasa has for changing this request); the schema of the answer is compiled once, not checked against the meta-schema every time, and
of the kinds of events only those are tried that an event's name leaves; and the connection is kept, not made for every turn.
"""
import asyncio
from functools import lru_cache
from typing import Any, Awaitable, Callable, Dict, Mapping, Sequence

import aiohttp
import pluggy
from jsonschema import Draft7Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.plugin import plugin_manager
from rasa.utils.endpoints import EndpointConfig

from bot import actions_secret, events, request_id

Run = Callable[..., Awaitable[Any]]

_NAME = "actions-call"
_KEPT_SECONDS = 4  # the action server lets go of a silent connection after 5: never at the moment when it is used again
_kept: Dict[asyncio.AbstractEventLoop, aiohttp.TCPConnector] = {}  # of one loop: a process of Rasa's has no other
_hook = pluggy.HookimplMarker("rasa")


def lighten() -> None:
    """For this process; a second time changes nothing."""
    manager = plugin_manager()
    if not manager.has_plugin(_NAME):
        manager.register(_WithoutEvents(), _NAME)
        RemoteAction.run = _signed(RemoteAction.run)
    RemoteAction._validate_action_result = _validate
    EndpointConfig.session = _session


class _WithoutEvents:
    @_hook
    def prefix_stripping_for_custom_actions(self, json_body: Dict[str, Any]) -> Dict[str, Any]:
        return {**json_body, "tracker": {**json_body["tracker"], "events": []}, actions_secret.REQUEST_ID: request_id.current()}


def _signed(run: Run) -> Run:
    """`run` of a RemoteAction with the action server's secret, and a failure counted."""
    async def signed(action: RemoteAction, *arguments: Any, **more: Any) -> Any:
        if action.action_endpoint:
            action.action_endpoint.headers[actions_secret.HEADER] = actions_secret.secret()
        try:
            return await run(action, *arguments, **more)
        except Exception as error:
            events.action_failed(type(error).__name__)
            raise
    return signed


class _Judge:
    """Rasa's schema of an answer. It tries 23 kinds of events on every event; here only those that the event's name leaves."""

    def __init__(self) -> None:
        schema = RemoteAction.action_response_format_spec()
        Draft7Validator.check_schema(schema)
        events_schema = schema["properties"]["events"]
        self._event: Dict[str, Any] = events_schema["items"]
        self._answer = Draft7Validator({**schema, "properties": {**schema["properties"], "events": {"type": events_schema["type"]}}})
        self._of_name = {name: self._of([name]) for name in map(_name, self._event["oneOf"]) if name}
        self._of_none = self._of([])

    def is_valid(self, answer: Any) -> bool:
        given = answer.get("events", []) if isinstance(answer, dict) else []
        return bool(self._answer.is_valid(answer)) and all(
            self._of_name.get(_text(event), self._of_none).is_valid(event) for event in given)

    def _of(self, names: Sequence[str]) -> Draft7Validator:
        kinds = [kind for kind in self._event["oneOf"] if _name(kind) in ("", *names)]
        return Draft7Validator({**self._event, "oneOf": kinds or [False]})


def _name(kind: Mapping[str, Any]) -> str:
    """The only name that events of a kind have; nothing where any will do."""
    return str(kind.get("properties", {}).get("event", {}).get("const", ""))


def _text(event: Any) -> str:
    name = event.get("event") if isinstance(event, dict) else None
    return name if isinstance(name, str) else ""


@lru_cache(maxsize=1)
def _judge() -> _Judge:
    return _Judge()


def _validate(_: RemoteAction, result: Dict[str, Any]) -> bool:
    """As Rasa's: True, or a ValidationError. Its text is ours, since jsonschema's repeats what the action has said."""
    if not _judge().is_valid(result):
        raise ValidationError("the action server's answer is not valid")
    return True


def _session(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    """As Rasa's, but what closes with it are no connections."""
    loop = asyncio.get_running_loop()
    if loop not in _kept:
        _kept.clear()
        _kept[loop] = aiohttp.TCPConnector(keepalive_timeout=_KEPT_SECONDS, limit=0)
    auth = aiohttp.BasicAuth(endpoint.basic_auth["username"], endpoint.basic_auth["password"]) if endpoint.basic_auth else None
    return aiohttp.ClientSession(connector=_kept[loop], connector_owner=False, headers=endpoint.headers, auth=auth,
                                 timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT), cookie_jar=aiohttp.DummyCookieJar())
