"""The page as a PDF: one A4 sheet that a clinic could hand out, readable in black and white."""
from bisect import bisect_left
from datetime import datetime
from typing import Callable, Dict

from bot.intake.export.sheet import BLACK, BOTTOM, GREY, LIGHT, WIDTH, Sheet
from bot.intake.page import Line, Page, Section
from bot.intake.words import load_words

_SCALES = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79, 0.76, 0.73, 0.7, 0.66, 0.62, 0.58, 0.54, 0.5)
_LABEL = 44.0  # mm, the column of labels
_SOURCE = 36.0  # mm, the column of sources
_BAR_CELL = 5.0  # mm
_GAP = 4.0
_COLUMNS = (54.0, 34.0, 34.0)  # mm, of the table of symptoms
_NOTE_LINE = 9.0  # mm between the lines to write on
_MOST_NOTE_LINES = 20


def to_pdf(page: Page, created: datetime) -> bytes:
    """The file. Always one sheet: what is long is set smaller. Characters that the font lacks are shown as □."""
    sheet = Sheet(page.title, page.dated, created)
    # the largest that fits, or the smallest there is
    number = bisect_left(_SCALES, True, key=lambda scale: _left(page, sheet, scale) >= 0)
    scale = _SCALES[min(number, len(_SCALES) - 1)]
    left = _left(page, sheet, scale)
    sheet.begin(scale, draw=True)
    _write(page, sheet)
    _room_for_notes(sheet, left)
    sheet.y = BOTTOM - _footer(page, sheet)
    _write_footer(page, sheet)
    return sheet.to_bytes()


def _left(page: Page, sheet: Sheet, scale: float) -> float:
    """The height in mm that stays free between page and foot at a scale."""
    sheet.begin(scale, draw=False)
    _write(page, sheet)
    return BOTTOM - _footer(page, sheet) - sheet.y


def _write(page: Page, sheet: Sheet) -> None:
    sheet.row([(page.title, 0, WIDTH, "B", BLACK)], size=17, after=0.8)
    sheet.row([(page.dated, 0, WIDTH, "", GREY)], size=8, after=0.6 if page.unfinished else 2.2)
    if page.unfinished:
        sheet.row([(page.unfinished, 0, WIDTH, "B", BLACK)], size=9, after=2.2)
    sheet.rule(BLACK, 0.5)
    sheet.space(3.5)
    for section in page.sections:
        if section.kind == "urgent":
            _urgent(section, sheet)
            continue
        if section.above:
            sheet.space(0.8)
            sheet.row([(section.above, 0, WIDTH, "B", BLACK)], size=12, after=1.0)
            sheet.rule(BLACK, 0.3)
            sheet.space(2.0)
        sheet.row([(section.heading, 0, WIDTH, "B", BLACK)], size=9.5 if section.kind in _RAISED else 10.5, after=1.4)
        _BY_KIND.get(section.kind, _paragraphs)(section, page, sheet)
        sheet.space(3.2)


def _urgent(section: Section, sheet: Sheet) -> None:
    """A frame with a bar at its side; measured before it is drawn, so that the frame lies behind the text."""
    top, draw = sheet.y, sheet.draw
    for drawing in (False, True):
        sheet.y, sheet.draw = top + 2.2 * sheet.scale, draw and drawing
        sheet.row([(section.heading, 6, WIDTH - 10, "B", BLACK)], size=10.5, after=1.0)
        for number, line in enumerate(section.lines):
            sheet.row([(line.text, 6, WIDTH - 10, "" if number else "B", BLACK)], size=9, after=0.8)
        sheet.space(1.4)
        if not drawing:
            sheet.draw = draw
            sheet.box(0, top, WIDTH, sheet.y - top, line=BLACK, thickness=0.5)
            sheet.box(0, top, 2.4, sheet.y - top, fill=BLACK, line=BLACK)
    sheet.space(4.2)


def _symptoms(section: Section, _: Page, sheet: Sheet) -> None:
    columns = [_LABEL, _LABEL + _COLUMNS[0] + _GAP, _LABEL + _COLUMNS[0] + _COLUMNS[1] + 2 * _GAP]
    widths = [_LABEL - 3, *_COLUMNS]
    if any(line.cells for line in section.lines):
        sheet.row([(head, x, width, "", GREY) for head, x, width in zip(section.columns, [0.0, *columns], widths, strict=True)], size=7.5, after=0.8)
        sheet.rule()
        sheet.space(1.1)
    for line in section.lines:
        if not line.cells:
            sheet.row([(line.text, 0, WIDTH, "", GREY)])
        elif not any(line.cells[1:]) and not line.source:  # own words may run across
            sheet.row([(line.label, 0, _LABEL - 3, "B", BLACK), (line.cells[0], _LABEL, WIDTH - _LABEL, "", BLACK)], after=0.9)
        else:
            cells = [(text, x, width, "", BLACK) for text, x, width in zip(line.cells, columns, _COLUMNS, strict=True)]
            sheet.row([(line.label, 0, _LABEL - 3, "B", BLACK), *cells], after=0.9)
        sheet.rule()
        sheet.space(1.1)


