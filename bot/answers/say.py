"""From everything understood in one message to everything said, in order."""
from dataclasses import replace
from typing import Dict, List, Mapping, Sequence, Set, Tuple

from bot import __version__
from bot.answers.answer import Block, Choice, Notice, Paragraph, Said
from bot.answers.choices import MOST_CHOICES, choices, choices_of
from bot.answers.compose import compose
from bot.answers.payloads import CONFIRM, DELETE, KEEP
from bot.answers.reading import Data, Decline, Question, Reading, Rest, SmallTalk, Urgent
from bot.answers.replies import Replies, Reply
from bot.answers.wording import listed, quoted, written
from bot.article import Article


def say(readings: Sequence[Reading], article: Article, replies: Replies) -> List[Said]:
    """One Said for each reading, emergencies first; never empty."""
    told = [reading for reading in readings if not isinstance(reading, Rest)] or [Decline("not_understood")]
    ordered = sorted(told, key=lambda reading: not isinstance(reading, Urgent))
    said = _sent_once(_joined([_say_one(reading, article, replies) for reading in ordered]), article)
    if len(told) < len(readings):
        said[-1] = replace(said[-1], blocks=(*said[-1].blocks, Paragraph(replies.manners.rest)), short=f"{said[-1].short} {replies.manners.rest}")
    return said


def _joined(said: Sequence[Said]) -> List[Said]:
    """Answers about the very same thing as one: `what is myelin, and what has b12 to do with it?`."""
    joined: List[Said] = []
    for one in said:
        last = joined[-1] if joined else None
        if last is None or last.custom["type"] != "answer" or _about(last) != _about(one):
            joined.append(one)
            continue
        blocks = [block for block in last.blocks if not isinstance(block, Notice)]
        sources = tuple(dict.fromkeys([*last.sources, *one.sources]))
        joined[-1] = Said((*blocks, *(block for block in one.blocks if block not in blocks)), {**one.custom, "sources": list(sources)},
                          f"{last.short} {one.short}", tuple(dict.fromkeys([*last.choices, *one.choices]))[:MOST_CHOICES], sources)
    return joined


def _sent_once(said: Sequence[Said], article: Article) -> List[Said]:
    """Only the last of the lines in one turn that send a person to a provider; what to mind with exercise stays."""
    sending = {notice.text for notice in article.notices if notice.once}
    last = max((number for number, one in enumerate(said) if any(isinstance(block, Notice) and block.text in sending for block in one.blocks)), default=0)
    return [one if number == last else _without_notices(one, sending) for number, one in enumerate(said)]


def _without_notices(said: Said, texts: Set[str]) -> Said:
    gone = [block.text for block in said.blocks if isinstance(block, Notice) and block.text in texts]
    short = said.short
    for text in gone:
        short = short.replace(text, "").strip()
    return replace(said, blocks=tuple(block for block in said.blocks if not (isinstance(block, Notice) and block.text in gone)), short=short)


def _about(said: Said) -> Tuple[object, ...]:
    return said.custom["type"], said.custom.get("topic"), frozenset(said.custom.get("items", ())), said.custom.get("aspect")


def _say_one(reading: Reading, article: Article, replies: Replies) -> Said:
    if isinstance(reading, Question):
        return _answer(reading, article, replies)
    if isinstance(reading, Urgent):
        return _urgent(reading, replies)
    if isinstance(reading, SmallTalk):
        reply = replies.smalltalk.about.get(reading.about) or replies.smalltalk.topics[reading.topic]
        return _plain(reply, {"type": "smalltalk", "topic": reading.topic}, article)
    if isinstance(reading, Data):
        return _data(reading, article, replies)
    assert isinstance(reading, Decline)
    return _decline(reading, article, replies)


def _data(reading: Data, article: Article, replies: Replies) -> Said:
    said = _plain(replies.data.about.get(reading.about) or replies.data.actions[reading.action], {"type": "data", "action": reading.action}, article)
    if reading.about != CONFIRM:
        return said
    return replace(said, choices=(Choice(replies.data.buttons["delete"], DELETE), Choice(replies.data.buttons["keep"], KEEP)))


def _answer(question: Question, article: Article, replies: Replies) -> Said:
    """The answer in the manner that was asked for; its `custom` is the same in every manner."""
    said = compose(replace(question, manner=""), article)
    manner = replies.manners
    if question.manner == "short":
        return replace(said, blocks=(Paragraph(written(said.short)),))
    if question.manner == "simple":
        return replace(said, blocks=(Paragraph(f"{manner.simple} {written(said.short)}"),))
    if question.manner == "sources":
        titles = listed([f"“{article.sections[id_].title}”" for id_ in said.sources])
        text = manner.sources.format(title=article.about.title, sections=titles)
        return replace(said, blocks=(Paragraph(text),), short=text)
    if question.manner == "more":
        further = [compose(asked, article) for asked in choices_of(said.choices, article)[:2]]
        blocks: List[Block] = [block for one in further for block in one.blocks if not isinstance(block, Notice)]
        sources = tuple(dict.fromkeys([*said.sources, *(id_ for one in further for id_ in one.sources)]))
        custom = {**said.custom, "sources": list(sources)}
        last = further[-1] if further else said
        return replace(said, blocks=(*blocks, *_notices(last)) if further else said.blocks, custom=custom, sources=sources, choices=last.choices,
                       short=" ".join(one.short for one in further) or said.short)
    return said


def _notices(said: Said) -> List[Notice]:
    return [block for block in said.blocks if isinstance(block, Notice)]


def _urgent(reading: Urgent, replies: Replies) -> Said:
    text = replies.urgent.reasons[reading.reason].format(emergency=replies.urgent.emergency)
    after = () if reading.reason in replies.urgent.alone else (Paragraph(replies.urgent.after),)
    return Said((Notice(text), *after), {"type": "urgent", "reason": reading.reason}, text)


def _decline(reading: Decline, article: Article, replies: Replies) -> Said:
    custom = {"type": "decline", "reason": reading.reason}
    declines = replies.declines
    reply = declines.reasons.get(reading.reason, declines.reasons["not_understood"])
    if reading.options:
        said = _plain(declines.options, custom, article)
        return replace(said, choices=choices([], article, questions=reading.options))
    if reading.about:
        reply = declines.unlisted.get(reading.about, reply)
    related = compose(reading.related, article) if reading.related and reply.related else None
    text = reply.text
    if related and reply.related:
        text = f"{text} {reply.related.replace('{short}', related.short)}"
    said = _plain(reply.copy(update={"text": text}), custom, article, {"{thing}": listed(quoted(reading.unlisted), "or") or "that"})
    return replace(said, blocks=(Paragraph(written(said.short)),), sources=related.sources) if related else said


def _plain(reply: Reply, custom: Mapping[str, str], article: Article, values: Mapping[str, str] = {}) -> Said:
    filling: Dict[str, str] = {
        "{version}": __version__,
        "{foods}": listed([food.label for food in article.foods.values()]),
        "{symptoms}": listed([symptom.label for symptom in article.symptoms.values()]),
        "{tests}": listed([test.label for test in article.tests.values()]),
        "{treatments}": listed([treatment.label for treatment in article.treatments.values()]),
        **values,
    }
    text = reply.text
    for name, value in filling.items():
        text = text.replace(name, value)
    return Said((Paragraph(text),), dict(custom), text, choices(reply.choices, article))
