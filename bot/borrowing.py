"""Training examples for an article of your own: those of data/nlu, with the things of the article that comes with the assistant
replaced by the like of yours. So an article needs only the examples that are its alone (docs/articles.md)."""
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ruamel.yaml import YAML

from bot.article import Article, read_article
from bot.article.files import DATA
from bot.language.mentions import Lexicon, Mention
from bot.language.unlisted import load_unlisted
from bot.language.words import split_words

MOST = 30  # examples that a label borrows: about as many as it takes; more only train longer
_TOLD = "tell_symptoms"  # its facets are symptoms


class Example(NamedTuple):
    intent: str
    facet: str
    text: str


@dataclass
class Borrower:
    """Rewrites examples from one article to another. Names are taken in turn, so that the same examples come out each time."""

    theirs: Article
    ours: Article
    turns: Dict[Tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        self._theirs, self._ours = Lexicon(self.theirs, load_unlisted()), Lexicon(self.ours, load_unlisted())
        self._written = re.compile(self.theirs.about.written or self.theirs.about.nutrient)
        self._names: Dict[Tuple[str, str], List[str]] = defaultdict(list)
        for name in self.ours.names():
            self._names[name.kind, name.id].append(name.text)

    def example(self, example: Example) -> Optional[Example]:
        """The example as it is asked of our article; None where it has nothing of the kind."""
        facet = self._facet(example.intent, example.facet)
        if facet is None:
            return None
        words = split_words(self._written.sub(self.theirs.about.nutrient, example.text.lower()))
        mentions = _firsts(self._theirs.find(words))
        said: List[str] = []
        position = 0
        for mention in mentions:
            name = self._name(mention, words)
            if name is None:
                return None
            said.extend([*words[position:mention.start], name])
            position = mention.end
        text = " ".join([*said, *words[position:]])
        understood = _firsts(self._ours.find(split_words(text)))
        return Example(example.intent, facet, text) if _kinds(understood) == _kinds(mentions) else None

    def _facet(self, intent: str, facet: str) -> Optional[str]:
        """The facet under which our article answers, empty for none; None where it does not answer that."""
        if not facet or not intent.startswith("ask_"):
            return "" if intent == _TOLD and facet not in self.ours.symptoms else facet
        topic = intent[len("ask_"):]
        theirs, ours = self.theirs.topics[topic].facets, self.ours.topics[topic].facets
        entries = self.ours.of_kind(topic).values() if topic in ("mechanism", "symptom", "test", "treatment") else ()
        answered = facet in ours or facet not in theirs and (facet in ("item", "by_mechanism") or any(facet in getattr(entry, "facets", {}) for entry in entries))
        return facet if answered else None

    def _name(self, mention: Mention, words: Sequence[str]) -> Optional[str]:
        """What our article names in the place of what an example names, in the same words where it can."""
        said = " ".join(words[mention.start:mention.end])
        if not mention.listed or mention.kind == "condition":
            return said
        same = said.replace(self.theirs.about.nutrient, self.ours.about.nutrient)
        alike = [id_ for id_ in self.ours.of_kind(mention.kind) if self._is_alike(mention, id_)]
        if any(same in self._names[mention.kind, id_] for id_ in alike):
            return same
        names = [name for id_ in alike for name in self._names[mention.kind, id_]]
        key = (mention.kind, *alike)
        self.turns[key] += 1
        return names[self.turns[key] * 7 % len(names)] if names else None

    def _is_alike(self, mention: Mention, id_: str) -> bool:
        """Whether the thing `id_` of ours is one that can be asked of as that of theirs is."""
        theirs, ours = self.theirs.of_kind(mention.kind)[mention.id], self.ours.of_kind(mention.kind)[id_]
        traits = {"symptom": ("main",), "test": ("examination",), "treatment": ("way",), "term": ("topic", "role", "names_subject"), "food_group": ("fortified",)}
        return all(getattr(theirs, trait) == getattr(ours, trait) for trait in traits.get(mention.kind, ()))


def _firsts(mentions: Sequence[Mention]) -> List[Mention]:
    """Of several readings of one name the first, which is the one that counts for the classifier."""
    return [mention for number, mention in enumerate(mentions) if not number or mentions[number - 1].start != mention.start]


def _kinds(mentions: Sequence[Mention]) -> List[Tuple[str, bool, bool]]:
    return [(mention.kind, mention.listed, mention.subject) for mention in mentions]


def borrowed(ours: Article) -> List[Example]:
    """Up to MOST examples for each label, spread over those of data/nlu that fit our article."""
    borrower = Borrower(read_article(DATA / "article"), ours)
    found: Dict[Tuple[str, str], Dict[Example, None]] = defaultdict(dict)
    for given in _given():
        example = borrower.example(given)
        if example:
            found[example.intent, example.facet][example] = None
    return [examples[number * len(examples) // min(MOST, len(examples))] for label in found for examples in [list(found[label])]
            for number in range(min(MOST, len(examples)))]


def _given() -> Iterator[Example]:
    yaml = YAML(typ="safe", pure=True)
    for path in sorted((DATA / "nlu").rglob("*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"))["nlu"]:
            facet = (entry.get("metadata") or {}).get("facet", "")
            for line in str(entry["examples"]).splitlines():
                yield Example(entry["intent"], facet, line.lstrip("- "))


def write(ours: Article, path: Path) -> None:
    """Write the borrowed examples as a file that Rasa trains from."""
    by_label: Dict[Tuple[str, str], List[str]] = defaultdict(list)
    for example in borrowed(ours):
        by_label[example.intent, example.facet].append(f"- {example.text}\n")
    entries = [{"intent": intent, **({"metadata": {"facet": facet}} if facet else {}), "examples": "".join(lines)}
               for (intent, facet), lines in by_label.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'version: "3.1"\nnlu: {json.dumps(entries, indent=1)}\n', encoding="utf-8")  # JSON is YAML; Rasa looks for `nlu:` in a line
