"""The payloads of our buttons: a question written down, so that a click is understood without guessing."""
import json
from typing import Any, Dict, Optional

from bot.answers.reading import Question
from bot.article import Article

PREFIX = "/ask_"
DELETE, KEEP = "/data_delete{}", "/data_keep{}"  # the buttons under the question whether all is to be deleted
CONFIRM = "confirm"  # the wording of that question
WITHDRAWN = "withdrawn"  # the wording for a person who wants their answers kept no more
LEARN, LEARN_NOT = "learn", "learn_not"  # what is said when a person allows that their questions are read to teach, or takes it back
SPOKEN = "spoken"  # what is said of an export where there are no files
NOTHING = "nothing"  # the wording where all is deleted already
PART = "part"  # what is said where one answer is to be deleted that is not there
HELD = "held"  # what is added where there are answers


def to_payload(question: Question) -> str:
    """`/ask_treatment{"facet":"speed","items":["injections"]}`."""
    rest: Dict[str, Any] = {"facet": question.facet}
    if question.items:
        rest["items"] = list(question.items)
    if question.aspect:
        rest["aspect"] = question.aspect
    return f"{PREFIX}{question.topic}{json.dumps(rest, separators=(',', ':'))}"


def from_payload(payload: str, article: Article) -> Optional[Question]:
    """The question that to_payload wrote, or None for anything else. Never raises."""
    head, brace, rest = payload.partition("{")
    topic = head[len(PREFIX):]
    if not head.startswith(PREFIX) or not brace or topic not in article.topics:
        return None
    try:
        given = json.loads(brace + rest)
        items = tuple(str(item) for item in given.get("items", ()))
        return Question(topic=topic, facet=str(given["facet"]), items=items, aspect=given.get("aspect"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
