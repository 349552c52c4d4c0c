"""Stored events as turns: what was said, what it was taken for, what was said to it. Pure."""
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Sequence, Tuple

from bot.answers.payloads import LEARN, LEARN_NOT

Event = Mapping[str, Any]  # as Rasa's Event.as_dict gives it


@dataclass(frozen=True)
class Turn:
    """`readings` and `customs` are JSON as bot.answers.reading and the contract have them, `at` seconds since 1970, `confidence` 0 to 1."""

    at: float
    text: str
    confidence: float
    readings: Tuple[Mapping[str, Any], ...]
    customs: Tuple[Mapping[str, Any], ...]

    def said(self, type_: str) -> List[Mapping[str, Any]]:
        """The things of a type that were said in this turn."""
        return [custom for custom in self.customs if custom.get("type") == type_]


@dataclass(frozen=True)
class Conversation:
    """`channel` as the id begins with it. Whose it is is not kept."""

    channel: str
    turns: Tuple[Turn, ...]

    @property
    def consents(self) -> bool:
        """Whether the person has allowed that their questions are read to teach the assistant; what was said last holds."""
        said = [reading.get("about") for turn in self.turns for reading in turn.readings if reading.get("kind") == "data"]
        return next((about == LEARN for about in reversed(said) if about in (LEARN, LEARN_NOT)), False)


def conversation_of(sender_id: str, events: Iterable[Event]) -> Conversation:
    """The turns of one sender's events, in order. Events that are none of ours are passed over."""
    turns: List[Turn] = []
    said: List[Mapping[str, Any]] = []
    for event in events:
        if event.get("event") == "user":
            turns = _closed(turns, said)
            said = []
            turns.append(_turn(event))
        elif event.get("event") == "bot":
            custom = (event.get("data") or {}).get("custom")
            said += [custom] if isinstance(custom, dict) else []
    return Conversation(sender_id.partition(":")[0], tuple(_closed(turns, said)))


def conversations_of(stream: Iterable[Event]) -> List[Conversation]:
    """The conversations of an event stream, in which every event names its `sender_id`."""
    senders: Dict[str, List[Event]] = {}
    for event in stream:
        senders.setdefault(str(event.get("sender_id", "")), []).append(event)
    return [conversation_of(sender, events) for sender, events in senders.items()]


def _closed(turns: Sequence[Turn], said: Sequence[Mapping[str, Any]]) -> List[Turn]:
    if not turns:
        return []
    last = turns[-1]
    return [*turns[:-1], Turn(last.at, last.text, last.confidence, last.readings, tuple(said))]


def _turn(event: Event) -> Turn:
    parsed = event.get("parse_data") or {}
    readings = tuple(reading for reading in parsed.get("readings") or () if isinstance(reading, dict))
    confidence = (parsed.get("intent") or {}).get("confidence")
    return Turn(float(event.get("timestamp") or 0), str(event.get("text") or ""), float(confidence or 0), readings, ())
