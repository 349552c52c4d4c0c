"""The summary in the chat."""
import re
import subprocess
import sys

import jsonschema
import pytest
from hypothesis import given

from bot.answers.answer import Bullets, Notice, Paragraph
from bot.article.files import ROOT
from bot.intake.contract import load_schema, to_contract
from bot.intake.links import addresses
from bot.intake.record import Record
from bot.intake.summary import summary
from bot.render import markdown
from tests.intake.records import ANY, ARTICLE, KNOWN, RICH, SKIPPED, URGENT_ONE, record

LINKS = addresses("rest:alice", "a secret of sixteen")


def test_the_object_is_the_record_flat() -> None:
    assert summary(RICH, ARTICLE, {}).custom == {"type": "summary", **to_contract(RICH, ARTICLE)}


def test_what_is_urgent_is_said_first() -> None:
    said = summary(URGENT_ONE, ARTICLE, {})
    assert said.blocks[0] == Notice("Chest pain and possible signs of a stroke.")
    assert said.short.startswith("First, and urgent: chest pain and possible signs of a stroke;")


def test_the_blocks_hold_the_page() -> None:
    text = markdown.render(summary(RICH, ARTICLE, {}), ARTICLE)
    for part in ("- **Linked with nerve damage**: has tingling", "- **How bad**: 7 out of 10 (severe)", "“It began after my second child.”", "- **MMA**: raised",
                 "_(Injections)_", "**This is not a diagnosis."):
        assert part in text
    assert text.endswith("_From the article: Nerve damage, Anemia and oxygen, Raised homocysteine, Diagnosis, Changing the diet, Supplements by mouth, "
                         "Injections, Exercise_")


def test_links_come_last_and_only_where_there_are_any() -> None:
    last = summary(RICH, ARTICLE, LINKS).blocks[-1]
    assert isinstance(last, Paragraph)
    assert re.fullmatch(r"To take along: \[PDF\]\(/summary/\S+\.pdf\) · \[plain text\]\(\S+\.txt\) · \[JSON\]\(\S+\.json\) · \[FHIR\]\(\S+\.fhir\)\.", last.text)
    assert isinstance(summary(RICH, ARTICLE, {}).blocks[-1], Notice)


def test_everything_skipped_is_said_kindly() -> None:
    said = summary(SKIPPED, ARTICLE, {})
    assert said.short == "No question was answered, and that is quite all right. You can start again at any time."
    assert said.sources == ()
    assert not [block for block in said.blocks if isinstance(block, Bullets)]


def test_the_spoken_form() -> None:
    assert summary(RICH, ARTICLE, LINKS).short == (
        "Your summary is ready: tingling, numbness, muscle aches and pain, fatigue and muscle weakness, about one year and six months, 7 out of 10. "
        "To raise with a healthcare provider: the homocysteine test, the physical and neurological exam, B12-rich diet, supplements by mouth, injections "
        "and exercise. It is not a diagnosis.")


def test_a_list_too_long_to_listen_to_is_cut() -> None:
    assert "tingling, numbness, a burning sensation, muscle weakness, muscle cramps and 11 more." in summary(
        record(" ".join(ARTICLE.symptoms)), ARTICLE, {}).short


@pytest.mark.parametrize("name", KNOWN)
def test_the_spoken_form_is_two_or_three_sentences(name: str) -> None:
    assert 2 <= len(re.findall(r"[.…](?= [A-Z]|$)", summary(KNOWN[name], ARTICLE, {}).short)) <= 3


@given(ANY)
def test_any_record_is_said(any_record: Record) -> None:
    said = summary(any_record, ARTICLE, LINKS)
    jsonschema.validate({key: value for key, value in said.custom.items() if key != "type"}, load_schema())
    assert said.short
    assert "{" not in said.short
    assert markdown.render(said, ARTICLE)


@pytest.mark.parametrize("module", ["summary", "links", "export.text", "export.json_file", "export.pdf", "export.fhir"])
def test_summaries_know_nothing_of_rasa(module: str) -> None:
    heavy = "('rasa', 'rasa_sdk', 'sanic', 'tensorflow', 'matplotlib')"
    code = f"import sys, bot.intake.{module}; print([name for name in sys.modules if name.split('.')[0] in {heavy}])"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"
