"""Leads the intake: from where it stands and what was said to where it stands then. Decides; says nothing itself."""
from dataclasses import dataclass, replace
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from bot.intake.fill import Filled, fill
from bot.intake.move import Move
from bot.intake.record import CONSENT, SLOTS, Record, Symptoms, has_answer, with_answer
from bot.intake.state import ASKING, DONE, OFFERED, REVIEW, STOPPED, Doubt, State

FIRST, RETRY, MORE, BACK, RESUME = "first", "retry", "more", "back", "resume"
_MANY = ("symptoms", "body_parts")  # slots whose buttons are picked one after the other
_LATEST, _EARLIEST = "new", "old"
_REFUSED = State(status=STOPPED, consent=False)


@dataclass(frozen=True)
class Step:
    """What is to be said of the intake after one message.

    `ask` as in the contract; `said` names a sentence of data/intake/questions.yml to begin with; `noted` and `changed` are slots;
    `problem` names why an answer could not be taken; `why`: the open question is to be explained; `summary`: the record is to be shown.
    """

    ask: str = ""
    said: str = ""
    noted: Tuple[str, ...] = ()
    changed: Tuple[str, ...] = ()
    problem: str = ""
    why: bool = False
    summary: bool = False


Advance = Tuple[State, Step]


def advance(state: State, move: Move, *, interrupted: bool = False, urgent: Sequence[str] = ()) -> Advance:
    """The next state and what to say. `interrupted`: something else was asked or said in the same message; `urgent`: the reasons of
    an emergency told in it, which end the intake until it is resumed."""
    if urgent:
        return _in_emergency(fill(state, move.values, corrects=False, adds=True).state if state.active else state, urgent)
    if move.command == "start":
        return _started(state, move)
    if move.command in ("cancel", "restart") or (move.command == "resume" and not state.active):
        return _COMMANDS[move.command](state, move)
    if not state.active:
        return _outside(state, move)
    if move.command and not (move.values or move.problems):
        return _commanded(state, move)
    if move.command and not (move.command == "change" and move.problems):
        return _answered_and_commanded(state, move)
    if move.values or move.problems:
        return _answered(state, move)
    return _again(state, RETRY, failed=not interrupted)


def withdraw() -> Advance:
    """Nothing is kept any more, and nothing more until there is a yes to the first question."""
    return _REFUSED, Step(said="withdrawn")


def keep(state: State, values: Mapping[str, Any]) -> State:
    """With what somebody told of themselves kept for an intake that they may ask for; not against their will."""
    if state.consent is False:
        return state
    if state.status == DONE or (state.status == STOPPED and not state.resumable):
        state = State()
    return fill(state, {slot: value for slot, value in values.items() if slot not in (CONSENT, "notes")}, corrects=True, adds=True).state


def offer(state: State, values: Mapping[str, Any]) -> Advance:
    """With what somebody told of their own symptoms kept for an intake that is offered to them."""
    if state.consent is False:
        return replace(state, status=OFFERED), Step(said="offer_again")
    kept = keep(state, values)
    return (kept if kept.status == STOPPED else replace(kept, status=OFFERED)), Step(said="offer", noted=tuple(values) if state.status == OFFERED else ())


def _in_emergency(state: State, reasons: Sequence[str]) -> Advance:
    if state.consent:
        told = (*state.record.urgent, *(reason for reason in reasons if reason not in state.record.urgent))
        state = replace(state, record=replace(state.record, urgent=told))
    return replace(state, status=STOPPED, resumable=True, doubt=None), Step(said="urgent")


def _started(state: State, move: Move) -> Advance:
    """A new intake, or the one that was stopped; with what was volunteered in the asking."""
    if state.status == STOPPED and state.resumable:
        return _resumed(state, move)
    if state.active:
        return _answered(state, move) if move.values else _again(state, RETRY, failed=False)
    base = replace(state, consent=None) if state.status in ("", OFFERED) else State()
    filled = fill(base, move.values, corrects=True, adds=True)
    return _next(replace(filled, state=replace(filled.state, status=ASKING)))


