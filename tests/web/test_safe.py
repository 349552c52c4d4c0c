"""Nothing that is shown can act: not an answer, not a visitor's words, not an address."""
import pytest
from playwright.sync_api import expect

from tests.web.script import NASTY
from tests.web.servers import StandIn
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
_HARM = """() => { const root = document.querySelector("#chat").shadowRoot;
  return [window.injected, root.querySelectorAll("img, script, iframe, b, [onerror], [href^='javascript']").length]; }"""


def test_an_answer_cannot_inject(visitor: Visitor) -> None:
    said = visitor.say("nasty")
    assert "<img src=x onerror=" in said
    assert visitor.look(_HARM) == [None, 0]
    visitor.page.locator(".answers button").last.click()
    visitor.settled()
    assert visitor.look(_HARM) == [None, 0]
    visitor.page.reload()
    expect(visitor.answers.first).to_be_visible()
    assert visitor.look(_HARM) == [None, 0]


def test_a_visitors_words_cannot_inject(visitor: Visitor) -> None:
    assert visitor.say(f"say {NASTY}"[:900])
    assert NASTY[:60] in visitor.page.locator(".person .bubble").inner_text()
    assert visitor.look(_HARM) == [None, 0]


def test_an_address_cannot_inject(visitor: Visitor, stand_in: StandIn) -> None:
    visitor.go(f"{stand_in.url}?ask=%3Cimg%20src%3Dx%20onerror%3D%22window.injected%3D1%22%3E&data-title=%3Cb%3E#<img src=x onerror=window.injected=1>")
    assert visitor.field.input_value().startswith("<img")
    assert visitor.look(_HARM) == [None, 0]


@pytest.mark.parametrize("address", ["javascript:alert", "JaVaScRiPt:alert", "data:text/html,x", "vbscript:x", "//", "https://["])
def test_a_link_that_leads_nowhere_good_is_text(visitor: Visitor, address: str) -> None:
    visitor.page.route("**/message", lambda route: route.fulfill(json=[{"text": f"see [here]({address})", "custom": {"type": "answer", "sources": []}}]))
    assert visitor.say("hi") == "see here"
    assert visitor.answers.last.locator("a").count() == 0


def test_a_summary_links_to_this_assistant_only(visitor: Visitor) -> None:
    links = "[PDF](https://evil.example/summary/x.pdf) · [text](//evil.example/summary/x.txt) · [JSON](/summary/ok.json)"
    visitor.page.route("**/message", lambda route: route.fulfill(json=[{"text": f"Here.\n\nTo take along: {links}.", "custom": {"type": "summary"}}]))
    visitor.say("hi")
    assert visitor.page.locator(".files a").evaluate_all("all => all.map((a) => new URL(a.href).pathname)") == ["/summary/ok.json"]


@pytest.mark.parametrize("messages", [
    [], [{}], [{"text": None}], [{"text": 5, "custom": None, "buttons": None}], [{"text": "x", "custom": {"type": "intake", "status": "asking"}, "buttons": [{}]}],
    [{"text": "x", "custom": {"type": "intake", "status": "review"}, "buttons": [{"title": "a", "payload": "/b"}]}],
])
def test_odd_messages_do_not_end_the_chat(visitor: Visitor, messages: object) -> None:
    visitor.page.route("**/message", lambda route: route.fulfill(json=messages))
    visitor.write("hi")
    visitor.settled()
    visitor.page.unroute("**/message")
    visitor.say("hello")
    assert visitor.last == "You said: hello"


def test_nothing_is_asked_of_anybody_else(visitor: Visitor, stand_in: StandIn) -> None:
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.reload()
    visitor.to_the_review()
    visitor.press("All correct")
    assert asked
    assert {url.split("/webhooks")[0] for url in asked} == {stand_in.url.split("/webhooks")[0]}
    assert visitor.look("document.cookie") == ""
