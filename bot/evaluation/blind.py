"""Which of the held-out sentences are blind: two people may think of the same one, and then it says nothing about the rest."""
from pathlib import Path
from typing import Any, Iterator, List, Mapping, Sequence, Set

from ruamel.yaml import YAML

from bot.article.files import DATA
from bot.evaluation.cases import Case
from bot.evaluation.cases import _examples as lines_of
from bot.language.words import split_words


def trained_texts(folder: Path = DATA / "nlu") -> Set[str]:
    """All examples of the training data, normalised."""
    return {normalised(text) for entry in _entries(folder) for text in lines_of(entry["examples"])}


def trained_labels(folder: Path = DATA / "nlu") -> Set[str]:
    """All labels of the training data: `intent`, or `intent/facet`."""
    entries = ((entry["intent"], (entry.get("metadata") or {}).get("facet")) for entry in _entries(folder))
    return {f"{intent}/{facet}" if facet else intent for intent, facet in entries}


def _entries(folder: Path) -> Iterator[Mapping[str, Any]]:
    yaml = YAML(typ="safe", pure=True)
    for path in sorted(folder.rglob("*.yml")):
        yield from yaml.load(path.read_text(encoding="utf-8"))["nlu"]


def normalised(text: str) -> str:
    """Lower case, without punctuation, abbreviations and short forms written out."""
    return " ".join(split_words(text))


def blind(cases: Sequence[Case], trained: Set[str]) -> List[Case]:
    """The cases without the single sentences that were trained on; the turns of dialogues live from their context and stay."""
    return [case for case in cases if not case.labels or normalised(case.turns[0].text) not in trained]
