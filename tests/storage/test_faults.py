"""Databases that are absent, stopped, hanging, full or locked, for real: the person is answered, told, and remembered once it is over."""
import asyncio
import resource
import sqlite3
import time
from pathlib import Path
from typing import Callable, Iterator, List, Tuple

import pytest

from bot.answers.replies import load_replies
from bot.channels.guard import Guard, Message
from bot.storage.lock import Locks
from bot.storage.opening import postgres as postgres_of
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from tests.postgres import PrivatePostgres
from tests.storage.conftest import run
from tests.storage.talk import DOMAIN, SAID, MiniRasa, texts, turn
from tests.waiting import comes_about

UNSAVED = load_replies().data.unsaved


class Person:
    """Writes to a guard in front of a store, and keeps the time."""

    def __init__(self, store: Store, locks: Locks, sender: str) -> None:
        self.rasa = MiniRasa(store, locks)
        self._guard, self._sender = Guard("rest", self.rasa), sender
        self.longest = 0.0

    async def say(self, text: str) -> str:
        """What is said to it; the contract's object is checked to be there."""
        started = time.monotonic()
        messages: List[Message] = await self._guard.turn(self._sender, text)
        self.longest = max(self.longest, time.monotonic() - started)
        assert [message["custom"] for message in messages] == [{"type": "answer"}]
        return str(messages[-1]["text"])

    async def kept(self) -> List[str]:
        return texts(await self.rasa.store.history(f"rest:{self._sender}"))


async def stall() -> float:
    """For how long the event loop did not come round, until cancelled."""
    longest = 0.0
    try:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before)
    except asyncio.CancelledError:
        return longest


@pytest.fixture
def own(postgres: PrivatePostgres) -> Iterator[PrivatePostgres]:
    postgres_of.cache_clear()
    yield postgres
    postgres.stop()
    postgres.start()


def on(server: PrivatePostgres, sender: str) -> Person:
    return Person(Store(DOMAIN, database=postgres_of(server.url)), Locks(url=server.url), sender)


@pytest.mark.postgres
@pytest.mark.parametrize("fault", ["stop", "pause"])
def test_a_postgres_that_goes_and_comes_back(own: PrivatePostgres, sender: str, fault: str) -> None:
    begin, end = (own.stop, own.start) if fault == "stop" else (own.pause, own.resume)

    async def talk() -> None:
        person = on(own, sender)
        watch = asyncio.create_task(stall())
        assert await person.say("1") == await person.say("2") == SAID
        await asyncio.to_thread(begin)
        try:
            for text in ("3", "4"):
                assert (await person.say(text)).endswith(UNSAVED)
            started = time.monotonic()
            assert not await person.rasa.store.is_ready()
            assert time.monotonic() - started < 5
        finally:
            await asyncio.to_thread(end)
        assert person.longest < 8
        assert person.rasa.seen[-1] == ["1", "2", "3", "4"]  # what is not stored is still remembered
        await comes_about(person.rasa.store.is_ready)
        assert await person.say("5") == SAID
        assert await person.kept() == ["1", "2", "3", "4", "5"]
        watch.cancel()
        assert await watch < 1.5  # a statement waited for on the loop would hold it for two seconds
    run(talk())


