"""Assistants that are killed or replaced under load: through nginx nobody notices, and nothing that was answered is lost or taken twice.

In this order: the one that is killed is started again by the second test, with the newly trained model.
"""
import threading
import time
from contextlib import contextmanager
from typing import Iterator, List

import pytest
import requests

from tests.client import Client
from tests.cluster.conftest import Here

pytestmark = [pytest.mark.server, pytest.mark.postgres]
_PEOPLE = 6
_THINKING = 0.3  # seconds; a model has to be loaded beside them


class Load:
    """People who each ask one question after the other, on connections that are kept, and note what is not an answer."""

    def __init__(self, here: Here, thinking: float) -> None:
        self._thinking, self._stop = thinking, threading.Event()
        self.asked: List[List[str]] = [[] for _ in range(_PEOPLE)]
        self.failed: List[str] = []
        self.people: List[Client] = [here.person() for _ in range(_PEOPLE)]
        self._threads = [threading.Thread(target=self._talk, args=(number,)) for number in range(_PEOPLE)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def answers(self) -> int:
        return sum(len(asked) for asked in self.asked)

    def wait_for(self, more: int) -> None:
        """Until so many more questions have been answered."""
        wanted, until = self.answers() + more, time.monotonic() + 60
        while self.answers() < wanted:
            assert time.monotonic() < until, (self.answers(), self.failed)
            time.sleep(0.02)

    def _talk(self, number: int) -> None:
        while not self._stop.is_set():
            text = f"are {len(self.asked[number])} clams a good source"
            try:
                answer = self.people[number].post({"sender": self.people[number].sender, "message": text})
                kinds = [message["custom"]["type"] for message in answer.json()] if answer.ok else [answer.status_code]
                if kinds != ["answer"]:
                    self.failed.append(f"{text}: {kinds} {answer.text[:200]}")
            except requests.RequestException as error:
                self.failed.append(f"{text}: {type(error).__name__}")
            self.asked[number].append(text)
            time.sleep(self._thinking)


@contextmanager
def load(here: Here, *, thinking: float = 0.0) -> Iterator[Load]:
    """All is well when the block is left."""
    loading = Load(here, thinking)
    loading.start()
    try:
        loading.wait_for(20)
        yield loading
        loading.wait_for(30)
    finally:
        loading.stop()
    assert loading.failed == []
    for person, asked in zip(loading.people, loading.asked, strict=True):
        assert here.kept(person.sender) == asked


def test_one_is_killed(here: Here) -> None:
    with load(here) as people:
        killed = here.cluster.assistants[1]
        assert killed.rasa
        killed.rasa.kill()
        killed.rasa.wait()
        people.wait_for(30)


def test_all_are_replaced_by_a_newly_trained_model(here: Here) -> None:
    with load(here, thinking=_THINKING) as people:
        for number in (1, 0):
            here.cluster.replace(number, here.models[1])
            people.wait_for(10)
    assert all(assistant.readiness()["status"] == "ready" for assistant in here.cluster.assistants)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_killed_twenty_times(here: Here) -> None:
    with load(here, thinking=_THINKING) as people:
        for number in range(20):
            killed = here.cluster.assistants[number % 2]
            assert killed.rasa
            killed.rasa.kill()
            killed.rasa.wait()
            here.cluster.heal()
            here.cluster.healed()
            people.wait_for(20)
