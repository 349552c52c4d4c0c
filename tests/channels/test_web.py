"""The door of the website: sessions, origins, files, what is refused; over HTTP on a server with a stand-in for Rasa."""
import gzip
import json
import time
from typing import Any, Dict, List, Optional

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from bot import settings
from bot.channels.body import Refusal, read_object
from bot.channels.web import EXAMPLE, read_text
from bot.channels.web_assets import Assets, accepted
from bot.channels.web_origins import OWN, Origins
from bot.channels.web_session import Sessions
from tests.web.servers import CLINIC, StandIn

SECRET = "a secret of sixteen or more"


class Visitor:
    """A browser with a session of its own, on a page of `origin`."""

    def __init__(self, server: StandIn, origin: Optional[str] = None) -> None:
        self.url, self.headers = server.url, {"Origin": origin} if origin else {}
        self.token = self.post("session", {}).json()["token"]

    def post(self, path: str, body: Any, **headers: str) -> requests.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return requests.post(f"{self.url}{path}", data=content, headers={"Content-Type": "application/json", **self.headers, **headers}, timeout=30)

    def signed(self, token: Optional[str] = None) -> Dict[str, str]:
        return {"Authorization": f"Bearer {self.token if token is None else token}"}

    def say(self, text: str, token: Optional[str] = None) -> requests.Response:
        return self.post("message", {"text": text}, **self.signed(token))

    def history(self, token: Optional[str] = None) -> requests.Response:
        return requests.get(f"{self.url}history", headers={**self.headers, **self.signed(token)}, timeout=30)


# sessions

def test_a_session_is_known_to_whom_issued_it() -> None:
    sessions = Sessions(SECRET)
    token = sessions.issue("https://clinic.example")
    assert sessions.sender_of(token, "https://clinic.example")
    assert sessions.sender_of(sessions.issue(OWN), OWN) != sessions.sender_of(sessions.issue(OWN), OWN)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "\u20ac", "." * 5_000, Sessions("another secret, as long").issue(OWN),
                                   Sessions(SECRET).issue("https://other.example")])
def test_a_forged_or_foreign_session_is_nobodys(token: str) -> None:
    assert Sessions(SECRET).sender_of(token, OWN) is None


def test_a_session_ends() -> None:
    token = Sessions(SECRET).issue(OWN)
    time.sleep(1.1)
    assert Sessions(SECRET, seconds=0).sender_of(token, OWN) is None


def test_a_token_signed_for_something_else_opens_no_conversation() -> None:
    from itsdangerous import URLSafeTimedSerializer
    assert Sessions(SECRET).sender_of(str(URLSafeTimedSerializer(SECRET, salt="summary").dumps(["web:somebody", OWN])), OWN) is None


@given(st.text())
def test_any_token_is_read_or_refused(token: str) -> None:
    assert Sessions(SECRET).sender_of(token, OWN) is None


# origins

@pytest.mark.parametrize(("headers", "expected"), [
    ({}, OWN), ({"origin": "http://a.example", "host": "a.example"}, OWN), ({"origin": "https://a.example:8443", "host": "A.example:8443"}, OWN),
    ({"origin": "https://clinic.example", "host": "a.example"}, "https://clinic.example"), ({"origin": "HTTPS://CLINIC.example", "host": "a"}, "https://clinic.example"),
    ({"origin": "http://clinic.example", "host": "a.example"}, None), ({"origin": "https://clinic.example.evil.example", "host": "a.example"}, None),
    ({"origin": "https://evil.example", "host": "a.example"}, None), ({"origin": "null", "host": "a.example"}, None), ({"origin": "null", "host": "null"}, None),
    ({"origin": "https://clinic.example:444", "host": "a.example"}, None), ({"origin": "https://[", "host": "["}, None), ({"origin": "*", "host": "a"}, None),
])
def test_whose_page_it_is(headers: Dict[str, str], expected: Optional[str]) -> None:
    assert Origins(("https://clinic.example",)).of(headers) == expected


def test_nobody_else_may_read_and_no_wildcard_is_sent() -> None:
    origins = Origins(("https://clinic.example",))
    assert origins.cors({"origin": "https://clinic.example"})["access-control-allow-origin"] == "https://clinic.example"
    assert origins.cors({"origin": "https://evil.example"}) == {}
    assert "credentials" not in " ".join(origins.cors({"origin": "https://clinic.example"}))


