"""Drives one patient through a conversation: reads what is asked, answers it, does what the patient does, and writes everything down."""
import re
import uuid
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Tuple

import requests

from tests.intake.simulator.contract import ASKED, Custom, Message
from tests.intake.simulator.patient import RATHER, Act, Patient
from tests.intake.simulator.plain import plainly

Say = Callable[[str], List[Message]]
LONGEST = 60  # turns; the longest patient needs about 25
PATIENCE = 4  # how often somebody who has nothing new to say answers the same
NUDGES = {"start": Act(do="request", say="please check my symptoms"), "resume": Act(do="resume", say="let's go on")}


@dataclass(frozen=True)
class Turn:
    """What was said and what came back. `place`: what was open before. `needed`: false when a listening assistant would not have needed it.
    `unfound`: the patient looked for a button and typed instead."""

    act: Act
    said: str
    place: str
    messages: Tuple[Message, ...]
    needed: bool = True
    clicked: bool = False
    unfound: bool = False

    @property
    def objects(self) -> List[Custom]:
        return [message["custom"] for message in self.messages if isinstance(message.get("custom"), dict)]

    @property
    def intake(self) -> Optional[Custom]:
        return next((one for one in reversed(self.objects) if one.get("type") == "intake"), None)


def over_http(url: str) -> Say:
    """A new sender at a running assistant. What is refused or fails comes back as an empty turn."""
    session, sender = requests.Session(), uuid.uuid4().hex

    def say(text: str) -> List[Message]:
        try:
            answer = session.post(f"{url}/webhooks/rest/webhook", json={"sender": sender, "message": text}, timeout=60)
            content: Any = answer.json() if answer.status_code == 200 else []
        except (requests.RequestException, ValueError):
            return []
        return [one for one in content if isinstance(one, dict)] if isinstance(content, list) else []
    return say


def payload(turns: List[Turn], pattern: str, slot: Optional[str] = None) -> Optional[str]:
    """The payload of the first button whose title matches, in the last turn or in the last one that asked for `slot`."""
    for turn in reversed(turns):
        if slot is None or (turn.intake or {}).get("slot") == slot:
            buttons = [button for message in turn.messages for button in message.get("buttons") or []]
            for choice in pattern.split("||"):
                for button in buttons:
                    if re.search(choice, str(button.get("title")), re.IGNORECASE):
                        return str(button.get("payload"))
            return None
    return None


class Conversation:
    """One patient's way through the intake."""

    def __init__(self, patient: Patient, say: Say) -> None:
        self.patient, self._say = patient, say
        self.turns: List[Turn] = []
        self.place, self.status = "opening", ""
        self._at = {place: list(acts) for place, acts in patient.at.items()}
        self._says = {place: list(acts) for place, acts in patient.says.items()}
        self._opening, self._nudges, self._asked_plainly = list(patient.opening), 0, dict.fromkeys(ASKED, 0)
        self._enough = 0
        self._says.setdefault("consent", [Act(button=RATHER, say="yes")])

    def hold(self) -> List[Turn]:
        """The whole dialogue."""
        while len(self.turns) < LONGEST:
            following = self._next()
            if following is None:
                break
            self._do(*following)
        return self.turns

    def _next(self) -> Optional[Tuple[Act, bool]]:
        """What the patient does now, and whether that is needed; None at the end."""
        waiting = self._at.get(self.place)
        if self._opening:
            return self._opening.pop(0), True
        if waiting:
            return waiting.pop(0), True
        if self.status == "offered":
            return (self.patient.accept, True) if self.patient.ends != "none" else None
        if self.status == "asking":
            return self._answer(self.place)
        if self.status == "review":
            confirmed = sum(turn.place == "review" and turn.act is self.patient.confirm for turn in self.turns)
            return (self.patient.confirm, not confirmed) if confirmed < PATIENCE else None
        if self.patient.ends == "done" and self.status in ("", "stopped") and self._nudges < 2:
            self._nudges += 1
            return NUDGES["resume" if self.status else "start"], False
        return None

    def _answer(self, slot: str) -> Optional[Tuple[Act, bool]]:
        if self._says.get(slot):
            return self._says[slot].pop(0), True
        if (self.turns[-1].intake or {}).get("ask") == "more":
            self._enough += 1
            return (Act(say=self.patient.enough), False) if self._enough <= PATIENCE else None
        self._asked_plainly[slot] = self._asked_plainly.get(slot, 0) + 1
        if self._asked_plainly[slot] > PATIENCE:
            return None
        return Act(say=plainly(self.patient, slot) if self._asked_plainly[slot] <= 2 else "skip"), False

    def _do(self, act: Act, needed: bool) -> None:
        text, clicked = act.say, False
        if act.do == "again":
            if not self.turns[-1].clicked:
                return  # there was no button to click twice
            text, clicked = self.turns[-1].said, True
        elif act.button:
            found = payload(self.turns, act.button, act.slot if act.do == "old" else None)
            if found is None and act.do == "old":
                return
            text, clicked = (found, True) if found is not None else (act.say or re.sub(r"\W+", " ", act.button).strip(), False)
        if act.do in ("skip", "dunno"):  # asked once more all the same, there is no answer but "skip"
            self._says.pop(self.place, None)
            self._asked_plainly[self.place] = 2
        turn = Turn(act, text, self.place, tuple(self._say(text)), needed, clicked, bool(act.button) and not clicked)
        self.turns.append(turn)
        self._follow(turn.intake)
        if act.then and self.status == "asking" and self.place == act.slot:
            self._says.setdefault(self.place, []).insert(0, act.then)

    def _follow(self, intake: Optional[Dict[str, Any]]) -> None:
        if intake is None:
            return
        self.status = str(intake.get("status"))
        if self.status == "asking":
            self.place = str(intake.get("slot"))
        elif self.status in ("offered", "review", "done"):
            self.place = self.status
