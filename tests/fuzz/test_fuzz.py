"""Whatever comes in at a door: the process lives, the status is one of those that are meant, the answer is not empty, no slot is set, the next person is served."""
import json
import sqlite3
import time
from typing import Any, Callable, Dict, List, Tuple

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluation.conversation import Conversation
from bot.understanding.classifier import Classifier
from tests.fakes.strange import spoilt
from tests.faults.world import World
from tests.fuzz.corpus import TEXTS
from tests.fuzz.doors import ACCEPTED, DOORS, Door

pytestmark = pytest.mark.server

FEW, MANY = 30, 10_000
EVERY = 20  # of the fixed texts one in so many in the short run
CHECK_EVERY = 100
SLOTS = ("consent", "symptoms", "body_parts", "duration", "severity", "diet", "absorption", "tests", "current_b12", "notes")
FAILURES = (b"turn_failed", b"work_failed", b"call_refused")
QUESTION, ANSWER = "how fast do injections work", "njections work faster"

ANY_TEXT = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Cs", "Co", "Cn")), max_size=60)
ANY_JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
    ANY_TEXT, inner, max_size=4), max_leaves=12)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40).map(str.strip)
HEADERS = st.dictionaries(st.sampled_from(["Accept", "Accept-Language", "Cookie", "Forwarded", "Origin", "Referer", "User-Agent", "X-Forwarded-For", "X-Request-Id",
                                           "Content-Type", "If-None-Match", "X-HTTP-Method-Override"]), HEADER, max_size=3)
doors = pytest.mark.parametrize("door", DOORS, ids=[door.name for door in DOORS])


@st.composite
def requests_to(draw: st.DrawFn, door: Door) -> Any:
    """A body, more headers, and whether it is signed."""
    shape = draw(st.sampled_from(["text", "text", "text", "spoilt", "spoilt", "json", "bytes"]))
    text = draw(ANY_TEXT | st.sampled_from(TEXTS))
    if shape == "text":
        body = door.body(draw(st.sampled_from(door.whole(text))))
    elif shape == "spoilt":
        body = door.body(draw(spoilt(*door.whole(text))))
    else:
        body = door.body(draw(ANY_JSON)) if shape == "json" else draw(st.binary(max_size=200))
    return body, draw(HEADERS) if draw(st.booleans()) else {}, draw(st.sampled_from([True] * 7 + [False]))


class Knocker:
    """Sends to a door and checks what comes back."""

    def __init__(self, world: World, door: Door) -> None:
        self._world, self.door, self._session, self.sent = world, door, requests.Session(), 0
        assert world.assistant.rasa
        self._process = world.assistant.rasa.pid

    def send(self, body: bytes, headers: Dict[str, str], signed: bool = True) -> None:
        door = self.door
        given = {**(door.sign(self._world, body) if signed else {"Content-Type": "application/json"}), **headers}
        answer = self._session.post(f"{self._world.url}/webhooks/{door.path}", data=body, headers={name: value.encode("latin-1") for name, value in given.items()},
                                    timeout=20)
        meant = ACCEPTED | door.unsigned  # some bodies and headers cannot be signed as theirs
        assert answer.status_code in meant, (answer.status_code, answer.text[:200])
        if not signed and door.unsigned:
            assert answer.status_code != 200
        if answer.status_code == 200:
            assert door.said(answer).strip()
        elif door.name not in ("phone",):
            assert answer.text.strip()
        self.sent += 1
        if self.sent % CHECK_EVERY == 0:
            self.serves()

    def serves(self) -> None:
        assert ANSWER in self._world.people()[self.door.name].say(QUESTION)
        assert self._world.assistant.rasa
        assert self._world.assistant.rasa.pid == self._process

    def send_texts(self, texts: List[str]) -> None:
        for text in texts:
            self.send(self.door.body(self.door.whole(text)[0]), {})


def slots_set(world: World, since: float) -> List[Tuple[str, List[str]]]:
    """The slots of the intake that were given anything of anybody since then, each with what that person had said."""
    with sqlite3.connect(world.assistant._run / "conversations.sqlite") as base:
        rows = base.execute("SELECT sender_id, body FROM events WHERE type = 'slot' AND seq > 0 AND at >= ?", (since,)).fetchall()
        told = [(sender, event) for sender, event in ((sender, json.loads(body)) for sender, body in rows)
                if event["name"] in SLOTS and event["value"] not in (None, [], {})]
        return [(event["name"], [json.loads(body)["text"] for (body,) in base.execute(
            "SELECT body FROM events WHERE type = 'user' AND sender_id = ? ORDER BY seq", (sender,))]) for sender, event in told]


def fuzz(door: Door, knocker: Knocker, count: int) -> None:
    @settings(max_examples=count, database=None, derandomize=count == FEW, suppress_health_check=list(HealthCheck))
    @given(requests_to(door))
    def check(asked: Any) -> None:
        knocker.send(*asked)
    check()


@pytest.fixture
def knock(doors_world: World) -> Callable[[Door], Knocker]:
    return lambda door: Knocker(doors_world, door)


def test_there_are_enough_fixed_texts() -> None:
    assert len(TEXTS) >= 500


@doors
def test_anything(doors_world: World, knock: Callable[[Door], Knocker], door: Door) -> None:
    _check(doors_world, knock(door), lambda knocker: fuzz(door, knocker, FEW))


@doors
def test_fixed_texts(doors_world: World, knock: Callable[[Door], Knocker], door: Door) -> None:
    start = DOORS.index(door)  # another share of them at each door
    _check(doors_world, knock(door), lambda knocker: knocker.send_texts(TEXTS[start::EVERY]))


@pytest.mark.soak
@pytest.mark.timeout(7_200)
@doors
def test_anything_ten_thousand_times(doors_world: World, knock: Callable[[Door], Knocker], door: Door) -> None:
    _check(doors_world, knock(door), lambda knocker: fuzz(door, knocker, MANY))


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@doors
def test_every_fixed_text(doors_world: World, knock: Callable[[Door], Knocker], door: Door) -> None:
    _check(doors_world, knock(door), lambda knocker: knocker.send_texts(TEXTS))


def _check(world: World, knocker: Knocker, work: Callable[[Knocker], Any]) -> None:
    log = world.assistant._run / "rasa.log"
    began, before = time.time(), log.stat().st_size
    work(knocker)
    knocker.serves()
    print(f"{knocker.door.name}: {knocker.sent} requests")
    assert slots_set(world, began) == []
    with log.open("rb") as lines:
        lines.seek(before)
        failures = [line for line in lines if any(failure in line for failure in FAILURES)]
    assert failures == []


@pytest.mark.model
def test_a_food_said_over_and_over_tells_of_no_symptom(classifier: Classifier) -> None:
    assert "symptom" not in [said.custom.get("topic") for said in Conversation(classifier).turn("clams, " * 10)]
