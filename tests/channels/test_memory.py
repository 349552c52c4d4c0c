"""What is said in one process goes on in another: pace, what is left to say, what is repeated, asked back or taken up again."""
import asyncio
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, Iterator, List, Tuple

import pytest
import requests

from bot.channels.alexa import AlexaInput
from bot.channels.alexa_trust import Trust
from bot.channels.memory import Memory
from bot.channels.speaking import Line
from bot.channels.voice import VoiceInput
from bot.storage import notes, rights
from bot.storage.errors import Unavailable
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.voice.script import Script
from bot.voice.session import Session, loaded
from tests.channels.amazon import SKILL, Amazon, as_body, request
from tests.channels.phone import PUBLIC, RINGING, TOKEN, Phone
from tests.channels.rasas import Puppet, served
from tests.channels.test_twilio_voice import channel
from tests.storage.talk import DOMAIN

CHECK: Dict[str, Any] = {"type": "intake", "status": "asking", "slot": "diet", "ask": "first", "step": 5, "steps": 9}
SAYS: Dict[str, List[Dict[str, Any]]] = {
    "check": [{"text": "Three weeks. How do you eat?", "custom": CHECK, "buttons": [{"title": "Vegan", "payload": "/vegan"}]}],
    "delete": [{"text": "It is done.", "custom": {"type": "data", "action": "deleted"}}],
}


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[Tuple[SqliteDatabase, SqliteDatabase]]:
    """One file, as two processes would have it open."""
    pair = SqliteDatabase(tmp_path / "a.db"), SqliteDatabase(tmp_path / "a.db")
    yield pair
    for database in pair:
        database.close()


def process(database: SqliteDatabase) -> Any:
    """What a door needs of Rasa's agent: where conversations are kept."""
    return SimpleNamespace(tracker_store=Store(DOMAIN, database=database), is_ready=lambda: False)


def hops(databases: Tuple[SqliteDatabase, SqliteDatabase], *texts: str) -> Tuple[List[str], List[int], List[str]]:
    """What two lines on one database say to one listener who reaches them in turn; at which rate; and what reached the assistant."""
    puppet = Puppet(SAYS)
    lines = [Line("voice", puppet, memory=Memory(database)) for database in databases]

    async def go() -> List[Tuple[str, int]]:
        said = []
        for number, text in enumerate(texts):
            async with lines[number % 2].session("a", "anna") as session:
                reply = await lines[number % 2].hear(session, text, 0.3 if text == "clans" else 0.9)
            said.append((reply.speech, reply.rate))
        return said

    said = asyncio.run(go())
    return [speech for speech, _ in said], [rate for _, rate in said], puppet.heard


def test_more_repeat_back_and_the_pace_survive_a_hop(databases: Tuple[SqliteDatabase, SqliteDatabase]) -> None:
    said, rates, heard = hops(databases, "clams", "slower", "more", "repeat", "go back", "slower")
    clams, eggs = "Clams are a source. Would you like to hear more?", "So are eggs. Anything else?"
    assert said == [clams, clams, eggs, eggs, clams, clams]
    assert rates == [100, 85, 85, 85, 85, 70]
    assert heard == ["clams"]


def test_what_was_asked_back_is_confirmed_elsewhere(databases: Tuple[SqliteDatabase, SqliteDatabase]) -> None:
    said, _, heard = hops(databases, "clans", "yes")
    assert said[0] == "I think you said, clans. Is that right?"
    assert heard == ["clans"]


def test_the_intakes_question_is_open_elsewhere(databases: Tuple[SqliteDatabase, SqliteDatabase]) -> None:
    said, _, heard = hops(databases, "check", "um", "repeat", "skip")
    assert said[1:3] == ["I did not catch that. How do you eat?", "Three weeks. How do you eat?"]
    assert heard == ["check", "skip"]


