"""One turn: from what was understood to everything that is said, and where the intake stands then."""
from dataclasses import replace
from typing import Callable, List, Mapping, NamedTuple, Sequence

from bot.answers.answer import Paragraph, Said
from bot.answers.payloads import HELD, SPOKEN, WITHDRAWN
from bot.answers.reading import Data, Intake, Question, Reading, Urgent
from bot.answers.replies import Replies
from bot.answers.say import say
from bot.article import Article
from bot.intake.dialogue import advance, keep, offer, told, withdraw
from bot.intake.move import Move
from bot.intake.questions import QuestionsFile
from bot.intake.record import SLOTS
from bot.intake.say import say_intake
from bot.intake.state import OFFERED, State


class Turn(NamedTuple):
    """`said` in the order in which it is to be shown, never empty."""

    said: List[Said]
    state: State


def respond(readings: Sequence[Reading], move: Move, state: State, article: Article, replies: Replies, questions: QuestionsFile,
            links: Callable[[], Mapping[str, str]] = dict, export: Callable[[], str] = str) -> Turn:
    """Says the readings, then leads the intake on where one is open, spoken to, or to be offered. `links` gives what leads to the summary's
    files, `export` what leads to all that is kept: few turns show either."""
    others = [reading for reading in readings if not isinstance(reading, Intake)]
    urgent = [reason for reading in others if isinstance(reading, Urgent) for reason in (reading.reason, *reading.also)]
    said = say(others, article, replies) if others else []
    if state.active:
        said = [_unclear(one, questions) for one in said]
    said = [_about_answers(_with_export(one, export, replies), state, replies) for one in said]
    if any(isinstance(reading, Data) and reading.action == "deleted" for reading in others):
        return Turn(said, State())
    if any(isinstance(reading, Data) and reading.about == WITHDRAWN for reading in others):
        return _withdrawn(said, state, article, questions)
    if urgent and not state.active:
        return Turn(said, state)
    tells = any(isinstance(reading, Question) and reading.told for reading in others)
    if not state.active and not move.command and (tells or (move.values and state.status == OFFERED and len(others) < len(readings))):
        state, step = offer(state, move.values)
    elif state.active or len(others) < len(readings):
        state, step = advance(state, move, interrupted=bool(others), urgent=urgent)
    else:
        return Turn(said, keep(state, move.values) if move.values and state.status in ("", OFFERED) else state)
    return Turn([*said, *say_intake(state, step, article, questions, links)], state)


def _withdrawn(said: List[Said], state: State, article: Article, questions: QuestionsFile) -> Turn:
    """Where there was an intake, its end is said instead; whatever else was asked is answered all the same."""
    before = bool(state.status and state.consent is not False) or told(state.record)
    after, step = withdraw()
    if not before:
        return Turn(said, after)
    return Turn([*(one for one in said if one.custom["type"] != "data"), *say_intake(after, step, article, questions, dict)], after)


def _about_answers(said: Said, state: State, replies: Replies) -> Said:
    """What is known of a person is also what they told for a summary."""
    if said.custom.get("action") != "shown" or not told(state.record):
        return said
    held = replies.data.about[HELD].text
    return replace(said, blocks=(*said.blocks, Paragraph(held)), short=f"{said.short} {held}")


def _with_export(said: Said, export: Callable[[], str], replies: Replies) -> Said:
    if said.custom.get("action") != "exported":
        return said
    address = export()
    return replace(said, blocks=(*said.blocks, *((Paragraph(f"[JSON]({address})"),) if address else ())), short=replies.data.about[SPOKEN].text)


def respond_in_public(readings: Sequence[Reading], article: Article, replies: Replies, questions: QuestionsFile) -> List[Said]:
    """Where others read along: questions are answered; instead of an intake it offers to go on in private, and keeps nothing of one."""
    others = [reading for reading in readings if not isinstance(reading, Intake)]
    said = say(others, article, replies) if others else []
    tells = any(isinstance(reading, Question) and reading.told for reading in others)
    if (tells or len(others) < len(readings)) and not any(isinstance(reading, Urgent) for reading in others):
        custom = {"type": "intake", "status": OFFERED, "slot": None, "step": 0, "steps": len(SLOTS)}
        said = [*said, Said((Paragraph(questions.said.private),), custom, questions.said.private)]
    return said


def _unclear(said: Said, questions: QuestionsFile) -> Said:
    """What was not understood, and help, as they fit in the middle of the questions; the open one follows."""
    said_instead = {"not_understood": questions.said.unclear, "help": questions.said.help}.get(said.custom.get("reason") or said.custom.get("topic") or "")
    return Said((Paragraph(said_instead),), said.custom, said_instead) if said_instead else said
