"""Signs told of in words that are no name of them, without a model."""
from typing import Dict

import pytest

from bot.language.hybrid import Prediction
from bot.understanding.told import sign_in


def prediction(**odds: float) -> Prediction:
    ranked = sorted(odds.items(), key=lambda pair: -pair[1])
    labels = tuple(name.replace("__", "/") for name, _ in ranked)
    return Prediction(labels, tuple(p for _, p in ranked), ((1.0, 0),), ranked[0][1])


@pytest.mark.parametrize(("odds", "sign"), [
    ({"tell_symptoms__irritability": 0.6, "tell_symptoms__depression": 0.2}, "irritability"),
    ({"ask_food__list": 0.6, "tell_symptoms__fatigue": 0.3}, "fatigue"),
    ({"ask_food__list": 0.9, "tell_symptoms__fatigue": 0.1}, ""),  # hardly tells of anything
    ({"tell_symptoms__fatigue": 0.4, "tell_symptoms__depression": 0.35, "tell_symptoms__headache": 0.25}, ""),  # no sign is clear
    ({"tell_symptoms": 0.8, "ask_food__list": 0.2}, ""),
])
def test_a_sign_is_found_where_one_is_clear(odds: Dict[str, float], sign: str) -> None:
    assert sign_in(prediction(**odds), least=0.25) == sign