def _resumed(state: State, move: Move) -> Advance:
    if not (state.status == STOPPED and state.resumable):
        if state.status == DONE:
            return state, Step(summary=True)
        return _started(state, Move("start", values=move.values)) if state.status == OFFERED else (replace(state, status=OFFERED), Step(said="offer_empty"))
    if state.slot is None:
        return _reviewed(replace(state, resumable=False), Step(said="resume"))
    resumed = replace(state, status=ASKING, resumable=False, failures=0)
    filled = fill(resumed, move.values, corrects=move.corrects, adds=True)
    if state.slot in filled.noted:
        return _next(filled)
    return filled.state, Step(ask=RESUME, said="resume", noted=filled.noted, changed=filled.changed)


def _go_on(state: State, move: Move) -> Advance:
    return _again(state, RESUME, failed=False) if state.active else _resumed(state, move)


def _outside(state: State, move: Move) -> Advance:
    """While no question is open: the record is asked for, or corrected after the end."""
    held = state.status in (DONE, STOPPED) and bool(state.consent)
    if move.command == "summary" or not move:
        return (state, Step(summary=True)) if held else (replace(state, status=OFFERED), Step(said="offer" if told(state.record) else "offer_empty"))
    if not held:
        return _started(state, move)
    if move.command == "erase":
        return _erase(state, move)
    if state.status == STOPPED and state.resumable:
        return _resumed(state, move)
    if move.command == "change" and move.slot in SLOTS:
        return _reopened(state, str(move.slot))
    filled = fill(state, move.values, corrects=True, adds=move.adds)
    return _reviewed(filled.state, Step(said="review_again", changed=filled.changed))


def _commanded(state: State, move: Move) -> Advance:
    if state.doubt and move.command in ("keep", "take"):
        return _settled(state, _EARLIEST if move.command == "keep" else _LATEST)
    late = move.button and move.slot is not None and move.slot != state.slot and move.command in ("skip", "enough", "keep")
    return _again(state, RETRY, failed=False) if late else _COMMANDS.get(move.command, _repeat)(state, move)


def _answered_and_commanded(state: State, move: Move) -> Advance:
    """`Vegan, and let's stop there.`"""
    if move.command == "why":
        explained = _answered(state, replace(move, command=""))
        return explained if explained[0].slot != state.slot else (explained[0], replace(explained[1], why=True))
    answered, step = _answered(state, replace(move, command=""))
    if not answered.active:
        return answered, step
    commanded, then = _commanded(answered, Move(move.command, move.slot))
    return commanded, replace(then, noted=step.noted, changed=step.changed)


def _repeat(state: State, _: Move) -> Advance:
    return _again(state, RETRY, failed=False)


def _explain(state: State, _: Move) -> Advance:
    return _again(state, RETRY, failed=False, why=True)


def _skip(state: State, _: Move) -> Advance:
    if state.doubt:
        return _settled(state, _EARLIEST)
    if state.status == REVIEW:
        return _again(state, RETRY, failed=False)
    if state.slot == CONSENT:
        return _refused(state)
    slot = str(state.slot)
    if has_answer(slot, state.record):  # come back to, and left as it is
        return _next(Filled(replace(state, closed=(*state.closed, slot))))
    record = replace(state.record, skipped=(*state.record.skipped, slot))
    return _next(Filled(replace(state, record=record, closed=(*state.closed, slot))), said="skipped" if slot != "notes" else "")


def _dont_know(state: State, move: Move) -> Advance:
    if state.slot == CONSENT or state.status == REVIEW or state.doubt:
        return _again(state, RETRY, failed=False)
    if state.slot == "absorption":
        return _answered(state, Move(values={"absorption": "unsure"}))
    return _skip(state, move)


