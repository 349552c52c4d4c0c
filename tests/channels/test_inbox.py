"""What is kept between taking a message and answering it."""
import os
import sqlite3
from pathlib import Path

import pytest
import time_machine

from bot.channels import inbox as inboxes
from bot.channels.inbox import Entry, Inbox


def words_in(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.iterdir())


def test_a_message_waits_until_it_is_answered(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox.db")
    entry = inbox.take(["event:1", "message:x"], "D1", {"text": "tingling feet"})
    assert entry
    assert inbox.take(["event:1"], "D1", {}) is None
    assert inbox.take(["event:2", "message:x"], "D1", {}) is None
    again = Inbox(tmp_path / "inbox.db")
    assert again.waiting() == [entry]
    inbox.answered(entry, [{"method": "a"}, {"method": "b"}])
    inbox.sent(entry, 1)
    assert again.waiting() == [Entry(entry.number, "D1", {}, [{"method": "a"}, {"method": "b"}], 1)]
    inbox.done(entry)
    assert again.waiting() == []
    assert again.take(["event:1"], "D1", {}) is None


def test_what_a_person_wrote_is_gone_when_it_is_answered(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox.db")
    entry = inbox.take(["1"], "D1", {"text": "tingling feet"})
    assert entry
    assert words_in(tmp_path, "tingling feet")
    inbox.answered(entry, [{"text": "You said: tingling feet"}])
    inbox.done(entry)
    inbox.clean()
    assert not words_in(tmp_path, "tingling feet")


def test_ids_are_forgotten_after_two_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes, "_FORGET_EVERY", 2)
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False) as clock:
        inbox = Inbox(tmp_path / "inbox.db")
        inbox.take(["1"], "D1", {})
        clock.shift(inboxes.SECONDS_KNOWN + 1)
        inbox.take(["2"], "D1", {})
        inbox.take(["3"], "D1", {})
        assert inbox.take(["1"], "D1", {})


def test_what_another_process_works_on_is_left_to_it(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox.db")
    inbox.take(["1"], "D1", {})
    with sqlite3.connect(tmp_path / "inbox.db") as base:
        base.execute("UPDATE waiting SET owner = ?", (os.getppid(),))
    assert inbox.waiting() == []
    with sqlite3.connect(tmp_path / "inbox.db") as base:
        base.execute("UPDATE waiting SET owner = 99999999")
    assert len(inbox.waiting()) == 1


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    Inbox(tmp_path / "new" / "inbox.db")
    assert (tmp_path / "new" / "inbox.db").stat().st_mode & 0o077 == 0


def test_without_a_file_it_works_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "inbox.db").write_bytes(b"no database at all" * 100)
    inbox = Inbox(tmp_path / "inbox.db")
    assert inbox.take(["1"], "D1", {})
    assert "inbox_in_memory" in caplog.text
