"""WCAG 2.2 AA: axe-core finds nothing in any state, in both themes; everything works by keyboard; answers are announced once."""
from functools import lru_cache
from typing import Callable, Dict, List, Literal, Tuple

import pytest
from playwright.sync_api import Page, expect

from bot import settings
from tests.web.conftest import MakeContext
from tests.web.servers import StandIn
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THEMES: Tuple[Literal["light", "dark"], ...] = ("light", "dark")
_CHAT = "document.querySelector('#chat').shadowRoot"


@lru_cache
def axe() -> str:
    path = settings.ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
    assert path.exists(), "axe-core is not installed: run `make widget`."
    return path.read_text(encoding="utf-8")


def findings(page: Page) -> object:
    """What axe finds in either theme; the page has to hold still, so without motion."""
    found: List[object] = []
    page.evaluate(axe())
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(50)
        result = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
        found.extend((theme, one["id"], [node["html"][:150] for node in one["nodes"]]) for one in result["violations"])
    return found


def typing(visitor: Visitor) -> None:
    visitor.write("slow")
    expect(visitor.typing).to_be_visible()


def error(visitor: Visitor) -> None:
    visitor.page.route("**/message", lambda route: route.abort())
    visitor.write("hello")
    expect(visitor.page.locator(".unsent")).to_be_visible()


def offline(visitor: Visitor) -> None:
    visitor.page.context.set_offline(True)
    expect(visitor.notice).to_contain_text("offline")


def buttons(visitor: Visitor) -> None:
    visitor.say("treatments")
    visitor.press("Which is fastest?")


def table(visitor: Visitor) -> None:
    visitor.say("treatments")
    visitor.page.locator(".sources summary").click()


def chips(visitor: Visitor) -> None:
    visitor.say("Check my symptoms")
    visitor.press("Yes, go ahead")
    visitor.press("Fatigue")


def scale(visitor: Visitor) -> None:
    chips(visitor)
    for name in ("That's all", "Feet", "That's all", "Yes"):
        visitor.press(name)


def summary(visitor: Visitor) -> None:
    visitor.to_the_review()
    visitor.press("All correct")


def asking(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Start again").click()
    visitor.page.get_by_text("Privacy").click()
    visitor.write("x" * 1_200)


STATES: Dict[str, Callable[[Visitor], object]] = {
    "open": lambda visitor: None, "typing": typing, "error": error, "offline": offline, "buttons": buttons, "table": table, "chips": chips, "scale": scale,
    "review": Visitor.to_the_review, "summary": summary, "urgent": lambda visitor: visitor.say("urgent"), "questions": asking,
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(context: MakeContext, stand_in: StandIn, state: str) -> None:
    visitor = Visitor(context(reduced_motion="reduce").new_page()).go(stand_in.url)
    STATES[state](visitor)
    assert findings(visitor.page) == []
    visitor.page.context.set_offline(False)


@pytest.mark.parametrize("size", [(640, 400), (320, 256)])  # 1280 × 800 at 200 %, 1280 × 1024 at 400 %
def test_axe_finds_nothing_when_zoomed_in(context: MakeContext, stand_in: StandIn, size: "tuple[int, int]") -> None:
    visitor = Visitor(context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=2, reduced_motion="reduce").new_page()).go(stand_in.url)
    scale(visitor)
    assert findings(visitor.page) == []
    assert visitor.look("document.documentElement.scrollWidth <= innerWidth")
    visitor.button("7").scroll_into_view_if_needed()
    expect(visitor.button("7")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("page", ["index.html", "left.html"])
def test_axe_finds_nothing_on_another_site(context: MakeContext, clinic: str, page: str) -> None:
    seen = context(reduced_motion="reduce").new_page()
    seen.goto(clinic.replace("index.html", page))
    launcher = seen.locator("article-chat button.launcher")
    expect(launcher).to_be_visible()
    assert findings(seen) == []
    launcher.click()
    visitor = Visitor(seen)
    visitor.say("treatments")
    visitor.press("Which is fastest?")
    assert findings(seen) == []


def test_everything_works_by_keyboard(visitor: Visitor) -> None:
    page = visitor.page
    assert visitor.focused == "chat-question"
    page.keyboard.type("treatments")
    page.keyboard.press("Enter")
    expect(visitor.answers).to_have_count(1)
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if visitor.focused == "choice":
            break
    page.keyboard.press("Enter")
    expect(visitor.answers).to_have_count(2)
    assert visitor.focused == "choice used"  # nobody is thrown out of their place
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(visitor.answers).to_have_count(3)
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(visitor.focused)
    assert {"chat-question", "Send", "Table", "Start again", "Messages"} <= set(seen)


def test_a_widget_opens_takes_and_gives_back_the_focus(context: MakeContext, clinic: str) -> None:
    page = context().new_page()
    page.goto(clinic)
    expect(page.locator("article-chat button.launcher")).to_be_visible()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    visitor = Visitor(page)
    expect(page.get_by_role("dialog", name="City clinic")).to_be_visible()
    assert visitor.focused == "chat-question"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert visitor.focused == "launcher"


def test_on_a_phone_the_focus_stays_in_the_open_widget(context: MakeContext, clinic: str) -> None:
    page = context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(clinic)
    page.locator("article-chat button.launcher").click()
    visitor = Visitor(page)
    expect(visitor.field).to_be_visible()
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.add(visitor.look("document.activeElement.tagName"))
    assert seen == {"ARTICLE-CHAT"}


def test_each_answer_is_announced_once(visitor: Visitor) -> None:
    visitor.say("hello")
    expect(visitor.log).to_have_attribute("aria-live", "polite")
    visitor.look(f"""(() => {{ const log = {_CHAT}.querySelector('.log'); window.added = [];
        new MutationObserver((all) => all.forEach((one) => one.target === log && one.addedNodes.forEach((node) => added.push(node.textContent))))
        .observe(log, {{childList: true, subtree: true}}); }})()""")
    visitor.say("slow")
    added = visitor.look("added")
    assert added[0] == "You: slow"
    assert [text for text in added if "Slowly" in text] == added[1:]


def test_what_was_there_is_not_announced_again(visitor: Visitor) -> None:
    visitor.say("hello")
    visitor.page.add_init_script(f"""addEventListener("DOMContentLoaded", () => {{ window.live = []; const look = () => {{
        const log = {_CHAT}?.querySelector?.('.log'); if (log) live.push([log.children.length, log.ariaLive]); requestAnimationFrame(look); }};
        requestAnimationFrame(look); }})""".replace("document.querySelector('#chat').shadowRoot", "document.querySelector('#chat')?.shadowRoot"))
    visitor.page.reload()
    expect(visitor.answers).to_have_count(1)
    seen = visitor.look("live")
    assert all(state == "off" for count, state in seen if count < 3)


def test_targets_are_large_enough(visitor: Visitor) -> None:
    summary(visitor)
    visitor.say("treatments")
    small = visitor.look(f"""[...{_CHAT}.querySelectorAll("button, .files a, textarea")].map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)""")
    assert small == []


def test_motion_is_left_out_when_it_is_not_wanted(context: MakeContext, stand_in: StandIn) -> None:
    visitor = Visitor(context(reduced_motion="reduce").new_page()).go(stand_in.url)
    visitor.say("hello")
    assert float(visitor.look(f"getComputedStyle({_CHAT}.querySelector('.turn:last-child')).animationDuration").rstrip("s")) <= 0.01
