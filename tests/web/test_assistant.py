"""The chat in front of the assistant itself: questions, buttons, tables, a reload, an emergency, and a whole intake."""
import json
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

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


def test_the_guided_questions_with_an_interruption_a_correction_and_a_reload(person: Visitor) -> None:
    page = person.page
    page.locator(".greeting").get_by_role("button", name="Check my symptoms").click()
    person.press("Yes, go ahead")
    person.press("Tingling")
    person.press("Fatigue")
    expect(person.button("Tingling").last).to_have_attribute("aria-pressed", "true")
    person.press("That's all")
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", "2")
    person.say("How fast do injections work?")
    assert [person.answers.nth(-2).get_attribute("data-type"), person.answers.nth(-1).get_attribute("data-type")] == ["answer", "intake"]
    expect(bar).to_have_attribute("aria-valuenow", "2")
    person.say("my feet and hands")
    person.say("for about six weeks")
    page.reload()
    expect(bar).to_have_attribute("aria-valuenow", "4")
    page.get_by_role("button", name="6", exact=True).last.click()
    person.settled()
    for title in ("Vegan", "None that I know of", "No tests so far", "Nothing", "Nothing to add"):
        person.press(title)
    assert re.search("six weeks", page.locator(".review").inner_text(), re.I)
    person.say("actually six months, not weeks")
    assert re.search("six months", page.locator(".review").last.inner_text(), re.I)
    page.get_by_role("button", name=re.compile("^Change: how severe", re.I)).last.click()
    person.settled()
    page.get_by_role("button", name="8", exact=True).last.click()
    person.settled()
    person.press("All correct")
    expect(page.locator(".summary")).to_contain_text("six months")
    files = page.locator(".files")
    with page.expect_download() as waiting:
        files.get_by_role("link", name="PDF").click()
    text = " ".join(page_.extract_text() for page_ in PdfReader(waiting.value.path()).pages)
    assert "six months" in text
    assert "8 out of 10" in text
    with page.expect_download() as waiting:
        files.get_by_role("link", name="FHIR").click()
    assert json.loads(waiting.value.path().read_text())["status"] == "completed"


def test_nothing_is_lost_when_the_assistant_is_started_anew(person: Visitor, assistant: Assistant) -> None:
    person.say("Check my symptoms")
    person.press("Yes, go ahead")
    person.press("Tingling")
    assistant.stop()
    try:
        person.button("That's all").click()
        expect(person.page.locator(".unsent")).to_be_visible()
    finally:
        assistant.start()
    person.page.get_by_role("button", name="Try again").click()
    person.settled()
    expect(person.page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "2")
    person.page.reload()
    expect(person.button("Tingling").last).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("typed", ["/restart", '/ask_food{"facet":"list"}', "<b>bold</b> & <i>x</i>", "**stars** [x](javascript:y)"])
def test_what_was_typed_is_shown_as_it_was_typed(person: Visitor, typed: str) -> None:
    person.say(typed)
    assert person.told()[0] == f"You: {typed}"
    person.page.reload()
    expect(person.answers).to_have_count(1)
    assert person.told()[0] == f"You: {typed}"
