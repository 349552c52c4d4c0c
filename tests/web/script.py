"""What the stand-in for Rasa says: the contract's messages for a whole intake, an emergency, and everything that could be injected."""
import json
from typing import Any, Dict, List, Optional, Tuple

from bot.article import load_article

Message = Dict[str, Any]
NASTY = '<img src=x onerror="window.injected=1"><script>window.injected=1</script>[x](javascript:window.injected=1) **<b>b</b>** "\'>${7*7}'
SLOTS = ("symptoms", "body_parts", "duration", "severity", "diet", "absorption", "tests", "current_b12", "notes")
_FILES = " · ".join(f"[{name}](/summary/token.{ending})" for name, ending in (("PDF", "pdf"), ("plain text", "txt"), ("JSON", "json"), ("FHIR", "fhir")))


def set_(slot: str, value: Any, *, more: bool = False) -> str:
    return "/intake_set" + json.dumps({"slot": slot, "value": value, **({"more": True} if more else {})}, separators=(",", ":"))


def do(command: str, slot: Optional[str] = None) -> str:
    return "/intake_do" + json.dumps({"command": command, **({"slot": slot} if slot else {})}, separators=(",", ":"))


def button(title: str, payload: str) -> Dict[str, str]:
    return {"title": title, "payload": payload}


def intake(status: str, text: str, buttons: List[Dict[str, str]], **keys: Any) -> Message:
    custom = {"type": "intake", "status": status, "slot": None, "step": 0, "steps": 9, **keys}
    return {"text": text, "buttons": buttons, "custom": custom}


ANSWERS: Dict[str, Message] = {
    "treatments": {
        "text": "The article compares them.\n\n|  | Diet | Tablets | Injections |\n| --- | --- | --- | --- |\n| **How fast** | slow | within weeks | fastest |\n"
                "| **For whom** | mild cases | most people | poor absorption |\n\n_From the article: Treatments compared, Treatment_",
        "buttons": [button("Which is fastest?", '/ask_comparison{"facet":"fastest"}'), button("How long does it take?", '/ask_outlook{"facet":"time"}')],
        "custom": {"type": "answer", "topic": "comparison", "items": [], "aspect": None, "sources": ["comparison", "treatment"]},
    },
    "urgent": {"text": "**Chest pain can be an emergency. Call your local emergency number now.**", "custom": {"type": "urgent", "reason": "chest_pain"}},
    "nasty": {"text": f"{NASTY}\n\n- {NASTY}\n\n| {NASTY.replace('|', '')} | b |\n|---|---|\n| {NASTY} | c |\n\n_From the article: {NASTY}_",
              "buttons": [button(NASTY, f"/ask_{NASTY}")], "custom": {"type": "answer", "topic": NASTY, "items": [NASTY], "aspect": None, "sources": [NASTY]}},
    "long": {"text": "\n\n".join(f"Paragraph {number} of a long answer, which goes on for more than one line on a phone." for number in range(30)),
             "custom": {"type": "answer", "topic": "overview", "items": [], "aspect": None, "sources": ["overview"]}},
}


