"""Two running assistants on one Postgres."""
import json
import os
import signal
import socket
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple

import pytest
import requests

from bot import settings
from bot.answers.replies import load_replies
from bot.assistant import Assistant
from bot.storage.advisory import WAIT_SECONDS
from bot.storage.postgres import PostgresDatabase
from bot.storage.store import Store
from tests.client import Client
from tests.postgres import PrivatePostgres, installed_postgres
from tests.storage.conftest import run
from tests.storage.talk import DOMAIN, texts
from tests.waiting import eventually, succeeds_once

pytestmark = [pytest.mark.server, pytest.mark.postgres]

UNSAVED = load_replies().data.unsaved


class Pair(NamedTuple):
    first: Assistant
    second: Assistant
    server: PrivatePostgres

    def clients(self) -> "List[Client]":
        """One person, who reaches one process or the other."""
        sender = uuid.uuid4().hex
        return [Client(self.first.url, sender), Client(self.second.url, sender)]

    def kept(self, sender: str) -> List[str]:
        store = Store(DOMAIN, database=PostgresDatabase(self.server.url))
        return texts(run(store.history(f"rest:{sender}")))


@pytest.fixture(scope="module")
def pair(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The second is started while Postgres is not there."""
    server = installed_postgres()
    assistants = [Assistant(model, settings.free_port(), "127.0.0.1", tmp_path_factory.mktemp(name)) for name in ("first", "second")]
    environment = {"DATABASE_URL": server.url, "MESSAGES_PER_MINUTE": "1000"}
    before: Dict[str, Any] = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    pool = ThreadPoolExecutor(2)  # a process ends with the thread that has started it
    try:
        list(pool.map(Assistant.start, assistants))
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
        yield Pair(assistants[0], assistants[1], server)
    finally:
        for assistant in assistants:
            assistant.stop()
        pool.shutdown()
        server.remove()


def test_started_without_a_database_it_answers_and_heals(pair: Pair) -> None:
    (client, _) = pair.clients()
    (message,) = client.messages("how fast do injections work")
    assert message["custom"]["type"] == "answer"
    assert message["text"].endswith(UNSAVED)
    assert pair.first.readiness()["storage"] is False
    pair.server.start()
    eventually(lambda: pair.first.readiness()["status"] == pair.second.readiness()["status"] == "ready")
    (message,) = client.messages("say that again")
    assert message["custom"]["topic"] == "treatment"
    assert UNSAVED not in message["text"]
    assert pair.kept(client.sender) == ["how fast do injections work", "say that again"]


def test_a_conversation_hops_from_process_to_process(pair: Pair) -> None:
    here, there = pair.clients()
    answer = here.say("how fast do injections work")
    for number in range(12):
        assert (there, here)[number % 2].say("say that again") == answer
    button = here.messages("How is it treated?")[0]["buttons"][0]
    assert there.say(button["payload"])[0]["type"] == "answer"
    assert len(pair.kept(here.sender)) == 15


def test_thirty_pairs_at_once(pair: Pair) -> None:
    people = [pair.clients() for _ in range(30)]
    barrier = threading.Barrier(60)

    def ask(client: Client) -> bool:
        barrier.wait()
        messages = client.messages("which foods have b12?")
        return messages[0]["custom"]["type"] == "answer" and UNSAVED not in messages[0]["text"]

    with ThreadPoolExecutor(60) as pool:
        assert all(pool.map(ask, [client for both in people for client in both]))
    for here, _ in people:
        assert pair.kept(here.sender) == ["which foods have b12?"] * 2


def test_fifty_messages_of_one_person_at_once(pair: Pair) -> None:
    """In order always; within ten seconds where the machine can."""
    Client(pair.first.url).say("hello")  # a process that is awake takes them as they come
    succeeds_once(lambda: _fifty_messages(pair))


def _fifty_messages(pair: Pair) -> bool:
    (client, _) = pair.clients()
    texts_ = [f"are {number} clams a good source" for number in range(50)]
    connections = [socket.create_connection(("127.0.0.1", int(client.url.rpartition(":")[2])), timeout=60) for _ in texts_]
    started = time.monotonic()
    for connection, text in zip(connections, texts_, strict=True):  # from one thread, so that they come in this order
        body = json.dumps({"sender": client.sender, "message": text})
        connection.sendall(f"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                           f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
        time.sleep(0.01)
    answers = [b"".join(iter(partial(connection.recv, 65_536), b"")) for connection in connections]
    seconds, kept = time.monotonic() - started, pair.kept(client.sender)
    assert kept == [text for text in texts_ if text in kept]
    return seconds < 10 and kept == texts_ and all(b'"type":"answer"' in answer for answer in answers)


def test_a_hanging_database_is_answered_for_and_told(pair: Pair) -> None:
    (client, _) = pair.clients()
    answer = client.say("how fast do injections work")
    pair.server.pause()
    try:
        started = time.monotonic()
        (message,) = client.messages("say that again")
        assert time.monotonic() - started < 20
        assert [message["custom"]] == answer
        assert message["text"].endswith(UNSAVED)
        succeeds_once(lambda: _is_told_in_time(f"{client.url}/readyz", {"storage": False}, 503))
        succeeds_once(lambda: _is_told_in_time(f"{client.url}/healthz", {}, 200))
    finally:
        pair.server.resume()
    eventually(lambda: pair.first.readiness()["status"] == "ready")
    assert client.say("say that again") == answer
    assert len(pair.kept(client.sender)) == 3


def _is_told_in_time(url: str, state: Dict[str, Any], status: int) -> bool:
    started = time.monotonic()
    answer = requests.get(url, timeout=20)
    assert answer.status_code == status
    assert state.items() <= answer.json().items()
    return time.monotonic() - started < 1


def test_a_turn_under_way_in_a_killed_process_blocks_nobody(pair: Pair) -> None:
    """The last one: the second process does not come back."""
    here, there = pair.clients()
    here.say("how fast do injections work")
    assert pair.second.rasa
    assert pair.second.actions
    os.kill(pair.second.actions.pid, signal.SIGSTOP)  # so that the turn is surely under way
    with ThreadPoolExecutor(1) as pool:
        lost = pool.submit(there.post, {"sender": there.sender, "message": "say that again"})
        time.sleep(0.5)
        waiting = time.monotonic()
        pair.second.rasa.kill()
        assert here.say("say that again")[0]["type"] == "answer"
        assert time.monotonic() - waiting < WAIT_SECONDS - 1
        with pytest.raises(requests.ConnectionError):
            lost.result()
    os.kill(pair.second.actions.pid, signal.SIGCONT)
    assert pair.kept(here.sender) == ["how fast do injections work", "say that again"]
