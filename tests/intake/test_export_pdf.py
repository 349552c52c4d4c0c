"""The page as a PDF, read back by pypdf."""
import re
from datetime import date, datetime, timezone
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from bot.intake.export.pdf import to_pdf
from bot.intake.page import page
from bot.intake.record import Record
from tests.intake.records import ANY, ARTICLE, KNOWN, LONG, RICH, record

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=timezone.utc)


def pdf_of(told: Record) -> bytes:
    return to_pdf(page(told, ARTICLE, date(2026, 11, 25), "1.0"), NOW)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def squeezed(text: str) -> str:
    """Without white space, which wrapping changes, and with the font's stand-in for what it lacks."""
    return re.sub(r"[\u4e00-\u9fff]", "□", "".join(text.split()))


@pytest.mark.parametrize("name", KNOWN)
def test_one_page_with_every_line(name: str) -> None:
    reader = read(pdf_of(KNOWN[name]))
    assert len(reader.pages) == 1
    written = squeezed(reader.pages[0].extract_text())
    one = page(KNOWN[name], ARTICLE, date(2026, 11, 25), "1.0")
    for section in one.sections:
        assert squeezed(section.heading) in written
        for line in section.lines:
            for part in (line.label, *(line.cells or (line.text,)), line.source if not line.cells else ""):
                assert squeezed(part) in written, part
    for part in (one.title, one.dated, one.closing, one.version):
        assert squeezed(part) in written


def test_the_page_is_a4_and_nothing_leaves_it() -> None:
    reader = read(pdf_of(LONG))
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    document = pypdfium2.PdfDocument(pdf_of(LONG))
    width, height = document[0].get_size()
    for item in document[0].get_objects():
        left, bottom, right, top = item.get_bounds()
        assert left >= 40
        assert bottom >= 30
        assert right <= width - 40
        assert top <= height - 30


def test_the_file_tells_what_it_is() -> None:
    reader = read(pdf_of(RICH))
    assert reader.metadata is not None
    assert reader.metadata.title == "Summary for your appointment"
    assert reader.metadata.creation_date == NOW
    assert str(reader.root_object["/Lang"]) == "en"


def test_accents_greek_and_emoji_are_there_and_what_the_font_lacks_is_marked() -> None:
    written = read(pdf_of(record(notes="naïve Ω ł ж 漢 😀 👩‍👧"))).pages[0].extract_text()
    assert "naïve Ω ł ж □ 😀" in written


def test_the_same_record_at_the_same_time_is_the_same_page() -> None:
    assert read(pdf_of(RICH)).pages[0].extract_text() == read(pdf_of(RICH)).pages[0].extract_text()


@settings(max_examples=15)
@given(ANY)
def test_any_record_is_one_page(any_record: Record) -> None:
    content = pdf_of(any_record)
    assert content.startswith(b"%PDF")
    assert len(pypdfium2.PdfDocument(content)) == 1
