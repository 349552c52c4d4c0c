"""The action server answers the assistant and nobody else, and repeats nothing that was sent."""
import asyncio
import threading
import uuid
from typing import Any, Dict, Iterator, Optional

import pytest
import requests
from rasa_sdk.endpoint import create_app
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic

from bot import actions_secret
from bot.settings import free_port
from tests.fakes import server as _  # noqa: F401  Sanic's start, which it can do once in a process, made repeatable

SECRET = "a secret for this test only"
CANARY = "my feet tingle"


class Running:
    """The SDK's own app, as `rasa run actions` makes it, on a thread."""

    def __init__(self) -> None:
        self.port, self._loop, self._started = free_port(), asyncio.new_event_loop(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._started.wait(30)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        Sanic._app_registry.pop("rasa_sdk", None)
        app = create_app("actions")
        plugin_manager().hook.attach_sanic_app_extensions(app=app)
        app.name = f"actions_{uuid.uuid4().hex}"
        self._ended = asyncio.Event()
        server: Any = await app.create_server(host="127.0.0.1", port=self.port, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        self._started.set()
        await self._ended.wait()
        server.close()
        await server.wait_closed()

    def ask(self, path: str = "/webhook", secret: Optional[str] = SECRET, **options: Any) -> requests.Response:
        headers = {**({actions_secret.HEADER: secret} if secret is not None else {}), **options.pop("headers", {})}
        return requests.request(options.pop("method", "POST"), f"http://127.0.0.1:{self.port}{path}", headers=headers, timeout=10, **options)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)


@pytest.fixture(scope="module", params=[SECRET, ""], ids=["with a secret", "by hand"])
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(actions_secret.SECRET, request.param)
        server = Running()
        yield server
        server.stop()


def call(action: str) -> Dict[str, Any]:
    return {"next_action": action, "sender_id": "rest:a", "version": "3.6.21", "domain": {}, "request_id": "a-request-of-a-test",
            "tracker": {"sender_id": "rest:a", "slots": {}, "latest_message": {"text": CANARY, "readings": [{"broken": CANARY}]}, "events": [],
                        "paused": False, "followup_action": None, "active_loop": {}, "latest_action_name": None}}


@pytest.mark.parametrize(("secret", "status"), [(SECRET, 404), ("wrong", 401), ("", 401), (None, 401), ("ü" * 5, 401)])
def test_who_may_call(running: Running, secret: Optional[str], status: int) -> None:
    by_hand = not actions_secret.secret()
    encoded = secret.encode("utf-8").decode("latin-1") if secret else secret
    assert running.ask(secret=encoded, json=call("no such action")).status_code == (404 if by_hand else status)


def test_without_a_secret_nobody_from_elsewhere_may(running: Running) -> None:
    answer = running.ask(json=call("no such action"), headers={"X-Forwarded-For": "203.0.113.9"})
    assert answer.status_code == (404 if actions_secret.secret() else 401)


@pytest.mark.parametrize(("path", "method", "status"), [("/health", "GET", 200), ("/actions", "GET", 404), ("/", "GET", 404), ("/webhook", "GET", 405)])
def test_what_may_be_reached(running: Running, path: str, method: str, status: int) -> None:
    assert running.ask(path, method=method).status_code == status


@pytest.mark.parametrize(("body", "status"), [
    (b"not json " + CANARY.encode(), 400), (b"[]", 400), (b"", 400), (b'"x"', 400), (b"[" * 100_000, 400), (b"x" * 5_000_000, 400),
], ids=["text", "list", "nothing", "string", "deep", "large"])
def test_what_is_no_call_is_refused(running: Running, body: bytes, status: int) -> None:
    answer = running.ask(data=body)
    assert answer.status_code == status
    assert CANARY not in answer.text


def test_an_action_that_fails_says_nothing_of_what_was_sent(running: Running) -> None:
    answer = running.ask(json=call("action_reply"))
    assert answer.status_code == 500
    assert answer.json() == {"error": "Something went wrong on our side; please try again in a moment."}
