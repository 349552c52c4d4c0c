"""What is kept between taking a message and answering it: the same in a file and in a Postgres."""
import asyncio
import os
import sqlite3
import time
import uuid
from pathlib import Path
from typing import Any, Awaitable, Callable, List, TypeVar

import psycopg2
import pytest
import time_machine

from bot.channels import inbox as inboxes
from bot.channels import inbox_file, inbox_postgres
from bot.channels.inbox import CannotKeep, Elsewhere, Entry, Inbox
from bot.channels.inbox_file import FileInbox
from bot.channels.inbox_postgres import PostgresInbox
from bot.channels.inbox_shared import SharedInbox, open_inbox
from bot.storage.postgres import PostgresDatabase
from tests.storage.conftest import run as run_async

Result = TypeVar("Result")
Make = Callable[[], Inbox]


def run(awaited: Awaitable[Result]) -> Result:
    async def waits() -> Result:
        return await awaited

    return run_async(waits())


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.postgres)])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Inboxes of one channel, as several processes would have them; what one of them has taken and left alone is free after a fifth of a second."""
    if request.param == "file":
        return lambda: FileInbox(tmp_path / "inbox.db")
    url, channel = request.getfixturevalue("postgres").url, uuid.uuid4().hex
    return lambda: PostgresInbox(PostgresDatabase(url), channel, seconds_held=0.2)


def words_in(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.iterdir())


def test_a_message_is_taken_once_whatever_process_it_reaches(make: Make) -> None:
    inbox, other = make(), make()
    entry = run(inbox.take(["event:1", "message:x"], "D1", {"text": "tingling feet"}))
    assert entry
    assert entry.work == {"text": "tingling feet"}
    assert run(inbox.take(["event:1"], "D1", {})) is None
    assert run(other.take(["message:x", "event:2"], "D1", {})) is None
    assert run(other.take(["event:2"], "D1", {}))  # of what was known nothing was kept
    run(inbox.done(entry))
    assert run(other.take(["event:1"], "D1", {})) is None


def test_of_many_at_once_one_takes_it(make: Make) -> None:
    inboxes = [make() for _ in range(4)]

    async def race() -> List[List[Any]]:
        return [await asyncio.gather(*(one.take([f"event:{number}", f"message:{number}"][::1 - 2 * (at % 2)], "D1", {}) for at, one in enumerate(inboxes)))
                for number in range(20)]

    assert all(sum(entry is not None for entry in taken) == 1 for taken in run(race()))


def test_what_a_process_leaves_is_taken_up_in_order_where_it_stands(make: Make) -> None:
    inbox = make()
    first, second = run(inbox.take(["1"], "D1", {"text": "a"})), run(inbox.take(["2"], "D2", {"text": "b"}))
    assert first
    assert second
    run(inbox.answered(first, [{"method": "a"}, {"method": "b"}]))
    run(inbox.sent(first, 1))
    assert run(inbox.leave()) == 2
    assert run(make().take_up([])) == [Entry(first.number, "D1", {}, [{"method": "a"}, {"method": "b"}], 1), second]


def test_what_is_under_way_is_not_taken_up(make: Make) -> None:
    inbox = make()
    entry = run(inbox.take(["1"], "D1", {}))
    assert entry
    assert run(inbox.take_up([entry.number])) == []


def test_the_next_in_a_chat_waits_for_the_one_before(make: Make) -> None:
    inbox, other = make(), make()
    first, second, elsewhere = run(inbox.take(["1"], "D1", {})), run(other.take(["2"], "D1", {})), run(other.take(["3"], "D2", {}))
    assert first
    assert second
    assert elsewhere
    assert [run(other.is_next(entry)) for entry in (first, second, elsewhere)] == [True, False, True]
    run(inbox.done(first))
    assert run(other.is_next(second))


def test_nobody_goes_on_with_what_another_has_taken_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = make()
    entry = run(inbox.take(["1"], "D1", {}))
    assert entry
    taken_up = _taken_up_by_another(make, monkeypatch)
    assert [one.number for one in taken_up] == [entry.number]
    with pytest.raises(Elsewhere):
        run(inbox.answered(entry, []))
    with pytest.raises(Elsewhere):
        run(inbox.sent(entry, 1))
    run(inbox.done(entry))
    run(make().leave())


def _taken_up_by_another(make: Make, monkeypatch: pytest.MonkeyPatch) -> List[Entry]:
    """As if the process that took it had hung, and were thought dead."""
    time.sleep(0.3)
    ours = os.getpid()
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: ours + 1)
        patch.setattr(inbox_file, "_lives", lambda process: process != ours)
        return run(make().take_up([]))


def test_what_a_person_wrote_is_gone_when_it_is_answered(tmp_path: Path) -> None:
    inbox = FileInbox(tmp_path / "inbox.db")
    entry = run(inbox.take(["1"], "D1", {"text": "tingling feet"}))
    assert entry
    assert words_in(tmp_path, "tingling feet")
    run(inbox.answered(entry, [{"text": "You said: tingling feet"}]))
    run(inbox.done(entry))
    inbox.clean()
    assert not words_in(tmp_path, "tingling feet")


@pytest.mark.postgres
def test_in_postgres_nothing_of_a_person_is_kept_once_it_is_answered(request: pytest.FixtureRequest) -> None:
    url, channel = request.getfixturevalue("postgres").url, uuid.uuid4().hex
    inbox = PostgresInbox(PostgresDatabase(url), channel)
    entry = run(inbox.take(["event:secret"], "D1", {"text": "tingling feet"}))
    assert entry

    def rows() -> str:
        with psycopg2.connect(url) as base, base.cursor() as cursor:
            cursor.execute("SELECT inbox_waiting::text FROM inbox_waiting WHERE channel = %s UNION SELECT key FROM inbox_known", (channel,))
            return str(cursor.fetchall())

    assert "tingling feet" in rows()
    run(inbox.answered(entry, []))
    assert "tingling feet" not in rows()
    run(inbox.done(entry))
    assert "D1" not in rows()
    assert "secret" not in rows()


@pytest.mark.postgres
def test_what_nobody_holds_any_more_is_taken_up(request: pytest.FixtureRequest) -> None:
    database = PostgresDatabase(request.getfixturevalue("postgres").url)
    killed, other = (PostgresInbox(database, uuid.uuid5(uuid.NAMESPACE_URL, __name__).hex, seconds_held=0.6) for _ in range(2))
    held, left = run(killed.take([uuid.uuid4().hex], "D1", {})), run(killed.take([uuid.uuid4().hex], "D1", {}))
    assert held
    assert left
    for _ in range(3):
        time.sleep(0.25)
        assert run(killed.take_up([held.number, left.number])) == []
        assert run(other.take_up([])) == []
    time.sleep(0.7)
    assert run(other.take_up([])) == [held, left]


def test_ids_are_forgotten_after_two_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_file, "FORGET_EVERY", 2)
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False) as clock:
        inbox = FileInbox(tmp_path / "inbox.db")
        run(inbox.take(["1"], "D1", {}))
        clock.shift(inboxes.SECONDS_KNOWN + 1)
        run(inbox.take(["2"], "D1", {}))
        run(inbox.take(["3"], "D1", {}))
        assert run(inbox.take(["1"], "D1", {}))


@pytest.mark.postgres
def test_in_postgres_ids_are_forgotten_after_two_days(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_postgres, "SECONDS_KNOWN", -1)
    monkeypatch.setattr(inbox_postgres, "FORGET_EVERY", 2)
    inbox = PostgresInbox(PostgresDatabase(request.getfixturevalue("postgres").url), uuid.uuid4().hex)
    assert run(inbox.take(["1"], "D1", {}))
    assert run(inbox.take(["1"], "D1", {})) is None
    assert run(inbox.take(["1"], "D1", {}))


def test_what_another_process_of_this_machine_works_on_is_left_to_it(tmp_path: Path) -> None:
    inbox = FileInbox(tmp_path / "inbox.db")
    run(inbox.take(["1"], "D1", {}))
    with sqlite3.connect(tmp_path / "inbox.db") as base:
        base.execute("UPDATE waiting SET owner = ?", (os.getppid(),))
    assert run(inbox.take_up([])) == []
    with sqlite3.connect(tmp_path / "inbox.db") as base:
        base.execute("UPDATE waiting SET owner = 99999999")
    assert len(run(inbox.take_up([]))) == 1


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    FileInbox(tmp_path / "new" / "inbox.db")
    assert (tmp_path / "new" / "inbox.db").stat().st_mode & 0o077 == 0


def test_without_a_file_it_works_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "inbox.db").write_bytes(b"no database at all" * 100)
    inbox = FileInbox(tmp_path / "inbox.db")
    assert run(inbox.take(["1"], "D1", {}))
    assert "inbox_in_memory" in caplog.text


class Absent:
    """A database that is not there."""

    def __getattr__(self, name: str) -> Any:
        async def fails(*_: Any) -> Any:
            raise CannotKeep(name)

        return fails


def test_while_the_database_is_away_the_file_serves(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    absent: Any = Absent()
    inbox = SharedInbox("slack", absent, FileInbox(tmp_path / "inbox.db"))
    entry = run(inbox.take(["1"], "D1", {"text": "a"}))
    assert entry
    assert entry.number < 0
    assert run(inbox.take(["1"], "D1", {})) is None
    assert run(inbox.is_next(entry))
    run(inbox.answered(entry, [{"method": "a"}]))
    run(inbox.sent(entry, 1))
    assert run(inbox.take_up([entry.number])) == []
    assert run(inbox.take_up([])) == [entry._replace(work={}, calls=[{"method": "a"}], sent=1)]
    run(inbox.done(entry))
    assert run(inbox.leave()) == 0
    assert "inbox_not_shared channel=slack" in caplog.text


@pytest.mark.parametrize(("url", "kind"), [("", FileInbox), ("postgresql://bot@127.0.0.1:9/none", SharedInbox)])
def test_which_inbox_it_is(url: str, kind: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert isinstance(open_inbox("slack", "xoxb-1"), kind)


@pytest.mark.postgres
def test_what_another_bot_has_taken_is_left_to_it(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgres").url)
    monkeypatch.setenv("RUN_FOLDER", str(tmp_path))
    tokens = [uuid.uuid4().hex for _ in range(2)]
    inbox, other = (open_inbox("telegram", token) for token in tokens)
    entry = run(inbox.take(["update:1"], "1", {}))
    assert entry
    theirs = run(other.take(["update:1"], "1", {}))  # every bot counts its updates for itself
    assert theirs
    run(inbox.leave())
    assert run(other.take_up([theirs.number])) == []
    assert run(open_inbox("telegram", tokens[0]).take_up([])) == [entry]
