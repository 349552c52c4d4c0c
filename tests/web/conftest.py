"""A browser for all tests of the chat; every page of it has to be free of errors and of anything the policy forbids."""
import os
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.web.servers import StandIn, serve
from tests.web.visitor import Visitor

expect.set_options(timeout=20_000)  # ms: an answer is waited for also while the machine does other things
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
MakeContext = Callable[..., BrowserContext]
_VIOLATIONS = "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))"


@pytest.fixture(scope="package")  # not longer: Playwright's event loop must be gone when other tests run theirs
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail(f"There is no Chromium at {CHROMIUM}, so the chat cannot be tested: run `make browser`, or say where one is with CHROMIUM=…", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def problems() -> List[str]:
    """What browsers complained of; a test that provokes something clears it."""
    return []


@pytest.fixture
def context(browser: Browser, problems: List[str]) -> Iterator[MakeContext]:
    """Makes a visitor's browser: nothing kept from anybody before."""
    made: List[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        given: Dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "accept_downloads": True, **options}
        context = browser.new_context(**given)
        context.set_default_timeout(10_000)
        context.add_init_script(_VIOLATIONS)
        context.on("page", lambda page: watch(page, problems))
        made.append(context)
        return context

    yield make
    for context_ in made:
        context_.close()
    assert not problems


def watch(page: Page, problems: List[str]) -> None:
    # That a request failed is told by the browser too; whether it should have is what the test looks at.
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") and "Failed to load" not in message.text else None)
    page.on("pageerror", lambda error: problems.append(str(error)))


@pytest.fixture
def visitor(context: MakeContext, stand_in: StandIn) -> Visitor:
    """Somebody on the chat page, at a desk."""
    return Visitor(context().new_page()).go(stand_in.url)


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory, stand_in: StandIn) -> Iterator[str]:
    """Another site, of a listed origin, with the widget on its pages; the address of its front page. `/rtl.html` reads from right to left."""
    folder = tmp_path_factory.mktemp("clinic")
    for name, attributes, direction in (
        ("index.html", 'data-title="City clinic" data-greeting="Welcome to the clinic." data-color="#7a1fa2" data-label="Ask us" '
                       'data-suggestions="How is it tested?|treatments"', "ltr"),
        ("plain.html", "", "ltr"), ("rtl.html", "", "rtl"), ("left.html", 'data-position="left" data-theme="dark"', "ltr"),
    ):
        tag = f'<script src="{stand_in.url}widget.js" {attributes} defer></script>'
        (folder / name).write_text(page_of_the_clinic(tag, direction, stand_in), encoding="utf-8")
    (folder / "page.css").write_text("* { color: #333; text-transform: uppercase } button { width: 300px; color: red } body { font: 16px serif; margin: 40px }")
    (folder / "page.js").write_text("""window.heard = [];
        for (const name of ["open", "message", "close"]) document.addEventListener("article-chat:" + name, (event) => heard.push([name, event.detail]));""")
    for address in serve(folder):
        yield f"{address}/index.html"


def page_of_the_clinic(tag: str, direction: str, stand_in: StandIn) -> str:
    """A page with the policy that docs/widget.md asks for, as strict as it gets, and with styles that reach for everything."""
    origin = stand_in.url.split("/webhooks")[0]
    policy = (f"default-src 'none'; script-src 'self' {origin}; connect-src {origin}; style-src 'self'; img-src data:; "
              "require-trusted-types-for 'script'; trusted-types article-chat")
    return f"""<!doctype html><html lang="en" dir="{direction}"><head><meta charset="utf-8"><title>City clinic</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="page.css"></head>
<body><main><h1>City clinic</h1><p>Opening hours and directions.</p><p><a href="#hours">Opening hours</a></p></main>
<script src="page.js"></script>
{tag}</body></html>"""
