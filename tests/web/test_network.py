"""Everything that can go wrong between a visitor and the server: nothing that was written is lost, and typing always ends."""
import pytest
from playwright.sync_api import expect

from bot.channels.web_session import Sessions
from tests.web.conftest import MakeContext
from tests.web.servers import StandIn
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser


def test_the_conversation_is_there_after_a_reload(visitor: Visitor) -> None:
    visitor.say("treatments")
    visitor.press("Which is fastest?")
    visitor.say("Check my symptoms")
    for name in ("Yes, go ahead", "Fatigue", "Tingling"):
        visitor.press(name)
    told, buttons = visitor.told(), visitor.page.get_by_role("button").all_inner_texts()
    visitor.page.reload()
    expect(visitor.button("Tingling")).to_have_attribute("aria-pressed", "true")
    assert visitor.told() == told
    assert visitor.page.get_by_role("button").all_inner_texts() == buttons
    expect(visitor.page.get_by_role("progressbar")).to_have_attribute("aria-valuetext", "Symptom check: 1 of 9")
    visitor.press("That's all")
    assert "body parts" in visitor.last


def test_a_reload_in_the_middle_of_an_answer(visitor: Visitor) -> None:
    with visitor.page.expect_request("**/message"):  # before it has left the browser there is nothing to answer
        visitor.write("slow one")
    expect(visitor.typing).to_be_visible()
    visitor.page.wait_for_timeout(200)
    visitor.page.reload()
    expect(visitor.answers).to_have_text("Assistant: Slowly: slow one", timeout=8_000)
    visitor.settled()
    assert len(visitor.told()) == 2
    assert visitor.say("next") == "You said: next"


def test_what_is_being_written_outlives_a_reload(visitor: Visitor) -> None:
    visitor.field.fill("half a sent")
    visitor.page.reload()
    expect(visitor.field).to_have_value("half a sent")


def test_offline_and_back(visitor: Visitor) -> None:
    visitor.say("hello")
    visitor.page.context.set_offline(True)
    expect(visitor.notice).to_contain_text("You are offline")
    visitor.write("first thing")
    expect(visitor.page.locator(".unsent")).to_contain_text("Not sent.")
    visitor.settled()
    visitor.page.context.set_offline(False)
    expect(visitor.answers.last).to_contain_text("You said: first thing")
    expect(visitor.page.locator(".unsent")).to_have_count(0)
    expect(visitor.notice).to_be_hidden()
    assert visitor.told().count("You: first thing") == 1


def test_an_unreachable_server_is_tried_again(visitor: Visitor) -> None:
    visitor.page.route("**/message", lambda route: route.abort())
    visitor.write("hello")
    expect(visitor.notice).to_contain_text("cannot be reached right now")
    visitor.settled()
    visitor.page.unroute("**/message")
    visitor.page.reload()  # not lost with the page either
    visitor.page.get_by_role("button", name="Try again").click()
    expect(visitor.answers.last).to_contain_text("You said: hello")
    expect(visitor.notice).to_be_hidden()


def test_a_button_that_could_not_be_sent(visitor: Visitor) -> None:
    visitor.say("Check my symptoms")
    visitor.press("Yes, go ahead")
    visitor.page.route("**/message", lambda route: route.fulfill(status=503, json={"error": "Down."}))
    visitor.press("Fatigue")
    expect(visitor.page.locator(".unsent")).to_be_visible()
    visitor.page.unroute("**/message")
    visitor.page.get_by_role("button", name="Try again").click()
    visitor.settled()
    assert "Noted: fatigue." in visitor.last


def test_a_history_that_could_not_be_read_is_shown_later(visitor: Visitor) -> None:
    visitor.say("first thing")
    visitor.page.route("**/history", lambda route: route.abort())
    visitor.page.reload()
    expect(visitor.notice).to_contain_text("cannot be reached right now")
    visitor.page.unroute("**/history")
    visitor.write("second thing")
    expect(visitor.answers).to_have_count(2)
    assert visitor.told() == ["You: first thing", "Assistant: You said: first thing", "You: second thing", "Assistant: You said: second thing"]


