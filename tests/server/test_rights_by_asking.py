"""A person's rights, by asking, as they are met on every channel; afterwards every byte of the data folder is searched for what was told."""
import json
import re
from functools import partial
from pathlib import Path
from typing import Callable, Dict, List, Tuple

import pytest
import requests

from tests.faults.people import Person
from tests.faults.test_traces import found
from tests.faults.world import World, together
from tests.server.asking import AGREED, DELETIONS, WITHDRAWALS, Case, end, tell
from tests.waiting import eventually

pytestmark = pytest.mark.server
CHANNELS = ("rest", "web", "slack", "telegram", "voice", "phone", "alexa")
SPOKEN = ("voice", "phone", "alexa")
BYTES = 30.0  # seconds for the journals of inboxes to be emptied, which happens every few seconds


def _word(number: int) -> str:
    """One that nobody else says, of letters only, so that it can be spoken."""
    return "zibrek" + "".join("bdfgklmnpr"[int(digit)] + "o" for digit in str(number)) + "x"


def _run(world: World) -> Path:
    return world.assistant._run


def _lives(world: World, lived: List[Tuple[str, Case]], first: int) -> None:
    """Each case on its channel, all at once: told, kept, and after the last word gone."""
    words = [_word(first + number) for number in range(len(lived))]
    people = [world.people()[channel] for channel, _ in lived]
    together([partial(tell, person, case, word) for person, (_, case), word in zip(people, lived, words, strict=True)])
    kept = {hit.split()[0] for hit in found(_run(world), words)}
    assert kept == set(words)
    ends = together([partial(end, person, case, word) for person, (_, case), word in zip(people, lived, words, strict=True)])
    missed = [(channel, case.said[-1], answer) for (channel, case), answer in zip(lived, ends, strict=True) if case.heard not in answer]
    assert missed == []
    eventually(lambda: found(_run(world), words) == [], BYTES)
    after = together([partial(person.say, "show my summary") for person in people])
    assert [(channel, said) for (channel, _), said in zip(lived, after, strict=True) if "tingl" in said.lower()] == []
    assert found(_run(world), words) == []


@pytest.mark.parametrize("when", DELETIONS)
def test_deleted(doors_world: World, when: str) -> None:
    _lives(doors_world, [(channel, DELETIONS[when]) for channel in CHANNELS], 100 * list(DELETIONS).index(when) + 100)


def test_consent_refused_or_taken_back(doors_world: World) -> None:
    """Every point on three channels, and every channel at three points."""
    cases = list(WITHDRAWALS.values())
    _lives(doors_world, [(channel, cases[(number + shift) % len(cases)]) for number, channel in enumerate(CHANNELS) for shift in (0, 2, 5)], 500)


def test_what_is_known_and_a_copy_of_it(doors_world: World) -> None:
    word = _word(800)
    people = {channel: doors_world.people()[channel] for channel in CHANNELS}
    together([partial(_tell_of, person, f"{word}{channel}") for channel, person in people.items()])
    known = dict(zip(people, together([partial(person.say, "what do you know about me") for person in people.values()]), strict=True))
    assert [channel for channel, said in known.items() if "keep" not in said.lower()] == []
    copies = dict(zip(people, together([partial(person.say, "export my data") for person in people.values()]), strict=True))
    sent: Dict[str, Callable[[], bytes]] = {
        **{channel: partial(_linked, doors_world.url, copies[channel]) for channel in ("rest", "web")},
        "slack": lambda: b"".join(doors_world.slack.files), "telegram": lambda: b"".join(doors_world.telegram.files)}
    for channel, content in sent.items():
        eventually(lambda channel=channel, content=content: f"{word}{channel}".encode() in content())  # type: ignore[misc]
    for channel in SPOKEN:
        assert "cannot hand you a file" in copies[channel], copies[channel]
        assert not re.search(r"http|/data/|json", copies[channel], re.IGNORECASE)
    assert all(f"{word}{other}".encode() not in content() for channel, content in sent.items() if channel in ("rest", "web") for other in people if other != channel)


def _tell_of(person: Person, word: str) -> None:
    for text in (*AGREED, f"tingling feet, and my {word} itches"):
        person.say(text)


def _linked(url: str, said: str) -> bytes:
    link = re.search(r"\((/data/[^)]+)\)", said)
    assert link, said
    return json.dumps(requests.get(url + link[1], timeout=30).json()).encode()


def test_what_was_told_is_not_carried_into_the_next_session(doors_world: World) -> None:
    """On a device that others use: what somebody has told stays in their session."""
    first, second = doors_world.people(), doors_world.people()
    told = ("web", *SPOKEN)
    together([partial(_tell_of, first[channel], _word(900)) for channel in told])
    for text in ("show my summary", "continue"):
        answers = together([partial(second[channel].say, text) for channel in told])
        assert [(channel, said) for channel, said in zip(told, answers, strict=True) if "tingl" in said.lower() or "feet" in said.lower()] == []
