"""The blind sentences and dialogues (tests/nlu/held_out*.yml) as cases with what is expected of each turn."""
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Tuple

from ruamel.yaml import YAML

from bot.article.files import ROOT

HELD_OUT = ROOT / "tests" / "nlu"
ARTICLE = "article"
# What an intent of the blind files expects of the contract's objects.
_OBJECTS: Mapping[str, Mapping[str, str]] = {
    "smalltalk": {"type": "smalltalk"}, "urgent": {"type": "urgent"}, "data": {"type": "data"}, "intake": {"type": "intake", "status": "asking"},
    "tell_symptoms": {"type": "answer", "topic": "symptom"},
}
_CHECKED = ("items", "aspect", "sources", "says", "topic", "reason", "action")


@dataclass(frozen=True)
class Turn:
    """`expect`: for each thing that should be said, the objects of which any is right; keys as in the contract, and `says`."""

    text: str
    expect: Tuple[Tuple[Mapping[str, Any], ...], ...]


@dataclass(frozen=True)
class Case:
    """`kind`: `article`, a decline's reason, `urgent` and so on; `dialogue` for several turns or several things in one."""

    file: str
    kind: str
    style: str
    turns: Tuple[Turn, ...]
    name: str = ""
    labels: Tuple[str, ...] = field(default=())


def load_cases(pattern: str = "held_out*.yml", folder: Path = HELD_OUT) -> List[Case]:
    """All cases of the files that match. Raises OSError or YAML's errors: these files are ours."""
    return [case for path in sorted(folder.glob(pattern)) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    for entry in content.get("nlu", ()):
        metadata = dict(entry.get("metadata") or {})
        intent = entry["intent"]
        expected = (_object(intent, metadata), *(_object(other, {}) for other in metadata.get("also", ())))
        for text in _examples(entry["examples"]):
            yield Case(path.name, ARTICLE if intent.startswith("ask_") else intent, metadata.get("style", "plain"),
                       (Turn(text, (expected,)),), labels=(intent, *metadata.get("also", ())))
    for dialogue in content.get("dialogues", ()):
        turns = tuple(Turn(turn["say"], tuple((dict(one),) for one in turn["expect"])) for turn in dialogue["turns"])
        several = any(len(turn.expect) > 1 for turn in turns)
        yield Case(path.name, "several" if several else "follow-up", "dialogue", turns, dialogue["name"])


def _examples(block: str) -> List[str]:
    return [line.lstrip()[2:].strip() for line in block.splitlines() if line.lstrip().startswith("- ")]


def _object(intent: str, metadata: Mapping[str, Any]) -> Dict[str, Any]:
    """The contract's object for an intent: `ask_food` with items -> an answer of topic food about these."""
    checked = {key: metadata[key] for key in _CHECKED if key in metadata}
    if intent.startswith("ask_"):
        return {"type": "answer", "topic": intent[len("ask_"):], **checked}
    return {**_OBJECTS.get(intent, {"type": "decline", "reason": intent}), **checked}
