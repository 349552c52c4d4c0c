"""CheckList groups (tests/nlu/checklist.yml) as cases: minimum functionality, invariance, direction."""
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Sequence, Tuple

from ruamel.yaml import YAML

from bot.article import load_article
from bot.article.files import filled
from bot.evaluation.cases import HELD_OUT, Case, Turn
from bot.evaluation.figures import Rate
from bot.evaluation.measure import run
from bot.understanding.classifier import Classifier

FILE = HELD_OUT / "checklist.yml"
GROUPS = ("minimum", "invariance", "direction")
_KIND = re.compile(r"\{(food|food_group|symptom|test|treatment|mechanism)\}")
_SENTENCES = 40  # blind questions that each template of `invariance` is tried on


# (group, name of the template, the cases that only count together)
Check = Tuple[str, str, Tuple[Case, ...]]


def load_checks(clean: Sequence[Case], path: Path = FILE) -> List[Check]:
    """Every template filled in every way; `clean` are the questions that stand for {sentence}."""
    content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return [*_minimum(content["minimum"]), *_invariance(content["invariance"], clean[::max(1, len(clean) // _SENTENCES)]),
            *_direction(content["direction"])]


def _minimum(templates: Sequence[Mapping[str, Any]]) -> Iterator[Check]:
    for template in templates:
        for one in _each(template):
            yield "minimum", template["name"], (_case("minimum", one),)


def _invariance(templates: Sequence[Mapping[str, Any]], clean: Sequence[Case]) -> Iterator[Check]:
    """A template with each sentence; the sentence alone has to be right too, or the template is not to blame."""
    for template in templates:
        for case in clean:
            turn = case.turns[0]
            text = template["say"].replace("{sentence}", turn.text.rstrip("?") if template["say"].endswith("?") else turn.text)
            yield "invariance", template["name"], (case, replace(case, turns=(Turn(text, turn.expect),)))


def _direction(templates: Sequence[Mapping[str, Any]]) -> Iterator[Check]:
    for template in templates:
        for one in _each(template):
            yield "direction", template["name"], (_case("direction", one["before"]), _case("direction", one["after"]))


def _each(template: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    kind = _KIND.search(str(template))
    if not kind:
        yield template
        return
    for id_, entry in load_article().of_kind(kind[1]).items():
        yield filled(template, {kind[0]: entry.label, "{id}": id_})


def _case(group: str, said: Mapping[str, Any]) -> Case:
    options = said["expect"] if isinstance(said["expect"], list) else [said["expect"]]
    return Case(FILE.name, group, group, (Turn(said["say"], (tuple(options),)),))


def check(checks: Sequence[Check], classifier: Classifier) -> Dict[str, Dict[str, Rate]]:
    """For each group and template how often everything of it was right.

    Of `invariance` only the sentences count that are right by themselves.
    """
    found: Dict[str, Dict[str, Rate]] = {group: {} for group in GROUPS}
    outcomes = iter(run([case for _, _, cases in checks for case in cases], classifier))
    for group, name, cases in checks:
        right = [next(outcomes).right for _ in cases]
        rate = found[group].get(name, Rate(0, 0))
        if group != "invariance" or right[0]:
            found[group][name] = Rate(rate.right + all(right), rate.total + 1)
    return found


def total(rates: Mapping[str, Rate]) -> Rate:
    return Rate(sum(rate.right for rate in rates.values()), sum(rate.total for rate in rates.values()))
