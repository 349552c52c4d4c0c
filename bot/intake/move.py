"""What one message means for the intake: a command, answers to slots, or both. Plain values that travel as JSON."""
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Dict, Mapping, Optional

from bot.intake.record import CONSENT, SLOTS

SET, DO = "/intake_set", "/intake_do"
COMMANDS = (
    "start", "skip", "dont_know", "back", "repeat", "why", "stop", "cancel", "resume", "restart", "summary", "done", "change", "enough", "keep", "take",
    "erase")


@dataclass(frozen=True)
class Move:
    """`command` is one of COMMANDS or empty, `slot` what it or a button speaks of.

    `values` are JSON values by slot, for `symptoms` {"present": […], "absent": […], "unsure": […], "other": […], "removed": […], "none": bool};
    `problems` name by slot what is wrong with an answer. `corrects`: it takes back something said before. `adds`: it comes on top of
    what is there. `button`: a button was pressed.
    """

    command: str = ""
    slot: Optional[str] = None
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    corrects: bool = False
    adds: bool = False
    button: bool = False

    def __bool__(self) -> bool:
        return bool(self.command or self.values or self.problems)


NO_MOVE = Move()


def to_json(move: Move) -> Dict[str, Any]:
    """The move as JSON-ready values."""
    return asdict(move)


def from_json(value: Optional[Mapping[str, Any]]) -> Move:
    """The move that to_json wrote; an empty one for None."""
    return Move(**value) if value else NO_MOVE


def set_payload(slot: str, value: Any, *, more: bool = False) -> str:
    """The payload of a button that answers `slot`; with `more` the slot stays open for further answers."""
    return SET + json.dumps({"slot": slot, "value": value, **({"more": True} if more else {})}, separators=(",", ":"))


def do_payload(command: str, slot: Optional[str] = None) -> str:
    """The payload of a button that gives a command."""
    return DO + json.dumps({"command": command, **({"slot": slot} if slot else {})}, separators=(",", ":"))


def from_payload(payload: str) -> Optional[Move]:
    """The move behind a button of ours, or None for anything else. Never raises."""
    head, brace, rest = payload.partition("{")
    if head not in (SET, DO):
        return None
    try:
        given = json.loads(brace + rest)
        if head == DO:
            return Move(given["command"], given.get("slot"), button=True) if given["command"] in COMMANDS else None
        slot = given["slot"]
        known = slot in (*SLOTS, CONSENT)
        return Move(slot=slot, values={slot: given["value"]}, adds=bool(given.get("more")), button=True) if known else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
