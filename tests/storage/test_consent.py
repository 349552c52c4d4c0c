"""What stays of a conversation when its person wants nothing of the intake kept: not a word of it, and all the rest."""
import time
from pathlib import Path
from typing import Any, Dict, List

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered

from bot.answers.reading import Intake, Question, to_json
from bot.intake.record import Record
from bot.intake.state import ASKING, DONE, OFFERED, STOPPED, State
from bot.intake.state import to_json as state_json
from bot.storage import conversations, rights
from bot.storage.errors import ClockAhead
from bot.storage.outcome import watched
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from tests.storage.conftest import MakeStore, run
from tests.storage.talk import DOMAIN, MiniRasa, say, texts, turn
from tests.waiting import comes_about

CANARY = "canary"
REFUSED, CANCELLED, PAUSED = State(status=STOPPED, consent=False), State(status=STOPPED), State(status=STOPPED, consent=True, resumable=True)
OFFERED_AGAIN = State(status=OFFERED, consent=False)
TOLD = State(status=ASKING, slot="notes", consent=True, record=Record(notes=CANARY))


def told(text: str, state: State, *, begins: bool = False, ends: bool = False) -> List[Event]:
    """A turn of the intake."""
    return [_heard(text, [to_json(Intake())], move={"values": {"notes": text}}), ActionExecuted("intake_form"), *([ActiveLoop("intake_form")] if begins else []),
            BotUttered(f"Noted: {text}.", {"custom": {"type": "intake", "status": state.status}, "buttons": [{"title": text, "payload": f"/{text}"}]}),
            SlotSet("intake", state_json(state)), SlotSet("consent", state.consent), SlotSet("notes", state.record.notes),
            *([ActiveLoop(None)] if ends else []), ActionExecuted("action_listen")]


def own_symptoms(text: str, intake: Dict[str, Any]) -> List[Event]:
    """A turn in which symptoms are told of outside the intake, which is offered."""
    reading = to_json(Question("symptom", "item", ("tingling",), words=(text,), told=True))
    return [_heard(text, [reading], move={"values": {"symptoms": {"present": ["tingling"]}}}), ActionExecuted("action_reply"),
            BotUttered("About tingling.", {"custom": {"type": "answer"}}), SlotSet("intake", intake), ActionExecuted("action_listen")]


def _heard(text: str, readings: List[Dict[str, Any]], **data: Any) -> Event:
    intent = {"name": "intake", "confidence": 1.0}
    return UserUttered(text, intent, [], {"text": text, "intent": intent, "entities": [], "readings": readings, **data}, input_channel="rest")


async def stored(store: Store, sender: str) -> str:
    """All rows of a conversation, as text."""
    def work(cursor: Any) -> str:
        rows = []
        for table in ("events", "snapshots", "set_aside"):
            cursor.execute(f"SELECT * FROM {table} WHERE sender_id = ?", (sender,))
            rows.append(cursor.fetchall())
        return str(rows)
    return await store.database.run(work)


@pytest.mark.parametrize(("last", "left"), [(REFUSED, False), (CANCELLED, False), (PAUSED, True), (State(status=DONE, consent=True), True)],
                         ids=["refused or withdrawn", "cancelled", "stopped for now", "done"])
@pytest.mark.parametrize("turns_before", [1, 9])
def test_nothing_of_an_intake_that_was_thrown_away_is_kept(make_store: MakeStore, sender: str, last: State, left: bool, turns_before: int) -> None:
    async def talk() -> None:
        store, other = make_store(), make_store()
        await say(store, sender, turn("first question"))
        await say(store, sender, own_symptoms(f"{CANARY} feet tingle", state_json(TOLD)))
        for number in range(turns_before):  # with nine, what was told before stands in the snapshot alone
            await say(store, sender, told(f"{CANARY} {number}", TOLD, begins=not number))
        assert CANARY in await stored(store, sender)
        await say(store, sender, told(f"no, {CANARY}", last, ends=True))
        assert (CANARY in await stored(store, sender)) is left
        if left:
            return
        assert texts(await other.history(sender)) == ["first question"]
        for teller in (store, other, make_store()):  # with it in memory, with an old one in memory, and fresh
            tracker = await say(teller, sender, turn("and then?"))
            assert tracker.get_slot("intake") == state_json(last)
            assert tracker.get_slot("notes") == "and then?"
            assert tracker.active_loop_name is None
            assert CANARY not in str([event.as_dict() for event in tracker.events])
        assert texts(await other.history(sender)) == ["first question", *["and then?"] * 3]
        assert CANARY not in await stored(store, sender)
    run(talk())