@pytest.mark.parametrize("given_", ["*", "clinic.example", "https://clinic.example/path", "https://*.example", "javascript:x", "https://a; script-src *"])
def test_a_setting_that_lists_no_origins_is_one_sentence(given_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_ALLOWED_ORIGINS", given_)
    with pytest.raises(settings.SettingError, match="WEB_ALLOWED_ORIGINS has to list origins"):
        settings.web_allowed_origins()


def test_origins_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_ALLOWED_ORIGINS", " https://Clinic.example/, http://127.0.0.1:8080 ,")
    assert settings.web_allowed_origins() == ("https://clinic.example", "http://127.0.0.1:8080")


# what is a message

@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b'"hi"', b"{}", b'{"text": 5}', b'{"text": null}',
                                  b'{"text": "a", "payload": "b"}', b'{"payload": ["x"]}',
                                  b"\xff\xfe",
                                  b'{"text": ' + b"[" * 30_000 + b"]" * 30_000 + b"}"])
def test_what_is_no_message_is_refused(body: bytes) -> None:
    given_ = read_object("application/json", body, EXAMPLE)
    refusal = given_ if isinstance(given_, Refusal) else read_text(given_)
    assert isinstance(refusal, Refusal)
    assert refusal.status == 400


@pytest.mark.parametrize(("body", "text"), [(b'{"text": "hi"}', "hi"), (b'{"payload": "/x{}"}', "/x{}"), (b'{"text": "", "more": 1}', "")])
def test_a_message_is_read(body: bytes, text: str) -> None:
    assert read_text(json.loads(body)) == text


# over HTTP

def test_a_turn_and_its_history(stand_in: StandIn) -> None:
    visitor = Visitor(stand_in)
    offered = visitor.say("treatments").json()[0]
    pressed = offered["buttons"][0]
    visitor.post("message", {"payload": pressed["payload"]}, **visitor.signed())
    told = visitor.history().json()
    assert [one["from"] for one in told] == ["person", "assistant", "person", "assistant"]
    assert told[0] == {"from": "person", "text": "treatments"}
    assert told[1] == {"from": "assistant", **offered}
    assert told[2] == {"from": "person", "text": pressed["title"], "payload": pressed["payload"]}


def test_one_visitor_sees_nothing_of_another(stand_in: StandIn) -> None:
    one, other = Visitor(stand_in), Visitor(stand_in)
    one.say("something private")
    assert other.history().json() == []


@pytest.mark.parametrize("token", ["", "forged", "eyJhIjoxfQ.x.y"])
def test_a_wrong_session_is_401_and_one_sentence(stand_in: StandIn, token: str) -> None:
    visitor = Visitor(stand_in)
    for answer in (visitor.say("hi", token), visitor.history(token)):
        assert answer.status_code == 401
        assert answer.json() == {"error": "This conversation has expired or was not started here; please start a new one."}


def test_a_session_of_one_origin_is_none_on_another(stand_in: StandIn) -> None:
    stolen = Visitor(stand_in, CLINIC).token
    assert Visitor(stand_in).history(stolen).status_code == 401
    assert requests.get(f"{stand_in.url}history", headers={"Authorization": stolen}, timeout=5).status_code == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{CLINIC}.evil.example"])
def test_other_origins_are_refused(stand_in: StandIn, origin: str) -> None:
    visitor = Visitor(stand_in)
    for path, body in (("session", {}), ("message", {"text": "hi"})):
        answer = visitor.post(path, body, Origin=origin, **visitor.signed())
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers
    asked = requests.options(f"{stand_in.url}message", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}, timeout=5)
    assert "access-control-allow-origin" not in asked.headers


