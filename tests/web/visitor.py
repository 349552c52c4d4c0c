"""Somebody in front of the chat, in a browser: what they do and what they see."""
import re
from typing import Any, List

from playwright.sync_api import Locator, Page, expect

# The element that has the focus, inside shadow roots too, by its name.
_FOCUSED = """() => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  return e ? e.getAttribute("aria-label") || e.id || e.className || e.textContent : ""; }"""

TO_THE_REVIEW = ("Yes, go ahead", "Fatigue", "Tingling", "That's all", "Feet", "That's all", "Yes", "7", *["Yes"] * 5)
_BY_REQUESTS = """async (titles) => {
  const send = async (path, body, token) => (await fetch(path, {method: "POST", body: JSON.stringify(body),
    headers: {"content-type": "application/json", ...(token && {authorization: `Bearer ${token}`})}})).json();
  const session = await send("session", {});
  localStorage[`article-chat:session:${new URL("./", location.href)}`] = JSON.stringify(session);
  let said = await send("message", {text: "Check my symptoms"}, session.token);
  for (const title of titles) {
    const payload = said.at(-1).buttons.find((button) => button.title === title).payload;
    said = await send("message", {payload}, session.token);
  }
}"""


class Visitor:
    """Playwright's locators look into the chat's shadow root by themselves."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.field = page.get_by_label("Your message")
        self.log = page.get_by_role("log")
        self.typing = page.locator(".typing")
        self.notice = page.locator(".note")

    def go(self, address: str) -> "Visitor":
        self.page.goto(address)
        expect(self.field).to_be_visible()
        return self

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, text: str) -> str:
        """Write, and wait for what is said; its text."""
        before = self.answers.count()
        self.write(text)
        expect(self.answers.nth(before)).to_be_visible()
        self.settled()
        return self.last

    def press(self, name: str) -> None:
        """The last button of this name, once the conversation is at rest."""
        self.settled()
        self.button(name).last.click()
        self.settled()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}( \(chosen\))?$"))

    def settled(self) -> None:
        expect(self.typing).to_be_hidden(timeout=20_000)

    @property
    def answers(self) -> Locator:
        return self.page.locator(".turn.assistant:not(.greeting)")

    @property
    def last(self) -> str:
        return self.answers.last.locator(".prose").inner_text()

    def told(self) -> List[str]:
        """Everything in the log, one text per side and turn."""
        return [" ".join(text.split()) for text in self.page.locator(".turn:not(.greeting) .bubble").all_inner_texts()]

    @property
    def focused(self) -> str:
        return str(self.page.evaluate(_FOCUSED))

    def look(self, script: str) -> Any:
        return self.page.evaluate(script)

    def to_the_review(self, *, by_buttons: bool = False) -> None:
        """Through a whole intake of the stand-in; on the chat's own page without the buttons, which takes a tenth of the time."""
        if by_buttons:
            self.say("Check my symptoms")
            for name in TO_THE_REVIEW:
                self.press(name)
            return
        self.page.evaluate(_BY_REQUESTS, [*TO_THE_REVIEW])
        self.page.reload()
        expect(self.page.locator(".review").last).to_be_visible()
