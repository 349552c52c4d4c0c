"""Answers as speech: the first paragraph has to be said, each of the others, a breath long, when the listener wants to hear more."""
import re
from typing import Any, Callable, Dict, Iterator, List, Sequence, Set, Type

from bot.answers.answer import Bullets, Notice, Paragraph, Said, Table
from bot.answers.replies import load_replies
from bot.answers.wording import listed, small
from bot.article import Article
from bot.render.breath import in_breaths, packed
from bot.render.spoken import spoken
from bot.render.wording import load_voice

_ORDER = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
_SMALL = 4  # letters; shorter words carry nothing new
_NEW = 0.3  # the share of a sentence's words that has to be new for it to be worth hearing
_WHOLE = ("urgent", "intake", "summary")
_SENTENCE = re.compile(r"(?<=[.?!:]) +")


def render(said: Said, article: Article) -> str:
    """The paragraphs, parted by empty lines; never empty. Only an emergency and what the intake says may be longer than a breath at first."""
    first = spoken(_first(said)) or spoken(load_voice().said.again)
    told = [first] if said.custom.get("type") in _WHOLE else in_breaths(first)
    if said.custom.get("reason") == "not_understood":
        return told[0]
    further = [breath for unit in _further(said, first) for breath in in_breaths(unit)]
    return "\n\n".join([*told, *packed(further)])


def choices_line(titles: Sequence[str]) -> str:
    """`You can say diet, tablets, or injections.` Empty without any."""
    names = [plain(title.rstrip("?")) for title in titles]
    if not names:
        return ""
    choices = listed(names, "or") if len(names) < 3 else f"{', '.join(names[:-1])}, or {names[-1]}"
    return spoken(load_voice().offers.choices.replace("{choices}", choices))


def plain(text: str) -> str:
    """The text as it stands within a sentence: `MMA test` and `B12` keep their first letter."""
    return text if re.match(r"[A-Z0-9]", text[1:]) else small(text)


def _first(said: Said) -> str:
    custom = said.custom
    if said.short == load_replies().declines.options.text:
        return f"{load_voice().instead['decline/options']} {choices_line([choice.title for choice in said.choices])}"
    about = custom.get("topic") or custom.get("reason") or custom.get("action") or custom.get("status")
    return load_voice().instead.get(f"{custom.get('type')}/{about}", said.short)


def _further(said: Said, told: str) -> Iterator[str]:
    """What of the full form tells something that the first paragraph does not: a sentence, an item or a row at a time."""
    kind = said.custom.get("type")
    if kind not in ("answer", "intake", "summary"):
        return
    known = _words(told)
    for block in said.blocks:
        if kind == "intake" and not isinstance(block, Bullets):
            continue  # the question and what leads to it, which are said already
        for unit in map(spoken, _TOLD[type(block)](block)):
            words = _words(unit)
            if words and len(words - known) > _NEW * len(words):
                yield unit
                known |= words


def _words(text: str) -> Set[str]:
    return {word.rstrip("s") for word in re.findall(r"[\w'-]+", text.lower()) if len(word) >= _SMALL}


def _bullets(block: Bullets) -> List[str]:
    """One unit each, steps with their number; bare names as one list."""
    if not block.ordered and not any(heading for heading, _ in block.items):
        return [listed([text for _, text in block.items])]
    units: List[str] = []
    for number, (heading, text) in enumerate(block.items):
        told = f"{heading}. {text}" if heading and text.endswith(".") else f"{heading}: {plain(text)}" if heading else text
        units.append(f"{_ORDER[number]}, {plain(told)}" if block.ordered and number < len(_ORDER) else told)
    return units


def _table(block: Table) -> List[str]:
    """Row by row: what the row is about, then each column with its cell."""
    if len(block.header) == 2:
        return [f"{row[0]}: {plain(row[1])}" for row in block.rows]
    return [f"{row[0]}. " + ". ".join(f"{column}: {plain(cell)}" for column, cell in zip(block.header[1:], row[1:], strict=True)) for row in block.rows]


def _paragraph(block: Paragraph) -> List[str]:
    if "](" in block.text or block.text.startswith("**"):
        return []  # links and headings are for the eye
    return [sentence for sentence in _SENTENCE.split(block.text) if not sentence.endswith(":")]  # `These are usual:` leads on to a list


_TOLD: Dict[Type[Any], Callable[[Any], List[str]]] = {
    Paragraph: _paragraph, Notice: lambda block: [block.text], Bullets: _bullets, Table: _table,
}
