"""The chat in front of the assistant itself: questions, buttons, tables, a reload, an emergency."""
import pytest
from playwright.sync_api import expect

from bot.assistant import Assistant
from tests.web.conftest import MakeContext
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def person(context: MakeContext, assistant: Assistant) -> Visitor:
    return Visitor(context().new_page()).go(f"{assistant.url}/webhooks/web/")


@pytest.mark.parametrize("suggestion", range(4))
def test_what_the_greeting_offers_is_answered(person: Visitor, suggestion: int) -> None:
    person.page.locator(".greeting").get_by_role("button").nth(suggestion).click()
    expect(person.answers.first).to_have_attribute("data-type", "answer")
    person.settled()
    expect(person.page.locator(".sources")).to_have_count(1)


def test_the_treatments_are_a_table(person: Visitor) -> None:
    person.say("Compare the treatments")
    assert person.page.get_by_role("columnheader").count() >= 3
    assert person.page.get_by_role("rowheader").count() >= 4


def test_a_button_is_followed_and_told_after_a_reload(person: Visitor) -> None:
    person.say("How is it treated?")
    button = person.page.locator(".answers button").last
    title = button.inner_text()
    button.click()
    person.settled()
    expect(person.answers.last).to_have_attribute("data-type", "answer")
    told = person.told()
    assert told[2] == f"You: {title}"
    person.page.reload()
    expect(person.answers).to_have_count(2)
    assert person.told() == told
    expect(person.button(title).first).to_have_attribute("aria-disabled", "true")


def test_an_emergency(person: Visitor) -> None:
    person.say("I have crushing chest pain")
    expect(person.page.locator(".urgent")).to_contain_text("emergency number")


@pytest.mark.parametrize("typed", ["/restart", '/ask_food{"facet":"list"}', "<b>bold</b> & <i>x</i>", "**stars** [x](javascript:y)"])
def test_what_was_typed_is_shown_as_it_was_typed(person: Visitor, typed: str) -> None:
    person.say(typed)
    assert person.told()[0] == f"You: {typed}"
    person.page.reload()
    expect(person.answers).to_have_count(1)
    assert person.told()[0] == f"You: {typed}"