@pytest.mark.postgres
def test_what_was_said_meanwhile_is_stored_by_itself(own: PrivatePostgres, sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.housekeeping.SECONDS", 0.1)

    async def talk() -> None:
        person = on(own, sender)
        await person.say("1")
        await asyncio.to_thread(own.stop)
        await person.say("2")
        await asyncio.to_thread(own.start)

        async def is_stored() -> bool:
            return await person.rasa.store.is_ready() and await person.kept() == ["1", "2"]

        await comes_about(is_stored)
        assert await person.say("3") == SAID
        assert await person.kept() == ["1", "2", "3"]
    run(talk())


@pytest.mark.postgres
def test_no_postgres_at_start(own: PrivatePostgres, sender: str) -> None:
    async def talk() -> None:
        own.stop()
        person = on(own, sender)
        assert (await person.say("1")).endswith(UNSAVED)
        own.start()
        assert await person.say("2") == SAID
        assert await person.kept() == ["1", "2"]
        assert person.longest < 8
    run(talk())


@pytest.mark.postgres
def test_a_postgres_that_goes_between_reading_and_saving(own: PrivatePostgres, sender: str) -> None:
    async def talk() -> None:
        person = on(own, sender)
        await person.say("1")
        store = person.rasa.store
        tracker = await person.rasa.take(f"rest:{sender}", turn("2"))
        own.stop()
        await store.save(tracker)
        own.start()
        await person.say("3")
        assert await person.kept() == ["1", "2", "3"]
    run(talk())


@pytest.mark.postgres
def test_connections_that_are_closed_go_unnoticed(own: PrivatePostgres, sender: str) -> None:
    async def talk() -> None:
        person = on(own, sender)
        for text in ("1", "2", "3"):
            assert await person.say(text) == SAID
            own.stop()
            own.start()
        assert await person.kept() == ["1", "2", "3"]
    run(talk())


@pytest.mark.postgres
def test_a_database_put_in_the_place_of_another_one_gets_its_tables(own: PrivatePostgres, sender: str) -> None:
    async def talk() -> None:
        person = on(own, sender)
        await person.say("1")
        await person.rasa.store.database.run(lambda cursor: cursor.execute("DROP TABLE events, snapshots, set_aside, audit, pulse"))
        assert await person.say("2") == SAID
        assert await person.kept() == ["2"]
    run(talk())


@pytest.mark.postgres
def test_a_first_process_does_not_hold_up_a_second_that_starts(own: PrivatePostgres, sender: str) -> None:
    async def talk() -> List[str]:
        return await asyncio.gather(*(on(own, f"{sender}{number}").say("1") for number in range(8)))
    assert run(talk()) == [SAID] * 8


def test_a_full_disk(tmp_path: Path) -> None:
    person = file_person(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    async def talk() -> None:
        await person.say("1")
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, hard))
        try:
            assert (await person.say("2")).endswith(UNSAVED)
            assert (await person.say("3")).endswith(UNSAVED)
            assert person.rasa.seen[-1] == ["1", "2", "3"]
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert await person.say("4") == SAID
        assert await person.kept() == ["1", "2", "3", "4"]
    run(talk())


def test_a_file_that_somebody_else_holds(tmp_path: Path) -> None:
    person = file_person(tmp_path)

    async def talk() -> Tuple[float, float]:
        watch = asyncio.create_task(stall())
        await person.say("1")
        other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        assert (await person.say("2")).endswith(UNSAVED)
        assert not await person.rasa.store.is_ready()
        other.execute("ROLLBACK")
        other.close()
        await comes_about(person.rasa.store.is_ready)
        assert await person.say("3") == SAID
        assert await person.kept() == ["1", "2", "3"]
        watch.cancel()
        return await watch, person.longest
    stalled, longest = run(talk())
    assert stalled < 0.5
    assert longest < 4


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"no database" * 1_000), lambda path: (path.unlink(), path.mkdir())])
def test_a_file_that_is_no_database(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil_path = tmp_path / "a.db"
    spoil_path.touch()
    spoil(spoil_path)
    person = file_person(tmp_path)

    async def talk() -> None:
        for text in ("1", "2"):
            assert (await person.say(text)).endswith(UNSAVED)
        assert person.rasa.seen[-1] == ["1", "2"]
        assert not await person.rasa.store.is_ready()
    run(talk())


def test_a_file_that_is_taken_away(tmp_path: Path) -> None:
    person = file_person(tmp_path)

    async def talk() -> None:
        await person.say("1")
        for path in tmp_path.iterdir():
            path.unlink()
        assert await person.say("2") == SAID
        assert person.rasa.seen[-1] == ["2"]
        assert await person.kept() == ["2"]
    run(talk())


def file_person(folder: Path) -> Person:
    return Person(Store(DOMAIN, database=SqliteDatabase(folder / "a.db")), Locks(url=""), "a")
