"""What is shown or pasted somewhere before anybody asks speaks of the article that is answered from."""
import json
import os
import subprocess
import sys
from typing import Dict, Tuple

import pytest

from bot.settings import ROOT

MADE = """
import json
from bot.article import load_article
from bot.channels.slack.manifest import PATH, manifest
from bot.channels.web_assets import Assets
from bot.channels.web_words import fillings
from bot.intake.questions import load_questions
from bot.voice import alexa_model

article = load_article()
assets = Assets(fillings=fillings(article))
body = lambda name: assets.answer(name, {}, "").body.decode()
print(json.dumps({"page": body("page.html"), "widget": body("widget.js"), "manifest": manifest(article), "written to": f"{PATH} {alexa_model.PATH}",
                  "skill": json.dumps(alexa_model.interaction_model(article, load_questions(), alexa_model.load_alexa()))}))
"""
B12: Dict[str, Tuple[str, ...]] = {
    "page": ("<title>B12 assistant</title>", "Questions about vitamin B12 deficiency and muscle aches?", "Which foods hold B12?"),
    "widget": ('"label": "Ask about B12"', '"title": "B12 assistant"', "I answer questions about vitamin B12 deficiency and muscle aches"),
    "manifest": ('name: "B12 assistant"', 'display_name: "b12-assistant"'), "skill": ('"vitamin helper"', '"injections"'),
    "written to": (f"{ROOT}/deploy/slack/manifest.yml {ROOT}/deploy/alexa/en-US.json",),
}
IRON: Dict[str, Tuple[str, ...]] = {
    "page": ("<title>Iron assistant</title>", "Questions about iron deficiency?", "Which foods hold iron?"),
    "widget": ('"label": "Ask about iron"', '"title": "Iron assistant"', "I answer questions about iron deficiency"),
    "manifest": ('name: "Iron assistant"', 'display_name: "iron-assistant"'), "skill": ('"iron helper"', '"spinach"'),
    "written to": (f"{ROOT}/examples/iron/deploy/slack/manifest.yml {ROOT}/examples/iron/deploy/alexa/en-US.json",),
}


@pytest.mark.parametrize(("article", "expected", "foreign"), [
    ("", B12, ("iron assistant", "spinach")), ("examples/iron", IRON, ("b12", "cobalamin", "muscle pain")),
], ids=["its own", "iron"])
def test_the_article_is_what_they_speak_of(article: str, expected: Dict[str, Tuple[str, ...]], foreign: Tuple[str, ...]) -> None:
    made = subprocess.run([sys.executable, "-c", MADE], cwd=ROOT, env={**os.environ, "ARTICLE": article}, capture_output=True, text=True, timeout=120, check=True)
    shown: Dict[str, str] = json.loads(made.stdout.splitlines()[-1])
    page = shown["page"].replace("&quot;", '"')
    assert {name: [text for text in texts if text not in {**shown, "page": page}[name]] for name, texts in expected.items()} == dict.fromkeys(expected, [])
    assert [(name, word) for name, text in shown.items() for word in foreign if word in text.lower()] == []
    assert not any(mark in text for text in shown.values() for mark in ("__WORDS__", "{about}", "{brief}", "{assistant}", "{words}", "{display}"))
