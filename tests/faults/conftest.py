"""A world on Postgres for all faults."""
from pathlib import Path
from typing import Iterator

import pytest

from bot.seal import seal
from tests.faults.world import World
from tests.postgres import installed_postgres


@pytest.fixture(scope="session")
def world(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Started without its database and with a model that is none, where another one has served before."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "bad.tar.gz").write_bytes(b"no model")
    seal(folder / "bad.tar.gz")
    (folder / "run").mkdir()
    (folder / "run" / "served").write_text(str(model), encoding="utf-8")
    world = World(folder / "bad.tar.gz", folder, installed_postgres(), good_model=model)
    try:
        yield world.start()
    finally:
        world.end()
