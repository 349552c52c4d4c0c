"""Holds the blind conversations with the assistant, in this process, and keeps what became of each turn."""
import time
from dataclasses import dataclass
from statistics import median
from typing import Any, Iterator, List, Mapping, Sequence, Tuple

from bot.answers.reading import intent_of
from bot.evaluation.cases import ARTICLE, Case, Turn
from bot.evaluation.conversation import Conversation
from bot.evaluation.score import mistakes
from bot.understanding.classifier import Classifier

LONGEST = 1_000  # characters of a message that is not yet too long
_LONG_MESSAGES = 12
# What makes an answer one to the right question, whatever is wrong within it.
_TOPIC_KEYS = ("type", "topic", "reason")


@dataclass(frozen=True)
class Outcome:
    """A turn of a case and what was said. `number` counts the turns of the case from 0, `ms` is what it took of the processor."""

    case: Case
    number: int
    turn: Turn
    customs: Tuple[Mapping[str, Any], ...]
    intent: str
    confidence: float
    ms: float
    mistakes: Tuple[str, ...]
    right_topic: bool

    @property
    def right(self) -> bool:
        return not self.mistakes


def run(cases: Sequence[Case], classifier: Classifier) -> List[Outcome]:
    """One Outcome for each turn, each case in a conversation of its own."""
    Conversation(classifier).turn("hello")  # the first message pays for what is built late
    return [outcome for case in cases for outcome in _run_case(case, classifier)]


def _run_case(case: Case, classifier: Classifier) -> Iterator[Outcome]:
    conversation = Conversation(classifier)
    for number, turn in enumerate(case.turns):
        started = time.thread_time()
        said = conversation.turn(turn.text)
        ms = 1000 * (time.thread_time() - started)
        yield Outcome(
            case, number, turn, tuple(one.custom for one in said), intent_of(conversation.readings[0]), conversation.confidence, ms,
            tuple(mistakes(turn, said)), not mistakes(_topic_only(turn), said))


def _topic_only(turn: Turn) -> Turn:
    return Turn(turn.text, tuple(
        tuple({key: option[key] for key in _TOPIC_KEYS if key in option} for option in options) for options in turn.expect))


@dataclass(frozen=True)
class Latency:
    """Milliseconds of the processor per message; `longest_*` for messages of about 1,000 characters."""

    median: float
    p95: float
    longest_median: float
    longest_max: float


def latency(outcomes: Sequence[Outcome], classifier: Classifier) -> Latency:
    """Of the turns that were run, and of long messages made from them now."""
    times = sorted(outcome.ms for outcome in outcomes)
    long_times = [_timed(message, classifier) for message in long_messages(outcomes)]
    return Latency(median(times), times[int(0.95 * (len(times) - 1))], median(long_times), max(long_times))


def long_messages(outcomes: Sequence[Outcome]) -> List[str]:
    """Messages as long as is allowed, each of the next plain questions to the article."""
    messages: List[str] = [""]
    for text in (o.turn.text for o in outcomes if o.case.kind == ARTICLE and o.case.style in ("plain", "story")):
        longer = f"{messages[-1]} {text.rstrip('?.! ')}?".strip()
        if len(longer) <= LONGEST:
            messages[-1] = longer
        elif len(messages) == _LONG_MESSAGES:
            break
        else:
            messages.append(text)
    return messages


def _timed(text: str, classifier: Classifier) -> float:
    started = time.thread_time()
    Conversation(classifier).turn(text)
    return 1000 * (time.thread_time() - started)
