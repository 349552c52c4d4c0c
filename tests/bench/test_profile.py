"""The clock that takes a turn apart, put into functions of this file."""
import asyncio

import pytest

from bot.bench.parts import ACTIONS, CALL, RASA, Clock, Part, put_into
from bot.bench.profile import CLIENT, PARTS, of_faster_half, whole

NOW = [0.0]


class Turn:
    async def turn(self) -> str:
        NOW[0] += 0.02
        await self.call()
        return understood() + understood()

    async def call(self) -> None:
        await asyncio.sleep(0)
        NOW[0] += 0.03


def understood() -> str:
    NOW[0] += 0.01
    return "a"


def test_the_parts_of_a_turn_are_told_apart() -> None:
    clock = Clock(lambda: NOW[0])
    put_into([clock], [Part("whole", f"{__name__}:Turn.turn"), Part("call", f"{__name__}:Turn.call"), Part("word", f"{__name__}:understood")])
    assert [asyncio.run(Turn().turn()), asyncio.run(Turn().turn())] == ["aa", "aa"]
    assert clock.turns == [pytest.approx({"whole": 20, "call": 30, "word": 20})] * 2


def test_every_part_is_there_to_be_timed() -> None:
    for part in (*RASA, *ACTIONS):
        module, _, path = part.place.partition(":")
        owner = __import__(module, fromlist=["x"])
        for name in path.split("."):
            owner = getattr(owner, name)
        assert callable(owner)


def test_a_call_is_without_what_is_done_at_its_other_end() -> None:
    assert whole(20.0, {CALL: 5.0, "store": 2.0}, {"render": 1.0}) == {CALL: 4.0, "store": 2.0, "render": 1.0, CLIENT: 13.0}


def test_slow_turns_do_not_count() -> None:
    profile = of_faster_half([{"store": 1.0}, {"store": 3.0}, {"store": 90.0}, {"store": 50.0}])
    assert set(profile) == set(PARTS)
    assert (profile["store"], profile[CALL]) == (2.0, 0.0)
