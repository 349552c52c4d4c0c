"""Export, deletion that leaves nothing, and what goes by itself."""
import json
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any, List

import psycopg2
import pytest
from rasa.shared.core.events import BotUttered

from bot import settings
from bot.channels.guard import Guard
from bot.storage import conversations, rights
from bot.storage.outcome import watched
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from tests.postgres import PrivatePostgres
from tests.storage.conftest import MakeStore, run
from tests.storage.talk import DOMAIN, MiniRasa, say, texts, turn
from tests.waiting import comes_about

DAY = 86_400
DELETED = BotUttered("All is deleted.", {"custom": {"type": "data", "action": "deleted"}})


def canaries(folder: Path, word: str) -> List[str]:
    """The files in which the word is found."""
    return [str(path) for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_an_export_is_all_that_is_kept(store: Store, sender: str) -> None:
    async def talk() -> None:
        for number in range(9):
            await say(store, sender, turn(str(number)))
        exported = await rights.export(store.database, sender)
        assert [event["text"] for event in exported["events"] if event["event"] == "user"] == [str(number) for number in range(9)]
        assert json.loads(json.dumps(exported)) == exported
        assert (await rights.export(store.database, "rest:nobody"))["events"] == []
    run(talk())


def test_what_could_not_be_read_is_exported_and_deleted_too(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        store = make_store()
        await say(store, sender, turn("1"))
        await store.database.run(lambda cursor: cursor.execute("UPDATE events SET body = '{spoilt' WHERE sender_id = ? AND seq = 4", (sender,)))
        other = make_store()
        await say(other, sender, turn("2"))
        assert (await rights.export(other.database, sender))["unreadable"] == ["{spoilt"]
        await other.delete(sender)
        exported = await rights.export(other.database, sender)
        assert (exported["events"], exported["unreadable"]) == ([], [])
    run(talk())


def test_a_deleted_conversation_is_gone_and_others_are_not(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        store, other = make_store(), make_store()
        for who in (sender, f"{sender}2"):
            for number in range(7):
                await say(store, who, turn(f"{number}"))
        assert await other.delete(sender) == 7 * 5 + 3
        assert texts(list((await say(store, sender, turn("new"))).events)) == ["new"]
        assert texts(await store.history(sender)) == ["new"]
        assert len(texts(await other.history(f"{sender}2"))) == 7
    run(talk())


def test_not_a_byte_is_left_in_the_files(tmp_path: Path) -> None:
    store = Store(DOMAIN, database=SqliteDatabase(tmp_path / "a.db"))

    async def talk() -> None:
        for person in range(8):
            for number in range(12):
                await say(store, f"rest:{person}", turn(f"canary-{person}-{number} tingles", said=f"canary-{person} " * 300, payload=f"/canary-{person}"))
        assert canaries(tmp_path, "canary-3")
        await store.delete("rest:3")
        assert not canaries(tmp_path, "canary-3")
        assert canaries(tmp_path, "canary-4")
        for person in range(8):
            await store.delete(f"rest:{person}")
        assert not canaries(tmp_path, "canary")
    run(talk())


def tables_with(url: str, word: str) -> List[str]:
    """The tables of a Postgres in a row of which the word is found."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables"
                       " where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"select count(*) from {table} as kept where kept::text like %s", (f"%{word}%",))
            if cursor.fetchone() != (0,):
                found.append(str(table))
        return found


@pytest.mark.postgres
def test_not_a_row_is_left_in_any_table_of_postgres(postgres: PrivatePostgres) -> None:
    store = Store(DOMAIN, database=PostgresDatabase(postgres.url))

    async def talk() -> None:
        for person in range(3):
            for number in range(12):
                await say(store, f"rest:{person}", turn(f"kanari-{person}-{number} tingles", said=f"kanari-{person} " * 300, payload=f"/kanari-{person}"))
        assert tables_with(postgres.url, "kanari-1")
        await store.delete("rest:1")
        assert tables_with(postgres.url, "kanari-1") == []
        assert tables_with(postgres.url, "kanari-2")
    run(talk())
    store.database.close()


def test_deletion_asked_for_inside_a_turn(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        store = make_store()
        for number in range(3):
            await say(store, sender, turn(str(number)))
        events = turn("delete everything")
        with watched() as outcome:
            await say(store, sender, [*events[:2], DELETED, *events[3:]])
        assert not outcome.undeleted
        assert await store.history(sender) == []
        assert await conversations_marked(store, sender) == conversations.NEW
        assert texts(list((await say(store, sender, turn("hello again"))).events)) == ["hello again"]
    run(talk())


async def conversations_marked(store: Store, sender: str) -> conversations.Mark:
    return await store.database.run(lambda cursor: conversations.mark_of(cursor, sender))


def test_nobody_is_told_of_a_deletion_that_failed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(DOMAIN, database=SqliteDatabase(path))

    async def on_new_message(message: Any) -> None:
        tracker = await MiniRasa(store).take(message.sender_id, [DELETED])
        await message.output_channel.send_response(message.sender_id, DELETED.message())
        path.unlink()
        path.mkdir()
        await store.save(tracker)

    async def talk() -> None:
        await say(store, "rest:a", turn("1"))
        messages = await Guard("rest", on_new_message).turn("a", "delete everything")
        assert [message["custom"] for message in messages] == [{"type": "decline", "reason": "unavailable"}]
    run(talk())


def test_old_conversations_go_and_new_ones_stay(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        store = make_store()
        for number in range(230):  # more than are deleted at once
            await say(store, f"{sender}{number}", turn("old"))
        await say(store, sender, turn("new"))
        old = time.time() - 31 * DAY
        await store.database.run(lambda cursor: cursor.execute("UPDATE snapshots SET at = ? WHERE sender_id <> ?", (old, sender)))
        assert await rights.purge(store.database, 32) == 0
        assert await rights.purge(store.database, 30) >= 230
        assert await rights.purge(store.database, 30) == 0
        assert await store.history(f"{sender}7") == []
        assert texts(await store.history(sender)) == ["new"]
        audit = await store.database.run(lambda cursor: [cursor.execute("SELECT * FROM audit"), cursor.fetchall()][1])
        assert any(action == "purged" and count for _, action, count, _ in audit)
        assert sender not in str(audit)
    run(talk())


def test_what_the_operator_does_by_command(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(DOMAIN, database=SqliteDatabase(path))

    async def talk() -> None:
        await say(store, "rest:a", turn("canary"))
        await say(store, "rest:b", turn("hello"))
        await store.database.run(lambda cursor: cursor.execute("UPDATE snapshots SET at = at - ? WHERE sender_id = 'rest:a'", (40 * DAY,)))

    def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([sys.executable, "-m", "bot.storage", *arguments], cwd=settings.ROOT, capture_output=True, text=True,
                              env={**settings.environment(), "DATABASE_URL": ""}, timeout=60)

    run(talk())
    assert command("purge", "--days", "41", "--db", str(path)).stdout == "0 conversations were deleted.\n"
    assert command("purge", "--db", str(path)).stdout == "1 conversations were deleted.\n"
    assert not canaries(tmp_path, "canary")
    exported = command("export", "rest:b", "--db", str(path))
    assert [event["text"] for event in json.loads(exported.stdout)["events"] if event["event"] == "user"] == ["hello"]
    assert command("delete", "rest:b", "--db", str(path)).stdout == "8 events were deleted.\n"
    assert not canaries(tmp_path, "hello")
    for arguments in (("purge", "--db", str(tmp_path)), ("export", "rest:b", "--db", str(path)), ("delete", "rest:b", "--db", str(path))):
        failed = command(*arguments)
        assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (1, "", 1)


def test_a_purge_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.housekeeping.SECONDS", 0.02)
    monkeypatch.setattr("bot.storage.housekeeping.PURGE_SECONDS", 0.05)
    store = Store(DOMAIN, database=SqliteDatabase(tmp_path / "a.db"))

    async def is_purged() -> bool:
        return await store.history("rest:a") == []

    async def talk() -> None:
        await say(store, "rest:a", turn("old"))
        await say(store, "rest:b", turn("new"))
        await store.database.run(lambda cursor: cursor.execute("UPDATE snapshots SET at = at - ? WHERE sender_id = 'rest:a'", (40 * DAY,)))
        await comes_about(is_purged)
        assert texts(await store.history("rest:b")) == ["new"]
    run(talk())
