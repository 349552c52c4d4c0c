"""The intake record: what a person told, in the contract's form."""
from dataclasses import dataclass, field, fields, replace
from typing import Any, Dict, Mapping, Optional, Tuple

from bot.intake import slots

CONSENT, KNOWN = slots.CONSENT, slots.KNOWN
SLOTS: Tuple[str, ...] = slots.asked()  # none where the article comes without an intake
ANSWERS = (*SLOTS, "other_symptoms")  # keys that the person fills; the rest is worked out


@dataclass(frozen=True)
class Symptoms:
    """Symptom ids, each in at most one of the three."""

    present: Tuple[str, ...] = ()
    absent: Tuple[str, ...] = ()
    unsure: Tuple[str, ...] = ()

    @property
    def named(self) -> Tuple[str, ...]:
        return (*self.present, *self.absent, *self.unsure)


@dataclass(frozen=True)
class Record:
    """Keys and values of the contract's table *The intake record*, tuples for its lists; `discuss` is worked out from it.

    `duration` is ISO 8601, `severity` 0 to 10. `body_parts`, `tests`, `current_b12` are None until they are answered. `own` holds the answers to
    questions of your own, by slot.
    """

    symptoms: Symptoms = field(default_factory=Symptoms)
    other_symptoms: Tuple[str, ...] = ()
    body_parts: Optional[Tuple[str, ...]] = None
    duration: Optional[str] = None
    severity: Optional[int] = None
    diet: Optional[str] = None
    absorption: Optional[str] = None
    tests: Optional[Mapping[str, str]] = None
    current_b12: Optional[Tuple[str, ...]] = None
    notes: Optional[str] = None
    own: Mapping[str, str] = field(default_factory=dict)
    skipped: Tuple[str, ...] = ()
    urgent: Tuple[str, ...] = ()


def answer_to(slot: str, record: Record) -> Any:
    """What the record holds for a slot; None where it is open."""
    return getattr(record, slot) if slot in KNOWN else record.own.get(slot)


def has_answer(slot: str, record: Record) -> bool:
    """Whether anything was told for a slot."""
    return bool(record.symptoms.named or record.other_symptoms) if slot == "symptoms" else answer_to(slot, record) is not None


def with_answer(slot: str, answer: Any, record: Record) -> Record:
    """The record with this for a slot, None to take it out."""
    if slot in KNOWN:
        return replace(record, **{slot: answer})
    own = {key: value for key, value in {**record.own, slot: answer}.items() if value is not None}
    return replace(record, own=own)


def to_json(record: Record) -> Dict[str, Any]:
    """The record as JSON-ready values, lists for tuples; `discuss` is not in it."""
    return {f.name: _plain(getattr(record, f.name)) for f in fields(Record)}


def from_json(value: Mapping[str, Any]) -> Record:
    """The record that to_json wrote. Raises KeyError or TypeError for anything else."""
    given: Dict[str, Any] = {f.name: value[f.name] for f in fields(Record) if f.name in value}
    given["symptoms"] = Symptoms(**{key: tuple(ids) for key, ids in value["symptoms"].items()})
    plain: Dict[str, Any] = {key: tuple(part) if isinstance(part, list) else part for key, part in given.items()}
    return Record(**plain)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Symptoms):
        return {f.name: list(getattr(value, f.name)) for f in fields(Symptoms)}
    return {key: _plain(part) for key, part in value.items()} if isinstance(value, Mapping) else value
