"""Conversations copied while they are written, lost, and put back: as docs/storage.md tells, with the commands it names."""
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.storage import rights
from bot.storage.backup import NotCopied, backup, restore
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from tests.storage.conftest import run
from tests.storage.talk import DOMAIN, say, turn

ME = "rest:me"


@pytest.fixture
def database(tmp_path: Path) -> SqliteDatabase:
    return SqliteDatabase(tmp_path / "run" / "conversations.sqlite")


def events(database: SqliteDatabase) -> Any:
    return run(rights.export(database, ME))["events"]


def command(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "bot.storage", *words], cwd=settings.ROOT, env={**settings.environment(), **environment}, capture_output=True,
                          text=True, timeout=60, check=False)


def test_what_is_backed_up_while_it_runs_comes_back(database: SqliteDatabase, tmp_path: Path) -> None:
    store, copy, db = Store(DOMAIN, database=database), tmp_path / "copy.sqlite", str(database.path)
    run(say(store, ME, turn("first")))
    before = events(database)
    done = command("backup", str(copy), "--db", db)  # the store has the file open
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    run(say(store, ME, turn("second")))
    refused = command("restore", str(copy), "--db", db)
    assert (refused.returncode, "stop it first" in refused.stderr) == (1, True)
    assert len(events(database)) > len(before)
    database.close()
    assert command("restore", str(copy), "--db", db).returncode == 0
    assert events(SqliteDatabase(database.path)) == before
    assert not [path for path in database.path.parent.iterdir() if b"second" in path.read_bytes()]


def test_what_is_lost_altogether_comes_back(database: SqliteDatabase, tmp_path: Path) -> None:
    run(say(Store(DOMAIN, database=database), ME, turn("first")))
    before = events(database)
    backup(database, tmp_path / "copy.sqlite")
    database.close()
    for path in database.path.parent.iterdir():
        path.unlink()
    restore(database, tmp_path / "copy.sqlite")
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600
    assert events(database) == before


def test_nothing_is_overwritten_by_mistake(database: SqliteDatabase, tmp_path: Path) -> None:
    with pytest.raises(NotCopied, match="there are no conversations"):
        backup(database, tmp_path / "copy.sqlite")
    run(say(Store(DOMAIN, database=database), ME, turn("first")))
    other = tmp_path / "letter.txt"
    other.write_text("Dear Sir")
    with pytest.raises(NotCopied, match="is there already"):
        backup(database, other)
    with pytest.raises(NotCopied, match="could not be written"):
        backup(database, tmp_path / "nowhere" / "copy.sqlite")
    for no_backup in (other, tmp_path / "missing"):
        with pytest.raises(NotCopied, match="is no backup"):
            restore(database, no_backup)
    assert len(events(database))


def test_a_postgres_has_tools_of_its_own(tmp_path: Path) -> None:
    done = command("backup", str(tmp_path / "copy"), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert (done.returncode, "pg_dump" in done.stderr) == (1, True)
