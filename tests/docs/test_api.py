"""docs/api.openapi.yml describes the running assistant: every route is in it, and what is answered is as it says."""
import json
import re
from importlib import import_module
from typing import Any, Dict, Iterator, Set, Tuple

import jsonschema
import pytest
import requests
from rasa.core.channels.channel import InputChannel
from ruamel.yaml import YAML

from bot import __version__, settings
from bot.assistant import Assistant
from tests.client import Client

API: Dict[str, Any] = YAML(typ="safe", pure=True).load((settings.ROOT / "docs" / "api.openapi.yml").read_text(encoding="utf-8"))
# Doors with a page of their own, called as they are or with their address: most speak somebody else's protocol.
ELSEWHERE = {name for page in (settings.ROOT / "docs" / "channels").glob("*.md")
             for name in (page.stem, *re.findall(r"/webhooks/(\w+)/", page.read_text(encoding="utf-8")))}
# One message for each kind of object, and more.
MESSAGES = (
    "hello", "which foods have b12", "compare tablets and injections", "what causes it and how do they test for it", "is kale any good",
    "should i stop my shots", "who won the world cup", "my chest hurts and i cannot breathe", "what do you know about me", "export my data",
    "check my symptoms", "yes", "my feet tingle", "no, my hands", "stop", "", "x" * 1_001, "asdf qwer", "/restart")


def validator(name: str) -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator({"$ref": f"#/components/schemas/{name}"}, resolver=jsonschema.RefResolver("", {**API, **_nullable(API)}))


def _nullable(part: Any) -> Any:
    """OpenAPI's `nullable: true` as JSON Schema has it."""
    if isinstance(part, dict):
        read = {key: _nullable(value) for key, value in part.items()}
        return {**read, "type": [read["type"], "null"]} if read.pop("nullable", False) else read
    return [_nullable(one) for one in part] if isinstance(part, list) else part


def routes() -> Iterator[Tuple[str, str]]:
    """(method, path) of everything that our doors serve, in OpenAPI's spelling."""
    doors: Dict[str, Any] = YAML(typ="safe", pure=True).load((settings.ROOT / "credentials.yml").read_text(encoding="utf-8"))
    for door, credentials in doors.items():
        module, _, name = door.rpartition(".")
        made: InputChannel = getattr(import_module(module), name).from_credentials(credentials)
        if made.name() in ELSEWHERE:
            continue
        prefix = made.url_prefix() if made.url_prefix().startswith("/") else f"/webhooks/{made.url_prefix()}"
        for route in made.blueprint(None)._future_routes:
            for method in route.methods:
                yield method.lower(), re.sub(r"<(\w+)(:\w+)?>", r"{\1}", prefix.rstrip("/") + "/" + route.uri.lstrip("/"))


def described() -> Set[Tuple[str, str]]:
    return {(method, path) for path, item in API["paths"].items() for method in item}


def test_every_route_is_described_and_no_other() -> None:
    assert described() - {("get", "/")} == set(routes())


def test_its_version_is_ours() -> None:
    assert API["info"]["version"] == __version__


def test_every_reference_leads_somewhere() -> None:
    for reference in re.findall(r'"\$ref": "#/components/(\w+)/(\w+)"', json.dumps(API)):
        assert reference[1] in API["components"][reference[0]]


@pytest.mark.server
@pytest.mark.parametrize("path", [path for path, item in API["paths"].items() if "get" in item and "{" not in path and path != "/webhooks/web/history"])
def test_what_is_fetched_is_there(path: str, assistant: Assistant) -> None:
    answer = requests.get(f"{assistant.url}{path}", timeout=10)
    assert str(answer.status_code) in API["paths"][path]["get"]["responses"]
    assert answer.status_code == 200


@pytest.mark.server
def test_what_is_answered_is_as_described(client: Client) -> None:
    turn, seen = validator("Turn"), set()
    for message in MESSAGES:
        answer = client.post({"sender": client.sender, "message": message}).json()
        turn.validate(answer)
        seen |= {one["custom"]["type"] for one in answer}
    assert seen >= {"answer", "decline", "urgent", "smalltalk", "data", "intake"}


@pytest.mark.server
@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b'{"sender": "", "message": "x"}', 400), (b"x" * 70_000, 413)],
                         ids=["no JSON", "no sender", "too large"])
def test_a_refusal_is_as_described(body: bytes, status: int, assistant: Assistant) -> None:
    answer = requests.post(f"{assistant.url}/webhooks/rest/webhook", data=body, headers={"content-type": "application/json"}, timeout=20)
    assert answer.status_code == status
    assert str(status) in API["paths"]["/webhooks/rest/webhook"]["post"]["responses"]
    validator("Refusal").validate(answer.json())
