"""A message as Slack's: Block Kit, built and checked by slack_sdk's own classes, and a plain text for notifications."""
import json
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Sequence, Tuple

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    RawTextObject,
    SectionBlock,
    TableBlock,
)

from bot.answers.answer import Bullets, Notice, Table
from bot.render.parse import Span, Spans, cut, listed, on_host, parse, plain, spans
from bot.render.shorten import shortened, token

LONGEST_SECTION, LONGEST_TEXT, LONGEST_TITLE, LONGEST_VALUE = 3_000, 3_000, 75, 250  # characters; Slack takes 2,000 for a value, but not 25 of them
MOST_BUTTONS, MOST_ROWS, MOST_COLUMNS = 25, 100, 20
# Slack allows 50 blocks and, undocumented, some 13,000 characters of JSON in a message (slackapi/bolt-js#2509).
_MOST_BLOCKS, _MOST_CHARACTERS, _LONGEST_TABLE = 40, 12_000, 9_000
_SOURCE = "_From the article: "
_NOTHING = "…"
_EMPTY = "\u2013"  # Slack refuses an empty cell

Message = Mapping[str, Any]


class Part(NamedTuple):
    """A block, and how many characters of JSON it makes."""

    block: Block
    length: int


def _part(block: Block) -> Part:
    return Part(block, len(json.dumps(block.to_dict(), ensure_ascii=False)) + 2)


def to_slack(message: Message, *, base: str = "", links: Sequence[Tuple[str, str]] = ()) -> List[Dict[str, Any]]:
    """What to hand chat.postMessage, `text` and `blocks`, in order; more than one when it is long. Buttons are with the last one.

    `base` is the address of our own host for links; `links` are further buttons, (title, address).
    """
    text = str(message.get("text") or "").strip() or _NOTHING
    packed: List[List[Part]] = [[]]
    for part in (*_parts(text, base), *map(_part, _actions(message.get("buttons") or (), links))):
        if not _fits(packed[-1], part):
            packed.append([])
        packed[-1].append(part)
    return [{"text": _fallback(parts), "blocks": [part.block.to_dict() for part in parts]} for parts in packed if parts]


def chosen(blocks: Sequence[Mapping[str, Any]], title: str) -> List[Mapping[str, Any]]:
    """Blocks of a message that was sent, its buttons replaced by what was chosen."""
    kept = [block for block in blocks if block.get("type") != "actions"]
    note = ContextBlock(elements=[MarkdownTextObject(text=f"✓ *{escape(shortened(title, LONGEST_TITLE)) or _NOTHING}*")])
    return [*kept[:49], note.to_dict()]


def mrkdwn(whole: Spans) -> str:
    """Slack's own markup; nothing in the text itself can be a mention, a link or a command."""
    return "".join(_span(span) for span in whole)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _span(span: Span) -> str:
    core = span.text.strip()
    if not core:
        return span.text
    marked = escape(core)
    if span.link.startswith("http"):
        marked = f"<{escape(span.link)}|{marked}>"
    # A mark holds for one line and only where nothing of its own kind is inside
    if span.bold and not set("*\n") & set(core):
        marked = f"*{marked}*"
    if span.italic and not set("_\n") & set(core):
        marked = f"_{marked}_"
    start = span.text.index(core)
    return f"{span.text[:start]}{marked}{span.text[start + len(core):]}"


def _parts(text: str, base: str) -> Iterator[Part]:
    for given in parse(text):
        for block in on_host(given, base):
            if isinstance(block, Table):
                yield from _table(block)
            elif isinstance(block, Bullets):
                yield from _sections(listed(block))
            elif isinstance(block, Notice):
                yield from _sections((Span(plain(block.text), bold=True),))
            elif block.text.startswith(_SOURCE):
                for part in cut(spans(block.text), _in_section):
                    yield _part(ContextBlock(elements=[MarkdownTextObject(text=mrkdwn(part))]))
            else:
                yield from _sections(spans(block.text))


def _sections(whole: Spans) -> Iterator[Part]:
    for part in cut(whole, _in_section):
        yield _part(SectionBlock(text=MarkdownTextObject(text=mrkdwn(part).strip())))


def _in_section(whole: Spans) -> bool:
    return len(mrkdwn(whole)) <= LONGEST_SECTION


def _table(table: Table) -> Iterator[Part]:
    """Slack's own table where it takes it; else row by row, as a list."""
    rows = [[plain(cell) or _EMPTY for cell in row] for row in (table.header, *table.rows)]
    if len(rows) <= MOST_ROWS and len(rows[0]) <= MOST_COLUMNS and sum(len(cell) for row in rows for cell in row) <= _LONGEST_TABLE:
        cells = [[RawTextObject(text=cell).to_dict() for cell in row] for row in rows]
        whole = _part(TableBlock(rows=cells, column_settings=[{"is_wrapped": True} for _ in rows[0]]))
        if whole.length <= _MOST_CHARACTERS:
            yield whole
            return
    for row in rows[1:]:
        yield from _sections((Span(row[0], bold=True), Span(f" {_cells(rows[0], row)}")))


def _cells(header: Sequence[str], row: Sequence[str]) -> str:
    """A row of a table without the table."""
    return " · ".join(f"{head}: {cell}" for head, cell in zip(header[1:], row[1:], strict=True))


def _fits(parts: Sequence[Part], part: Part) -> bool:
    one_table = not (isinstance(part.block, TableBlock) and any(isinstance(one.block, TableBlock) for one in parts))
    return one_table and len(parts) < _MOST_BLOCKS and sum(one.length for one in parts) + part.length <= _MOST_CHARACTERS


def _fallback(parts: Sequence[Part]) -> str:
    """What a notification and a screen reader say; the marks of Slack are understood there too."""
    lines = [line for part in parts for line in _lines(part.block)]
    return shortened("\n".join(lines), LONGEST_TEXT) or _NOTHING


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, SectionBlock) and block.text:
        yield str(block.text.text)
    elif isinstance(block, ContextBlock):
        yield from (str(element.text) for element in block.elements if isinstance(element, MarkdownTextObject))
    elif isinstance(block, TableBlock):
        header, *rows = [[str(cell["text"]) for cell in row if isinstance(cell, dict)] for row in block.rows]
        yield from (f"*{escape(row[0])}* {escape(_cells(header, row))}" for row in rows)


def _actions(buttons: Sequence[Mapping[str, str]], links: Sequence[Tuple[str, str]]) -> Iterator[Block]:
    elements = [_button(number, button["title"], value=button["payload"]) for number, button in enumerate(buttons)]
    elements.extend(_button(len(buttons) + number, title, url=url) for number, (title, url) in enumerate(links))
    for start in range(0, min(len(elements), 4 * MOST_BUTTONS), MOST_BUTTONS):
        yield ActionsBlock(elements=elements[start:start + MOST_BUTTONS])


def _button(number: int, title: str, *, value: str = "", url: str = "") -> ButtonElement:
    text = PlainTextObject(text=shortened(title.strip(), LONGEST_TITLE) or _NOTHING, emoji=False)
    if url:
        return ButtonElement(text=text, action_id=f"link_{number}", url=url)
    return ButtonElement(text=text, action_id=f"choice_{number}", value=value if len(value) <= LONGEST_VALUE else token(value))

