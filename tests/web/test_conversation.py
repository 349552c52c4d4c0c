"""A visitor's whole path: asking, buttons, tables, the guided questions to the summary, an emergency."""
import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import MakeContext
from tests.web.servers import StandIn
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser


def test_the_greeting_says_what_it_can_do(visitor: Visitor) -> None:
    expect(visitor.page.locator(".greeting .prose")).to_contain_text("vitamin B12")
    visitor.page.locator(".greeting").get_by_role("button", name="Compare the treatments").click()
    expect(visitor.page.get_by_role("table")).to_be_visible()


def test_a_table_is_a_table(visitor: Visitor) -> None:
    visitor.say("treatments")
    table = visitor.page.get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts()[-1] == "Injections"
    assert table.get_by_role("rowheader").all_inner_texts() == ["How fast", "For whom"]


def test_sources_open_from_a_quiet_line(visitor: Visitor) -> None:
    visitor.say("treatments")
    sources = visitor.page.locator(".sources")
    assert "From the article" not in visitor.last
    expect(sources.locator("li").first).to_be_hidden()
    sources.locator("summary").click()
    expect(sources).to_contain_text("Treatments compared")
    expect(sources).to_contain_text("“Vitamin B12 deficiency and muscle aches”")


def test_a_suggestion_carries_its_payload_and_stays_told(visitor: Visitor) -> None:
    visitor.say("treatments")
    sent = []
    visitor.page.on("request", lambda request: sent.append(request.post_data) if request.url.endswith("message") else None)
    visitor.press("Which is fastest?")
    assert sent == ['{"payload":"/ask_comparison{\\"facet\\":\\"fastest\\"}"}']
    used = visitor.button("Which is fastest?")
    expect(used).to_have_attribute("aria-disabled", "true")
    assert "(chosen)" in (used.text_content() or "")
    used.click(force=True)
    expect(visitor.button("How long does it take?")).not_to_have_attribute("aria-disabled", "true")
    assert len(sent) == 1
    assert visitor.told()[-2].endswith("Which is fastest?")


def test_the_guided_questions_from_start_to_summary(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say("Check my symptoms")
    visitor.press("Yes, go ahead")
    expect(visitor.button("No").first).to_have_attribute("aria-disabled", "true")
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuetext", "Symptom check: 1 of 9")
    assert "1 of 9" not in visitor.last  # drawn, not said twice
    turns = visitor.answers.count()
    visitor.press("Fatigue")
    visitor.press("Tingling")
    assert visitor.answers.count() == turns  # picked in their place
    for chip in ("Fatigue", "Tingling"):
        expect(visitor.button(chip)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".noted").last).to_have_text("Noted: tingling. Anything else?")
    visitor.press("That's all")
    assert visitor.say("compare the treatments?")  # an interruption: answered, then the same question again
    expect(bar).to_have_attribute("aria-valuetext", "Symptom check: 2 of 9")
    visitor.press("Feet")
    visitor.press("That's all")
    visitor.press("Yes")
    assert page.locator(".scale").last.get_by_role("button").count() == 11
    page.get_by_role("button", name="10, as bad as it can be").click()
    for _ in range(5):
        visitor.press("Yes")
    review = page.locator(".review li")
    assert review.first.inner_text().split("\n")[0] == "Symptoms: fatigue, tingling"
    assert review.count() == 9
    visitor.press("Change: severity")  # a correction
    page.get_by_role("button", name="4", exact=True).last.click()
    visitor.settled()
    assert "Severity: 4" in page.locator(".review").last.inner_text()
    visitor.press("All correct")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.locator(".summary")).to_contain_text("Severity: 4")


def test_the_summary_is_a_card_to_take_along(visitor: Visitor) -> None:
    page = visitor.page
    visitor.to_the_review()
    visitor.press("All correct")
    files = page.locator(".files")
    assert files.get_by_role("link").all_text_contents() == ["Download as PDF", "Download as Plain text", "Download as JSON", "Download as FHIR"]
    assert "/summary/" not in visitor.last
    with page.expect_download() as waiting:
        files.get_by_role("link", name="Plain text").click()
    assert waiting.value.path().read_text() == "Summary for an appointment"
    with page.expect_download() as waiting:
        files.get_by_role("link", name="FHIR").click()
    assert "QuestionnaireResponse" in waiting.value.path().read_text()


