"""Stores on a file and, where Postgres is installed, on a Postgres."""
import asyncio
import shutil
from pathlib import Path
from typing import Any, Callable, Coroutine, Iterator, TypeVar

import pytest

from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from tests.storage.talk import DOMAIN

MakeStore = Callable[[], Store]
Result = TypeVar("Result")


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """In an event loop of its own, but not for ever."""
    return asyncio.run(asyncio.wait_for(work, 60))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeStore]:
    """Makes stores on the same database, as several processes would have them. Senders are called after the test: nothing is emptied in between."""
    made = []

    def make() -> Store:
        if request.param == "sqlite":
            made.append(Store(DOMAIN, database=SqliteDatabase(tmp_path / "conversations.db")))
        else:
            made.append(Store(DOMAIN, database=PostgresDatabase(request.getfixturevalue("postgres").url)))
        return made[-1]

    yield make
    for store in made:
        store.database.close()
    shutil.rmtree(tmp_path)


@pytest.fixture
def store(make_store: MakeStore) -> Store:
    return make_store()


@pytest.fixture
def sender(request: pytest.FixtureRequest) -> str:
    return f"rest:{request.node.name}"
