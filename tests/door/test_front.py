"""What holds in front of every door: limits by address, ids, and answers that tell nothing."""
import asyncio
import re
import socket
from typing import Dict, Iterator, List, Optional

import pytest
import requests
import uvloop

from bot import settings
from bot.channels.front import FrontInput
from bot.channels.rest import RestInput
from bot.channels.web import WebInput
from tests.fakes.rasa import FakeRasa
from tests.fakes.server import DoorServer

BODY = {"sender": "ann", "message": "hi"}
CHROME = "198.51.100.7"


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> Iterator[DoorServer]:
    """Three requests a minute, for everybody."""
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "3")
    server = DoorServer(RestInput(), FakeRasa(), FrontInput()).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def usual() -> Iterator[DoorServer]:
    server = DoorServer(WebInput(), FakeRasa(), FrontInput()).start()
    yield server
    server.stop()


def post(server: DoorServer, address: Optional[str] = None) -> requests.Response:
    return requests.post(server.url, json=BODY, headers={"X-Forwarded-For": address} if address else {}, timeout=10)


def test_an_address_is_told_to_slow_down_and_until_when(strict: DoorServer) -> None:
    answers = [post(strict) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].json() == {"error": "Those were very many requests; please wait a minute and try again."}
    assert [post(strict, CHROME).status_code for _ in range(4)] == [200, 200, 200, 429]  # our own proxy tells of another one
    assert post(strict, f"127.0.0.1, {CHROME}").status_code == 429  # who cannot make himself another
    assert requests.get(f"{strict.root}/metrics", timeout=10).status_code == 429


def test_sessions_of_an_address_are_limited_and_those_of_this_machine_are_not(usual: DoorServer) -> None:
    def start(address: str) -> requests.Response:
        return requests.post(f"{usual.root}/webhooks/web/session", json={}, headers={"X-Forwarded-For": address} if address else {}, timeout=10)
    assert {start("").status_code for _ in range(70)} == {200}
    assert [start("203.0.113.1").status_code for _ in range(62)] == [200] * 60 + [429] * 2
    assert start("203.0.113.2").status_code == 200


def test_a_listed_page_can_read_that_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "1")
    monkeypatch.setenv("WEB_ALLOWED_ORIGINS", "https://clinic.example")
    server = DoorServer(WebInput(), FakeRasa(), FrontInput()).start()
    answers = [requests.post(f"{server.root}/webhooks/web/session", json={}, headers={"Origin": "https://clinic.example"}, timeout=10) for _ in range(2)]
    server.stop()
    assert [(answer.status_code, answer.headers["access-control-allow-origin"]) for answer in answers] == [
        (200, "https://clinic.example"), (429, "https://clinic.example")]


def test_forged_sessions_are_not_heard_any_more(usual: DoorServer) -> None:
    def history(address: str) -> int:
        headers = {"X-Forwarded-For": address, "Authorization": "Bearer forged"}
        return requests.get(f"{usual.root}/webhooks/web/history", headers=headers, timeout=10).status_code
    assert [history("203.0.113.3") for _ in range(62)] == [401] * 60 + [429] * 2
    assert history("203.0.113.4") == 401


@pytest.mark.parametrize(("given", "kept"), [
    ("0123456789abcdef", True), ("a-request.of_ours-1", True), ("short", False), ("a" * 65, False), ('with "quotes" and spaces', False), ("my feet tingle", False),
    ("x=1 level=error", False), ("-leading-dash", False), (None, False),
])
def test_a_well_formed_request_id_is_kept_and_any_other_made_anew(usual: DoorServer, given: Optional[str], kept: bool) -> None:
    answer = requests.get(f"{usual.root}/", headers={"X-Request-ID": given} if given else {}, timeout=10)
    id_ = answer.headers["x-request-id"]
    assert id_ == given if kept else re.fullmatch("[0-9a-f]{16}", id_)