def test_the_summary_is_printed_alone(context: MakeContext, stand_in: StandIn) -> None:
    made = context()
    made.add_init_script("window.print = () => { window.printed = true }")
    visitor = Visitor(made.new_page()).go(stand_in.url)
    visitor.to_the_review()
    visitor.press("All correct")
    with visitor.page.expect_popup() as waiting:
        visitor.page.locator(".files").get_by_role("button", name="Print").click()
    sheet = waiting.value
    assert sheet.inner_text("body").startswith("Here is your summary.")
    assert sheet.locator("button, textarea").count() == 0


def test_the_questions_can_be_stopped_and_taken_up(visitor: Visitor) -> None:
    visitor.say("Check my symptoms")
    visitor.press("Yes, go ahead")
    visitor.button("Stop").click()
    expect(visitor.page.locator(".progress")).to_be_hidden()
    visitor.press("Go on with the questions")
    expect(visitor.page.locator(".progress")).to_be_visible()


def test_an_emergency_is_unmistakable_and_ends_the_questions(visitor: Visitor) -> None:
    visitor.say("Check my symptoms")
    visitor.press("Yes, go ahead")
    visitor.say("urgent")
    notice = visitor.page.locator(".urgent")
    expect(notice).to_contain_text(re.compile("Emergency.*Call your local emergency number now", re.S))
    expect(notice.get_by_role("img")).to_have_count(0)
    expect(visitor.page.locator(".progress")).to_be_hidden()
    expect(visitor.button("Skip")).to_have_attribute("aria-disabled", "true")


def test_a_long_answer_is_shown_from_its_beginning(visitor: Visitor) -> None:
    visitor.say("long")
    expect(visitor.answers.last.get_by_text("Paragraph 0 ")).to_be_in_viewport()


def test_a_message_of_several_lines(visitor: Visitor) -> None:
    visitor.field.fill("one")
    visitor.field.press("Shift+Enter")
    visitor.field.type("two")
    visitor.field.press("Enter")
    visitor.settled()
    assert visitor.last == "You said: one two"


def test_what_is_too_long_stays_to_be_shortened(visitor: Visitor) -> None:
    visitor.write("x" * 1_010)
    expect(visitor.notice).to_contain_text("at most 1000 characters")
    expect(visitor.page.locator(".count")).to_have_text("10 too many")
    assert len(visitor.field.input_value()) == 1_010
    assert visitor.told() == []


def test_starting_again_asks_first(visitor: Visitor) -> None:
    visitor.say("hello")
    visitor.page.get_by_role("button", name="Start again").click()
    visitor.page.keyboard.press("Escape")
    assert len(visitor.told()) == 2
    visitor.page.get_by_role("button", name="Start again").click()
    visitor.page.get_by_role("group", name="Start again").get_by_role("button", name="Start again").click()
    assert visitor.told() == []
    visitor.page.reload()
    visitor.say("a new one")
    assert len(visitor.told()) == 2


def test_a_question_in_the_address_is_written_not_sent(visitor: Visitor, stand_in: StandIn) -> None:
    visitor.go(f"{stand_in.url}?ask=which%20foods%3F")
    assert visitor.field.input_value() == "which foods?"
    assert visitor.told() == []


def test_a_phone(context: MakeContext, stand_in: StandIn) -> None:
    visitor = Visitor(context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, device_scale_factor=3).new_page()).go(stand_in.url)
    visitor.to_the_review()
    visitor.press("All correct")
    visitor.say("treatments")
    assert visitor.look("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.look("(() => { const s = document.querySelector('#chat').shadowRoot.querySelector('.scroll'); return s.scrollWidth <= s.clientWidth; })()")
    expect(visitor.field).to_be_in_viewport()


def test_speech(context: MakeContext, stand_in: StandIn) -> None:
    made = context()
    made.add_init_script("""
        window.said = [];
        Object.defineProperty(window, "speechSynthesis", {value: {speak: (u) => said.push(u.text), cancel: () => {}}});
        const heard = {results: [Object.assign([{transcript: "which foods"}], {isFinal: true})]};
        window.SpeechRecognition = class { start() { setTimeout(() => { this.onresult(heard); this.onend(); }, 50); } stop() {} };
    """)
    visitor = Visitor(made.new_page()).go(stand_in.url)
    visitor.page.get_by_role("button", name="Speak").click()
    expect(visitor.page.get_by_role("group", name="Microphone")).to_contain_text("Some browsers send the recording to their maker")
    visitor.page.get_by_role("button", name="Start listening").click()
    expect(visitor.field).to_have_value("which foods")
    visitor.say("treatments")
    visitor.page.get_by_role("button", name="Read aloud").last.click()
    (said,) = visitor.look("said")
    assert said.startswith("The article compares them. How fast; Diet: slow; Tablets: within weeks; Injections: fastest.")
    assert not re.search(r"[*_|#\[\]]|From the article", said)
