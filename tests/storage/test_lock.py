"""One turn of a person at a time, first come first served, in one process and over several."""
import asyncio
import multiprocessing
import os
import signal
import time
from typing import List

import pytest

from bot.channels.guard import Guard
from bot.storage.advisory import MOST, WAIT_SECONDS
from bot.storage.lock import Locks
from bot.storage.postgres import PostgresDatabase
from bot.storage.store import Store
from tests.postgres import PrivatePostgres
from tests.storage.conftest import MakeStore, run
from tests.storage.talk import DOMAIN, SAID, MiniRasa, texts

pytestmark = [pytest.mark.postgres]


def locks_of(postgres: PrivatePostgres) -> Locks:
    """Those of another process: with a database, and so connections, of their own."""
    from bot.storage.advisory import AdvisoryLocks

    locks = Locks(url=postgres.url)
    locks._everywhere = AdvisoryLocks(PostgresDatabase(postgres.url))
    return locks


def test_first_come_first_served(make_store: MakeStore) -> None:
    order: List[int] = []
    locks = Locks(url="")

    async def one(number: int) -> None:
        async with locks.lock("a"):
            await asyncio.sleep(0.02 if number == 0 else 0)
            order.append(number)

    async def talk() -> None:
        await asyncio.gather(*(one(number) for number in range(50)))
    run(talk())
    assert order == list(range(50))


def test_fifty_messages_of_one_person_at_once(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        rasa = MiniRasa(make_store())
        guard = Guard("rest", rasa)
        answers = await asyncio.gather(*(guard.turn(sender, str(number)) for number in range(50)))
        assert [answer[0]["text"] for answer in answers] == [SAID] * 50
        assert texts(await rasa.store.history(f"rest:{sender}")) == [str(number) for number in range(50)]
    started = time.monotonic()
    run(talk())
    assert time.monotonic() - started < 10


def test_nobody_waits_for_somebody_else(postgres: PrivatePostgres) -> None:
    async def talk() -> None:
        locks, is_held, is_over = locks_of(postgres), asyncio.Event(), asyncio.Event()

        async def slow() -> None:
            async with locks.lock("slow"):
                is_held.set()
                await is_over.wait()

        async def quick() -> None:
            await is_held.wait()
            async with locks.lock("quick"):
                is_over.set()
        await asyncio.gather(slow(), quick())
    run(talk())


def test_thirty_pairs_at_once_over_two_processes(postgres: PrivatePostgres, sender: str) -> None:
    async def talk() -> None:
        guards = [Guard("rest", MiniRasa(Store(DOMAIN, database=PostgresDatabase(postgres.url)), locks_of(postgres))) for _ in range(2)]
        pairs = [(guard, f"{sender}{person}", number) for person in range(30) for number, guard in enumerate(guards)]
        answers = await asyncio.gather(*(guard.turn(who, str(number)) for guard, who, number in pairs))
        assert [answer[0]["text"] for answer in answers] == [SAID] * 60  # stored, each of them, or it would be told
        store = Store(DOMAIN, database=PostgresDatabase(postgres.url))
        for person in range(30):
            assert sorted(texts(await store.history(f"rest:{sender}{person}"))) == ["0", "1"]
    run(talk())


def hold(url: str, pipe: int) -> None:
    async def talk() -> None:
        async with Locks(url=url).lock("held"):
            os.write(pipe, b".")
            await asyncio.sleep(60)
    asyncio.run(talk())


def test_a_killed_holder_blocks_nobody(postgres: PrivatePostgres) -> None:
    reading, writing = os.pipe()
    process = multiprocessing.get_context("fork").Process(target=hold, args=(postgres.url, writing))
    process.start()
    os.read(reading, 1)

    async def talk() -> float:
        locks = locks_of(postgres)
        waiting = asyncio.create_task(_locked(locks, "held"))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        started = time.monotonic()
        await waiting
        return time.monotonic() - started
    assert run(talk()) < WAIT_SECONDS - 2
    process.join()


async def _locked(locks: Locks, name: str) -> None:
    async with locks.lock(name):
        pass


def test_who_gives_up_waiting_leaves_no_lock_behind(postgres: PrivatePostgres) -> None:
    async def talk() -> None:
        one, two = locks_of(postgres), locks_of(postgres)
        async with one.lock("a"):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(_locked(two, "a"), 0.2)
        await asyncio.wait_for(_locked(one, "a"), 20)
        await asyncio.wait_for(_locked(two, "a"), 20)
    run(talk())


def test_more_turns_than_connections(postgres: PrivatePostgres) -> None:
    async def talk() -> None:
        locks = locks_of(postgres)

        async def one(number: int) -> None:
            async with locks.lock(str(number)):
                await asyncio.sleep(0.05)
        await asyncio.gather(*(one(number) for number in range(3 * MOST)))
    run(talk())


def test_without_a_database_the_process_keeps_its_own_order() -> None:
    async def talk() -> None:
        locks, inside, most = Locks(url="postgresql://nobody@127.0.0.1:1/none"), 0, 0

        async def one() -> None:
            nonlocal inside, most
            async with locks.lock("a"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.01)
                inside -= 1
        await asyncio.gather(*(one() for _ in range(5)))
        assert most == 1
    run(talk())
