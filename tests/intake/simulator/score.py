"""How well an assistant did, from what was said alone."""
from dataclasses import dataclass, fields
from datetime import date
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

from tests.intake.simulator.contract import ASKED, Custom, turn_violations
from tests.intake.simulator.conversation import Turn
from tests.intake.simulator.judge import GROUPS, of_type, verdict
from tests.intake.simulator.patient import Patient, everything
from tests.intake.simulator.record import counted, symptoms, wrong


class Share(NamedTuple):
    """`part` out of `whole`."""

    part: int = 0
    whole: int = 0

    def plus(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole)

    def value(self, nothing: float = 1.0) -> float:
        return self.part / self.whole if self.whole else nothing


@dataclass
class Score:
    """One patient's figures, or the sum over several."""

    completed: Share = Share()
    slots: Share = Share()
    precision: Share = Share()
    recall: Share = Share()
    f1: Share = Share()
    interruptions: Share = Share()
    corrections: Share = Share()
    commands: Share = Share()
    urgent: Share = Share()
    asked_again: Share = Share()
    false_alarms: Share = Share()
    turns: Share = Share()  # all, to those needed
    empty: Share = Share()
    violations: Share = Share()

    def add(self, name: str, part: int, whole: int = 1) -> None:
        setattr(self, name, getattr(self, name).plus(Share(part, whole)))


class Mistake(NamedTuple):
    """`turn` is None for what is wrong with the summary or the whole."""

    figure: str
    turn: Optional[int]
    what: str


@dataclass(frozen=True)
class Result:
    """A patient, the dialogue, and what it is worth."""

    patient: Patient
    turns: Sequence[Turn]
    score: Score
    mistakes: List[Mistake]


@dataclass(frozen=True)
class Figure:
    """A line of the issue's table. `at_most`: less is better."""

    name: str
    field: str
    limit: float
    at_most: bool = False

    def reached(self, score: Score) -> bool:
        value = getattr(score, self.field).value(0.0 if self.at_most else 1.0)
        return bool(value <= self.limit if self.at_most else value >= self.limit)


FIGURES: Tuple[Figure, ...] = (
    Figure("completed", "completed", 0.98), Figure("slots right", "slots", 0.96), Figure("symptoms F1", "f1", 0.95),
    Figure("asked again", "asked_again", 0.0, at_most=True), Figure("interruptions answered and resumed", "interruptions", 0.98),
    Figure("corrections right", "corrections", 0.95), Figure("commands right", "commands", 0.98), Figure("urgent right", "urgent", 1.0),
    Figure("false alarms", "false_alarms", 0.0, at_most=True), Figure("turns to fewest", "turns", 1.15, at_most=True),
    Figure("empty turns", "empty", 0.0, at_most=True), Figure("contract broken", "violations", 0.0, at_most=True),
)


def score(patient: Patient, turns: Sequence[Turn], today: date) -> Result:
    """Pure: the same dialogue is always worth the same."""
    result = Result(patient, turns, Score(), [])
    for part in (_each_turn, _never_done, _asked_again, _record):
        part(result, today)
    return result


def total(results: Sequence[Result], of: Callable[[Result], bool] = lambda _: True) -> Score:
    """The figures of all patients together."""
    summed = Score()
    for result in filter(of, results):
        for field in fields(Score):
            summed.add(field.name, *getattr(result.score, field.name))
    return summed


def _each_turn(result: Result, today: date) -> None:
    score, active = result.score, False
    for number, turn in enumerate(result.turns):
        judged = verdict(turn, today) if turn.needed else None
        if judged:
            score.add(judged.group, judged.wrong is None)
            _note(result, judged.group, number, judged.wrong)
        alarm = bool(of_type(turn, "urgent")) and turn.act.do != "urgent"
        empty = not turn.messages or any(not str(message.get("text") or "").strip() for message in turn.messages)
        broken = turn_violations(turn.messages, active=active)
        score.add("false_alarms", alarm)
        score.add("empty", empty)
        score.add("violations", bool(broken))
        _note(result, "false_alarms", number, str(of_type(turn, "urgent")) if alarm else None)
        _note(result, "empty", number, "nothing said" if empty else None)
        for what in broken:
            _note(result, "violations", number, what)
        if turn.intake:
            active = turn.intake.get("status") in ("asking", "review")
    score.add("turns", len(result.turns), sum(turn.needed for turn in result.turns))


def _never_done(result: Result, today: date) -> None:
    """What the patient never came to do, because the slot was not asked or the conversation broke off, is wrong too."""
    done = {id(turn.act) for turn in result.turns}
    for place, act in everything(result.patient.opening, result.patient.at, result.patient.says):
        group = GROUPS.get(act.do)
        if group and id(act) not in done and act.do not in ("again", "old"):  # those need a button, and there need not be one
            result.score.add(group, 0)
            _note(result, group, None, f"{act.do} at {place}: never came to it")


def _asked_again(result: Result, today: date) -> None:
    """A slot that was told (or skipped) and is asked nevertheless, as first, retry or resume. What was taken back may be asked."""
    told: Dict[str, int] = {}
    for number, turn in enumerate(result.turns):
        act, intake = turn.act, turn.intake or {}
        answers = {*act.tells, *([turn.place] if act.do in ("answer", "amend", "skip") and turn.needed and not act.vague else [])}
        told.update({slot: number for slot in answers if slot in ASKED or slot == "consent"})
        slot = str(intake.get("slot"))
        if intake.get("status") != "asking" or slot not in told:
            continue
        if act.do in ("back", "edit", "contradict", "unwilling") and slot not in act.tells:
            del told[slot]
        elif intake.get("ask") not in ("more", "back"):
            result.score.add("asked_again", 1, 0)
            _note(result, "asked_again", number, f"{slot} was told in turn {told[slot] + 1} and is asked as {intake.get('ask')}")
    result.score.add("asked_again", 0, max(1, len(told)))


def _record(result: Result, today: date) -> None:
    """The last summary, beside what the patient told."""
    patient, turns = result.patient, result.turns
    summaries: List[Custom] = [one for turn in turns for one in of_type(turn, "summary")]
    if patient.ends == "done":
        done = any((turn.intake or {}).get("status") == "done" and bool(of_type(turn, "summary")) for turn in turns)
        result.score.add("completed", done)
        _note(result, "completed", None, None if done else "the intake was not completed")
    if patient.record is None:
        return
    summary = summaries[-1] if summaries else {}
    unknown: Set[str] = {turn.place for turn in turns if turn.act.do == "dunno"}
    mistakes = wrong(patient.record, summary, today, unknown=unknown)
    keys = counted()
    result.score.add("slots", sum(key not in mistakes for key in keys) if summary else 0, len(keys))
    if patient.record.get("urgent") or (summary and "urgent" in mistakes):
        result.score.add("urgent", "urgent" not in mistakes)
    for key, (want, got) in mistakes.items() if summary else ():
        _note(result, "slots" if key in keys else "urgent", None, f"{key} should be {want}, is {got}")
    found = symptoms(patient.symptoms, summary)
    result.score.add("precision", found.right, found.right + len(found.extra))
    result.score.add("recall", found.right, found.right + len(found.missing))
    result.score.add("f1", 2 * found.right, 2 * found.right + len(found.extra) + len(found.missing))
    _note(result, "slots", None, None if summary else "there is no summary")
    _note(result, "f1", None, f"symptoms missing: {found.missing}, too many: {found.extra}" if found.missing or found.extra else None)


def _note(result: Result, figure: str, turn: Optional[int], what: Optional[str]) -> None:
    if what:
        result.mistakes.append(Mistake(figure, turn, what))
