"""The front door, with something behind it that tells what arrives: no model, up in a moment."""
import json
import os
import re
from pathlib import Path
from typing import Callable, Dict, Iterator, List

import pytest
import requests

from bot import settings
from bot.cluster.nginx import STATIC, TEMPLATE, Nginx, filled, values
from tests.cluster.conftest import installed_nginx
from tests.cluster.stand_in import Behind
from tests.waiting import eventually

WEBHOOK = "/webhooks/rest/webhook"
Door = Callable[..., "Front"]


class Front:
    def __init__(self, nginx: Nginx, behind: List[Behind], https: int, http: int) -> None:
        self.nginx, self.behind, self.https, self.http = nginx, behind, https, http

    def ask(self, path: str, method: str = "GET", **options: object) -> requests.Response:
        url = f"https://localhost:{self.https}{path}"
        return requests.request(method, url, verify=str(self.nginx.certificate), timeout=20, allow_redirects=False, **options)  # type: ignore[arg-type]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """Opens a door before stand-ins that answer as told."""
    installed_nginx()
    opened: List[Front] = []

    def open_door(*behind: Behind, rate: str = "1000r/s") -> Front:
        https, http = settings.free_port(), settings.free_port()
        nginx = Nginx([one.port for one in behind], https=https, http=http, folder=tmp_path / "nginx", rate=rate)
        assert nginx.check() == ""
        nginx.start()
        opened.append(Front(nginx, list(behind), https, http))
        return opened[-1]

    yield open_door
    for front in opened:
        front.nginx.stop()
        for one in front.behind:
            one.stop()


