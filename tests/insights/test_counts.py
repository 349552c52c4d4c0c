from typing import Any, Mapping, Optional, Sequence

import pytest

from bot.insights.counts import count, how_it_ended, where_left
from bot.insights.turns import conversation_of
from tests.insights.talk import ANSWER, FOODS, LOST, asked, consent, turn

Objects = Sequence[Mapping[str, Any]]


def test_everything_is_counted() -> None:
    kale = {**FOODS, "unlisted": ["kale", "aunt mary's soup"]}
    counts = count([
        conversation_of("web:a", [*turn("x", ANSWER, at=3_600), *turn("y", LOST, at=3_700), *consent()]),
        conversation_of("slack:b", turn("z", {**ANSWER, "topic": "treatment", "aspect": "speed"}, at=7_200, readings=[kale])),
    ], {"kale"})
    assert (counts.conversations, counts.turns, counts.consenting) == (2, 4, 1)
    assert counts.answers == {"food": 1, "treatment, speed": 1}
    assert counts.declines == {"not_understood": 1}
    assert counts.unlisted == {"kale": 1, "(not in our lists)": 1}
    assert counts.outcomes == {"answer": 2, "data": 1, "decline": 1}
    assert (counts.hours["web"][1], counts.hours["slack"][2], sum(counts.hours["web"])) == (2, 1, 3)


@pytest.mark.parametrize(("said", "end", "slot"), [
    ([], None, None),
    ([asked("offered")], None, None),
    ([asked("asking", "consent"), asked("asking", "duration")], "left", "duration"),
    ([asked("asking", "diet"), asked("stopped")], "stopped", "diet"),
    ([asked("asking", "notes"), asked("review")], "left", "review"),
    ([asked("asking", "notes"), asked("review"), asked("done")], "done", None),
    ([asked("asking", "notes"), asked("done"), asked("asking", "symptoms")], "left", "symptoms"),
])
def test_an_intake_ends(said: Objects, end: Optional[str], slot: Optional[str]) -> None:
    conversation = conversation_of("web:a", [event for custom in said for event in turn("x", custom)])
    assert (how_it_ended(conversation), where_left(conversation)) == (end, slot)
