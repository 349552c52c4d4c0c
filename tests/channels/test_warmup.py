"""Before the first person comes, a few turns are taken that nobody hears of; only then it is ready."""
import asyncio
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from typing import Any, List

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from bot import garbage
from bot.assistant import Assistant
from bot.channels import warmup
from bot.channels.warmup import WarmUp, texts


class Processor:
    """Rasa's, as far as a warm-up knows it: what it was told, and where that was kept."""

    def __init__(self, *, fails: bool = False) -> None:
        self.domain, self.tracker_store = Domain.empty(), "the people's"
        self.told: List[Any] = []
        self._fails = fails

    async def handle_message(self, message: UserMessage) -> None:
        self.told.append((message.text, self.tracker_store))
        if self._fails:
            raise ValueError("my secret")


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> List[bool]:
    """The garbage collector of the tests stays as it is; whether it was settled is noted."""
    noted: List[bool] = []
    monkeypatch.setattr(garbage, "settle", lambda: noted.append(True))
    return noted


def run(warm_up: WarmUp, processor: Processor, can_act: List[bool]) -> None:
    async def may_act(_: Any) -> bool:
        assert not warm_up.done
        return can_act.pop(0)

    asyncio.run(warm_up.run(SimpleNamespace(processor=processor), may_act))


def test_it_waits_for_the_actions_and_is_heard_by_nobody(settled: List[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warmup, "_SECONDS", 0)
    warm_up, processor, can_act = WarmUp(), Processor(), [False, False, True]
    run(warm_up, processor, can_act)
    assert (warm_up.done, settled, can_act) == (True, [True], [])
    assert [text for text, _ in processor.told] == list(texts())
    assert all(isinstance(store, InMemoryTrackerStore) for _, store in processor.told)
    assert processor.tracker_store == "the people's"


def test_a_turn_that_fails_is_told_without_words_and_keeps_nobody_waiting(settled: List[bool], caplog: pytest.LogCaptureFixture) -> None:
    warm_up = WarmUp()
    run(warm_up, Processor(fails=True), [True])
    assert (warm_up.done, settled) == (True, [True])
    assert "warm_up_failed" in caplog.text
    assert "my secret" not in caplog.text


@pytest.mark.server
def test_a_ready_assistant_has_been_warmed_up_and_keeps_nothing_of_it(assistant: Assistant) -> None:
    assert assistant.readiness()["actions"]
    with closing(sqlite3.connect(f"file:{assistant._run / 'conversations.sqlite'}?mode=ro", uri=True)) as kept:
        for table in ("events", "snapshots"):
            assert kept.execute(f"SELECT count(*) FROM {table} WHERE sender_id = ?", (warmup._SENDER,)).fetchone() == (0,)
    assert "warm_up_failed" not in (assistant._run / "rasa.log").read_text(encoding="utf-8")