def test_a_telephone_call_hops(databases: Tuple[SqliteDatabase, SqliteDatabase], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("PUBLIC_URL", PUBLIC)
    puppet = Puppet(SAYS)
    with served(channel(), puppet, process(databases[0])) as first, served(channel(), puppet, process(databases[1])) as second:
        phone = Phone(first)
        phone.call()
        phone.url = second
        assert phone.say("clams") == "Clams are a source. Would you like to hear more?"
        phone.url = first
        said_again, fields = phone.action, {**RINGING, "CallStatus": "in-progress", "SpeechResult": "Slower.", "Confidence": "0.9"}
        answered = phone.post(fields).text
        assert 'rate="85%"' in answered
        phone.url = second
        assert phone.post(fields, address=said_again).text == answered, "a request that is sent again, to the other process"
        phone.action = phone.action.replace("turn=2", "turn=3")
        assert phone.press("1") == "So are eggs. Anything else?"
        phone.url = first
        phone.say("check")
        phone.url = second
        phone.post({**RINGING, "CallStatus": "completed"})
        phone.url = first
        assert phone.post({**RINGING, "CallStatus": "in-progress", "SpeechResult": "clams"}).status_code == 403, "over is over everywhere"
        again = Phone(first, "CA00000000000000000000000000000002")
        again.call()
        again.say("continue")
        assert puppet.senders[-1] == puppet.senders[0], "the conversation of the call that was hung up"


def test_an_alexa_session_hops_and_a_replay_is_refused_everywhere(databases: Tuple[SqliteDatabase, SqliteDatabase], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALEXA_SKILL_ID", SKILL)
    amazon, puppet = Amazon(), Puppet(SAYS)
    with served(AlexaInput(Trust(amazon.fetch, amazon.roots)), puppet, process(databases[0])) as first, \
            served(AlexaInput(Trust(amazon.fetch, amazon.roots)), puppet, process(databases[1])) as second:
        body = as_body(request("IntentRequest", "WhatIntent", {"query": "are clams"}))
        assert requests.post(first, data=body, headers=amazon.signed(body), timeout=10).status_code == 200
        assert requests.post(second, data=body, headers=amazon.signed(body), timeout=10).status_code == 400
        body = as_body(request("IntentRequest", "MoreIntent"))
        answer = requests.post(second, data=body, headers=amazon.signed(body), timeout=10).json()
        assert "So are eggs." in answer["response"]["outputSpeech"]["ssml"]
    assert puppet.heard == ["what are clams"]


def test_a_front_ends_session_hops(databases: Tuple[SqliteDatabase, SqliteDatabase], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_BEARER_TOKEN", TOKEN)
    with served(VoiceInput(), Puppet(SAYS), process(databases[0])) as first, served(VoiceInput(), Puppet(SAYS), process(databases[1])) as second:
        def turn(url: str, **asked: Any) -> Dict[str, Any]:
            answer = requests.post(url, json={"session": "kitchen", **asked}, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10)
            content: Dict[str, Any] = answer.json()
            return content
        assert turn(first, transcripts=[{"text": "clams"}])["rate"] == 100
        assert turn(second, transcripts=[{"text": "slower"}])["rate"] == 85
        assert turn(first, keys="1")["speech"] == "So are eggs. Anything else?"
        assert [turn(url, event="silence")["ends"] for url in (second, first, second)] == [False, False, True]


def test_what_was_said_is_exported_and_deleted_with_the_conversation(databases: Tuple[SqliteDatabase, SqliteDatabase], tmp_path: Path) -> None:
    hops(databases, "check", "check")
    kept = asyncio.run(rights.export(databases[0], "voice:a"))["notes"]
    assert [json.loads(note)["spoken"] for note in kept] == ["Three weeks. How do you eat?"]
    asyncio.run(rights.delete(databases[0], "voice:a"))
    assert asyncio.run(rights.export(databases[1], "voice:a"))["notes"] == []
    assert not [path for path in tmp_path.iterdir() if b"Three weeks" in path.read_bytes()]


def test_after_a_deletion_nothing_of_before_is_kept(databases: Tuple[SqliteDatabase, SqliteDatabase]) -> None:
    hops(databases, "check", "delete")
    kept = asyncio.run(rights.export(databases[0], "voice:a"))["notes"]
    assert "Three weeks" not in "".join(kept)
    assert "It is done." in "".join(kept)


def test_notes_are_kept_until_their_time(databases: Tuple[SqliteDatabase, SqliteDatabase]) -> None:
    memory, other = map(Memory, databases)

    async def go() -> None:
        await memory.put("short", "x", -1)
        await memory.put("long", "x", 60)
        assert (await other.get("short"), await other.get("long")) == (None, "x")
        assert [await memory.claim("id", 60), await other.claim("id", 60), await other.claim("old", -1), await memory.claim("old", 60)] == [True, False, True, True]
        assert await databases[0].run(notes.delete_old) == 1
        assert (await other.pop("long"), await memory.get("long")) == ("x", None)
    asyncio.run(go())


def test_while_the_database_is_away_a_process_remembers_by_itself(tmp_path: Path) -> None:
    class Away(SqliteDatabase):
        here = True

        def transaction(self, seconds: float) -> Any:
            if not self.here:
                raise Unavailable("gone")
            return super().transaction(seconds)

    async def go(database: Away) -> None:
        memory = Memory(database)
        await memory.put("a", "first", 60)
        database.here = False
        await memory.put("a", "second", 60)
        assert await memory.get("a") == "second"
        assert [await memory.claim("id", 60), await memory.claim("id", 60)] == [True, False]
        database.here = True
        assert await memory.get("a") == "second", "newer than what the database has"
        await memory.put("a", "third", 60)
        assert await Memory(database).get("a") == "third"
    asyncio.run(go(Away(tmp_path / "a.db")))


def test_a_session_is_read_as_it_was_written() -> None:
    session = Session("a", "anna", Script(("due",), ("more", "and more"), "why?", ("x",), True), "said", "before", Script(), True, "unsure", 85, 1,
                      ({"type": "answer", "items": ["a"]},), ({"title": "t", "payload": "/p"},), True, False, 3, "<xml/>")
    assert loaded(session.dumped()) == session


@pytest.mark.parametrize("text", [
    "", "{", "null", "[]", "7", "{}", '{"script": 5}', '{"script": {}, "before_script": {}, "customs": [], "buttons": []}',
    '{"script": {}, "customs": [], "buttons": [], "other": 1}'])
def test_what_is_no_session_is_none(text: str) -> None:
    assert loaded(text) is None
