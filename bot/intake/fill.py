"""Puts answers into the record: what is new, what corrects an earlier answer, and what cannot hold beside it."""
from dataclasses import dataclass, replace
from typing import Any, Dict, List, Mapping, Optional, Tuple

from bot.intake.record import CONSENT, Record, Symptoms, answer_to, with_answer
from bot.intake.state import Doubt, State

MOST_OTHER = 20  # things in a person's own words that one record holds
_HEADINGS = ("present", "absent", "unsure")


@dataclass(frozen=True)
class Filled:
    """`noted` are the slots that got an answer, `changed` those of them that had another one before; `doubt` is asked about."""

    state: State
    noted: Tuple[str, ...] = ()
    changed: Tuple[str, ...] = ()
    doubt: Optional[Doubt] = None


def fill(state: State, values: Mapping[str, Any], *, corrects: bool, adds: bool) -> Filled:
    """The state with `values` (bot.intake.move.Move.values) in it. An answer to a slot that is answered already, and not open, is
    taken only if it `corrects`; else it becomes a doubt."""
    filled = Filled(state)
    for slot, value in values.items():
        filled = _fill_one(filled, slot, value, corrects=corrects or slot == state.slot, adds=adds)
    return filled


def _fill_one(filled: Filled, slot: str, value: Any, *, corrects: bool, adds: bool) -> Filled:
    state = filled.state
    if slot == CONSENT:
        return replace(filled, state=replace(state, consent=bool(value)), noted=(*filled.noted, slot))
    if slot == "symptoms":
        return _symptoms(filled, value, corrects=corrects)
    old, new = answer_to(slot, state.record), _as_kept(slot, value)
    answered = slot in state.closed or (state.slot == slot and old is not None)
    merged = _merged(slot, old, new, adds=adds or not corrects)
    if answered and old is not None and merged != old and not corrects and not _on_top(slot, old, new, adds=adds):
        return replace(filled, doubt=filled.doubt or Doubt(_clash(slot, old, new), value))
    record = _without_skip(with_answer(slot, merged, state.record), slot)
    added = not corrects or (adds and _holds(merged, old))
    changed = (*filled.changed, slot) if answered and old is not None and merged != old and not added else filled.changed
    return Filled(_closing(replace(state, record=record), slot), (*filled.noted, slot), changed, filled.doubt)


def _as_kept(slot: str, value: Any) -> Any:
    if slot == "notes":
        return str(value).strip() or None
    return tuple(value) if isinstance(value, list) else value


def _merged(slot: str, old: Any, new: Any, *, adds: bool) -> Any:
    if slot == "tests" and old and new:
        return {**old, **new}
    if slot == "notes" and old and new and adds:
        return f"{old}\n{new}" if new not in old else old
    if slot in ("body_parts", "current_b12") and old and new and adds:
        if "none" in (*old, *new):
            return new
        return (*old, *(one for one in new if one not in old))
    return new


def _on_top(slot: str, old: Any, new: Any, *, adds: bool) -> bool:
    """Whether a further answer goes with the earlier one."""
    if slot == "tests":
        return bool(new) and all(old.get(test, result) == result for test, result in new.items())
    if slot == "body_parts":
        return bool(new)
    return slot == "notes" or (slot == "current_b12" and adds and "none" not in (*old, *new))


def _holds(new: Any, old: Any) -> bool:
    """Whether an answer keeps all of the one before and only adds to it."""
    return isinstance(new, tuple) and isinstance(old, tuple) and set(old) <= set(new)


def _clash(slot: str, old: Any, new: Any) -> str:
    """The smallest thing two answers disagree on."""
    if slot == "tests" and new:
        return next((f"tests.{test}" for test, result in new.items() if old.get(test, result) != result), slot)
    return slot


def _symptoms(filled: Filled, told: Mapping[str, Any], *, corrects: bool) -> Filled:
    state = filled.state
    lists: Dict[str, List[str]] = {heading: list(getattr(state.record.symptoms, heading)) for heading in _HEADINGS}
    doubt, changed = filled.doubt, False
    where = {id_: heading for heading, ids in lists.items() for id_ in ids}
    for heading in _HEADINGS:
        for id_ in told.get(heading, ()):
            before = where.get(id_)
            if before == heading:
                continue
            if before and not corrects:
                doubt = doubt or Doubt(f"symptoms.{id_}", {heading: [id_]})
                continue
            if before:
                lists[before].remove(id_)
            changed = changed or bool(before) or ("symptoms" in state.closed and corrects)
            lists[heading].append(id_)
            where[id_] = heading
    for id_ in told.get("removed", ()):
        if id_ in where and id_ not in told.get("present", ()):
            lists[where.pop(id_)].remove(id_)
            changed = True
    known = {one.lower() for one in state.record.other_symptoms}
    other = (*state.record.other_symptoms, *(one for one in told.get("other", ()) if one.lower() not in known))[:MOST_OTHER]
    symptoms = Symptoms(*(tuple(lists[heading]) for heading in _HEADINGS))
    record = _without_skip(replace(state.record, symptoms=symptoms, other_symptoms=other), "symptoms")
    keys = (*filled.changed, "symptoms") if changed and "symptoms" not in filled.changed else filled.changed
    return Filled(_closing(replace(state, record=record), "symptoms"), (*filled.noted, "symptoms"), keys, doubt)


def _closing(state: State, slot: str) -> State:
    return state if slot in state.closed else replace(state, closed=(*state.closed, slot))


def _without_skip(record: Record, slot: str) -> Record:
    return replace(record, skipped=tuple(one for one in record.skipped if one != slot))
