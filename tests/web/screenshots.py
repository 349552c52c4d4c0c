"""`make screenshots`: the pictures of docs/images, taken of the assistant as it is."""
import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from pypdfium2 import PdfDocument

from bot import settings
from bot.assistant import Assistant
from bot.training import ensure_model
from tests.web.conftest import CHROMIUM
from tests.web.servers import CLINIC, serve
from tests.web.visitor import Visitor

IMAGES = settings.ROOT / "docs" / "images"
_CLINIC = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Riverside Health</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><style>
body{margin:0;font:17px/1.6 Georgia,serif;color:#2b2a33;background:#fbf8f3} nav{background:#2f3e6b;color:#fff;padding:22px 60px;font-size:22px}
main{max-width:640px;margin:56px 60px} h1{font-size:40px;line-height:1.2;font-weight:normal;margin:0 0 16px}</style></head><body><nav>Riverside Health</nav>
<main><h1>Tired, tingling, aching?</h1><p>Vitamin B12 is one of the things we look at. Read about it here, or ask our assistant before your appointment.</p>
<p>Appointments on weekdays from eight to six. Bring the page that the assistant makes of your answers, if you like.</p></main>
<script src="{url}widget.js" data-title="Riverside Health" data-color="#2f3e6b" defer></script></body></html>"""


def main() -> None:
    os.environ["WEB_ALLOWED_ORIGINS"] = CLINIC
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as run, sync_playwright() as playwright:
        assistant = Assistant(ensure_model(), settings.free_port(), "127.0.0.1", Path(run))
        assistant.start()
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        try:
            take(browser, f"{assistant.url}/webhooks/web/", Path(run))
        finally:
            browser.close()
            assistant.stop()


def take(browser: Browser, url: str, folder: Path) -> None:
    desk = {"viewport": {"width": 1280, "height": 800}}
    phone = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
    visitor = new(browser, **desk).go(url)
    visitor.say("Compare the treatments")
    keep(visitor, "page")
    visitor = new(browser, color_scheme="dark", **desk).go(url)
    visitor.say("Which foods have B12?")
    keep(visitor, "dark")
    visitor = new(browser, **phone).go(url)
    keep(visitor, "phone")
    visitor.say("Check my symptoms")
    visitor.press("Yes, go ahead")
    visitor.press("Tingling")
    visitor.press("Fatigue")
    keep(visitor, "symptoms")
    visitor.say("I forget words too, no cramps")
    visitor.say("feet and hands")
    visitor.say("since spring")
    keep(visitor, "severity")
    for answer in ("6", "vegan", "none that I know of", "B12 was borderline", "nothing"):
        visitor.say(answer)
    visitor.say("worse at night")
    keep(visitor, "review")
    visitor.press("All correct")
    keep(visitor, "summary")
    keep_pdf(visitor, "summary-page")
    visitor = new(browser, color_scheme="dark", **phone).go(url)
    visitor.say("I have crushing chest pain")
    keep(visitor, "urgent")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text(_CLINIC.replace("{url}", url), encoding="utf-8")
    for address in serve(folder / "site"):
        visitor = new(browser, **desk)
        visitor.page.goto(f"{address}/index.html")
        visitor.page.locator("article-chat button.launcher").click()
        visitor.say("How fast do injections work?")
        keep(visitor, "widget")


def new(browser: Browser, **options: Any) -> Visitor:
    return Visitor(browser.new_context(reduced_motion="reduce", **options).new_page())


def keep(visitor: Visitor, name: str) -> None:
    visitor.settled()
    visitor.page.wait_for_timeout(400)
    with Image.open(BytesIO(visitor.page.screenshot())) as picture:
        save(picture, name)


def keep_pdf(visitor: Visitor, name: str) -> None:
    """The first page of the summary's PDF, as it was handed out."""
    link = visitor.page.get_by_role("link", name="PDF").last.get_attribute("href")
    document = PdfDocument(visitor.page.request.get(urljoin(visitor.page.url, str(link))).body())
    save(document[0].render(scale=1.3).to_pil(), name)


def save(picture: Image.Image, name: str) -> None:
    picture.convert("RGB").quantize(200).save(IMAGES / f"{name}.png", optimize=True)  # a third of the size
    print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
