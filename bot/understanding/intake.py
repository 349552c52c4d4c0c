"""What a message says while the guided intake is led, offered or stopped: an answer to the open question, a command, or a question of its own."""
import re
from dataclasses import replace
from typing import List, NamedTuple, Optional, Sequence, Tuple

from bot.answers.payloads import CONFIRM, DELETE, KEEP, NOTHING, PART, WITHDRAWN
from bot.answers.reading import Data, Decline, Intake, Question, Reading, SmallTalk, Urgent
from bot.article import Article
from bot.intake.answers import parse_yes_no
from bot.intake.choosing import speaks_of_others
from bot.intake.dialogue import told
from bot.intake.hear import Listener
from bot.intake.known import known_words
from bot.intake.move import NO_MOVE, Move, from_payload
from bot.intake.record import CONSENT, has_answer
from bot.intake.state import ASKING, DONE, OFFERED, REVIEW, STOPPED, State
from bot.intake.tokens import tokenize
from bot.language.emoji import in_words
from bot.language.words import split_words
from bot.safety.detect import find_urgent
from bot.understanding.classifier import Classifier
from bot.understanding.context import Context
from bot.understanding.cues import asks_on
from bot.understanding.kept import apart_from_deleting, asks_of_keeping, data_in, deletes_again, is_of_everything
from bot.understanding.parts import split_parts
from bot.understanding.told import sign_in
from bot.understanding.understand import is_command, understand

PLAINLY = 0.75  # confidence above which something is asked in the middle of the intake though it is not put as a question
_TELLS = 0.5  # share of the labels for telling of signs, above which an answer tells of one
_BRIEF = 8  # words of a yes or no
_PIECES = re.compile(r"[,;:]\s+|\s[-–—]+\s|\n")


class Understood(NamedTuple):
    """`readings` are said first (Intake stands for the intake itself), then `move` is made. `confidence` from 0 to 1."""

    readings: List[Reading]
    move: Move
    confidence: float


def understand_turn(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener, *,
                    flaw: str = "") -> Understood:
    """What the message says where the intake stands as `state` tells. An emergency goes before everything."""
    if context.clicked in (DELETE, KEEP):
        return Understood([Data("deleted" if context.clicked == DELETE else "none")], NO_MOVE, 1.0)
    text = in_words(text)
    pressed = from_payload(context.clicked) if context.clicked else None
    if pressed:
        return Understood([Intake()], pressed, 1.0)
    urgent = find_urgent(text)
    if urgent or flaw or not text.strip():
        kept = listener.hear(text, state) if urgent and state.active else NO_MOVE
        return _by_itself(text, context, classifier, article, flaw)._replace(move=replace(kept, command=""))
    if any(isinstance(reading, Data) and reading.about == CONFIRM for reading in context.readings):
        agreed = parse_yes_no(tokenize(text))
        if agreed is not None:
            return Understood([Data("deleted" if agreed else "none")], NO_MOVE, 1.0)
        return _with_deletion_open(_understood(text, state, context, classifier, article, listener))
    return _understood(text, state, context, classifier, article, listener)


def _with_deletion_open(understood: Understood) -> Understood:
    """The question whether all is to be deleted stays open behind an answer; whoever turns away from it is told that nothing is deleted."""
    readings = understood.readings
    if readings == [SmallTalk("chitchat", about="declined")]:
        return understood._replace(readings=[Data("none")])
    closed = any(isinstance(reading, (Urgent, Data, Intake)) for reading in readings) or bool(understood.move)
    return understood if closed else understood._replace(readings=[*readings, Data("none", about=CONFIRM)])


