"""An assistant that reads its patient's mind and does everything as the contract says: what the checker itself is checked with."""
from datetime import date
from typing import Any, Dict, List, Optional

from tests.intake.simulator.contract import ASKED, SLOTS, Message
from tests.intake.simulator.conversation import Conversation
from tests.intake.simulator.duration import since
from tests.intake.simulator.patient import Act, Patient
from tests.intake.simulator.record import EMPTY

TODAY = date(2026, 11, 25)
TITLES = {"consent": ["Yes", "No"], "diet": ["Vegetarian", "Vegan"], "absorption": ["None"], "offered": ["Check my symptoms"],
          "review": ["That's right", "Change diet", "Change severity"]}


def concrete(key: str, want: Any) -> Any:
    """A value that is right where several would be."""
    if isinstance(want, dict) and "any" in want:
        return concrete(key, want["any"][0])
    if key == "duration" and isinstance(want, dict):
        return f"P{int(sum(since(want['since'], TODAY)) / 2)}D" if "since" in want else want["from"]
    if key == "tests" and want:
        return {test: result[0] if isinstance(result, list) else result for test, result in want.items()}
    if key == "symptoms":
        return {status: want.get(status, []) for status in ("present", "absent", "unsure")}
    if isinstance(want, dict) and key != "tests":
        want = want.get("need", [])
    if key == "notes" and want is not None:
        return " ".join(want)
    return want[0] if key in ("severity", "diet", "absorption") and isinstance(want, list) else want


class Perfect:
    """Holds the conversation with one patient. `hold` returns the conversation, `spoil` may be overridden to make a mistake."""

    def __init__(self, patient: Patient) -> None:
        self.patient, self.status, self.slot, self.told = patient, "", "", set[str]()
        self.conversation = Conversation(patient, self.say)
        self.act: Act = patient.opening[0]

    def hold(self) -> Conversation:
        do = self.conversation._do

        def watched(act: Act, needed: bool) -> None:
            self.act = act
            do(act, needed)
        self.conversation._do = watched  # type: ignore[method-assign]
        self.conversation.hold()
        return self.conversation

    def say(self, _: str) -> List[Message]:
        act, extra = self.act, {key: concrete(key, want) for key, want in (self.act.changed or {}).items()}
        self.told |= {*act.tells}
        said = [self.object("answer", topic=topic, items=[], aspect=None, sources=["overview"]) for topic in act.topics]
        said += [self.object("decline", reason=act.decline)] if act.decline else []
        if act.do == "urgent":
            said = [self.object("urgent", reason=act.reason)]
        elif act.do == "smalltalk":
            said = [self.object("smalltalk", topic="thanks")]
        elif act.do in ("nonsense", "empty"):
            said = [self.object("decline", reason="empty" if act.do == "empty" else "not_understood")]
        elif act.do == "own":
            said = [self.object("answer", topic="symptom", items=[], aspect=None, sources=["overview"])]
        ask = self.move(act)
        if act.do == "record" or (self.status == "done" and not said):
            said.append(self.object("summary", **self.summary()))
        if self.status and not (self.status == "stopped" and act.do in ("chat", "record")) and not (self.status == "done" and act.do in ("chat", "record")):
            said.insert(len(said) - (self.status == "done"), self.intake(ask, extra, act))
        return said or [self.object("smalltalk", topic="greet")]

    def move(self, act: Act) -> str:
        """Change status and slot for the act; returns how the slot is asked."""
        if act.do in ("stop", "cancel", "urgent", "refuse", "unwilling"):
            self.status = "stopped" if self.status else ""
        elif act.do in ("own", "open"):
            self.status = "offered"
        elif act.do in ("request", "accept"):
            self.status, self.slot = "asking", "consent"
        elif act.do == "resume":
            self.status = "review" if self.slot == "review" else "asking"
            return "resume"
        elif act.do in ("back", "edit", "contradict"):
            self.status, self.slot = "asking", str(act.slot)
            return "back" if act.do == "back" else "retry"
        elif act.do in ("answer", "amend", "skip", "dunno") or self.slot in act.tells:
            return self.advance()
        return "retry"

    def advance(self) -> str:
        if self.status == "review":
            self.status = "done"
        elif self.act.do in ("answer", "amend") and self.conversation._says.get(self.slot) and not self.act.vague:  # more of a list to come
            return "more"
        else:
            self.told.add(self.slot)
            self.slot = next((slot for slot in SLOTS if slot not in self.told), "review")
            self.status = "review" if self.slot == "review" else "asking"
        return "first"

    def object(self, kind: str, **keys: Any) -> Message:
        return {"recipient_id": "x", "text": "words", "custom": {"type": kind, **keys}}

    def intake(self, ask: str, changed: Dict[str, Any], act: Act) -> Message:
        asking = self.status == "asking"
        custom: Dict[str, Any] = {"status": self.status, "slot": self.slot if asking else None, "step": 1, "steps": len(ASKED)}
        custom |= {"ask": ask} if asking else {}
        custom |= {"changed": changed} if changed else {}
        custom |= {"resumable": act.do not in ("cancel", "refuse", "unwilling")} if self.status == "stopped" else {}
        titles = TITLES.get(self.slot if asking else self.status, [])
        return {**self.object("intake", **custom), "buttons": [{"title": title, "payload": f"/{title}"} for title in titles]}

    def summary(self, record: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
        wanted = {**EMPTY, **(self.patient.record or {})}
        return {"symptoms": concrete("symptoms", self.patient.symptoms), **{key: concrete(key, want) for key, want in wanted.items()},
                "discuss": {"mechanisms": [], "tests": [], "treatments": []}}
