"""What a message says while the guided intake is led, offered or stopped: an answer to the open question, a command, or a question of its own."""
from dataclasses import replace
from typing import List, NamedTuple, Sequence, Tuple

from bot.answers.reading import Decline, Intake, Question, Reading, SmallTalk, Urgent
from bot.article import Article
from bot.intake.answers import parse_yes_no
from bot.intake.hear import Listener
from bot.intake.move import NO_MOVE, Move, from_payload
from bot.intake.state import OFFERED, State
from bot.intake.tokens import tokenize
from bot.safety.detect import find_urgent
from bot.understanding.classifier import Classifier
from bot.understanding.context import Context
from bot.understanding.parts import split_parts
from bot.understanding.understand import understand


class Understood(NamedTuple):
    """`readings` are said first (Intake stands for the intake itself), then `move` is made. `confidence` from 0 to 1."""

    readings: List[Reading]
    move: Move
    confidence: float


def understand_turn(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener, *,
                    flaw: str = "") -> Understood:
    """What the message says where the intake stands as `state` tells. An emergency goes before everything."""
    pressed = from_payload(context.clicked) if context.clicked else None
    if pressed:
        return Understood([Intake()], pressed, 1.0)
    urgent = find_urgent(text)
    if urgent or flaw or not text.strip():
        return _by_itself(text, context, classifier, article, flaw)
    given = listener.command(text, state)
    if given:
        return Understood([Intake()], given, 1.0)
    if state.active:
        return _in_the_middle(text, state, context, classifier, article, listener)
    answer = parse_yes_no(tokenize(text)) if _just_offered(state, context) else None
    if answer is not None:
        return Understood([Intake()], Move("start"), 1.0) if answer else Understood([SmallTalk("chitchat", about="declined")], NO_MOVE, 1.0)
    return _before(text, state, context, classifier, article, listener)


def _by_itself(text: str, context: Context, classifier: Classifier, article: Article, flaw: str = "") -> Understood:
    readings, confidence = understand(text, context, classifier, article, flaw=flaw)
    return Understood(list(readings), NO_MOVE, confidence)


def _before(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener) -> Understood:
    """Outside the intake: it may be asked for, own symptoms may be told, and a record that is there may be corrected."""
    understood = _by_itself(text, context, classifier, article)
    asked_for = any(isinstance(reading, Intake) for reading in understood.readings)
    told = any(isinstance(reading, Question) and reading.told for reading in understood.readings)
    if not (asked_for or told):
        return understood
    heard = listener.hear(text, State())
    return understood._replace(move=replace(heard, command="start", problems={}) if asked_for else replace(heard, problems={}))


def _in_the_middle(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener) -> Understood:
    """An answer to the open question wins over a look-alike intent, and what is put as a question wins over the form."""
    asked, told = _apart(text)
    if not asked:
        heard = listener.hear(text, state)
        if heard:
            return Understood([Intake()], heard, 1.0)
        return _by_itself(text, context, classifier, article)
    command = listener.command(asked, state)
    heard = listener.hear(told, state) if told else NO_MOVE
    if command:
        return Understood([Intake()], replace(heard, command=command.command, slot=command.slot), 1.0)
    understood = _by_itself(text if not heard else asked, context, classifier, article)
    if any(isinstance(reading, Urgent) for reading in understood.readings):
        return understood
    return understood._replace(readings=list(_weighty(understood.readings)), move=heard)


def _apart(text: str) -> Tuple[str, str]:
    """What of a message is asked, and what is told."""
    parts = split_parts(text)
    return " ".join(part.text for part in parts if part.asks), ". ".join(part.text for part in parts if not part.asks)


def _weighty(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Without what asks for the intake that is going on."""
    return [replace(reading, told=False) if isinstance(reading, Question) else reading for reading in readings
            if not isinstance(reading, Intake)] or [Decline("not_understood")]


def _just_offered(state: State, context: Context) -> bool:
    return state.status == OFFERED and any(custom.get("type") == "intake" and custom.get("status") == OFFERED for custom in context.customs[-2:])
