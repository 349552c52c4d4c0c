"""A process that is killed under load: every turn that was acknowledged is found again."""
import asyncio
import multiprocessing
import os
import random
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Callable, Dict, List, Tuple

import pytest

from bot.storage.database import Database
from bot.storage.outcome import Outcome, watched
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from tests.postgres import PrivatePostgres
from tests.storage.conftest import run
from tests.storage.talk import DOMAIN, say, texts, turn

PEOPLE = 8
MakeDatabase = Callable[[], Database]
Acknowledged = Dict[str, List[str]]


def hammer(make: MakeDatabase, round_: int, pipe: int) -> None:
    """Turns of several people until killed; each is acknowledged after it is stored."""
    async def person(store: Store, sender: str) -> None:
        number = 0
        while True:
            text = f"{round_}.{number}"
            with watched() as outcome:
                await say(store, sender, turn(text))
            assert outcome == Outcome()
            os.write(pipe, f"{sender} {text}\n".encode())
            number += 1

    async def people() -> None:
        store = Store(DOMAIN, database=make())
        await asyncio.gather(*(person(store, f"rest:{number}") for number in range(PEOPLE)))
    asyncio.run(people())


def kill(make: MakeDatabase, round_: int) -> List[str]:
    """The lines acknowledged by a process that was killed at some moment."""
    reading, writing = os.pipe()
    process: BaseProcess = multiprocessing.get_context("fork").Process(target=hammer, args=(make, round_, writing))
    process.start()
    os.close(writing)
    time.sleep(random.uniform(0.15, 0.6))
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with os.fdopen(reading, "rb") as pipe:
        return [line.decode().strip() for line in pipe.read().split(b"\n")[:-1]]


def acknowledged_and_kept(make: MakeDatabase, kills: int) -> Tuple[Acknowledged, Acknowledged]:
    acknowledged: Acknowledged = {f"rest:{number}": [] for number in range(PEOPLE)}
    for round_ in range(kills):
        for line in kill(make, round_):
            sender, text = line.split()
            acknowledged[sender].append(text)

    async def kept() -> Acknowledged:
        store = Store(DOMAIN, database=make())
        for sender in acknowledged:
            await say(store, sender, turn("last"))  # and it goes on
        return {sender: texts(await store.history(sender))[:-1] for sender in acknowledged}
    return acknowledged, run(kept())


def check(make: MakeDatabase, kills: int) -> int:
    """How many turns were acknowledged; all are kept, in order, and of each kill at most the one under way besides."""
    acknowledged, kept = acknowledged_and_kept(make, kills)
    for sender, said in acknowledged.items():
        assert [text for text in kept[sender] if text in set(said)] == said
        assert len(kept[sender]) <= len(said) + kills
    return sum(map(len, acknowledged.values()))


def test_killed_on_a_file(tmp_path: Path) -> None:
    assert check(lambda: SqliteDatabase(tmp_path / "a.db"), 5) > 50


@pytest.mark.postgres
def test_killed_on_postgres(postgres: PrivatePostgres) -> None:
    assert check(lambda: PostgresDatabase(postgres.url), 4) > 40


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    assert check(lambda: SqliteDatabase(tmp_path / "a.db"), 100) >= 5_000


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(900)
def test_a_postgres_stopped_thirty_times(postgres: PrivatePostgres) -> None:
    acknowledged: List[str] = []

    async def talk() -> None:
        store = Store(DOMAIN, database=PostgresDatabase(postgres.url))
        for number in range(30):
            for turn_ in range(20):
                if turn_ == 7:
                    await asyncio.to_thread(postgres.stop)
                if turn_ == 12:
                    await asyncio.to_thread(postgres.start)
                with watched() as outcome:
                    await say(store, "rest:a", turn(f"{number}.{turn_}"))
                if not outcome.unsaved:
                    acknowledged.append(f"{number}.{turn_}")
        assert set(acknowledged) <= set(texts(await store.history("rest:a")))
    asyncio.run(talk())
    assert len(acknowledged) >= 400
