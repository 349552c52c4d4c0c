"""Whether the assistant did the right thing after one act of a patient."""
from datetime import date
from typing import Any, Dict, List, NamedTuple, Optional

from tests.intake.simulator.conversation import Turn
from tests.intake.simulator.record import fits

GROUPS: Dict[str, str] = {
    **dict.fromkeys(("question", "why", "repeat", "smalltalk", "nonsense", "empty", "bad", "chat"), "interruptions"),
    **dict.fromkeys(("correct", "contradict", "edit", "amend"), "corrections"),
    **dict.fromkeys(("request", "own", "accept", "refuse", "unwilling", "skip", "back", "stop", "resume", "cancel", "again", "old", "record"), "commands"),
    "urgent": "urgent",
}


class Verdict(NamedTuple):
    """The figure an act counts for, and what went wrong; None when nothing did."""

    group: str
    wrong: Optional[str]


def verdict(turn: Turn, today: date) -> Optional[Verdict]:
    """None for acts that are not judged by themselves (plain answers)."""
    group = GROUPS.get(turn.act.do)
    return Verdict(group, _wrong(turn, today)) if group else None


def _wrong(turn: Turn, today: date) -> Optional[str]:
    act, intake = turn.act, turn.intake or {}
    status, slot = intake.get("status"), intake.get("slot")
    if act.do in ("question", "chat"):
        return answered(turn) or (open_again(turn) if act.do == "question" else None)
    if act.do in ("why", "repeat", "again", "old"):
        understood = act.do in ("again", "old") or not of_type(turn, "decline")
        return open_again(turn) if understood else f"{act.do}: declined"
    if act.do in ("smalltalk", "nonsense", "empty"):
        wanted = "smalltalk" if act.do == "smalltalk" else "decline"
        said = of_type(turn, wanted)
        if not said or (act.do == "empty" and said[0].get("reason") != "empty"):
            return f"{act.do}: {kinds(turn)}"
        return open_again(turn)
    if act.do == "bad":
        return open_again(turn)
    if act.do in ("correct", "amend"):
        return changed(turn, today) or (open_again(turn) if act.do == "correct" else None)
    if act.do in ("back", "edit", "contradict"):
        if status != "asking" or slot != act.slot:
            return f"{act.do}: {act.slot} should be asked, not {where(turn)}"
        return f"back: asked as {intake.get('ask')}" if act.do == "back" and intake.get("ask") != "back" else None
    return _command(turn, intake)


def _command(turn: Turn, intake: Dict[str, Any]) -> Optional[str]:
    do, status, slot = turn.act.do, intake.get("status"), intake.get("slot")
    buttons = any(message.get("buttons") for message in turn.messages)
    resumed = "review" if turn.place == "review" else turn.place
    stopped = status == "stopped"
    right = {
        "request": status == "asking" and slot == "consent",
        "accept": status == "asking" and slot == "consent",
        "own": status == "offered" and buttons and bool(of_type(turn, "answer")),
        "refuse": stopped or (not intake and not of_type(turn, "summary")),
        "unwilling": status in (None, "stopped"),
        "skip": status == "review" or (status == "asking" and slot != turn.place),
        "stop": stopped and intake.get("resumable") is True,
        "cancel": stopped and intake.get("resumable") is False,
        "resume": where(turn) == resumed and (status == "review" or intake.get("ask") == "resume"),
        "record": bool(of_type(turn, "summary")),
        "urgent": turn.objects[:1] == [{"type": "urgent", "reason": turn.act.reason}]
        and (turn.place in ("opening", "offered", "done") or (stopped and intake.get("resumable") is True)),
    }
    return None if right[do] else f"{do}: {kinds(turn)}, {where(turn)}, {intake}"


def of_type(turn: Turn, kind: str) -> List[Dict[str, Any]]:
    return [one for one in turn.objects if one.get("type") == kind]


def kinds(turn: Turn) -> str:
    """What was said, as `answer food, intake asking`."""
    return ", ".join(f"{one.get('type')} {one.get('topic') or one.get('reason') or one.get('status') or ''}".strip() for one in turn.objects) or "nothing"


def where(turn: Turn) -> str:
    """What is open after the turn: a slot, `review`, `done`, `stopped`, `offered`, or `nothing`."""
    intake = turn.intake or {}
    return str(intake.get("slot") if intake.get("status") == "asking" else intake.get("status") or "nothing")


def open_again(turn: Turn) -> Optional[str]:
    """The same is open as before, or something else when the act answered it as well."""
    act, now = turn.act, where(turn)
    if turn.place in act.tells:
        return None if now != turn.place and now not in ("nothing", "stopped") else f"{act.do}: {turn.place} was answered, and {now} is open"
    return None if now == turn.place or turn.place in ("done", "opening") else f"{act.do}: {turn.place} should be open again, not {now}"


def answered(turn: Turn) -> Optional[str]:
    """The topics in order, and the decline where one is expected."""
    topics = [str(one.get("topic")) for one in of_type(turn, "answer")]
    reasons = [one.get("reason") for one in of_type(turn, "decline")]
    wanted = turn.act.decline
    if (wanted and wanted not in reasons) or (not wanted and reasons) or topics != turn.act.topics:
        return f"{turn.act.do}: {', '.join([*turn.act.topics, *([wanted] if wanted else [])])} expected, not {kinds(turn)}"
    return None


def changed(turn: Turn, today: date) -> Optional[str]:
    """The intake says which earlier answer has which new value."""
    given = (turn.intake or {}).get("changed") or {}
    wrong = [key for key, want in (turn.act.changed or {}).items() if key not in given or not fits(key, want, given[key], today)]
    return f"{turn.act.do}: {', '.join(wrong)} should be {turn.act.changed}, changed is {given}" if wrong else None