def _back(state: State, _: Move) -> Advance:
    before = state.trail[:-1] if state.status == ASKING else state.trail
    if not before:
        state, step = _again(state, RETRY, failed=False)
        return state, replace(step, said="first")
    return replace(state, trail=before[:-1]).opened(before[-1]), Step(ask=BACK)


def _stop(state: State, _: Move) -> Advance:
    return replace(state, status=STOPPED, resumable=True, doubt=None), Step(said="stopped")


def _cancel(state: State, _: Move) -> Advance:
    return State(status=STOPPED), Step(said="cancelled")


def _restart(state: State, _: Move) -> Advance:
    again = State(status=ASKING, consent=state.consent or None)
    state, step = _next(Filled(again))
    return state, replace(step, said="restart")


def _done(state: State, move: Move) -> Advance:
    if state.status == REVIEW:
        return replace(state, status=DONE, slot=None), Step(said="done", summary=True)
    return _enough(state, move)


def _enough(state: State, _: Move) -> Advance:
    """`That's all`: of what is picked one by one, or said to a question that nothing need be told to."""
    slot = str(state.slot)
    if slot in SLOTS and (has_answer(slot, state.record) or slot in ("symptoms", "body_parts", "notes")):
        empty: Dict[str, Any] = {"symptoms": {"none": True}, "body_parts": [], "notes": ""}
        return _next(fill(state, {} if has_answer(slot, state.record) else {slot: empty[slot]}, corrects=True, adds=False), closing=slot)
    return _again(state, RETRY, failed=False)


def _change(state: State, move: Move) -> Advance:
    if move.slot in SLOTS:
        return _reopened(state, str(move.slot))
    if state.status == REVIEW:  # which line is not said
        return state, Step(said="review_what")
    return _back(state, move)


def _erase(state: State, move: Move) -> Advance:
    """One answer is taken back: as if its question had been skipped."""
    slot = str(move.slot)
    empty: Dict[str, Any] = {"symptoms": Symptoms()}
    record = with_answer(slot, empty.get(slot), state.record)
    record = replace(record, other_symptoms=() if slot == "symptoms" else record.other_symptoms, skipped=(*record.skipped, slot))
    closed = state.closed if slot in state.closed else (*state.closed, slot)
    state = replace(state, record=record, closed=closed, doubt=None)
    if state.status == STOPPED:
        resumed, step = _resumed(state, Move("resume"))
        return resumed, replace(step, changed=(slot,))
    if state.status != ASKING:
        return _reviewed(state, Step(said="review_again", changed=(slot,)))
    if state.slot == slot:
        return _next(Filled(state, changed=(slot,)))
    return state, Step(ask=RETRY, changed=(slot,))


def _summary(state: State, _: Move) -> Advance:
    state, step = _again(state, RETRY, failed=False)
    return state, replace(step, summary=bool(state.consent))


def _reopened(state: State, slot: str) -> Advance:
    return replace(state.opened(slot), editing=True), Step(ask=BACK)


