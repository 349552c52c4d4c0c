"""Of several things a recogniser may have heard, the one that makes sense."""
from typing import Any, Awaitable, Callable, Dict, NamedTuple, Sequence

from rasa.core.channels.channel import UserMessage

from bot.channels.cleaning import clean_text, conversation_id
from bot.intake.answers import parse_yes_no
from bot.intake.tokens import tokenize
from bot.safety.detect import find_urgent
from bot.voice.heard import steering

MOST = 5  # transcripts that are looked into
_SENSELESS = ("not_understood", "out_of_scope", "language", "empty", "too_long")
_AUDIBLE = 0.2  # confidence below which even an emergency is noise

Sense = Callable[[str], Awaitable[bool]]


class Transcript(NamedTuple):
    """`confidence` from 0 to 1; 0 when there is none."""

    text: str
    confidence: float = 0.0


async def best(transcripts: Sequence[Transcript], makes_sense: Sense) -> Transcript:
    """The likeliest that makes sense, else the likeliest; an emergency in any of them goes first. What is chosen for its sense is not asked back."""
    distinct: Dict[str, Transcript] = {}
    for one in sorted(transcripts, key=lambda one: -one.confidence):
        distinct.setdefault(one.text, one)
    likely = list(distinct.values())[:MOST]
    likely = [one for one in likely if steering(one.text) != "noise"] or likely[:1]
    alarm = next((one for one in likely if find_urgent(one.text) and not 0 < one.confidence < _AUDIBLE), None)
    if alarm or len(likely) < 2 or _steers(likely[0].text):
        return alarm or likely[0]
    for number, one in enumerate(likely):
        if await makes_sense(one.text):
            return one if number == 0 else Transcript(one.text)
    return likely[0]


def sense_in(agent: Any, channel: str, sender: str) -> Sense:
    """Whether a text makes sense where the conversation stands, by the model. Changes nothing; without a model nothing makes sense."""
    async def makes_sense(text: str) -> bool:
        if agent is None or not agent.is_ready():
            return False
        tracker = await agent.tracker_store.retrieve(conversation_id(channel, sender))
        parsed = await agent.processor.parse_message(UserMessage(clean_text(text)), tracker)
        readings = parsed.get("readings") or ()
        return any(reading.get("kind") != "decline" or reading.get("reason") not in _SENSELESS for reading in readings)
    return makes_sense


def _steers(text: str) -> bool:
    return bool(steering(text)) or parse_yes_no(tokenize(text[:100])) is not None