def _account(section: Section, page: Page, sheet: Sheet) -> None:
    severity = load_words().labels["severity"]
    for line in section.lines:
        top = sheet.y
        sheet.row([(line.label, 0, _LABEL - 3, "B", BLACK), (line.text, _LABEL, WIDTH - _LABEL, "", BLACK)])
        if line.label == severity and page.severity is not None:
            _bar(page.severity, sheet, top)


def _bar(severity: int, sheet: Sheet, top: float) -> None:
    """Ten cells from 0 to 10, as many filled as the severity says."""
    below, sheet.y = sheet.y, top
    start = _LABEL + _COLUMNS[0] + _GAP
    sheet.text("0", start - 5, 3, 8, grey=GREY, align="R")
    for number in range(10):
        sheet.box(start + number * (_BAR_CELL + 0.6), top + 0.6 * sheet.scale, _BAR_CELL, 3.0 * sheet.scale, fill=70 if number < severity else 255)
    sheet.text("10", start + 10 * (_BAR_CELL + 0.6) + 1, 6, 8, grey=GREY)
    sheet.y = below


def _tests(section: Section, _: Page, sheet: Sheet) -> None:
    sheet.row([(head, x, 60, "", GREY) for head, x in zip(section.columns, (0.0, _LABEL + 16), strict=True)], size=7.5, after=0.8)
    sheet.rule(width=110)
    sheet.space(1.0)
    for line in section.lines:
        sheet.row([(line.label, 0, _LABEL + 14, "B", BLACK), (line.text, _LABEL + 16, 60, "", BLACK)], after=0.8)
        sheet.rule(width=110)
        sheet.space(1.0)


def _raised(section: Section, _: Page, sheet: Sheet) -> None:
    """A box to tick, what it is, why, and the section of the article at the right."""
    for line in section.lines:
        sheet.box(0, sheet.y + 0.7 * sheet.scale, 2.7 * sheet.scale, 2.7 * sheet.scale)
        source = load_words().page.source.replace("{section}", line.source)
        sheet.row([(line.label, 5, _LABEL - 8, "B", BLACK), (line.text, _LABEL, WIDTH - _LABEL - _SOURCE - _GAP, "", BLACK),
                   (source, WIDTH - _SOURCE, _SOURCE, "I", GREY)], size=8.5, after=1.3)


def _room_for_notes(sheet: Sheet, left: float) -> None:
    """Lines to write on where the sheet would stay empty."""
    lines = min(_MOST_NOTE_LINES, int((left - 14) // _NOTE_LINE))
    if lines < 2:
        return
    sheet.space(1)
    sheet.row([(load_words().page.room, 0, WIDTH, "B", BLACK)], size=10.5, after=0)
    for _ in range(lines):
        sheet.y += _NOTE_LINE
        sheet.rule()


def _paragraphs(section: Section, _: Page, sheet: Sheet) -> None:
    for line in section.lines:
        sheet.row([(_whole(line), 0, WIDTH, "", BLACK)])


def _whole(line: Line) -> str:
    return f"{line.label}: {line.text}" if line.label else line.text


def _footer(page: Page, sheet: Sheet) -> float:
    """The height of the foot of the sheet in mm."""
    y, draw, sheet.draw = sheet.y, sheet.draw, False
    _write_footer(page, sheet)
    height = sheet.y - y
    sheet.y, sheet.draw = y, draw
    return height


def _write_footer(page: Page, sheet: Sheet) -> None:
    sheet.rule(LIGHT)
    sheet.space(1.8)
    sheet.text(page.version, WIDTH - 28, 28, 8, grey=GREY, align="R")
    sheet.row([(page.closing, 0, WIDTH - 34, "", BLACK)], size=8, after=0)


_RAISED = ("mechanisms", "to_test", "treatments")
_BY_KIND: Dict[str, Callable[[Section, Page, Sheet], None]] = {
    "symptoms": _symptoms, "account": _account, "tests": _tests, **dict.fromkeys(_RAISED, _raised),
}
