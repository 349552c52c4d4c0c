"""A question of a site's own: data alone, asked, understood, kept, shown and handed on like the others."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.article.files import ROOT

QUESTION = {
    "label": "appointment", "ask": "Have you made an appointment?", "retry": "Is there an appointment? Yes, not yet, or no.", "back": "I have: {value}. Really?",
    "why": "I ask so that you know when to take it along.", "short": "Have you made an appointment?", "problems": {},
    "choices": [{"title": "Made already", "value": "made", "said": ["yes", "i have one"]}, {"title": "Not yet", "value": "not_yet", "said": ["soon", "no"]}],
}
# What is done in a process of its own, since the questions are read once.
TALK = """
import json, sys
from datetime import date, datetime, timezone
import jsonschema
from bot.article import load_article
from bot.intake import record as records
from bot.intake.contract import load_schema, to_contract
from bot.intake.dialogue import advance
from bot.intake.export.fhir import questionnaire, questionnaire_response
from bot.intake.hear import Listener
from bot.intake.page import page, sentence
from bot.intake.record import Record, from_json, to_json
from bot.intake.state import ASKING, REVIEW, State
article, listener = load_article(), Listener(load_article(), date(2026, 11, 25))
def hear(text, state): return advance(state, listener.command(text, state) or listener.hear(text, state))[0]
asked = State(status=ASKING, slot="appointment", consent=True, trail=("consent", "appointment"))
out = {"order": records.SLOTS, "texts": {text: hear(text, asked).record.own for text in json.loads(sys.argv[1])}}
told = hear("not yet", asked)
record = told.record
contract = to_contract(record, article)
jsonschema.validate(contract, load_schema())
changed = hear("change appointment to made already", told)
out.update(again=from_json(json.loads(json.dumps(to_json(record)))) == record, contract=contract["appointment"], keys=list(contract)[-2:],
           page=[sentence(line) for section in page(record, article, date(2026, 11, 25), "1").sections for line in section.lines if "Appointment" in line.label],
           item=[item for item in questionnaire(article)["item"] if item["linkId"] == "appointment"][0]["answerOption"][0]["valueCoding"]["code"],
           answer=[item for item in questionnaire_response(record, "done", article, datetime(2026, 11, 25, tzinfo=timezone.utc))["item"]][0],
           changed=changed.record.own, skipped=hear("skip", asked).record.skipped, next=told.slot)
print(json.dumps(out))
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """An article's folder: the one that comes along, with a question more before the last."""
    for path in (ROOT / "data").iterdir():
        if path.name != "intake":
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "intake").mkdir()
    for path in (ROOT / "data" / "intake").iterdir():
        (tmp_path / "intake" / path.name).symlink_to(path)
    return tmp_path


def write(pack: Path, **questions: object) -> None:
    """Put questions before the last one."""
    content = YAML(typ="safe", pure=True).load((ROOT / "data" / "intake" / "questions.yml").read_text(encoding="utf-8"))
    slots = list(content["slots"].items())
    content["slots"] = dict([*slots[:-1], *questions.items(), slots[-1]])
    (pack / "intake" / "questions.yml").unlink()
    (pack / "intake" / "questions.yml").write_text(json.dumps(content), encoding="utf-8")  # JSON is YAML


def run(pack: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env={**os.environ, "ARTICLE": str(pack), "PYTHONPATH": str(ROOT)}, capture_output=True,
                          text=True, timeout=120, check=False)


def test_it_is_asked_understood_kept_and_shown(pack: Path) -> None:
    write(pack, appointment=QUESTION)
    texts = ["yes", "Yes, I have one!", "no", "not yet", "soon I hope", "purple"]
    done = run(pack, "-c", TALK, json.dumps(texts))
    assert done.returncode == 0, done.stderr
    out = json.loads(done.stdout)
    made, not_yet = {"appointment": "made"}, {"appointment": "not_yet"}
    assert out["order"][-2:] == ["appointment", "notes"]
    assert out["texts"] == dict(zip(texts, (made, made, not_yet, not_yet, not_yet, {}), strict=True))
    assert (out["again"], out["contract"], out["keys"]) == (True, "not_yet", ["discuss", "appointment"])
    assert out["page"] == ["Appointment: not yet"]
    assert (out["item"], out["answer"]["answer"][0]["valueCoding"]["code"]) == ("made", "not_yet")
    assert (out["changed"], out["skipped"], out["next"]) == (made, ["appointment"], "symptoms")


def test_mistakes_in_it_are_told(pack: Path) -> None:
    without_words = {**QUESTION, "choices": [{"title": "Vegan", "value": "vegan"}]}
    write(pack, diett=without_words, urgent=QUESTION, When=QUESTION)
    done = run(pack, "-m", "bot.checks")
    assert done.returncode == 1
    for mistake in ("slots -> diett (none of symptoms, ", "a question cannot be called urgent", "a question cannot be called When"):
        assert mistake in done.stderr
