"""Holds a floor under each figure of the evaluation (tests/nlu/floors.yml)."""
from typing import Any, Iterator, Mapping, Tuple

import pytest
from ruamel.yaml import YAML

from bot.evaluation.cases import HELD_OUT
from bot.evaluation.evaluate import evaluate
from bot.understanding.classifier import Classifier

Values = Mapping[str, Mapping[str, float]]


def floors() -> Iterator[Tuple[str, str, Mapping[str, float]]]:
    content: Mapping[str, Mapping[str, Any]] = YAML(typ="safe", pure=True).load((HELD_OUT / "floors.yml").read_text(encoding="utf-8"))
    for group, figures in content.items():
        for name, bound in figures.items():
            yield group, name, bound


@pytest.fixture(scope="module")
def values(classifier: Classifier) -> Values:
    return evaluate(classifier).values()


@pytest.mark.model
@pytest.mark.timeout(900)  # the first of these runs the whole evaluation
@pytest.mark.parametrize(("group", "name", "bound"), [pytest.param(*floor, id="-".join(floor[:2])) for floor in floors()])
def test_figure(group: str, name: str, bound: Mapping[str, float], values: Values) -> None:
    measured = values[group][name]
    assert measured >= bound.get("minimum", measured)
    assert measured <= bound.get("maximum", measured)


@pytest.mark.parametrize(("group", "name", "bound"), list(floors()))
def test_every_floor_is_one(group: str, name: str, bound: Mapping[str, float]) -> None:
    assert len(bound) == 1
    assert set(bound) <= {"minimum", "maximum"}
