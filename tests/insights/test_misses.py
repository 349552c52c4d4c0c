from typing import Any, Sequence, Tuple

import numpy as np
import pytest

from bot.insights.misses import Miss, grouped, is_miss, missed, without_personal
from bot.insights.turns import conversation_of
from tests.insights.talk import ANSWER, FOODS, LOST, asked, consent, turn


def test_nothing_is_read_without_consent() -> None:
    assert missed([conversation_of("web:a", turn("my secret", LOST))]) == []
    assert missed([conversation_of("web:a", [*turn("grub for b12", LOST), *consent()])]) == [Miss("grub for b12", None)]


def test_the_next_wording_tells_what_was_meant() -> None:
    events = [*consent(), *turn("grub for b12", LOST, at=10), *turn("which foods?", ANSWER, at=20, readings=[FOODS])]
    assert missed([conversation_of("web:a", events)]) == [Miss("grub for b12", "ask_food/list")]
    late = [*consent(), *turn("grub for b12", LOST, at=10), *turn("which foods?", ANSWER, at=2_000, readings=[FOODS])]
    assert missed([conversation_of("web:a", late)]) == [Miss("grub for b12", None)]


@pytest.mark.parametrize(("text", "custom", "confidence", "is_one"), [
    ("grub", LOST, 0.9, True), ("grub", ANSWER, 0.5, True), ("grub", ANSWER, 0.9, False), ("grub", {"type": "decline", "reason": "out_of_scope"}, 0.2, False),
    ("three weeks", asked("asking", "severity"), 0.2, False), ("/intake_do{}", LOST, 0.2, False), ("a" * 200, LOST, 0.2, False), (" ", LOST, 0.2, False),
])
def test_a_miss(text: str, custom: "dict[str, object]", confidence: float, is_one: bool) -> None:
    assert is_miss(conversation_of("web:a", turn(text, custom, confidence=confidence)).turns[0]) is is_one


@pytest.mark.parametrize(("text", "left"), [
    ("mail me at jo@x.org please", "mail me at … please"), ("call 0171 23 45 67", "call …"), ("see https://x.org/me now", "see … now"),
    ("my name is Jo Smith and b12?", "my name is … and b12?"), ("is 12 enough", "is 12 enough"), ("level of 148 and b12", "level of 148 and b12"),
])
def test_what_tells_who_somebody_is_goes(text: str, left: str) -> None:
    assert without_personal(text) == left


def encode(sentences: Sequence[str]) -> "np.ndarray[Any, Any]":
    return np.array([[1.0, 0.0] if "food" in sentence else [0.0, 1.0] for sentence in sentences])


def guess(text: str) -> Tuple[str, float]:
    return ("ask_food/list", 0.4) if "food" in text else ("ask_test/list", len(text) / 100)


def test_alike_is_one_group() -> None:
    groups = grouped([Miss("food?", None), Miss("any food", None), Miss("Food?", None), Miss("probe", None), Miss("which probe", None)], guess, encode)
    assert [(group.texts, group.label, group.count) for group in groups] == [
        (("Food?", "any food", "food?"), "ask_food/list", 3), (("probe", "which probe"), "ask_test/list", 2)]
    assert groups[1].confidence == pytest.approx(0.11)


def test_what_a_person_said_next_beats_the_guess() -> None:
    assert grouped([Miss("food?", "ask_treatment/form"), Miss("any food", None)], guess, encode)[0].label == "ask_treatment/form"
    assert grouped([], guess, encode) == []
