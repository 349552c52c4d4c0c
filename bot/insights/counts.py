"""From conversations to counts. Pure. Nothing here is a person's word: only ids of ours and names that stand in the data."""
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Collection, Dict, Iterable, List, Mapping, Optional, Sequence

from bot.insights.turns import Conversation, Turn

HOURS = 24
# How an intake ended, and where: `asking` is what was open when the person went away.
DONE, STOPPED, LEFT = "done", "stopped", "left"
_REVIEW = "review"


@dataclass(frozen=True)
class Counts:
    """Each maps a name to how often; `hours` a channel to its turns in each hour of the day (UTC)."""

    conversations: int
    turns: int
    consenting: int
    answers: Mapping[str, int]
    declines: Mapping[str, int]
    unlisted: Mapping[str, int]
    outcomes: Mapping[str, int]
    intakes: Mapping[str, int]
    left_at: Mapping[str, int]
    hours: Mapping[str, Sequence[int]]


def count(conversations: Sequence[Conversation], names: Collection[str]) -> Counts:
    """`names` are the things the data know people to ask for; of others only the number is counted."""
    turns = [turn for conversation in conversations for turn in conversation.turns]
    customs = [custom for turn in turns for custom in turn.customs]
    return Counts(
        len(conversations), len(turns), sum(conversation.consents for conversation in conversations),
        _ordered(f"{custom.get('topic')}{_aspect(custom)}" for custom in customs if custom.get("type") == "answer"),
        _ordered(str(custom.get("reason")) for custom in customs if custom.get("type") == "decline"),
        _ordered(name if name in names else "(not in our lists)" for turn in turns for name in _unlisted(turn)),
        _ordered(str(custom.get("type")) for custom in customs),
        _ordered(end for conversation in conversations for end in [how_it_ended(conversation)] if end),
        _ordered(slot for conversation in conversations for slot in [where_left(conversation)] if slot),
        hours(conversations),
    )


def hours(conversations: Iterable[Conversation]) -> Dict[str, List[int]]:
    """Channel -> turns that began in each hour of the day, UTC."""
    counted: Dict[str, List[int]] = {}
    for conversation in conversations:
        of_channel = counted.setdefault(conversation.channel, [0] * HOURS)
        for turn in conversation.turns:
            of_channel[datetime.fromtimestamp(turn.at, timezone.utc).hour] += 1
    return {channel: counted[channel] for channel in sorted(counted)}


def how_it_ended(conversation: Conversation) -> Optional[str]:
    """The last intake of a conversation: DONE, STOPPED, LEFT, or None when none was begun."""
    states = _intake(conversation)
    if not any(state.get("status") not in (None, "offered") for state in states):
        return None
    last = str(states[-1].get("status"))
    return last if last in (DONE, STOPPED) else LEFT


def where_left(conversation: Conversation) -> Optional[str]:
    """The question that was open when the last intake of a conversation was stopped or left; None when it came to its end."""
    if how_it_ended(conversation) not in (STOPPED, LEFT):
        return None
    open_ = [_REVIEW if state.get("status") == _REVIEW else state.get("slot") for state in _intake(conversation) if state.get("status") in ("asking", _REVIEW)]
    return str(open_[-1]) if open_ and open_[-1] else None


def _intake(conversation: Conversation) -> List[Mapping[str, object]]:
    return [custom for turn in conversation.turns for custom in turn.said("intake")]


def _unlisted(turn: Turn) -> Iterable[str]:
    return (str(name) for reading in turn.readings if reading.get("kind") in ("decline", "question") for name in reading.get("unlisted") or ())


def _aspect(custom: Mapping[str, object]) -> str:
    return f", {custom['aspect']}" if custom.get("aspect") else ""


def _ordered(names: Iterable[str]) -> Dict[str, int]:
    """Name -> how often, most often first."""
    return dict(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