@pytest.mark.parametrize("headers", [{}, {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9", "X-Real-IP": "203.0.113.9"}], ids=["plain", "claims"])
def test_an_assistant_is_told_who_asks_and_nothing_that_is_only_claimed(door: Door, headers: Dict[str, str]) -> None:
    told = door(Behind()).ask(WEBHOOK, "POST", json={}, headers=headers).json()
    assert (told["x-forwarded-for"], told["x-forwarded-proto"], told["host"]) == ("127.0.0.1", "https", "localhost")
    assert not {"forwarded", "x-real-ip", "x-forwarded-host"} & set(told)


@pytest.mark.parametrize(("given", "taken"), [("request-0001", True), ("two words 12", False), ("x" * 65, False), ("short", False)])
def test_a_request_has_one_id(door: Door, given: str, taken: bool) -> None:
    front = door(Behind())
    answer = front.ask(WEBHOOK, "POST", json={}, headers={"X-Request-ID": given})
    id_ = answer.json()["x-request-id"]
    assert (id_ == given) is taken
    assert answer.headers["x-request-id"] == id_
    log = front.nginx.certificate.parent / "access.log"
    eventually(lambda: f"id={id_}" in log.read_text(), 5)  # nginx writes it after it has answered


def test_no_header_comes_twice_and_none_tells_a_version(door: Door) -> None:
    front = door(Behind())
    for path in ("/healthz", "/nothing", "/webhooks/web/widget.js"):
        raw = front.ask(path).raw.headers
        for name in ("strict-transport-security", "x-content-type-options", "referrer-policy", "cache-control", "x-request-id", "server"):
            assert len(raw.getlist(name)) == 1, (path, name)
        assert raw["server"] == "nginx"


@pytest.mark.parametrize(("path", "reachable"), [
    ("/healthz", True), ("/readyz", True), ("/webhooks/web/", True), ("/webhooks/rest/", True), ("/summary/token.pdf", True), ("/data/token.json", True),
    ("/schemas/intake-record.json", True), ("/fhir/Questionnaire", True), ("/", False), ("/metrics", False), ("/version", False), ("/status", False),
    ("/model/parse", False), ("/conversations/me/tracker", False), ("/summary/../metrics", False), ("/webhooks/..%2fmetrics", False), ("//metrics", False)])
def test_what_is_reachable(door: Door, path: str, reachable: bool) -> None:
    behind = Behind()
    assert (door(behind).ask(path).status_code == 200) is reachable
    assert bool(behind.heard) is reachable


def test_refusals_are_sentences(door: Door) -> None:
    front = door(Behind())
    for answer, status in ((front.ask("/"), 404), (front.ask("/healthz", "POST"), 405), (front.ask(WEBHOOK, "POST", data=b" " * 65_537), 413)):
        assert (answer.status_code, list(answer.json())) == (status, ["error"])
    assert front.ask(WEBHOOK, "POST", data=b" " * 65_536).status_code == 200
    assert front.ask("/webhooks/slack/webhook", "POST", data=b" " * 1_000_000).status_code == 200


def test_plain_http_is_sent_to_https(door: Door) -> None:
    front = door(Behind())
    answer = requests.get(f"http://localhost:{front.http}/webhooks/web/?a=b", allow_redirects=False, timeout=5)
    assert (answer.status_code, answer.headers["location"]) == (308, f"https://localhost:{front.https}/webhooks/web/?a=b")


def test_an_address_that_asks_too_often_is_told_so(door: Door) -> None:
    front = door(Behind(), rate="1r/s")
    answers = [front.ask(WEBHOOK, "POST", json={}) for _ in range(70)]
    assert {answer.status_code for answer in answers} == {200, 429}
    refused = [answer for answer in answers if answer.status_code == 429]  # a place is free again once a second: the last one may have found it
    assert all("wait" in answer.json()["error"] for answer in refused)
    assert front.ask("/webhooks/telegram/webhook", "POST", json={}).status_code == 200  # a platform speaks for many


def test_a_message_reaches_the_next_assistant_when_one_dies_over_it(door: Door) -> None:
    """Whichever is asked first dies over it, as one that is killed; the other hears the same key."""
    for _ in range(2):
        dying, living = Behind("die"), Behind("echo")
        front = door(dying, living)
        answers = [front.ask(WEBHOOK, "POST", json={"message": f"number {number}"}) for number in range(4)]
        assert [answer.status_code for answer in answers] == [200] * 4
        (heard,) = dying.heard
        (again,) = [one for one in living.heard if one["body"] == heard["body"]]
        assert again["headers"]["idempotency-key"] == heard["headers"]["idempotency-key"]
        assert len({one["headers"]["idempotency-key"] for one in living.heard}) == 4
        front.nginx.stop()


def test_what_an_assistant_refuses_is_not_asked_of_another(door: Door) -> None:
    behind = Behind("500"), Behind("503")
    front = door(*behind)
    assert {front.ask(WEBHOOK, "POST", json={}).status_code for _ in range(4)} == {500, 503}
    assert sum(len(one.heard) for one in behind) == 4


def test_a_callers_own_key_is_passed_on(door: Door) -> None:
    assert door(Behind()).ask(WEBHOOK, "POST", json={}, headers={"Idempotency-Key": "my-own-key"}).json()["idempotency-key"] == "my-own-key"


def test_nobody_there_is_a_sentence(door: Door) -> None:
    front = door(Behind("die"))
    answer = front.ask(WEBHOOK, "POST", json={})
    assert (answer.status_code, list(answer.json())) == (503, ["error"])


def test_files_of_the_chat_come_from_nginx_as_small_as_they_can_be_read(door: Door) -> None:
    behind = Behind()
    front = door(behind)
    names = [name for name in json.loads((STATIC / "manifest.json").read_text()) if name not in ("page.html", "widget.js")]
    for name in names:
        address = f"/webhooks/web/assets/{name}"
        sizes = []
        for encoding in ("br", "gzip", ""):
            answer = front.ask(address, headers={"Accept-Encoding": encoding}, stream=True)
            content = answer.raw.read(decode_content=False)
            assert content == (STATIC / f"{name}{ {'br': '.br', 'gzip': '.gz', '': ''}[encoding] }").read_bytes()
            assert answer.headers.get("content-encoding", "") == encoding
            assert (answer.headers["vary"], answer.headers["cross-origin-resource-policy"]) == ("accept-encoding", "cross-origin")
            assert "immutable" in answer.headers["cache-control"]
            sizes.append(len(content))
        assert sizes == sorted(sizes)
        assert front.ask(address, headers={"If-None-Match": answer.headers["etag"], "Accept-Encoding": ""}).status_code == 304
    assert not behind.heard


@pytest.mark.parametrize("name", ["", "widget.js"])
def test_what_holds_words_of_the_article_comes_from_an_assistant(door: Door, name: str) -> None:
    front = door(Behind("echo"))
    assert front.ask(f"/webhooks/web/{name}").status_code == 200
    assert "__WORDS__" in (STATIC / "widget.js").read_text()
    assert "{words}" in (STATIC / "page.html").read_text()


def test_a_file_of_another_version_is_asked_of_one_assistant_after_the_other(door: Door) -> None:
    older, newer = Behind("404"), Behind("echo")
    front = door(older, newer)
    assert [front.ask("/webhooks/web/assets/chat-0123456789ab.js").status_code for _ in range(3)] == [200] * 3


def test_no_log_holds_what_opens_a_summary_or_who_asked(door: Door) -> None:
    front = door(Behind("die"))
    for path in ("/summary/secret-token.pdf", "/data/secret-token.json", "/webhooks/rest/webhook?name=secret-token"):
        front.ask(path)
    written = "".join(path.read_text() for path in front.nginx.certificate.parent.glob("*.log"))
    assert "GET /summary 503" in written
    assert "secret-token" not in written
    assert "127.0.0.1 " not in written.replace("upstream=", "")


def test_every_name_in_the_template_has_a_value_and_containers_give_the_same() -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    names = set(re.findall(r"\$\{([A-Z_]+)\}", template))
    given = values([5005], https=8443, http=8080, folder=Path("/tmp"), rate="1r/s")
    assert names == set(given)
    assert not re.search(r"\$\{[A-Z]", filled(template, given))
    for own in re.findall(r"\$([A-Za-z_]+)", template):
        assert own not in os.environ  # nginx's image would replace it
