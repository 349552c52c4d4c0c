"""A message as Telegram's: HTML in chunks that fit, and an inline keyboard in rows that can be read."""
import html
from textwrap import wrap
from typing import Any, Dict, Iterator, List, Mapping, Sequence, Tuple

from bot.answers.answer import Block, Bullets, Notice, Table
from bot.render.parse import Span, Spans, cut, listed, on_host, parse, plain, spans
from bot.render.shorten import shortened, token

LONGEST = 4_096  # UTF-16 units; Telegram counts without tags, we with them
MOST_BUTTONS = 100
LONGEST_TITLE = 64
_COLUMNS = 38  # of monospaced letters on a telephone
_ROW, _MOST_IN_ROW = 30, 6  # letters and buttons side by side
_NOTHING = "…"

Message = Mapping[str, Any]


def to_telegram(message: Message, *, base: str = "", links: Sequence[Tuple[str, str]] = ()) -> List[Dict[str, Any]]:
    """What to hand sendMessage, in order, without the chat; more than one when it is long. The keyboard is with the last one.

    `base` is the address of our own host for links; `links` are further buttons, (title, address).
    """
    text = str(message.get("text") or "").strip() or _NOTHING
    chunks: List[str] = []
    for given in parse(text):
        for block in on_host(given, base):
            for part in _block(block):
                joined = f"{chunks[-1]}\n\n{part}" if chunks else part
                if chunks and length(joined) <= LONGEST:
                    chunks[-1] = joined
                else:
                    chunks.append(part)
    sent: List[Dict[str, Any]] = [{"text": chunk, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}} for chunk in chunks or [_NOTHING]]
    rows = keyboard(message.get("buttons") or (), links)
    if rows:
        sent[-1]["reply_markup"] = {"inline_keyboard": rows}
    return sent


def keyboard(buttons: Sequence[Mapping[str, str]], links: Sequence[Tuple[str, str]] = ()) -> List[List[Dict[str, str]]]:
    """Short titles side by side, long ones alone in their row; what is sent back is a payload's short name."""
    pressed = [{"text": _title(button["title"]), "callback_data": token(button["payload"])} for button in buttons[:MOST_BUTTONS - len(links)]]
    rows: List[List[Dict[str, str]]] = []
    for button in (*pressed, *({"text": _title(title), "url": url} for title, url in links)):
        row = rows[-1] if rows else []
        if row and len(row) < _MOST_IN_ROW and sum(len(one["text"]) + 4 for one in row) + len(button["text"]) <= _ROW:
            row.append(button)
        else:
            rows.append([button])
    return rows


def length(text: str) -> int:
    """In the units in which Telegram counts."""
    return len(text.encode("utf-16-le", "replace")) // 2


def markup(whole: Spans) -> str:
    return "".join(_span(span) for span in whole)


def without_markup(text: str) -> str:
    """The words of a text of ours, for a Telegram that refuses its tags."""
    for tag in ("b", "i", "pre"):
        text = text.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    return html.unescape(text)


def _span(span: Span) -> str:
    marked = html.escape(span.text, quote=False)
    if span.link.startswith("http"):
        marked = f'<a href="{html.escape(span.link)}">{marked}</a>'
    if span.italic:
        marked = f"<i>{marked}</i>"
    return f"<b>{marked}</b>" if span.bold else marked


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Bullets):
        yield from _cut(listed(block))
    elif isinstance(block, Notice):
        yield from _cut((Span(plain(block.text), bold=True),))
    else:
        yield from _cut(spans(block.text))


def _cut(whole: Spans) -> Iterator[str]:
    for part in cut(whole, lambda some: length(markup(some)) <= LONGEST):
        yield markup(part).strip()


def _table(table: Table) -> Iterator[str]:
    rows = [[plain(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = _grid(rows, widths) if sum(widths) + 2 * len(widths) <= _COLUMNS else _stacked(rows)
    chunk: List[str] = []
    for line in lines:
        for piece in _pieces(line):
            if chunk and length(_pre([*chunk, piece])) > LONGEST:
                yield _pre(chunk)
                chunk = []
            chunk.append(piece)
    if chunk:
        yield _pre(chunk)


def _pieces(line: str) -> List[str]:
    """A line of a table; one that no message could hold is cut."""
    return [line[start:start + 500] for start in range(0, len(line), 500)] or [""]


def _pre(lines: Sequence[str]) -> str:
    return "<pre>{}</pre>".format(html.escape("\n".join(lines).strip("\n"), quote=False))


def _grid(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> List[str]:
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "─" * (sum(widths) + 2 * (len(widths) - 1)), *lines[1:]]


def _stacked(rows: Sequence[Sequence[str]]) -> List[str]:
    """A wide table row by row: columns side by side would be broken anywhere on a telephone."""
    lines: List[str] = []
    for row in rows[1:]:
        lines.extend([*([""] if lines else []), row[0].upper() if row[0] else _NOTHING])
        for head, cell in zip(rows[0][1:], row[1:], strict=True):
            lines.extend(wrap(f"{head}: {cell}", _COLUMNS, initial_indent=" ", subsequent_indent="   ") or [""])
    return lines


def _title(title: str) -> str:
    return shortened(title.strip(), LONGEST_TITLE) or _NOTHING