def _understood(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener) -> Understood:
    """What is said where no button was pressed, and nothing urgent."""
    if is_command(text):
        return _by_itself(text, context, classifier, article)
    wished = _of_what_is_kept(text, state, context, classifier, article, listener)
    if wished:
        return wished
    given = listener.command(text, state)
    answers = state.status == ASKING and state.slot == CONSENT and listener.agrees(text) is not None  # "consent given"
    wish = None if answers else data_in(text, classifier)
    if wish and (wish.about == WITHDRAWN or not given or is_of_everything(text, wish, classifier)):
        return Understood([wish], NO_MOVE, 1.0)
    if given:
        return Understood([Intake()], given, 1.0)
    if state.active:
        return _in_the_middle(text, state, context, classifier, article, listener)
    missed = listener.misses(text, state)
    if missed == "summary":
        return Understood([Intake()], Move("summary"), 1.0)
    if missed:
        return Understood([SmallTalk("chitchat", about="declined")], NO_MOVE, 1.0)
    answer = parse_yes_no(tokenize(text)) if _just_offered(state, context) else None
    if answer is not None:
        return Understood([Intake()], Move("start"), 1.0) if answer else Understood([SmallTalk("chitchat", about="declined")], NO_MOVE, 1.0)
    return _before(text, state, context, classifier, article, listener)


def _of_what_is_kept(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener) -> Optional[Understood]:
    """Wishes about what is kept that are known by their words: with something else in one breath, of one answer, once more, why it is kept."""
    rest = apart_from_deleting(text, classifier)
    if rest:
        other = _in_the_middle(rest, state, context, classifier, article, listener) if state.active else _before(rest, state, context, classifier, article, listener)
        urgent = any(isinstance(reading, Urgent) for reading in other.readings)
        return other if urgent else other._replace(readings=[*other.readings, Data("none", about=CONFIRM)])
    slot = listener.erases(text)
    if slot:
        there = (state.active or (state.status in (DONE, STOPPED) and bool(state.consent))) and has_answer(slot, state.record)
        return Understood([Intake()], Move("erase", slot), 1.0) if there else Understood([Data("none", about=PART)], NO_MOVE, 1.0)
    if deletes_again(text):
        gone = not told(state.record) and (not context.readings or any(isinstance(reading, Data) and reading.action == "deleted" for reading in context.readings))
        return Understood([Data("none", about=NOTHING if gone else CONFIRM)], NO_MOVE, 1.0)
    if asks_of_keeping(text) and (state.active or "you" in split_words(text)) and not classifier.reader.read(text).mentions:
        return Understood([Data("shown")], NO_MOVE, 1.0)
    return None


def _by_itself(text: str, context: Context, classifier: Classifier, article: Article, flaw: str = "", *, calm: bool = False) -> Understood:
    readings, confidence = understand(text, context, classifier, article, flaw=flaw, calm=calm)
    return Understood(list(readings), NO_MOVE, confidence)


def _before(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener) -> Understood:
    """Outside the intake: it may be asked for, own symptoms may be told, and a record that is there may be corrected."""
    understood = _by_itself(text, context, classifier, article, calm=True)
    if any(isinstance(reading, Urgent) for reading in understood.readings):
        return understood
    if any(isinstance(reading, Intake) for reading in understood.readings):
        return understood._replace(move=replace(listener.hear(text, State()), command="start", problems={}))
    asked, told = _apart(text, listener, notes=False)
    if state.status == DONE:
        move = listener.hear(text, state)
        return Understood([Intake()], move, 1.0) if (move.corrects or (move.adds and not asked)) and move.values else understood
    heard = replace(listener.hear(told, State()), problems={}) if told else NO_MOVE
    own = _own_symptoms(heard)
    only_asked = context.question is not None and not context.question.told and asks_on(text)
    if only_asked:
        heard = replace(heard, values={slot: value for slot, value in heard.values.items() if slot != "symptoms"})
    readings = understood.readings if own or not speaks_of_others(text) else [
        replace(reading, told=False) if isinstance(reading, Question) else reading for reading in understood.readings]
    if own and not asked and all(isinstance(reading, Decline) for reading in readings):
        readings = [Question("symptom", "item", own, told=not only_asked)]
    elif own and not only_asked:
        readings = [_told_of(reading, own) for reading in readings]
    elif not asked and heard and state.status == OFFERED:  # "it started in March", told of what was offered
        readings = [Intake()]
    return understood._replace(readings=list(readings), move=replace(heard, corrects=False))


def _told_of(reading: Reading, own: Tuple[str, ...]) -> Reading:
    """A question about the very symptoms that are told of is their telling too."""
    asks = isinstance(reading, Question) and reading.topic == "symptom" and set(reading.items) == set(own)
    return replace(reading, told=True) if isinstance(reading, Question) and asks else reading