@pytest.mark.parametrize(("token", "headers", "status"), [
    ("", {}, 200), ("", {"X-Forwarded-For": "127.0.0.1"}, 404), ("", {"X-Real-IP": CHROME}, 404), ("", {"Forwarded": f"for={CHROME}"}, 404),
    ("a token of the monitor", {}, 401), ("a token of the monitor", {"Authorization": "Bearer wrong"}, 401),
    ("a token of the monitor", {"Authorization": "Bearer a token of the monitor"}, 200),
    ("a token of the monitor", {"Authorization": "Bearer a token of the monitor", "X-Forwarded-For": CHROME}, 200),
])
def test_who_may_read_the_metrics(usual: DoorServer, monkeypatch: pytest.MonkeyPatch, token: str, headers: Dict[str, str], status: int) -> None:
    monkeypatch.setenv("METRICS_TOKEN", token)
    answer = requests.get(f"{usual.root}/metrics", headers=headers, timeout=10)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain; version=" if status == 200 else "application/json")


RAW = {
    "no request line": (b"GARBAGE\r\n\r\n", 400), "another protocol": (b"GET / HTTP/9.9\r\n\r\n", 400), "TLS": (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
    "a header without a colon": (b"GET / HTTP/1.1\r\nNoColon\r\n\r\n", 400), "long headers": (b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 413),
    "no length": (b"POST /webhooks/web/session HTTP/1.1\r\nContent-Length: abc\r\n\r\n", 400),
    "a negative length": (b"POST /webhooks/web/session HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400),
    "two lengths": (b"POST /webhooks/web/session HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "bad chunks": (b"POST /webhooks/web/session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400),
    "an expectation": (b"POST /webhooks/web/session HTTP/1.1\r\nExpect: me\r\nContent-Length: 2\r\n\r\n{}", 417),
    "an unknown method": (b"FOO /metrics HTTP/1.1\r\n\r\n", 405), "what is no text": (b"GET /%ff%00 HTTP/1.1\r\n\r\n", 404),
    "another folder": (b"GET /webhooks/web/assets/..%2f..%2fetc%2fpasswd HTTP/1.1\r\n\r\n", 404),
}


@pytest.mark.parametrize("name", RAW)
def test_what_is_no_request_is_answered_in_a_sentence(usual: DoorServer, name: str) -> None:
    sent, status = RAW[name]
    answer = raw(usual, sent)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b'{"error":"' in answer
    assert_tells_nothing(answer.decode("latin-1"))


@pytest.mark.parametrize("sent", [b"GET /\xff\xfe HTTP/1.1\r\n\r\n", b"GET http://[::1 HTTP/1.1\r\n\r\n"])
def test_an_address_that_nobody_can_read_ends_the_connection_and_nothing_else(usual: DoorServer, sent: bytes) -> None:
    assert raw(usual, sent) == b""
    assert requests.get(f"{usual.root}/webhooks/web/", timeout=10).status_code == 200


def raw(server: DoorServer, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", int(server.root.rsplit(":", 1)[1])), timeout=10) as connection:
        connection.sendall(sent)
        answer = b""
        while b"}" not in answer:
            part = connection.recv(65_536)
            if not part:
                break
            answer += part
    return answer


def assert_tells_nothing(answer: str) -> None:
    assert not re.search(r"sanic|rasa|python|traceback|\b\d+\.\d+\.\d+\b", answer, re.IGNORECASE), answer
    assert "x-content-type-options: nosniff" in answer
    assert "frame-ancestors" in answer


def test_all_who_knock_are_let_in_at_once() -> None:
    """In one or two rounds of the loop that the front has chosen, not one a round: a round is long where there is much to do."""
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    FrontInput().blueprint(FakeRasa())
    assert settings.environment()["SANIC_USE_UVLOOP"] == "false"  # Sanic would choose the other one again

    async def knock() -> int:
        came: List[asyncio.StreamWriter] = []

        async def let_in(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            came.append(writer)

        server = await asyncio.start_server(let_in, "127.0.0.1", 0, backlog=100)
        knocking = [socket.create_connection(server.sockets[0].getsockname()) for _ in range(50)]
        for _ in range(8):  # letting in, making the connection, calling who serves it
            await asyncio.sleep(0)
        for one in knocking:
            one.close()
        server.close()
        return len(came)

    assert asyncio.run(knock()) == 50
