"""A conversation is there again, turn after turn, on both databases."""
import asyncio
import json
from pathlib import Path
from typing import Any, List

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.events import SlotSet

from bot.storage.outcome import watched
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store, store_of
from bot.storage.window import TURNS
from tests.storage.conftest import MakeStore, run
from tests.storage.talk import DOMAIN, MiniRasa, form_turn, say, texts, turn


def test_a_conversation_is_there_again(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        for number in range(12):
            await say(make_store() if number % 3 == 0 else store, sender, turn(str(number)))
        tracker = await make_store().retrieve(sender)
        assert tracker
        assert texts(list(tracker.events)) == [str(number) for number in range(12 - TURNS, 12)]
        assert tracker.get_slot("notes") == "11"
        assert texts(await make_store().history(sender)) == [str(number) for number in range(12)]

    store = make_store()
    run(talk())


def test_a_form_goes_on(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        for number in range(15):
            await say(make_store(), sender, form_turn(str(number), first=not number))
        tracker = await make_store().retrieve(sender)
        assert tracker
        assert tracker.active_loop_name == "intake_form"
        assert tracker.get_slot("requested_slot") == "notes"
        assert tracker.get_slot("intake") == {"told": "14"}
    run(talk())


def test_odd_text_is_kept_as_it_was(store: Store, sender: str) -> None:
    said = ["", "\x00", "\ud800", "\U0001f642", "'; DROP TABLE events; --", "%s ? {}", "\\u0000", "x" * 100_000]

    async def talk() -> None:
        for text in said:
            await say(store, sender, turn(text))
        assert texts(await store.history(sender)) == said
    run(talk())


@pytest.mark.parametrize("name", ["\ud800", "a\x00b", "x" * 5_000, "%s", "'"])
def test_an_odd_sender_ends_nothing(store: Store, sender: str, name: str) -> None:
    async def talk() -> None:
        with watched():
            await say(store, name, turn("hello"))
        await say(store, sender, turn("still here"))
        assert texts(await store.history(sender)) == ["still here"]
    run(talk())


@pytest.mark.parametrize("body", ["{", "[]", "null", '{"event": 5}', '{"event": "user"', '{"event": "no such event"}', ""])
def test_a_row_that_cannot_be_read_is_set_aside(make_store: MakeStore, sender: str, body: str, caplog: pytest.LogCaptureFixture) -> None:
    async def talk() -> None:
        store = make_store()
        for number in range(3):
            await say(store, sender, turn(f"canary{number}"))
        await store.database.run(lambda cursor: cursor.execute("UPDATE events SET body = ? WHERE sender_id = ? AND seq = 5", (body, sender)))
        store = make_store()
        with watched() as outcome:
            tracker = await say(store, sender, turn("anew"))
        assert texts(list(tracker.events)) == ["anew"]
        assert not outcome.unsaved
        await say(store, sender, turn("and on"))
        tracker = await MiniRasa(make_store()).take(sender, [])
        assert texts(list(tracker.events)) == ["anew", "and on"]
        assert {"canary0", "canary2", "anew", "and on"} <= set(texts(await store.history(sender)))
    run(talk())
    assert "conversation_starts_anew" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize("change", ["UPDATE snapshots SET base = '{' WHERE sender_id = ?", "DELETE FROM events WHERE seq = 7 AND sender_id = ?",
                                    "UPDATE snapshots SET base = '[1]' WHERE sender_id = ?", "UPDATE snapshots SET base = '[{}]' WHERE sender_id = ?"])
def test_a_spoilt_snapshot_costs_the_conversation_only(make_store: MakeStore, sender: str, change: str) -> None:
    async def talk() -> None:
        store = make_store()
        for number in range(3):
            await say(store, sender, turn(str(number)))
        await store.database.run(lambda cursor: cursor.execute(change, (sender,)))
        store = make_store()
        for text in ("anew", "and on"):
            with watched() as outcome:
                await say(store, sender, turn(text))
            assert not outcome.unsaved
        assert texts(list((await MiniRasa(make_store()).take(sender, [])).events)) == ["anew", "and on"]
    run(talk())


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    store = Store(DOMAIN, database=SqliteDatabase(tmp_path / "a.db"))

    async def talk() -> None:
        await say(store, "a", turn("1"))
        await store.database.run(lambda cursor: cursor.execute("UPDATE events SET body = CAST(x'ff00fe7b' AS TEXT) WHERE seq = 4"))
        other = Store(DOMAIN, database=SqliteDatabase(tmp_path / "a.db"))
        assert texts(list((await say(other, "a", turn("2"))).events)) == ["2"]
    run(talk())


def test_a_conversation_that_went_on_elsewhere_is_not_written_over(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        here, there = MiniRasa(make_store()), MiniRasa(make_store())
        await say(here.store, sender, turn("1"))
        mine = await here.take(sender, turn("mine"))
        await say(there.store, sender, turn("theirs"))
        with watched() as outcome:
            await here.store.save(mine)
        assert outcome.conflict
        await say(here.store, sender, turn("mine again"))
        assert texts(await here.store.history(sender)) == ["1", "theirs", "mine again"]
    run(talk())


def test_two_first_turns_at_once(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        rasas = [MiniRasa(make_store()) for _ in range(2)]
        trackers = [await rasa.take(sender, turn(str(number))) for number, rasa in enumerate(rasas)]
        outcomes = []
        for rasa, tracker in zip(rasas, trackers, strict=True):
            with watched() as outcome:
                await rasa.store.save(tracker)
            outcomes.append(outcome.conflict)
        assert outcomes == [False, True]
        assert texts(await rasas[0].store.history(sender)) == ["0"]
    run(talk())


def test_a_failed_turn_leaves_no_trace(store: Store, sender: str) -> None:
    async def talk() -> None:
        await say(store, sender, turn("1"))
        await MiniRasa(store).take(sender, turn("not saved"))
        assert texts(list((await say(store, sender, turn("2"))).events)) == ["1", "2"]
    run(talk())


def test_many_people_at_once(store: Store, sender: str) -> None:
    async def one(number: int) -> List[str]:
        for text in range(4):
            await say(store, f"{sender}{number}", turn(f"{number} {text}"))
        return texts(await store.history(f"{sender}{number}"))

    async def talk() -> None:
        for number, said in enumerate(await asyncio.gather(*(one(number) for number in range(40)))):
            assert said == [f"{number} {text}" for text in range(4)]
    run(talk())


def test_events_are_published_once_stored(store: Store, sender: str) -> None:
    published: List[Any] = []

    class Broker:
        def publish(self, event: Any) -> None:
            published.append(event["event"])

    store.event_broker = Broker()
    run(say(store, sender, [SlotSet("notes", "a")]))
    assert published == ["action", "session_started", "action", "slot"]


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.db"
    store = Store(DOMAIN, db=str(path))
    run(say(store, "a", turn("1")))
    assert [file.stat().st_mode & 0o777 for file in sorted(path.parent.iterdir())] == [0o600] * 3


def test_rasas_wrapper_is_seen_through(store: Store) -> None:
    class Agent:
        tracker_store: TrackerStore = FailSafeTrackerStore(store)
    assert store_of(Agent()) is store
    Agent.tracker_store = TrackerStore(DOMAIN)
    with pytest.raises(TypeError):
        store_of(Agent())


def test_what_is_stored_is_json_of_rasas_events(store: Store, sender: str) -> None:
    run(say(store, sender, turn("1")))

    async def rows() -> Any:
        return await store.database.run(lambda cursor: [cursor.execute("SELECT seq, type, body FROM events WHERE sender_id = ? ORDER BY seq", (sender,)),
                                                        cursor.fetchall()][1])
    stored = run(rows())
    assert [seq for seq, _, _ in stored] == list(range(8))
    assert all(json.loads(body)["event"] == type_ for _, type_, body in stored)
