"""The summary as it is said in the chat."""
from datetime import date
from typing import Iterator, List, Mapping, Sequence, Tuple

from bot.answers.answer import Block, Bullets, Notice, Paragraph, Said
from bot.answers.wording import listed, unique
from bot.article import Article
from bot.intake.contract import to_contract
from bot.intake.describe import describe, is_told
from bot.intake.discuss import Point, points
from bot.intake.page import Page, is_empty, page
from bot.intake.record import Record
from bot.intake.words import load_words

_TOLD = ("symptoms", "account", "tests", "words")
_RAISED = ("mechanisms", "to_test", "treatments")
_MOST_SPOKEN = 5  # symptoms


def summary(record: Record, article: Article, links: Mapping[str, str]) -> Said:
    """The page as blocks, the contract's `summary` object, and two or three sentences for speech.

    `links` are addresses by format, such as bot.intake.links.addresses gives; without any, none is shown.
    """
    words = load_words()
    raised = points(record, article)
    shown = page(record, article, date.min, "")  # only the files bear a date and a version
    blocks: List[Block] = [Notice(line.text) for section in shown.sections if section.kind == "urgent" for line in section.lines]
    blocks.append(Paragraph(words.chat.lead_nothing if is_empty(record) else words.chat.lead))
    blocks.extend(_told(shown))
    if raised:
        blocks.extend([Paragraph(words.chat.discuss), Bullets(tuple(_raised(shown)))])
    blocks.append(Notice(shown.closing))
    if links:
        named = [f"[{words.chat.link_names.get(name, name)}]({address})" for name, address in links.items()]
        blocks.append(Paragraph(words.chat.links.replace("{links}", " · ".join(named))))
    custom = {"type": "summary", **to_contract(record, article)}
    return Said(tuple(blocks), custom, _short(record, raised, article), sources=tuple(unique(point.section for point in raised)))


def _told(shown: Page) -> Iterator[Block]:
    for section in shown.sections:
        if section.kind in _TOLD:
            yield Paragraph(f"**{section.heading}**")
            yield Bullets(tuple((line.label, line.text) for line in section.lines))
        elif section.kind == "nothing":
            yield from (Paragraph(line.text) for line in section.lines)


def _raised(shown: Page) -> Iterator[Tuple[str, str]]:
    for section in shown.sections:
        if section.kind in _RAISED:
            yield from ((line.label, f"{line.text} _({line.source})_") for line in section.lines)


def _short(record: Record, raised: Sequence[Point], article: Article) -> str:
    words = load_words()
    chat = words.chat
    if is_empty(record):
        return chat.short_nothing
    names = {"tests": article.tests, "treatments": article.treatments}
    labels = [names[point.kind][point.id].label for point in raised if point.kind in names]
    urgent = listed([words.urgent[reason] for reason in record.urgent])
    if urgent:
        first = chat.short_urgent.replace("{urgent}", urgent)
    else:
        told = [*_spoken(record, article), *(describe(slot, record, article) for slot in ("duration", "severity") if is_told(slot, record))]
        first = chat.short_told.replace("{told}", ", ".join(told)) if told else chat.short_ready
    return " ".join([first, *([chat.short_discuss.replace("{points}", listed(labels))] if labels else []), chat.short_closing])


def _spoken(record: Record, article: Article) -> List[str]:
    """The symptoms that are present, as many as can be listened to."""
    labels = [article.symptoms[id_].label for id_ in record.symptoms.present]
    more = len(labels) - _MOST_SPOKEN
    kept = [", ".join(labels[:_MOST_SPOKEN]), load_words().page.more.replace("{count}", str(more))] if more > 0 else [listed(labels)]
    return [" ".join(kept)] if labels else []