class Intake:
    """One person's intake; every answer moves on, `change` goes back, `more` stays."""

    def __init__(self) -> None:
        self.at, self.status = "consent", "none"
        self.record, self.picked = dict.fromkeys(SLOTS, "not asked"), list[str]()

    def hears(self, text: str) -> Optional[List[Message]]:
        """The messages for a text, or None when it is nothing of the intake."""
        if "check my symptoms" in text.lower() or text == do("start") or text == do("resume"):
            self.status = "asking"
            return [self.ask("resume" if text == do("resume") else "first")]
        if text == "Stop" and self.status == "asking":
            self.status = "stopped"
            return [intake("stopped", "I have stopped. What you told me is kept.", [button("Go on with the questions", do("resume"))], resumable=True)]
        if self.status == "none" or not (text.startswith("/intake") or self.status == "asking"):
            return None
        return self._moves(text)

    def _moves(self, text: str) -> List[Message]:
        given = json.loads(text[text.index("{"):]) if text.startswith("/intake") else {"slot": self.at, "value": text}
        if given.get("command") == "change":
            self.at, self.status = given["slot"], "asking"
            return [self.ask("back")]
        if given.get("command") == "done":
            self.status = "done"
            return [intake("done", "Your summary is ready.", [], step=9), self.summary()]
        if given.get("more"):
            self.picked.append(given["value"])
            self.record[self.at] = ", ".join(self.picked)
            return [self.ask("more")]
        if given.get("command") != "enough" and self.at in SLOTS:
            self.record[self.at] = "skipped" if given.get("command") == "skip" else str(given.get("value"))
        was_changed = "not asked" not in self.record.values()
        self.picked = []
        self.at = "review" if was_changed or self.at == SLOTS[-1] else SLOTS[SLOTS.index(self.at) + 1 if self.at in SLOTS else 0]
        return [self.ask("first")]

    def ask(self, how: str) -> Message:
        if self.at == "review":
            self.status = "review"
            lines = "\n".join(f"- **{slot.replace('_', ' ').capitalize()}**: {value}" for slot, value in self.record.items())
            changes = [button(f"Change: {slot.replace('_', ' ')}", do("change", slot)) for slot in SLOTS]
            return intake("review", f"Thank you, that is everything. Please look it over.\n\n{lines}", [button("All correct", do("done")), *changes], step=9)
        if self.at == "consent":
            return intake("asking", "I can ask you nine short questions and keep your answers. May I?",
                          [button("Yes, go ahead", set_("consent", True)), button("No", set_("consent", False))], slot="consent", ask=how)
        step = SLOTS.index(self.at) + 1
        told = f"Noted: {self.picked[-1]}.\n\n" if how == "more" else ""
        words = "Anything else?" if how == "more" else f"Question about {self.at.replace('_', ' ')}?"
        return intake("asking", f"{told}**{step} of 9** · {words}", self.buttons(how), slot=self.at, ask=how, step=step)

    def buttons(self, how: str) -> List[Dict[str, str]]:
        end = button("That's all", do("enough", self.at)) if how == "more" else button("Skip", do("skip", self.at))
        if self.at in ("symptoms", "body_parts"):
            names = [str(symptom.label).capitalize() for symptom in load_article().symptoms.values()] if self.at == "symptoms" else ["Feet", "Legs", "Hands", "Arms"]
            return [*(button(name, set_(self.at, name.lower(), more=True)) for name in names if name.lower() not in self.picked), end]
        if self.at == "severity":
            return [*(button(str(value), set_("severity", value)) for value in range(11)), end]
        return [button("Yes", set_(self.at, "yes")), button("No", set_(self.at, "no")), end]

    def summary(self) -> Message:
        told = "\n".join(f"- **{slot.replace('_', ' ').capitalize()}**: {value}" for slot, value in self.record.items())
        return {"text": f"Here is your summary.\n\n**What you told**\n\n{told}\n\nTo raise with a provider:\n\n- **Serum B12**: the first test. _(Diagnosis)_\n\n"
                        f"**This is not a diagnosis.**\n\nTo take along: {_FILES}.\n\n_From the article: Diagnosis_",
                "custom": {"type": "summary", "symptoms": {"present": ["tingling"], "absent": [], "unsure": []}, "severity": 7}}


def answer(text: str, intake_: Intake) -> Tuple[float, List[Message]]:
    """Seconds to wait, and what is said."""
    if text.startswith("slow"):
        return 2.0, [{"text": f"Slowly: {text}", "custom": {"type": "smalltalk", "topic": "chitchat"}}]
    for word, message in ANSWERS.items():
        if word in text.lower():
            also = [intake("stopped", "I have stopped the questions.", [button("Go on with the questions", do("resume"))], resumable=True)]
            stops = word == "urgent" and intake_.status == "asking"
            if stops:
                intake_.status = "stopped"
            return 0.0, [message, *(also if stops else [])]
    said = intake_.hears(text)
    if said and "?" in text and not text.startswith("/"):
        return 0.0, [ANSWERS["treatments"], *said]
    return 0.0, said or [{"text": f"You said: {text}", "custom": {"type": "smalltalk", "topic": "chitchat"}}]