def test_what_is_told_after_a_no_loses_its_words_and_is_answered_all_the_same(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        store = make_store()
        await say(store, sender, told("no", REFUSED))
        tracker = await say(store, sender, own_symptoms(f"{CANARY} feet tingle", state_json(OFFERED_AGAIN)))
        await say(store, sender, turn("say that again"))
        assert CANARY not in await stored(store, sender)
        assert "About tingling." in await stored(make_store(), sender)
        heard = (await store.history(sender))
        readings = [event.parse_data["readings"] for event in heard if isinstance(event, UserUttered)]
        assert readings[0] == [{"topic": "symptom", "facet": "item", "items": ["tingling"], "kind": "question"}]
        assert tracker.get_slot("intake") == state_json(OFFERED_AGAIN)
    run(talk())


def test_a_session_stays_a_session(store: Store, sender: str) -> None:
    async def talk() -> None:
        await say(store, sender, told("no", REFUSED))
        tracker = await store.retrieve(sender)
        assert tracker
        assert [event.type_name for event in tracker.events][:3] == ["action", "session_started", "slot"]
        assert tracker.latest_action_name == "action_listen"
    run(talk())


def test_the_audit_says_that_it_was_done_and_of_nobody(store: Store, sender: str) -> None:
    async def talk() -> None:
        await say(store, sender, told(CANARY, TOLD, begins=True))
        await say(store, sender, told(CANARY, REFUSED, ends=True))
        audit = await store.database.run(lambda cursor: [cursor.execute("SELECT action, conversations, events FROM audit"), cursor.fetchall()][1])
        assert ("withdrawn", 1) in {row[:2] for row in map(tuple, audit)}
        assert sender not in str(audit)
        assert CANARY not in str(audit)
    run(talk())


def test_what_another_process_has_added_is_not_lost(make_store: MakeStore, sender: str) -> None:
    async def talk() -> None:
        store, other = make_store(), make_store()
        await say(store, sender, told(CANARY, TOLD, begins=True))
        tracker = await MiniRasa(store).take(sender, told("no", REFUSED, ends=True))
        await say(other, sender, turn("meanwhile"))
        with watched() as outcome:
            await store.save(tracker)
        assert outcome.conflict
        assert texts(await other.history(sender)) == [CANARY, "meanwhile"]
    run(talk())


def test_nobody_is_told_that_it_is_gone_while_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(DOMAIN, database=SqliteDatabase(path))

    async def talk() -> None:
        await say(store, "rest:a", told(CANARY, TOLD, begins=True))
        tracker = await MiniRasa(store).take("rest:a", told("no", REFUSED, ends=True))
        path.rename(tmp_path / "away")
        path.mkdir()
        with watched() as outcome:
            await store.save(tracker)
        assert outcome.undeleted
    run(talk())


def test_not_a_byte_is_left_in_the_files(tmp_path: Path) -> None:
    store = Store(DOMAIN, database=SqliteDatabase(tmp_path / "a.db"))

    def found() -> bool:
        return any(CANARY.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    async def talk() -> None:
        for number in range(12):
            await say(store, "rest:a", told(f"{CANARY} {number} " * 200, TOLD, begins=not number))
        assert found()
        await say(store, "rest:a", told(CANARY, REFUSED, ends=True))
        assert not found()
    run(talk())


# the clock

DAY = 86_400.0


@pytest.mark.parametrize(("ahead", "force", "deleted"), [(0.0, False, 0), (0.9, False, 0), (365, False, None), (365, True, 2)])
def test_a_clock_that_jumps_deletes_nothing_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: float, force: bool, deleted: Any) -> None:
    store = Store(DOMAIN, database=SqliteDatabase(tmp_path / "a.db"))
    now = time.time()

    async def talk() -> None:
        for sender in ("rest:a", "rest:b"):
            await say(store, sender, turn("hello"))
        await rights.purge(store.database, 30)
        monkeypatch.setattr("bot.storage.rights.time.time", lambda: now + ahead * DAY)
        if deleted is None:
            with pytest.raises(ClockAhead):
                await rights.purge(store.database, 30)
        else:
            assert await rights.purge(store.database, 30, force=force) == deleted
        assert len(list(await store.keys())) == 2 - (deleted or 0)
    run(talk())


def test_a_clock_that_says_the_same_for_a_day_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("SECONDS", 0.02), ("PURGE_SECONDS", 0.02), ("DOUBT_SECONDS", 1_000.0)):
        monkeypatch.setattr(f"bot.storage.housekeeping.{name}", seconds)
    doubts: List[str] = []
    monkeypatch.setattr("bot.storage.housekeeping.events.purge_waits", doubts.append)
    store = Store(DOMAIN, database=SqliteDatabase(tmp_path / "a.db"))

    async def is_doubted_again_and_again() -> bool:
        return len(doubts) > 3

    async def is_gone() -> bool:
        return list(await store.keys()) == []

    async def talk() -> None:
        await say(store, "rest:a", turn("hello"))

        def last_seen_long_ago(cursor: Any) -> None:
            cursor.execute("UPDATE snapshots SET at = at - ?", (40 * DAY,))
            conversations.set_clock(cursor, time.time() - 40 * DAY)

        await store.database.run(last_seen_long_ago)
        await comes_about(is_doubted_again_and_again)
        assert list(await store.keys()) == ["rest:a"]
        monkeypatch.setattr("bot.storage.housekeeping.DOUBT_SECONDS", 0.0)
        await comes_about(is_gone)
    run(talk())


def test_what_was_stored_while_the_clock_was_ahead_is_not_kept_longer(tmp_path: Path) -> None:
    store = Store(DOMAIN, database=SqliteDatabase(tmp_path / "a.db"))

    async def talk() -> None:
        await say(store, "rest:a", turn("hello"))
        await store.database.run(lambda cursor: cursor.execute("UPDATE snapshots SET at = at + ?", (365 * DAY,)))
        await rights.purge(store.database, 30)
        last = await store.database.run(lambda cursor: conversations.last(cursor, "rest:a"))
        assert last
        assert last <= time.time()
    run(talk())
