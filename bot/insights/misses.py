"""Questions that were missed or nearly missed, grouped by what they mean, for a person to look at.

Only conversations whose person has allowed it are looked into; of all others not a word is read.
"""
import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from sklearn.cluster import DBSCAN

from bot.insights.turns import Conversation, Turn
from bot.language.words import split_words

Encode = Callable[[Sequence[str]], "np.ndarray[Any, Any]"]  # sentences -> (sentences, dimensions), rows of length 1
Guess = Callable[[str], Tuple[str, float]]  # sentence -> the likeliest label, and its confidence

UNSURE = 0.6  # an answer given with less confidence is worth a look
ALIKE = 0.3  # cosine distance within which two questions are one group
LONGEST = 160  # characters; longer ones are stories, and no examples
_SOON = 180  # seconds within which the same thing is put in other words

# What may tell who somebody is, and what stands in its place.
_PERSONAL: Sequence[Tuple["re.Pattern[str]", str]] = (
    (re.compile(r"\S+@\S+"), "…"), (re.compile(r"(?i)\b(https?://|www\.)\S+"), "…"), (re.compile(r"\+?\d[\d\s().-]{4,}\d"), "…"),
    (re.compile(r"(?i)\b(my name is|i am called|i'm called|this is)\s+\w+(\s+[A-Z]\w+)?"), r"\1 …"),
)


class Miss(NamedTuple):
    """`label` is what the same person's next wording was answered as, where there was one."""

    text: str
    label: Optional[str]


@dataclass(frozen=True)
class Group:
    """Questions that mean about the same. `label` is a guess at what they ask, for a person to accept or change."""

    texts: Tuple[str, ...]
    label: str
    confidence: float
    count: int


def missed(conversations: Iterable[Conversation]) -> List[Miss]:
    """The sentences worth a look, in their order, without what may tell who somebody is."""
    return [miss for conversation in conversations if conversation.consents for miss in _of(conversation.turns)]


def grouped(misses: Sequence[Miss], guess: Guess, encode: Encode) -> List[Group]:
    """Groups of what means about the same, the largest first."""
    distinct: Dict[str, List[Miss]] = {}
    for miss in misses:
        distinct.setdefault(" ".join(split_words(miss.text)), []).append(miss)
    if not distinct:
        return []
    numbers = DBSCAN(eps=ALIKE, min_samples=1, metric="cosine").fit_predict(encode(list(distinct)))
    members: Dict[int, List[Miss]] = {}
    for number, same in zip(numbers, distinct.values(), strict=True):
        members.setdefault(int(number), []).extend(same)
    return sorted((_group(same, guess) for same in members.values()), key=lambda group: (-group.count, group.texts))


def without_personal(text: str) -> str:
    """Without addresses, numbers and names that introduce themselves."""
    for pattern, instead in _PERSONAL:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


def _of(turns: Sequence[Turn]) -> Iterable[Miss]:
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        if is_miss(turn):
            yield Miss(without_personal(turn.text), _label(following) if following and following.at - turn.at <= _SOON else None)


def is_miss(turn: Turn) -> bool:
    """Whether it was not understood, or answered without being sure. What the intake asked for is nobody's question."""
    if not turn.text.strip() or turn.text.startswith(("/", "\u2215")) or len(turn.text) > LONGEST or turn.said("intake") or turn.said("urgent"):
        return False
    if any(custom.get("reason") == "not_understood" for custom in turn.said("decline")):
        return True
    return bool(turn.said("answer")) and turn.confidence < UNSURE


def _label(turn: Turn) -> Optional[str]:
    """What a turn was surely answered as, as the training data name it."""
    question = next((reading for reading in turn.readings if reading.get("kind") == "question"), None)
    if question is None or turn.confidence < UNSURE or len(turn.customs) != 1:
        return None
    return f"ask_{question.get('topic')}/{question.get('facet')}"


def _group(misses: Sequence[Miss], guess: Guess) -> Group:
    texts = tuple(sorted({miss.text for miss in misses}))
    told = [miss.label for miss in misses if miss.label]
    if told:
        return Group(texts, max(sorted(set(told)), key=told.count), 1.0, len(misses))
    label, confidence = max((guess(text) for text in texts), key=lambda pair: pair[1])
    return Group(texts, label, confidence, len(misses))
