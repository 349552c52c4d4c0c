"""Our light Markdown read back into blocks and spans, so that a dialect need not know how it was written."""
import re
from dataclasses import dataclass, replace
from typing import Callable, List, Sequence, Tuple

from bot.answers.answer import Block, Bullets, Notice, Paragraph, Table


@dataclass(frozen=True)
class Span:
    """A stretch of text of one kind; `link` is an address, absolute or on our own host, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Spans = Tuple[Span, ...]

_ITEM = re.compile(r"(?:(?P<dash>-)|(?P<number>\d{1,3})\.) (?P<text>.*)")
_HEADED = re.compile(r"\*\*(?P<heading>[^*]+)\*\*: (?P<text>.*)", re.DOTALL)
_BOLD = re.compile(r"\*\*(?P<text>[^*]+)\*\*")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_MARKED = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|(?<!\w)_(?P<italic>[^_\s](?:[^_]*[^_\s])?)_(?!\w)"
                     r"|\[(?P<label>[^\[\]]+)\]\((?P<address>(?:https?://|/(?!/))[^()\s<>\"|]+)\)")
# The best place to cut that there is, in this order: after a line, a sentence, a part of one, a word.
_BREAKS = (re.compile(r"(?<=\n)"), re.compile(r"(?<=[.!?…] )"), re.compile(r"(?<=[;:,] )"), re.compile(r"(?<=\s)"))


def parse(text: str) -> Tuple[Block, ...]:
    """The blocks of `text`, what is inside of them still Markdown (see spans). Never raises; what is no Markdown of ours is a paragraph."""
    return tuple(_block(part.strip("\n")) for part in text.split("\n\n") if part.strip())


def spans(text: str) -> Spans:
    """`text` without its marks. Only addresses of the web and of our own host are links. Never raises."""
    found: List[Span] = []
    end = 0
    for match in _MARKED.finditer(text):
        found.append(Span(text[end:match.start()]))
        if match["bold"]:
            found.extend(replace(span, bold=True) for span in spans(match["bold"]))
        elif match["italic"]:
            found.extend(replace(span, italic=True) for span in spans(match["italic"]))
        else:
            found.append(Span(match["label"], link=match["address"]))
        end = match.end()
    found.append(Span(text[end:]))
    return tuple(span for span in found if span.text)


def listed(block: Bullets) -> Spans:
    """A list as lines of its own, with numbers or dots, where a platform has no lists."""
    found: List[Span] = []
    for number, (heading, text) in enumerate(block.items, start=1):
        found.append(Span(("\n" if found else "") + (f"{number}. " if block.ordered else "• ")))
        if heading:
            found.extend([Span(heading, bold=True), Span(": ")])
        found.extend(spans(text))
    return tuple(found)


def plain(text: str) -> str:
    """`text` without its marks, as one string."""
    return "".join(span.text for span in spans(text))


def on_host(block: Block, base: str) -> List[Block]:
    """The block with the addresses of our own host made whole by `base`; without one, a paragraph that leads there is left out."""
    if not isinstance(block, Paragraph) or not any(span.link.startswith("/") for span in spans(block.text)):
        return [block]
    return [Paragraph(block.text.replace("](/", f"]({base.rstrip('/')}/"))] if base else []


def cut(whole: Spans, fits: Callable[[Spans], bool]) -> List[Spans]:
    """`whole` in parts that fit, cut at the end of a line or sentence where there is one. `fits` has to hold for a single character."""
    parts: List[Spans] = []
    rest = whole
    while rest and not fits(rest):
        taken, rest = _taken(rest, fits)
        parts.append(taken)
    return [part for part in (*parts, rest) if any(span.text.strip() for span in part)]


def _taken(whole: Spans, fits: Callable[[Spans], bool]) -> Tuple[Spans, Spans]:
    """As much of the beginning as fits, and the rest."""
    length = sum(len(span.text) for span in whole)
    low, high = 1, length  # what fits grows with what is taken
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(_split(whole, middle)[0]) else (low, middle - 1)
    text = "".join(span.text for span in whole)[:low]
    for kind in _BREAKS:
        places = [match.start() for match in kind.finditer(text) if match.start() >= low // 3]
        if places:
            return _split(whole, places[-1])
    return _split(whole, low)


def _split(whole: Spans, place: int) -> Tuple[Spans, Spans]:
    before: List[Span] = []
    after: List[Span] = []
    for span in whole:
        here = max(0, min(place, len(span.text)))
        before.append(replace(span, text=span.text[:here]))
        after.append(replace(span, text=span.text[here:]))
        place -= len(span.text)
    return tuple(span for span in before if span.text), tuple(span for span in after if span.text)


def _block(part: str) -> Block:
    lines = part.split("\n")
    if len(lines) > 1 and _RULE.fullmatch(lines[1].strip()) and all(line.startswith("|") for line in lines):
        return _table([lines[0], *lines[2:]])
    first = _ITEM.fullmatch(lines[0])
    if first and (first["dash"] or first["number"] == "1"):
        return _bullets(lines, ordered=not first["dash"])
    bold = _BOLD.fullmatch(part)
    return Notice(bold["text"]) if bold else Paragraph(part)


def _bullets(lines: Sequence[str], *, ordered: bool) -> Bullets:
    texts: List[str] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        begins = item and (item["number"] == str(len(texts) + 1) if ordered else item["dash"])
        if item and begins:
            texts.append(item["text"])
        else:
            texts[-1] += f"\n{line}"
    headed = [_HEADED.fullmatch(text) for text in texts]
    return Bullets(tuple((match["heading"], match["text"]) if match else ("", text) for text, match in zip(texts, headed, strict=True)), ordered)


def _table(lines: Sequence[str]) -> Table:
    rows = [tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")) for line in lines]
    width = len(rows[0])
    even = [(*row, *[""] * (width - len(row)))[:width] for row in rows]
    return Table(even[0], tuple(even[1:]))
