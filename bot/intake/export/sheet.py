"""An A4 sheet to write on: DejaVu Sans, a column of text, and a trial run that only measures."""
import logging
from datetime import datetime, timezone
from importlib.util import find_spec
from pathlib import Path
from typing import Dict, Sequence, Tuple

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from bot.article import load_article

MARGIN = 18.0  # mm
WIDTH = 210.0 - 2 * MARGIN
BOTTOM = 297.0 - 16.0
BLACK, GREY, LIGHT = 20, 90, 190
_FONT = "DejaVuSans"
_POINT = 25.4 / 72
_MISSING = "□"
_WHITE = 255

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it logs every table of the font, and the letters that were used


class Sheet:
    """One page. `y` is where the next thing goes, in mm; `scale` shrinks type and spaces; without `draw` things are only measured."""

    def __init__(self, title: str, subject: str, created: datetime) -> None:
        self.pdf = FPDF(format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(MARGIN)
        self.pdf.c_margin = 0
        for style, file in {"": "", "B": "-Bold", "I": "-Oblique"}.items():
            self.pdf.add_font(_FONT, style, str(_fonts() / f"{_FONT}{file}.ttf"))
        self.pdf.set_title(title)
        self.pdf.set_subject(subject)
        self.pdf.set_lang("en")
        self.pdf.set_creator(load_article().about.assistant)
        self.pdf.set_creation_date(created.astimezone(timezone.utc))
        self.pdf.set_display_mode("fullpage")
        self.pdf.add_page()
        self.y, self.scale, self.draw = MARGIN, 1.0, True

    def begin(self, scale: float, *, draw: bool) -> None:
        self.y, self.scale, self.draw = MARGIN - 2, scale, draw

    def space(self, mm: float) -> None:
        self.y += mm * self.scale

    def text(self, text: str, x: float, width: float, size: float = 9, style: str = "", grey: int = BLACK, align: str = "L") -> float:
        """Write at `x` and the present height, wrapped; return the height it takes. `y` stays."""
        self.pdf.set_font(_FONT, style, size * self.scale)
        self.pdf.set_text_color(grey)
        self.pdf.set_xy(MARGIN + x, self.y)
        height = size * self.scale * _POINT * 1.38
        taken = self.pdf.multi_cell(width, height, self._printable(text, style), align=align, dry_run=not self.draw, output=MethodReturnValue.HEIGHT,
                                    new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        assert isinstance(taken, float)
        return taken

    def row(self, cells: Sequence[Tuple[str, float, float, str, int]], size: float = 9, after: float = 1.1) -> None:
        """Texts side by side, each (text, x, width, style, grey); `y` moves below the tallest."""
        heights = [self.text(text, x, width, size, style, grey) for text, x, width, style, grey in cells if text]
        self.y += max(heights, default=0) + after * self.scale

    def rule(self, grey: int = LIGHT, thickness: float = 0.2, x: float = 0, width: float = WIDTH) -> None:
        if self.draw:
            self.pdf.set_draw_color(grey)
            self.pdf.set_line_width(thickness)
            self.pdf.line(MARGIN + x, self.y, MARGIN + x + width, self.y)

    def box(self, x: float, y: float, width: float, height: float, *, fill: int = _WHITE, line: int = GREY, thickness: float = 0.25) -> None:
        """A rectangle at `x` from the margin and `y` from the top of the page."""
        if self.draw:
            self.pdf.set_draw_color(line)
            self.pdf.set_fill_color(fill)
            self.pdf.set_line_width(thickness)
            self.pdf.rect(MARGIN + x, y, width, height, style="DF")

    def to_bytes(self) -> bytes:
        return bytes(self.pdf.output())

    def _printable(self, text: str, style: str) -> str:
        """`text` with □ for every character that the font lacks; what joins or varies an emoji goes without a trace."""
        known: Dict[int, str] = self.pdf.fonts[f"{_FONT.lower()}{style}"].cmap  # type: ignore[union-attr]
        return "".join(c if ord(c) in known else _MISSING for c in text if not "\ufe00" <= c <= "\ufe0f" and c != "\u200d")


def _fonts() -> Path:
    """DejaVu, free to embed, comes with matplotlib, which is looked up but not imported."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib, whose package brings the font of the page, is not installed.")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
