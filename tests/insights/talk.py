"""Stored events, as Rasa writes them, for tests."""
from typing import Any, Dict, List, Mapping, Sequence

Event = Dict[str, Any]
ANSWER = {"type": "answer", "topic": "food", "items": [], "aspect": None, "sources": ["diet"]}
LOST = {"type": "decline", "reason": "not_understood"}
FOODS = {"kind": "question", "topic": "food", "facet": "list"}


def turn(text: str, *customs: Mapping[str, Any], at: float = 0, confidence: float = 0.9, readings: Sequence[Mapping[str, Any]] = ()) -> List[Event]:
    """A message and what was said to it."""
    parsed = {"intent": {"name": "x", "confidence": confidence}, "readings": list(readings)}
    return [{"event": "user", "text": text, "timestamp": at, "parse_data": parsed},
            *({"event": "bot", "text": "…", "timestamp": at, "data": {"custom": dict(custom)}} for custom in customs)]


def consent(about: str = "learn") -> List[Event]:
    """The turn in which a person allows that their questions are read."""
    return turn("you may learn from me", {"type": "data", "action": "none"}, readings=[{"kind": "data", "action": "none", "about": about}])


def asked(status: str, slot: Any = None) -> Mapping[str, Any]:
    return {"type": "intake", "status": status, "slot": slot}
