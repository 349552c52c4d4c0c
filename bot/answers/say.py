"""From everything understood in one message to everything said, in order."""
from typing import Dict, List, Sequence

from bot.answers.answer import Notice, Paragraph, Said
from bot.answers.compose import choices, compose
from bot.answers.reading import Decline, Question, Reading, SmallTalk, Urgent
from bot.answers.replies import Replies, Reply
from bot.answers.wording import listed
from bot.article import Article


def say(readings: Sequence[Reading], article: Article, replies: Replies) -> List[Said]:
    """One Said for each reading, emergencies first; never empty."""
    ordered = sorted(readings or [Decline("not_understood")], key=lambda reading: not isinstance(reading, Urgent))
    return [_say_one(reading, article, replies) for reading in ordered]


def _say_one(reading: Reading, article: Article, replies: Replies) -> Said:
    if isinstance(reading, Question):
        return compose(reading, article)
    if isinstance(reading, Urgent):
        return _urgent(reading, replies)
    if isinstance(reading, SmallTalk):
        reply = replies.smalltalk.topics[reading.topic]
        return _plain(reply, reply.text, {"type": "smalltalk", "topic": reading.topic}, article)
    return _decline(reading, article, replies)


def _urgent(reading: Urgent, replies: Replies) -> Said:
    text = replies.urgent.reasons[reading.reason].format(emergency=replies.urgent.emergency)
    blocks = (Notice(text), Paragraph(replies.urgent.after))
    return Said(blocks, {"type": "urgent", "reason": reading.reason}, text)


def _decline(reading: Decline, article: Article, replies: Replies) -> Said:
    custom = {"type": "decline", "reason": reading.reason}
    reply = replies.declines.reasons.get(reading.reason, replies.declines.reasons["not_understood"])
    if reading.unlisted:
        reply = replies.declines.unlisted.get(reading.about or "", reply)
    related = ""
    if reading.related and reply.related:
        related = reply.related.format(short=compose(reading.related, article).short)
    text = reply.text.replace("{related}", related).strip()
    return _plain(reply, text, custom, article, thing=listed(reading.unlisted, "or"))


def _plain(reply: Reply, text: str, custom: Dict[str, str], article: Article, thing: str = "") -> Said:
    values = {
        "{thing}": thing, "{subject}": article.about.subject,
        "{foods}": listed([food.label for food in article.foods.values()]),
        "{symptoms}": listed([symptom.label for symptom in article.symptoms.values()]),
        "{tests}": listed([test.label for test in article.tests.values()]),
        "{treatments}": listed([treatment.label for treatment in article.treatments.values()]),
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return Said((Paragraph(text),), dict(custom), text, choices(reply.choices, article))
