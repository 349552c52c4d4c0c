"""The widget on somebody else's page: one script tag, nothing loaded before it is opened, at home among foreign styles."""
import gzip
from typing import Any, List

import pytest
from playwright.sync_api import Page, Response, expect

from tests.web.conftest import MakeContext
from tests.web.servers import StandIn
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser


def opened(page: Page) -> Visitor:
    page.locator("article-chat button.launcher").click()
    visitor = Visitor(page)
    expect(visitor.field).to_be_visible()
    return visitor


def test_a_page_pays_nothing_until_the_chat_is_opened(context: MakeContext, clinic: str, stand_in: StandIn) -> None:
    loaded: List[Response] = []
    page = context().new_page()
    page.on("response", lambda response: loaded.append(response))
    page.goto(clinic)
    expect(page.locator("article-chat button.launcher")).to_be_visible()
    page.wait_for_timeout(300)
    (widget,) = [one for one in loaded if one.url.startswith(stand_in.url)]
    assert len(gzip.compress(widget.body())) <= 10_000
    assert page.evaluate("Object.keys(localStorage).length") == 0
    opened(page).say("hello")
    assert all(one.url.startswith((stand_in.url, clinic.rsplit("/", 1)[0])) for one in loaded)


def test_a_visitors_whole_path_from_another_origin(context: MakeContext, clinic: str) -> None:
    page = context().new_page()
    page.goto(clinic)
    visitor = opened(page)
    assert visitor.say("treatments")
    visitor.press("Which is fastest?")
    visitor.to_the_review(by_buttons=True)
    visitor.press("All correct")
    with page.expect_download() as waiting:
        page.locator(".files").get_by_role("link", name="Plain text").click()
    assert waiting.value.path().read_text() == "Summary for an appointment"
    page.reload()
    expect(visitor.answers.last).to_be_visible()  # it was open, so it opens again
    assert page.evaluate("document.activeElement.tagName") == "BODY"  # without taking the focus
    visitor.say("hello")


def test_the_host_page_chooses_title_colours_place_and_words(context: MakeContext, clinic: str) -> None:
    page = context().new_page()
    page.goto(clinic)
    launcher = page.locator("article-chat button.launcher")
    expect(launcher).to_have_text("Ask us")
    assert launcher.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(122, 31, 162)"
    assert launcher.evaluate("e => getComputedStyle(e).textTransform") == "none"
    visitor = opened(page)
    expect(page.get_by_role("dialog", name="City clinic")).to_be_visible()
    expect(page.locator(".greeting .prose")).to_have_text("Welcome to the clinic.")
    assert page.locator(".greeting").get_by_role("button").all_inner_texts() == ["How is it tested?", "treatments"]
    visitor.say("hello")
    assert page.locator(".person .bubble").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(122, 31, 162)"
    page = context().new_page()
    page.goto(clinic.replace("index", "left"))
    opened(page)
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] < 40
    assert page.locator(".panel").evaluate("e => getComputedStyle(e).colorScheme") == "dark"


def test_the_host_page_hears_of_every_message(context: MakeContext, clinic: str) -> None:
    page = context().new_page()
    page.goto(clinic)
    opened(page).say("treatments")
    page.keyboard.press("Escape")
    heard: List[Any] = page.evaluate("heard")
    assert [name for name, _ in heard] == ["open", "message", "message", "close"]
    assert heard[1][1] == {"from": "person", "text": "treatments"}
    assert heard[2][1]["from"] == "assistant"
    assert heard[2][1]["custom"]["topic"] == "comparison"


def test_the_host_page_may_open_ask_and_close(context: MakeContext, clinic: str) -> None:
    page = context().new_page()
    page.goto(clinic)
    expect(page.locator("article-chat button.launcher")).to_be_visible()
    page.evaluate("document.querySelector('article-chat').ask('hello')")
    visitor = Visitor(page)
    expect(visitor.answers).to_have_count(1)
    page.evaluate("document.querySelector('article-chat').close()")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_page_from_right_to_left(context: MakeContext, clinic: str) -> None:
    page = context().new_page()
    page.goto(clinic.replace("index", "rtl"))
    launcher = page.locator("article-chat button.launcher")
    expect(launcher).to_be_visible()
    assert (launcher.bounding_box() or {"x": 999})["x"] < 40
    visitor = opened(page)
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] < 40
    visitor.say("treatments")
    assert page.locator(".panel").evaluate("e => getComputedStyle(e).direction") == "ltr"  # its words are English


def test_nothing_moves_when_it_opens(context: MakeContext, clinic: str) -> None:
    page = context().new_page()
    page.add_init_script("window.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => { shifts += e.value }))"
                         ".observe({type: 'layout-shift', buffered: true})")
    page.goto(clinic)
    before = page.locator("h1").bounding_box()
    opened(page)
    page.wait_for_timeout(300)
    assert page.evaluate("shifts") == 0
    assert page.locator("h1").bounding_box() == before


def test_a_page_that_is_not_listed_gets_no_answer(context: MakeContext, clinic: str, problems: List[str]) -> None:
    page = context().new_page()
    page.goto(clinic.replace("127.0.0.1", "localhost"))  # the same server under a name that nobody has listed
    visitor = opened(page)
    visitor.write("hello")
    visitor.settled()
    expect(visitor.notice).to_be_visible()
    assert visitor.answers.count() == 0
    assert problems
    assert all("CORS" in problem for problem in problems)
    problems.clear()


def test_a_widget_whose_server_is_down_says_so(context: MakeContext, clinic: str) -> None:
    page = context().new_page()
    page.route("**/assets/chat-*", lambda route: route.abort())
    page.goto(clinic)
    launcher = page.locator("article-chat button.launcher")
    launcher.click()
    expect(launcher).to_have_text("Not reachable. Try again")
    page.unroute("**/assets/chat-*")
    opened(page)
