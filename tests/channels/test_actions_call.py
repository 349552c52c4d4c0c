"""The lighter call of the action server judges and sends as Rasa's own does, but for the events."""
import asyncio
import re
from typing import Any, Dict, Iterator

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.plugin import plugin_manager
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import EndpointConfig

from bot.channels import actions_call

BEFORE, RUN = RemoteAction._validate_action_result, RemoteAction.run
SESSION = EndpointConfig.session


@pytest.fixture(autouse=True)
def lightened() -> Iterator[None]:
    actions_call.lighten()
    actions_call.lighten()
    yield
    RemoteAction._validate_action_result, RemoteAction.run = BEFORE, RUN
    EndpointConfig.session = SESSION
    plugin_manager().unregister(name=actions_call._NAME)


def test_events_are_not_sent_and_all_else_is() -> None:
    body = {"next_action": "a", "sender_id": "s", "tracker": {"slots": {"x": 1}, "latest_message": {"text": "t"}, "events": [{"event": "slot"}]}}
    sent = plugin_manager().hook.prefix_stripping_for_custom_actions(json_body=body)
    assert sent == {**body, "tracker": {**body["tracker"], "events": []}, "request_id": ""}  # type: ignore[dict-item]
    assert body["tracker"]["events"]  # type: ignore[index]


SLOT = {"event": "slot", "name": "x", "value": {"y": [1]}, "timestamp": None}


@pytest.mark.parametrize("answer", [
    {}, {"events": [], "responses": []}, {"events": [SLOT], "responses": [{"text": "a", "buttons": [], "custom": {"type": "answer"}}]},
    [], None, "x", {"events": {}}, {"responses": [5]}, {"events": [{"event": "slot"}]}, {"events": [{"event": "no such"}]}, {"responses": "canary"},
    {"events": [{"event": "user", "text": "a", "parse_data": {}}]}, {"events": [{"event": "followup", "name": "action_x"}]},
])
def test_answers_are_judged_as_by_rasa(answer: Any) -> None:
    assert valid(answer, BEFORE) == valid(answer, RemoteAction._validate_action_result)


@pytest.mark.parametrize("name", sorted({kind["properties"]["event"]["const"] for kind in EVENT_SCHEMA["oneOf"]} | {"", "none", 5, None}, key=str))
@pytest.mark.parametrize("rest", [
    {}, {"name": "a", "value": 1}, {"entities": []}, {"entities": [{"entity": "a"}]}, {"timestamp": "soon"}, {"metadata": 1}, {"text": 5}, {"name": 5},
    {"policy": 1}, {"data": []}, {"timestamp": 1.5, "metadata": {}, "name": None}, {"parse_data": {"intent": []}}, {"use_text_for_featurization": "a"}])
def test_every_kind_of_event_is_judged_as_by_rasa(name: Any, rest: Dict[str, Any]) -> None:
    answer = {"events": [SLOT, {"event": name, **rest}]}
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


def test_one_connection_does_for_many_calls() -> None:
    assert asyncio.run(_connections(calls=5)) == 1


def test_a_connection_that_is_gone_is_made_anew() -> None:
    assert asyncio.run(_connections(calls=3, closing=True)) == 3


async def _connections(*, calls: int, closing: bool = False) -> int:
    """How many connections a server has seen after so many calls; `closing`: it ends each of them after its answer, without having said so."""
    made = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal made
        made += 1
        while await reader.readline():
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head.lower())
            assert length
            await reader.readexactly(int(length.group(1)))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
            await writer.drain()
            if closing:
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    endpoint = EndpointConfig(url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhook")
    for _ in range(calls):
        assert await endpoint.request("post", json={"next_action": "a"}) == {}
        await asyncio.sleep(0.02)
    server.close()
    await actions_call._kept.pop(asyncio.get_running_loop()).close()
    return made
