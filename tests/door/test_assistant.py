"""The running assistant, looked at from outside: what may be reached, what every answer carries, what is counted and written down."""
import re
import time
from pathlib import Path
from typing import Dict, List

import pytest
import requests

from bot.assistant import Assistant
from tests.client import Client
from tests.door.test_front import assert_tells_nothing

pytestmark = pytest.mark.server

CLOSED = ["/version", "/status", "/domain", "/model", "/model/parse", "/model/train", "/conversations/a/tracker", "/conversations/a/messages", "/docs", "/actions",
          "/webhooks/", "/webhooks/slack/webhook", "/webhooks/telegram/webhook", "/webhooks/twilio_voice/webhook", "/webhooks/alexa/webhook",
          "/webhooks/voice/webhook", "/webhooks/socketio", "/webhooks/callback/webhook", "/webhooks/rest/webhook/stream", "/socket.io/", "/.env",
          "/%2e%2e/etc/passwd", "/summary/", "/data/", "/summary/x.exe", "/summary/a.b.c.pdf", "/data/x.pdf", "/favicon.ico", "/" + "a" * 2_000]
OPEN = ["/", "/healthz", "/readyz", "/metrics", "/webhooks/rest/", "/webhooks/web/", "/webhooks/web/widget.js", "/fhir/Questionnaire", "/schemas/intake-record.json"]


def told(answer: requests.Response) -> str:
    """An answer as it came, but for what is ours to say."""
    return "\n".join(f"{name.lower()}: {value}" for name, value in answer.headers.items()) + "\n\n" + answer.text


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_else_is_there(assistant: Assistant, path: str, method: str) -> None:
    answer = requests.request(method, assistant.url + path, timeout=10)
    assert answer.status_code == 404 or (method == "POST" and answer.status_code == 405)
    assert set(answer.json()) == {"error"}
    assert_tells_nothing(told(answer))


@pytest.mark.parametrize("path", OPEN)
def test_what_is_there_may_not_be_framed_sniffed_or_followed(assistant: Assistant, path: str) -> None:
    answer = requests.get(assistant.url + path, timeout=10)
    assert answer.status_code == 200
    headers = answer.headers
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy if path == "/webhooks/web/" else "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store" or path.startswith("/webhooks/web/")
    assert headers["x-request-id"]
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers
    assert not re.search("sanic|rasa|python", told(answer).partition("\n\n")[0], re.IGNORECASE)


@pytest.mark.parametrize(("method", "path"), [("GET", "/webhooks/rest/webhook"), ("PUT", "/webhooks/rest/webhook"), ("DELETE", "/"), ("TRACE", "/"), ("HEAD", "/"),
                                              ("POST", "/healthz"), ("POST", "/metrics"), ("PATCH", "/webhooks/web/message")])
def test_another_method_is_refused(assistant: Assistant, method: str, path: str) -> None:
    answer = requests.request(method, assistant.url + path, timeout=10)
    assert answer.status_code == 405
    assert answer.headers["allow"]
    assert_tells_nothing(told(answer))


def test_a_turn_is_counted(assistant: Assistant, client: Client) -> None:
    def counted() -> Dict[str, float]:
        lines = requests.get(f"{assistant.url}/metrics", timeout=10).text.splitlines()
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}
    before = counted()
    client.say("how fast do injections work?")
    client.say("what is the capital of France?")
    after = counted()
    for sample, more in {'assistant_turns_total{channel="rest",outcome="answer"}': 1, 'assistant_turns_total{channel="rest",outcome="decline"}': 1,
                         'assistant_declines_total{reason="out_of_scope"}': 1, 'assistant_turn_seconds_count{channel="rest"}': 2}.items():
        assert after[sample] - before.get(sample, 0) >= more, sample
    assert after["process_resident_memory_bytes"] > 10_000_000
    assert client.sender not in "".join(after)


def lines(path: Path, id_: str) -> List[str]:
    """The lines of a log that belong to one request, once they are there."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        found = [line for line in path.read_text(encoding="utf-8").splitlines() if f"request={id_}" in line]
        if found:
            return found
        time.sleep(0.05)
    return []


def test_a_request_is_written_down_by_its_id_and_never_by_its_words_or_its_address(assistant: Assistant, client: Client) -> None:
    words, token = "canarywords about my tingling feet", "canarytoken"
    answer = client.post({"sender": "canarysender", "message": words}, headers={"X-Request-ID": "turn-of-a-canary"})
    assert answer.headers["x-request-id"] == "turn-of-a-canary"
    for number, path in enumerate((f"/summary/{token}.pdf", f"/data/{token}.json", f"/{token}", f"/webhooks/rest/?q={token}", f"/webhooks/web/assets/{token}")):
        requests.request("GET", assistant.url + path, headers={"X-Request-ID": f"canary-number-{number}"}, timeout=10)
    (line,) = lines(assistant._run / "rasa.log", "turn-of-a-canary")
    assert re.fullmatch(r"at=\S+Z level=info request=turn-of-a-canary event=request method=POST route=/webhooks/rest/webhook status=200 ms=\d+", line)
    (line,) = lines(assistant._run / "rasa.log", "canary-number-0")
    assert 'route="/summary/<name:str>" status=404' in line
    assert lines(assistant._run / "rasa.log", "canary-number-4")
    for log in assistant._run.glob("*.log"):
        text = log.read_text(encoding="utf-8")
        for canary in ("canarywords", "canarytoken", "canarysender"):
            assert canary not in text, log.name


def test_the_action_server_answers_nobody_else(assistant: Assistant) -> None:
    url = f"http://127.0.0.1:{assistant._actions_port}"
    assert requests.post(f"{url}/webhook", json={"next_action": "action_reply"}, timeout=10).status_code == 401
    assert requests.get(f"{url}/actions", timeout=10).status_code == 404
    assert requests.get(f"{url}/health", timeout=10).status_code == 200
