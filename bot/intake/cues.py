"""The words by which "no", "not sure" and "my mother has …" are known, compiled."""
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, FrozenSet, Iterable, List, Mapping, Tuple, TypeVar

from bot.article.files import Strict, data, load
from bot.intake.lines import Patterns

Value = TypeVar("Value")


class ClausesFile(Strict):
    fillers: List[str]
    gap_stops: List[str]
    links: List[str]
    subjects: List[str]
    keep_subject: List[str]
    after_prepositions: List[str]
    begins_anew: List[str]
    persons: List[str]
    others: List[str]
    own: List[str]
    person_verbs: List[str]
    prepositions: List[str]
    between: List[str]
    discourse: List[str]
    refusals: List[str]
    never_after_no: List[str]
    own_denial: List[str]
    evidence: List[str]
    all: List[str]
    openers: List[str]
    telling: List[str]
    forward: Dict[str, List[str]]
    after: Dict[str, List[str]]
    judging: Dict[str, List[str]]


@dataclass(frozen=True)
class Cues:
    """The cues of negation.yml, compiled."""

    file: ClausesFile
    fillers: FrozenSet[str]
    gap_stops: FrozenSet[str]
    forward: Patterns[str]
    after: Patterns[str]
    judging: Patterns[str]
    openers: Patterns[str]
    telling: Patterns[str]
    evidence: Patterns[str]
    sets: Mapping[str, FrozenSet[str]]

    def patterns(self, entries: Iterable[Tuple[str, Value]], classes: Mapping[str, Iterable[str]]) -> Patterns[Value]:
        """Patterns that skip the same fillers as the cues."""
        return Patterns(entries, classes, self.fillers, self.gap_stops)


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The cues, from data/language/intake/negation.yml. Raises DataError."""
    file = load(data("language", "intake", "negation.yml"), ClausesFile)
    fillers, stops = frozenset(file.fillers), frozenset(file.gap_stops)

    def compiled(kinds: Mapping[str, Iterable[str]]) -> Patterns[str]:
        return Patterns(((text, kind) for kind, texts in kinds.items() for text in texts), {}, fillers, stops)

    behind = dict(sorted(file.after.items(), key=lambda item: not item[0].startswith(("own_", "far_"))))  # these before the plain "i do not", "not sure"
    sets = {name: frozenset(words) for name, words in file.dict().items() if isinstance(words, list)}
    return Cues(file, fillers, stops, compiled(file.forward), compiled(behind), compiled(file.judging), compiled({"ask": file.openers}),
                compiled({"tell": file.telling}), compiled({"evidence": file.evidence}), sets)