def _own_symptoms(heard: Move) -> Tuple[str, ...]:
    """The symptoms that a person tells of having, or maybe having."""
    told = heard.values.get("symptoms", {})
    return (*told.get("present", ()), *told.get("unsure", ()))


def _in_the_middle(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener) -> Understood:
    """An answer to the open question wins over a look-alike intent, and what is put as a question wins over the form."""
    asked, told = _apart(text, listener, notes=state.slot == "notes" and state.status == ASKING and "?" not in text)
    heard = listener.hear(told, state) if told else NO_MOVE
    if not asked:
        if heard and not _strange(text, state, classifier):
            return Understood([Intake()], heard, 1.0)
        return _unheard(text, state, context, classifier, article, listener)
    command = listener.command(asked, state)
    if command:
        return Understood([Intake()], replace(heard, command=command.command, slot=command.slot), 1.0)
    understood = _by_itself(asked if heard else text, context, classifier, article)
    if any(isinstance(reading, Urgent) for reading in understood.readings):
        return understood
    return understood._replace(readings=list(_weighty(understood.readings)), move=heard)


def _unheard(text: str, state: State, context: Context, classifier: Classifier, article: Article, listener: Listener) -> Understood:
    """Nothing was told that fits: a yes or no in other words, something said beside the questions, or nothing that makes sense."""
    prediction = classifier.predict([classifier.reader.read(text)])[0]
    label = prediction.labels[0]
    sign = sign_in(prediction, least=_TELLS) if state.slot == "symptoms" and state.status == ASKING else ""
    if sign:  # "I bite everyone's head off": in words that no list holds
        return Understood([Intake()], Move(values={"symptoms": {"present": [sign]}}), 1.0)
    if listener.adds_nothing(text, state):
        return Understood([Intake()], Move("repeat"), 1.0)
    brief = 0 < len(split_words(text)) <= _BRIEF
    if brief and label in ("context/affirm", "context/deny") and not _strange(text, state, classifier):
        heard = listener.hear("yes" if label == "context/affirm" else "no", state)
        if heard:
            return Understood([Intake()], heard, 1.0)
        if state.status == REVIEW and label == "context/deny":
            return Understood([Intake()], Move("change"), 1.0)
        return Understood([Decline("not_understood")], NO_MOVE, prediction.confidence)
    understood = _by_itself(text, context, classifier, article, calm=True)
    readings = _weighty(understood.readings)
    if all(isinstance(reading, Question) for reading in readings) and understood.confidence < PLAINLY:
        readings = [Decline("not_understood")]  # an answer that was not understood is no question because it looks like one
    return understood._replace(readings=list(readings))


def _apart(text: str, listener: Listener, *, notes: bool) -> Tuple[str, str]:
    """What of a message is asked, and what is told. What is told for the notes may well look like a question."""
    asked: List[str] = []
    told: List[str] = []
    for part in split_parts(text):
        if not (part.asks and ("?" in text or listener.asks(part.text))) or (notes and not part.marked):
            told.append(part.text)
            continue
        pieces = _PIECES.split(part.text)
        first = next((number for number, piece in enumerate(pieces) if listener.asks(piece)), 0)
        told.extend(pieces[:first])  # "I'm vegetarian, which foods would help me?"
        asked.append(", ".join(pieces[first:]) + ("?" if part.marked else ""))
    return " ".join(asked), ". ".join(told) if asked else text


def _strange(text: str, state: State, classifier: Classifier) -> bool:
    """Whether most of the words are no words; in the notes they may be names."""
    strange = [word for word in classifier.reader.unknown(classifier.reader.read(text)) if word not in known_words()]
    return state.slot != "notes" and 2 * len(strange) > len(split_words(text))


def _weighty(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Without what asks for the intake that is going on."""
    return [replace(reading, told=False) if isinstance(reading, Question) else reading for reading in readings
            if not isinstance(reading, Intake)] or [Decline("not_understood")]


def _just_offered(state: State, context: Context) -> bool:
    return state.status == OFFERED and any(custom.get("type") == "intake" and custom.get("status") == OFFERED for custom in context.customs[-2:])
