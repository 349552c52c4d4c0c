"""The page before it has a form."""
from datetime import date
from typing import Dict, List

import pytest
from hypothesis import given

from bot.intake.page import LONGEST_ANSWER, LONGEST_NOTE, MOST_OWN_WORDS, Page, Section, is_empty, page
from bot.intake.record import SLOTS, Record
from tests.intake.records import ANY, ARTICLE, EMPTY, KNOWN, LONG, RICH, SKIPPED, URGENT_ONE, record

DAY = date(2026, 11, 25)


def shown(told: Record) -> Page:
    return page(told, ARTICLE, DAY, "1.0")


def section(told: Record, kind: str) -> Section:
    return next(section for section in shown(told).sections if section.kind == kind)


def texts(told: Record, kind: str) -> Dict[str, str]:
    return {line.label: line.text for line in section(told, kind).lines}


def kinds(told: Record) -> List[str]:
    return [section.kind for section in shown(told).sections]


def test_what_is_urgent_comes_first() -> None:
    assert kinds(URGENT_ONE)[0] == "urgent"
    assert section(URGENT_ONE, "urgent").lines[0].text == "Chest pain and possible signs of a stroke."


def test_the_order_of_a_rich_page() -> None:
    assert kinds(RICH) == ["symptoms", "account", "tests", "words", "mechanisms", "to_test", "treatments"]


def test_symptoms_stand_by_mechanism_as_present_unsure_and_denied() -> None:
    assert texts(RICH, "symptoms") == {
        "Linked with nerve damage": "has tingling, numbness, muscle weakness and muscle aches and pain; does not have muscle cramps",
        "Linked with anemia": "has muscle weakness, muscle aches and pain and fatigue", "Linked with raised homocysteine": "has muscle aches and pain",
        "Other symptoms": "not sure of memory problems; does not have headaches",
        "Not in the article": "“my eyelid keeps twitching”, “feet like in café syrup Ω 😀”"}
    assert section(RICH, "symptoms").lines[0].cells == ("tingling, numbness, muscle weakness, muscle aches and pain", "", "muscle cramps")


def test_what_was_told_stands_in_plain_words() -> None:
    assert texts(RICH, "account") == {
        "Where": "feet and hands", "Since when": "about one year and six months", "How bad": "7 out of 10 (severe)", "Diet": "vegetarian",
        "Absorption": "not sure whether B12 is taken up well", "B12 taken now": "B12-rich food and supplements by mouth"}
    assert texts(RICH, "tests") == {"B12 in the blood": "borderline", "MMA": "raised"}
    assert section(RICH, "words").lines[0].text == "“It began after my second child.”"


def test_what_was_left_open_is_told_from_what_was_never_asked() -> None:
    told = texts(record("tingling", skipped=("diet", "notes")), "account")
    assert told["Diet"] == "left open"
    assert told["In own words"] == "left open"
    assert told["Absorption"] == "not told"


def test_each_thing_to_raise_has_its_section() -> None:
    raised = [(line.label, line.source) for kind in ("mechanisms", "to_test", "treatments") for line in section(RICH, kind).lines]
    titles = {one.title for one in ARTICLE.sections.values()}
    assert ("The homocysteine test", "Diagnosis") in raised
    assert ("Exercise", "Exercise") in raised
    assert all(source in titles for _, source in raised)
    assert [one.above for one in shown(RICH).sections if one.above] == ["To raise with a healthcare provider"]


@pytest.mark.parametrize("told", [EMPTY, SKIPPED, record(skipped=("diet",)), record(other_symptoms=(" ",), notes="")])
def test_nothing_told_is_said_kindly(told: Record) -> None:
    assert is_empty(told)
    assert kinds(told) == ["nothing"]
    assert "quite all right" in section(told, "nothing").lines[0].text


def test_urgent_and_nothing_else() -> None:
    assert kinds(record(urgent=("collapse",))) == ["urgent", "symptoms", "account"]


def test_date_version_and_what_it_is_not() -> None:
    assert shown(RICH).dated.startswith("25 November 2026")
    assert shown(RICH).version == "Version 1.0"
    assert shown(RICH).closing.startswith("This is not a diagnosis.")
    assert shown(RICH).severity == 7


def test_long_free_text_is_cut() -> None:
    words = section(LONG, "words").lines[0].text
    assert len(words) == LONGEST_NOTE + 2
    assert words.endswith("…”")
    own = texts(LONG, "symptoms")["Not in the article"]
    assert own.count("“") == MOST_OWN_WORDS
    assert own.endswith("and 34 more")
    assert len(texts(LONG, "account")["Where"]) <= LONGEST_ANSWER


@given(ANY)
def test_any_record_has_a_page(any_record: Record) -> None:
    one = shown(any_record)
    assert one.sections
    assert all(line.text for section in one.sections for line in section.lines)
    assert sum(len(line.text) for section in one.sections for line in section.lines) < 6_000


def test_no_line_of_the_account_is_about_consent() -> None:
    assert len(texts(KNOWN["urgent"], "account")) == len(SLOTS) - 1


def test_an_unfinished_page_says_so() -> None:
    assert not shown(RICH).unfinished
    assert "not finished" in page(RICH, ARTICLE, DAY, "1.0", finished=False).unfinished


def test_a_note_of_six_hundred_characters_is_whole() -> None:
    assert section(record("tingling", notes="a note " * 85), "words").lines[0].text.endswith("note”")