def test_a_listed_origin_may_speak_and_read(stand_in: StandIn) -> None:
    visitor = Visitor(stand_in, CLINIC)
    for answer in (visitor.say("hi"), visitor.history(), requests.options(f"{stand_in.url}message", headers={"Origin": CLINIC}, timeout=5)):
        assert answer.ok
        assert answer.headers["access-control-allow-origin"] == CLINIC
        assert "access-control-allow-credentials" not in answer.headers
        assert "origin" in answer.headers["vary"].lower()
    assert visitor.history().headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("body", "kind", "status"), [
    (b'{"text": "hi"}', "text/plain", 415), (b"text=hi", "application/x-www-form-urlencoded", 415), (b"{", "application/json", 400),
    (json.dumps({"text": "x" * 70_000}).encode(), "application/json", 413), (b'{"text": ["x"]}', "application/json; charset=utf-8", 400),
])
def test_what_cannot_be_taken_is_refused_in_one_sentence(stand_in: StandIn, body: bytes, kind: str, status: int) -> None:
    visitor = Visitor(stand_in)
    answer = visitor.post("message", body, **{**visitor.signed(), "Content-Type": kind})
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]


def test_who_writes_too_much_is_slowed_down_and_nobody_else(stand_in: StandIn) -> None:
    busy, other = Visitor(stand_in), Visitor(stand_in)
    last: List[Dict[str, Any]] = [busy.say("hi").json()[0]["custom"] for _ in range(62)]
    assert last[-1] == {"type": "decline", "reason": "busy"}
    assert other.say("hi").json()[0]["custom"]["type"] == "smalltalk"


def test_a_history_that_is_asked_for_very_often(stand_in: StandIn) -> None:
    visitor, other = Visitor(stand_in), Visitor(stand_in)
    assert [visitor.history().status_code for _ in range(61)][-2:] == [200, 429]
    assert other.history().status_code == 200


def test_a_storage_that_is_down_is_one_sentence(stand_in: StandIn) -> None:
    visitor = Visitor(stand_in)
    visitor.say("break the storage")
    assert visitor.history().status_code == 503
    assert list(visitor.history().json()) == ["error"]


def test_a_turn_goes_on_when_its_page_is_left(stand_in: StandIn) -> None:
    visitor = Visitor(stand_in)
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.post(f"{stand_in.url}message", json={"text": "slow"}, headers=visitor.signed(), timeout=0.3)
    time.sleep(2.5)
    assert [one["text"] for one in visitor.history().json()] == ["slow", "Slowly: slow"]


# files

def test_the_page_may_only_use_its_own_files(stand_in: StandIn) -> None:
    answer = requests.get(stand_in.url, timeout=5)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert f"frame-ancestors 'self' {CLINIC}" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "http://" not in answer.text.replace("http://www.w3.org/2000/svg", "")
    assert requests.get(stand_in.url.rstrip("/"), timeout=5).url == stand_in.url


def test_files_are_compressed_and_kept(stand_in: StandIn) -> None:
    page = requests.get(stand_in.url, timeout=5)
    chat = next(part for part in page.text.split('"') if part.startswith("assets/chat-"))
    for accepts, encoding in (("br, gzip", "br"), ("gzip", "gzip"), ("gzip;q=1, br;q=0", "gzip"), ("identity", None)):
        answer = requests.get(f"{stand_in.url}{chat}", headers={"Accept-Encoding": accepts}, timeout=5, stream=True)
        assert answer.headers.get("content-encoding") == encoding
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"].startswith("text/javascript")
    tag = page.headers["etag"]
    assert requests.get(stand_in.url, headers={"If-None-Match": tag}, timeout=5).status_code == 304
    widget = requests.get(f"{stand_in.url}widget.js", timeout=5)
    assert "immutable" not in widget.headers["cache-control"]
    assert len(gzip.compress(widget.content)) <= 10_000


@pytest.mark.parametrize("path", ["assets/nothing.js", "assets/..%2f..%2fweb.py", "assets/manifest.json", "assets/%2e%2e%2fweb.py", "assets/"])
def test_nothing_but_the_files_is_served(stand_in: StandIn, path: str) -> None:
    assert requests.get(f"{stand_in.url}{path}", timeout=5).status_code == 404


def test_a_folder_that_is_not_built_has_no_files(tmp_path: Any) -> None:
    assert Assets(tmp_path).answer("page.html", {}, "no-cache") is None


@pytest.mark.parametrize(("header", "names"), [("", []), ("br;q=0, gzip;q=0.5", ["gzip"]), ("gzip;q=x", []), ("*", ["*"]), ("GZIP , deflate", ["gzip", "deflate"])])
def test_encodings_are_read(header: str, names: List[str]) -> None:
    assert list(accepted(header)) == names
