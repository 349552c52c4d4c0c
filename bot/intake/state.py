"""Where an intake stands between two messages. Plain values that travel as JSON in one slot of the conversation."""
from dataclasses import dataclass, field, replace
from typing import Any, Dict, Mapping, Optional, Tuple

from bot.intake import record as records
from bot.intake.record import CONSENT, SLOTS, Record

SLOT = "intake"  # the slot of a conversation that holds it
OFFERED, ASKING, REVIEW, DONE, STOPPED = "offered", "asking", "review", "done", "stopped"


@dataclass(frozen=True)
class Doubt:
    """Two answers to one slot that cannot both hold: `key` is the slot, or the symptom or test within it."""

    key: str
    new: Any


@dataclass(frozen=True)
class State:
    """`status` is the contract's, empty before an intake was ever offered; `slot` is what is asked now, or was when it stopped.

    `closed` are the slots that are answered or skipped, `trail` those asked so far, the open one last, `failures` how often the open
    one was asked in vain. `editing`: the slot was opened again from the review. `resumable` matters only when stopped. `collecting`: to the
    open slot something was told and more may follow.
    """

    status: str = ""
    slot: Optional[str] = None
    consent: Optional[bool] = None
    record: Record = field(default_factory=Record)
    closed: Tuple[str, ...] = ()
    trail: Tuple[str, ...] = ()
    failures: int = 0
    editing: bool = False
    doubt: Optional[Doubt] = None
    resumable: bool = False
    collecting: bool = False

    @property
    def active(self) -> bool:
        return self.status in (ASKING, REVIEW)

    @property
    def next_slot(self) -> Optional[str]:
        """The first slot that is still to be asked; None when everything is answered."""
        if self.consent is None:
            return CONSENT
        return next((slot for slot in SLOTS if slot not in self.closed), None)

    @property
    def step(self) -> int:
        """The number of the open slot among SLOTS, from 1; 0 before the first, their count after the last."""
        if self.status in (REVIEW, DONE) or (self.status == STOPPED and self.slot is None and self.closed):
            return len(SLOTS)
        return SLOTS.index(self.slot) + 1 if self.slot in SLOTS else 0

    def seen(self, *, led: bool) -> "State":
        """As it stands when a new message comes in; one that nobody leads any more, in a later session, is stopped and may be resumed."""
        return self if led or not self.active else replace(self, status=STOPPED, resumable=True, doubt=None)

    def opened(self, slot: str) -> "State":
        """With `slot` asked now."""
        return replace(self, status=ASKING, slot=slot, failures=0, doubt=None, collecting=False, closed=tuple(one for one in self.closed if one != slot),
                       trail=(*(one for one in self.trail if one != slot), slot))


def to_json(state: State) -> Dict[str, Any]:
    """The state as JSON-ready values."""
    doubt = {"key": state.doubt.key, "new": state.doubt.new} if state.doubt else None
    return {"status": state.status, "slot": state.slot, "consent": state.consent, "record": records.to_json(state.record), "closed": list(state.closed),
            "trail": list(state.trail), "failures": state.failures, "editing": state.editing, "doubt": doubt, "resumable": state.resumable,
            "collecting": state.collecting}


def read(value: Any) -> State:
    """The state that a conversation holds; a new one where it was written by a version that knew other keys, or is damaged. Never raises."""
    try:
        state = from_json(value)
    except (KeyError, TypeError, AttributeError, ValueError):
        return State()
    known = state.status in ("", OFFERED, ASKING, REVIEW, DONE, STOPPED) and state.slot in (None, CONSENT, *SLOTS)
    return state if known else State()


def from_json(value: Optional[Mapping[str, Any]]) -> State:
    """The state that to_json wrote; a new one for None."""
    if value is None:
        return State()
    doubt = value["doubt"]
    return State(value["status"], value["slot"], value["consent"], records.from_json(value["record"]), tuple(value["closed"]), tuple(value["trail"]),
                 value["failures"], value["editing"], Doubt(doubt["key"], doubt["new"]) if doubt else None, value["resumable"], value["collecting"])