def test_an_answer_that_never_comes(context: MakeContext, stand_in: StandIn) -> None:
    visitor = Visitor(context().new_page())
    visitor.page.clock.install()
    visitor.go(stand_in.url)
    visitor.page.route("**/message", lambda route: None)
    visitor.write("hello")
    expect(visitor.typing).to_be_visible()
    visitor.page.clock.fast_forward(26_000)
    expect(visitor.typing).to_be_hidden()
    expect(visitor.page.locator(".unsent")).to_be_visible()


@pytest.mark.parametrize("content", ["not json", "", "<html>"])
def test_an_answer_that_is_none(visitor: Visitor, content: str) -> None:
    visitor.page.route("**/message", lambda route: route.fulfill(status=200, body=content))
    visitor.write("hello")
    expect(visitor.page.locator(".unsent")).to_be_visible()
    visitor.settled()


def test_two_messages_at_once_are_answered_in_order(visitor: Visitor) -> None:
    visitor.write("slow one")
    visitor.write("second")
    expect(visitor.answers).to_have_count(2, timeout=8_000)
    visitor.settled()
    assert visitor.told() == ["You: slow one", "You: second", "Assistant: Slowly: slow one", "Assistant: You said: second"]


@pytest.mark.parametrize("token", ["forged", Sessions("some other secret of ours").issue("")])
def test_a_session_that_is_over_is_followed_by_a_new_one(visitor: Visitor, token: str) -> None:
    visitor.say("treatments")
    visitor.look(f"(() => {{ const key = Object.keys(localStorage).find((k) => k.includes('session')); const kept = JSON.parse(localStorage[key]);"
                 f"localStorage[key] = JSON.stringify({{...kept, token: '{token}'}}); }})()")
    visitor.press("Which is fastest?")
    expect(visitor.page.get_by_text("That conversation has ended. This is a new one.")).to_be_visible()
    assert visitor.last == "You said: Which is fastest?"  # its words: the payload is none of the new conversation
    visitor.page.reload()
    expect(visitor.answers).to_have_count(1)


def test_a_restart_of_the_server_is_survived(context: MakeContext) -> None:
    server = StandIn()
    server.start()
    try:
        visitor = Visitor(context().new_page()).go(server.url)
        visitor.say("hello")
        server.stop()
        visitor.write("are you there")
        expect(visitor.page.locator(".unsent")).to_be_visible()
        server.start()
        visitor.page.get_by_role("button", name="Try again").click()
        expect(visitor.answers.last).to_contain_text("You said: are you there")
    finally:
        server.stop()


def test_a_second_tab_is_the_same_conversation(visitor: Visitor, stand_in: StandIn) -> None:
    visitor.say("Check my symptoms")
    other = Visitor(visitor.page.context.new_page()).go(stand_in.url)
    expect(other.answers).to_have_count(1)
    other.press("Yes, go ahead")
    expect(visitor.answers).to_have_count(2)  # shown in the first tab by itself
    visitor.press("Fatigue")
    expect(other.button("Fatigue")).to_have_attribute("aria-pressed", "true")


def test_who_writes_too_much_is_told_so(visitor: Visitor) -> None:
    visitor.page.evaluate("""async () => { const key = Object.keys(localStorage).find((k) => k.includes("session"));
        const issued = await (await fetch("session", {method: "POST", headers: {"content-type": "application/json"}, body: "{}"})).json();
        localStorage[key ?? `article-chat:session:${location.href}`] = JSON.stringify(issued);
        await Promise.all(Array.from({length: 60}, () => fetch("message", {method: "POST", body: '{"text": "x"}',
            headers: {"content-type": "application/json", authorization: `Bearer ${issued.token}`}}))); }""")
    assert "wait a minute" in visitor.say("one more")
    assert visitor.page.locator(".unsent").count() == 0
