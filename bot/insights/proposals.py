"""Proposed training examples: a file that a person goes through, and what they accepted, as training data."""
from collections import defaultdict
from pathlib import Path
from typing import Collection, Dict, List, Mapping, Sequence, Tuple

from pydantic import Field
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from bot.article.files import DATA, Strict, load
from bot.insights.misses import Group

TAUGHT = DATA / "nlu" / "taught.yml"
_HEAD = """\
# What people asked and the assistant missed or was not sure of. Only from conversations whose person allowed it.
# Read each group: delete texts that are no good examples or that tell who somebody is, mend `label` where the guess is wrong, and set
# `accept: true` where it shall be learned. Then: make teach
"""
_TAUGHT_HEAD = "# Ways of asking that people used and a person accepted: written by `make teach`, to be read and mended like any other file here.\n"


class Proposal(Strict):
    """`label` as in the training data: `intent`, or `intent/facet`."""

    accept: bool
    label: str
    count: int = 0
    texts: List[str] = Field(min_items=1)


class ProposalFile(Strict):
    proposals: List[Proposal]


class Refused(Exception):
    """Proposals that cannot be taken; its text is one line a mistake."""


def write(groups: Sequence[Group], path: Path) -> None:
    """The file to go through; for its owner's eyes only, since it holds people's words."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    content = {"proposals": [{"accept": False, "label": group.label, "count": group.count, "texts": list(group.texts)} for group in groups]}
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        _yaml().dump(content, file)


def read(path: Path) -> List[Proposal]:
    """What is in the file. Raises DataError with every mistake."""
    return load(path, ProposalFile).proposals


def accepted(proposals: Sequence[Proposal], labels: Collection[str], trained: Collection[str], blind: Collection[str],
             normalised: "Mapping[str, str]") -> List[Tuple[str, str]]:
    """(text, label) of what is to be learned. `trained` and `blind` are normalised texts; `normalised` maps texts to theirs.

    What is trained on already is left out. Raises Refused: a label that nobody knows, or a sentence that measures how well all is
    understood and so must never be trained on.
    """
    mistakes: List[str] = []
    pairs: Dict[str, Tuple[str, str]] = {}
    for proposal in (one for one in proposals if one.accept):
        if proposal.label not in labels:
            mistakes.append(f"There is no label {proposal.label!r} in data/nlu.")
        for text in proposal.texts:
            if normalised[text] in blind:
                mistakes.append(f"{text!r} is a blind sentence (tests/nlu/held_out*), which is never trained on.")
            elif normalised[text] not in trained:
                pairs.setdefault(normalised[text], (text, proposal.label))
    if mistakes:
        raise Refused("\n".join(mistakes))
    return list(pairs.values())


def add(pairs: Sequence[Tuple[str, str]], path: Path = TAUGHT) -> None:
    """Put (text, label) pairs into the training file `path`, beside what is in it."""
    entries = [] if not path.exists() else YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))["nlu"]
    by_label: Dict[str, List[str]] = defaultdict(list)
    for entry in entries:
        facet = (entry.get("metadata") or {}).get("facet")
        by_label[f"{entry['intent']}/{facet}" if facet else entry["intent"]] += [line[2:] for line in entry["examples"].splitlines()]
    for text, label in pairs:
        by_label[label].append(" ".join(text.split()))
    with path.open("w", encoding="utf-8") as file:
        file.write(_TAUGHT_HEAD)
        _yaml().dump({"version": "3.1", "nlu": [_entry(label, texts) for label, texts in sorted(by_label.items())]}, file)


def _entry(label: str, texts: Sequence[str]) -> Dict[str, object]:
    intent, _, facet = label.partition("/")
    examples = LiteralScalarString("".join(f"- {text}\n" for text in dict.fromkeys(texts)))
    return {"intent": intent, **({"metadata": {"facet": facet}} if facet else {}), "examples": examples}


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 160  # type: ignore[assignment]  # its stubs know only the default
    return yaml
