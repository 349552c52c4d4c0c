"""The page as plain text."""
from datetime import date

import pytest
from hypothesis import given

from bot.intake.export.text import COLUMNS, to_text
from bot.intake.page import page, sentence
from bot.intake.record import Record
from tests.intake.records import ANY, ARTICLE, KNOWN, RICH, SKIPPED

DAY = date(2026, 11, 25)


def text_of(told: Record) -> str:
    return to_text(page(told, ARTICLE, DAY, "1.0"))


def test_the_page_as_text() -> None:
    text = text_of(RICH)
    assert text.startswith("Summary for your appointment\n============================\n25 November 2026 · ")
    for part in (
            "* Linked with nerve damage: has tingling, numbness, muscle weakness and muscle\n"
            "  aches and pain; does not have muscle cramps\n  (Article: Nerve damage)\n",
            "* How bad: 7 out of 10 (severe)\n  [#######...]\n* Diet", "\nTo raise with a healthcare provider\n====", "* MMA: raised\n",
            "\nThis is not a diagnosis."):
        assert part in text
    assert text.endswith("\nVersion 1.0\n")


def test_everything_skipped() -> None:
    assert "No question was answered" in text_of(SKIPPED)


@pytest.mark.parametrize("name", KNOWN)
def test_every_line_of_the_page_is_there(name: str) -> None:
    written = "".join(text_of(KNOWN[name]).split())
    for section in page(KNOWN[name], ARTICLE, DAY, "1.0").sections:
        assert "".join(section.heading.split()) in written
        for line in section.lines:
            assert "".join(sentence(line).split()) in written


@given(ANY)
def test_any_record_is_at_most_78_columns_wide(any_record: Record) -> None:
    assert max(map(len, text_of(any_record).splitlines())) <= COLUMNS


def test_unfinished_questions_stand_in_the_head() -> None:
    text = to_text(page(RICH, ARTICLE, DAY, "1.0", finished=False))
    assert "not finished" in "".join(text.splitlines(keepends=True)[:6])