def _answered(state: State, move: Move) -> Advance:
    if move.command == "change" and move.problems:  # "change severity to 11"
        reopened, step = _reopened(state, str(move.slot))
        return reopened, replace(step, ask=RETRY, problem=next(iter(move.problems.values())))
    if state.doubt:
        return _doubt_answered(state, move)
    if state.slot == CONSENT and move.values.get(CONSENT) is False:
        return _refused(state)
    if state.collecting and move.values.get(str(state.slot)) in ([], (), {"none": True}):  # "no, that's all"
        return _enough(state, move)
    filled = fill(state, move.values, corrects=move.corrects or move.button or state.status == REVIEW, adds=move.adds or state.collecting)
    if state.slot == "notes" and filled.doubt:  # what cannot stand beside an earlier answer is asked about, not written down
        filled = fill(state, {slot: value for slot, value in move.values.items() if slot != "notes"}, corrects=False, adds=move.adds)
    problem = move.problems.get(str(state.slot), "")
    if filled.doubt:
        return _doubted(filled)
    if move.button and move.adds and move.slot == state.slot and state.slot in _MANY:
        reopened = replace(filled.state, collecting=True, closed=tuple(slot for slot in filled.state.closed if slot != state.slot))
        return reopened, Step(ask=MORE, changed=filled.changed)
    if state.status == REVIEW:
        other = next(iter(move.problems.values()), "")
        return _reviewed(filled.state, Step(said="" if filled.changed or other else "review_again", noted=filled.noted, changed=filled.changed, problem=other))
    if state.slot in filled.noted:
        return _next(filled)
    if state.slot == CONSENT or problem or not filled.noted:
        failed = replace(filled.state, failures=state.failures + bool(problem))
        return failed, Step(ask=RETRY, problem=problem, noted=filled.noted, changed=filled.changed)
    return filled.state, Step(ask=RETRY, noted=filled.noted, changed=filled.changed)


def _refused(state: State) -> Advance:
    return _REFUSED, Step(said="refused")


def _doubted(filled: Filled) -> Advance:
    """Asks which of two answers holds. Whatever else was told stays noted; the open slot is asked afterwards."""
    assert filled.doubt is not None
    return replace(filled.state, doubt=filled.doubt), Step(ask=RETRY, noted=filled.noted, changed=filled.changed)


def _doubt_answered(state: State, move: Move) -> Advance:
    assert state.doubt is not None
    slot = state.doubt.key.partition(".")[0]
    others = {one: value for one, value in move.values.items() if one == slot}
    if others:
        return _settled(replace(state, doubt=Doubt(state.doubt.key, others[slot])), _LATEST)
    filled = fill(state, move.values, corrects=move.corrects, adds=move.adds)
    return filled.state, Step(ask=RETRY, noted=filled.noted, changed=filled.changed)


def _settled(state: State, which: str) -> Advance:
    assert state.doubt is not None
    slot = state.doubt.key.partition(".")[0]
    values = {slot: state.doubt.new} if which == _LATEST else {}
    return _next(fill(replace(state, doubt=None), values, corrects=True, adds=False))


def _next(filled: Filled, *, said: str = "", closing: Optional[str] = None) -> Advance:
    """Goes on to what is still to be asked; with nothing left, to the review."""
    state = filled.state
    if closing and closing not in state.closed:
        state = replace(state, closed=(*state.closed, closing))
    slot = state.next_slot
    noted = tuple(one for one in filled.noted if one != CONSENT)
    if slot is None:
        return _reviewed(state, Step(said=said or ("review_again" if state.editing else "review"), noted=noted, changed=filled.changed))
    if state.status == ASKING and state.slot == slot and not filled.noted and not said:
        return _again(state, RETRY, failed=False)
    ask = FIRST if slot not in state.trail else RETRY
    return state.opened(slot), Step(ask=ask, said=said, noted=noted, changed=filled.changed)


def _reviewed(state: State, step: Step) -> Advance:
    return replace(state, status=REVIEW, slot=None, failures=0, editing=False, collecting=False, doubt=None), step


def _again(state: State, ask: str, *, failed: bool, why: bool = False) -> Advance:
    """The open question once more; the review where that is open."""
    if state.status == REVIEW:
        return state, Step(said="review_again")
    return replace(state, failures=state.failures + failed), Step(ask=ask, why=why)


def told(record: Record) -> bool:
    """Whether anything of it was told."""
    return record != Record()


_COMMANDS = {
    "skip": _skip, "dont_know": _dont_know, "back": _back, "repeat": _repeat, "why": _explain, "stop": _stop, "cancel": _cancel, "resume": _go_on,
    "restart": _restart, "done": _done, "enough": _enough, "change": _change, "summary": _summary, "erase": _erase,
}
