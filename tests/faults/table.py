"""The faults: what each is called, how it is injected, what has to hold while it lasts. What has to hold of all stands in test_faults.py.

Over 400 lines: it is one table, a fault below the other, and whoever adds one should see the others.
"""
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from functools import partial
from typing import Callable, ContextManager, Dict, Iterator, List, NamedTuple

import pytest
import requests

from bot.answers.replies import load_replies
from tests.client import Client
from tests.fakes import slack, telegram
from tests.faults.people import OnSlack, OnTelegram, Person
from tests.faults.world import World, number, together
from tests.waiting import eventually

People = Dict[str, Person]
UNSAVED = load_replies().data.unsaved
IN_AN_EMERGENCY = "call your local emergency number now"
IN_TIME = 20.0  # ten seconds are promised, of which a guard takes nine; as much again for a machine that has much else to do
# Nothing that any list of words or the article holds; each is said in the middle of a fault.
CANARIES = ("quibberwick", "zarnopple", "vextamoor", "drimbaloo", "plonkistry", "murgatrex", "snuvvelby", "kraxomint", "joobertane", "wimplequad",
            "frobnozzle", "hystrabend", "ogglethorpe", "yandivarr", "bexolquin", "tumblewitz", "crivandosh", "lurpington", "gnashovel", "peckwhindle")
_HOLDER = """
import sys, time, psycopg2
connection = psycopg2.connect(sys.argv[1])
for name in sys.argv[2:]:
    connection.cursor().execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (name,))
print("held", flush=True)
time.sleep(60)
"""


class Fault(NamedTuple):
    """`during` returns the words of the messages that were acknowledged."""

    name: str
    how: str
    lasts: Callable[[World], ContextManager[None]]
    during: Callable[[World, People], List[str]]


def asked(words: str) -> str:
    """A question that can be answered, with words that nobody else says."""
    return f"are {number()} clams a good source for my {words} aunt"


def words_of(text: str) -> str:
    return text.split()[1]


# What people do while it lasts

def answered(world: World, people: People, *, failing: bool = True) -> List[str]:
    """Each says something and is answered in time: rightly, or told that it failed and what to do in an emergency (if `failing` is allowed)."""
    texts = {channel: asked(canary) for channel, canary in zip(people, _canaries(), strict=False)}
    said = together([partial(_timed, people[channel], text) for channel, text in texts.items()])
    return [words_of(text) for text, answer in zip(texts.values(), said, strict=False) if holds(answer, failing=failing)]


def holds(answer: str, *, failing: bool = True) -> bool:
    """Whether the message was acknowledged as kept."""
    if "clams" not in answer:
        assert failing, answer
        assert IN_AN_EMERGENCY in answer.lower(), answer
        return False
    return True  # what could not be stored yet is by the end of the fault


def rightly_answered(world: World, people: People) -> List[str]:
    return answered(world, people, failing=False)


def by_some(*channels: str) -> Callable[[World, People], List[str]]:
    """The other doors refuse what comes at another time than theirs."""
    return lambda world, people: rightly_answered(world, {channel: people[channel] for channel in channels})


def answered_or_to_be_sent_again(world: World, people: People) -> List[str]:
    """Slack and Telegram are told that a message cannot be taken, and send it again later; everybody else is answered."""
    words = rightly_answered(world, {channel: person for channel, person in people.items() if channel not in ("slack", "telegram")})
    for channel in ("slack", "telegram"):
        with pytest.raises(requests.HTTPError, match="503"):
            people[channel].say(asked(CANARIES[2]))
    return words


def nobody(world: World, people: People) -> List[str]:
    return []


def _timed(person: Person, text: str) -> str:
    started = time.monotonic()
    answer = person.say(text)
    assert answer.strip()
    assert time.monotonic() - started < IN_TIME
    return answer


_said = 0


def _canaries() -> Iterator[str]:
    global _said
    while True:
        _said += 1
        yield CANARIES[_said % len(CANARIES)]


def in_the_middle(act: Callable[[World], None], *, gone: bool = False) -> Callable[[World, People], List[str]]:
    """Something happens while everybody's turn is under way. `gone`: those who wait for an answer on the line may lose it, and know that."""
    def during(world: World, people: People) -> List[str]:
        world.actions.pass_on(seconds=1.5)
        texts = {channel: asked(canary) for channel, canary in zip(people, _canaries(), strict=False)}
        acts = threading.Timer(0.7, _act_at_last, (world, act))
        acts.start()
        said = together([partial(_or_gone, people[channel], text) if gone else partial(people[channel].say, text) for channel, text in texts.items()])
        acts.join()
        for channel, answer in zip(texts, said, strict=False):
            assert answer or channel not in ("slack", "telegram")  # what was taken from a platform is answered
        return [words_of(text) for text, answer in zip(texts.values(), said, strict=False) if answer and holds(answer)]
    return during


def _act_at_last(world: World, act: Callable[[World], None]) -> None:
    act(world)
    world.actions.pass_on()


def _or_gone(person: Person, text: str) -> str:
    try:
        return person.say(text)
    except requests.ConnectionError:
        return ""


def delivered_thrice(world: World, people: People) -> List[str]:
    words = []
    for person in (people["slack"], people["telegram"]):
        assert isinstance(person, (OnSlack, OnTelegram))
        text, before = asked(CANARIES[0]), len(person.said())
        person.send_thrice(text)
        assert "clams" in person.wait()
        time.sleep(0.5)
        assert len(person.said()) == before + 1
        words.append(words_of(text))
    return words


def left_early(world: World, people: People) -> List[str]:
    """Twenty ask and do not wait."""
    for _ in range(20):
        body = json.dumps({"sender": f"gone{number()}", "message": asked(CANARIES[1])}).encode()
        with socket.create_connection(("127.0.0.1", int(world.url.rpartition(":")[2])), timeout=5) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not a goodbye
            connection.sendall(b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    return rightly_answered(world, people)


def flooded(world: World, people: People) -> List[str]:
    """One sends two hundred messages at once; everybody else is served."""
    flooder = Client(world.url)
    together_ = threading.Thread(target=lambda: flood.extend(together([lambda: flooder.say("which foods have b12")] * 200)))
    flood: List[List[Dict[str, str]]] = []
    together_.start()
    words = rightly_answered(world, people)
    together_.join(60)
    kinds = [messages[-1].get("reason", messages[-1]["type"]) for messages in flood]
    assert kinds.count("answer") == 60
    assert kinds.count("busy") == 140
    return words


def the_old_model_serves(world: World, people: People) -> List[str]:
    assert world.assistant.model == world.good_model
    return rightly_answered(world, people)


# How it is injected

@contextmanager
def nothing(world: World) -> Iterator[None]:
    yield


@contextmanager
def until_started(world: World) -> Iterator[None]:
    """Postgres has not been there since before the assistant."""
    assert world.postgres
    yield
    world.postgres.start()


@contextmanager
def stopped(world: World) -> Iterator[None]:
    assert world.postgres
    world.postgres.stop()
    yield
    world.postgres.start()


@contextmanager
def paused(world: World) -> Iterator[None]:
    assert world.postgres
    world.postgres.pause()
    try:
        yield
    finally:
        world.postgres.resume()


def database(**how: float) -> Callable[[World], ContextManager[None]]:
    return lambda world: _proxied(world.database, **how)


def actions(**how: object) -> Callable[[World], ContextManager[None]]:
    return lambda world: _proxied(world.actions, **how)


@contextmanager
def _proxied(proxy: object, **how: object) -> Iterator[None]:
    for name, value in how.items():
        method = getattr(proxy, name)
        method() if value is True else method(value)
    try:
        yield
    finally:
        proxy.pass_on()  # type: ignore[attr-defined]


def said_by_actions(body: bytes) -> Callable[[World], ContextManager[None]]:
    return actions(say=b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def switched(name: str, text: str = "on") -> Callable[[World], ContextManager[None]]:
    @contextmanager
    def lasts(world: World) -> Iterator[None]:
        world.switch(name, text)
        time.sleep(0.2)
        try:
            yield
        finally:
            world.switch_off(name)
            time.sleep(0.2)
    return lasts


@contextmanager
def ahead_at_the_purge(world: World) -> Iterator[None]:
    """What people have said would be too old now, but is not thrown away; what is too old really, before and after, is."""
    early, old = asked(CANARIES[3]), Client(world.url)
    assert holds(Client(world.url).messages(early)[0]["text"], failing=False)
    old.say("hello")
    world.switch("purge")
    waits, purged = world.logged("purge_waits"), world.logged("conversations_purged")
    with switched("clock", str(40 * 86_400))(world):
        eventually(lambda: world.logged("purge_waits") > waits)
        yield
    assert world.kept(words_of(early)) == 1
    world.sql("UPDATE snapshots SET at = %s WHERE sender_id = %s", time.time() - 31 * 86_400, f"rest:{old.sender}")
    eventually(lambda: world.sql("SELECT count(*) FROM snapshots WHERE sender_id = %s", f"rest:{old.sender}")[0][0] == 0)
    assert world.logged("conversations_purged") > purged
    assert world.kept(words_of(early)) == 1
    world.switch_off("purge")


@contextmanager
def torn(world: World) -> Iterator[None]:
    """The latest event of everybody is no JSON any more, and nobody remembers what it was."""
    world.sql("UPDATE events AS e SET body = '{torn' WHERE seq = (SELECT max(seq) FROM events WHERE sender_id = e.sender_id)")
    world.sql("UPDATE snapshots SET born = 'torn'")
    yield


def held(how: signal.Signals) -> Callable[[World], ContextManager[None]]:
    """Another process holds everybody's conversation, and is stopped or killed."""
    @contextmanager
    def lasts(world: World) -> Iterator[None]:
        assert world.postgres
        names = [row[0] for row in world.sql("SELECT sender_id FROM snapshots ORDER BY at DESC LIMIT 20")]
        holder = subprocess.Popen([sys.executable, "-c", _HOLDER, world.postgres.url, *names], stdout=subprocess.PIPE)
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        killer = threading.Timer(1, holder.send_signal, (how,))
        killer.start()
        try:
            yield
        finally:
            killer.join()
            holder.kill()
            holder.wait()
            holder.stdout.close()
    return lasts


@contextmanager
def limited(world: World) -> Iterator[None]:
    world.slack.faults[:] = [slack.limited(1), slack.broken()]
    world.telegram.faults["sendMessage"] = [telegram.failed(429, "Too Many Requests: retry after 1", retry_after=1), telegram.failed(502, "Bad Gateway")]
    yield


@contextmanager
def platforms_held(world: World) -> Iterator[None]:
    world.before_platforms.hold()
    ends = threading.Timer(3, world.before_platforms.pass_on)
    ends.start()
    yield
    ends.join()


@contextmanager
def disk_full(world: World) -> Iterator[None]:
    """No file of the process may grow: what a full disk looks like to it."""
    import resource

    import psutil
    assert world.assistant.rasa
    process = psutil.Process(world.assistant.rasa.pid)
    soft, hard = process.rlimit(resource.RLIMIT_FSIZE)
    process.rlimit(resource.RLIMIT_FSIZE, (4_096, hard))
    try:
        yield
    finally:
        process.rlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def killed(world: World) -> Iterator[None]:
    assert world.assistant.rasa
    _signal(signal.SIGKILL)(world)
    yield


def _signal(how: signal.Signals) -> Callable[[World], None]:
    def act(world: World) -> None:
        assert world.assistant.rasa
        os.kill(world.assistant.rasa.pid, how)
    return act


def _actions_killed(world: World) -> None:
    assert world.assistant.actions
    os.kill(world.assistant.actions.pid, signal.SIGKILL)


def _postgres_stopped(world: World) -> None:
    assert world.postgres
    world.postgres.stop()


def _locks_cut(world: World) -> None:
    world.sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")


def _database_back(world: World) -> None:
    assert world.database
    world.database.pass_on()


@contextmanager
def postgres_back(world: World) -> Iterator[None]:
    yield
    assert world.postgres
    world.postgres.start()


ON_POSTGRES = [
    Fault("database absent at start", "Postgres is started after the assistant", until_started, rightly_answered),
    Fault("bad model", "the model to start with is sealed, but no model; another one has served before", nothing, the_old_model_serves),
    Fault("database stopped", "stop -m immediate", stopped, rightly_answered),
    Fault("database gone mid-turn", "stop -m immediate between reading and saving", postgres_back, in_the_middle(_postgres_stopped)),
    Fault("database back mid-turn", "refused while reading, there when saving", database(refuse=True), in_the_middle(_database_back)),
    Fault("database hangs", "SIGSTOP of every process of Postgres", paused, rightly_answered),
    Fault("database half open", "a proxy keeps the connections and passes nothing on", database(hold=True), rightly_answered),
    Fault("database resets", "a proxy cuts every connection", database(reset=True), rightly_answered),
    Fault("database slow", "a proxy adds 0.2 s to every answer", database(pass_on=0.2), rightly_answered),
    Fault("corrupt rows", "everybody's latest row is no JSON", torn, rightly_answered),
    Fault("locks lost", "pg_terminate_backend of whoever holds a conversation, mid-turn", nothing, in_the_middle(_locks_cut)),
    Fault("lock held for ever", "a process that holds everybody's conversation is stopped", held(signal.SIGSTOP), answered),
    Fault("lock holder killed", "a process that holds everybody's conversation is killed", held(signal.SIGKILL), rightly_answered),
    Fault("action server down", "a proxy refuses connections", actions(refuse=True), answered),
    Fault("action server killed", "SIGKILL mid-turn", nothing, in_the_middle(_actions_killed)),
    Fault("action server slow", "a proxy adds 30 s", actions(pass_on=30.0), answered),
    Fault("action server hangs", "a proxy passes nothing on", actions(hold=True), answered),
    Fault("actions raise", "a switch inside; the error repeats the person's words", switched("action"), answered),
    Fault("action server answers garbage", "200 and no JSON", said_by_actions(b"<html>garbage</html>"), answered),
    Fault("action server answers other types", "200 and JSON of another shape", said_by_actions(b'{"events": "none", "responses": 7}'), answered),
    Fault("action server says numbers", "texts and buttons that are none", said_by_actions(
        b'{"events": [{"event": "slot", "name": 5}], "responses": [{"text": 7}, {"text": {"a": 1}, "buttons": "x"}, {"custom": [1]}]}'), answered),
    Fault("understanding raises", "a switch inside; the error repeats the person's words", switched("understanding"), answered),
    Fault("killed idle", "SIGKILL", killed, nobody),
    Fault("killed mid-turn", "SIGKILL while everybody waits", nothing, in_the_middle(_signal(signal.SIGKILL), gone=True)),
    Fault("ended mid-turn", "SIGTERM while everybody waits: all are answered first", nothing, in_the_middle(_signal(signal.SIGTERM))),
    Fault("clients leave", "twenty connections reset mid-turn", actions(pass_on=0.3), left_early),
    Fault("delivered thrice", "Slack's event and Telegram's update, three times each", nothing, delivered_thrice),
    Fault("platforms limit", "429 and 5xx of Slack's and Telegram's API", limited, rightly_answered),
    Fault("platforms hang", "a proxy before Slack's and Telegram's API passes nothing on for 3 s, then cuts", platforms_held, rightly_answered),
    Fault("clock forty days ahead", "time_machine inside the process, while what is older than thirty is looked for; doors that check times refuse meanwhile",
          ahead_at_the_purge, by_some("rest", "telegram", "voice", "phone")),
    Fault("clock two days back", "time_machine inside the process", switched("clock", "-172800"), by_some("rest", "telegram", "voice", "phone")),
    Fault("flood", "two hundred messages of one sender at once", nothing, flooded),
]
ON_A_FILE = [Fault("disk full", "RLIMIT_FSIZE of the running process", disk_full, answered_or_to_be_sent_again)]
# Close to one that stands above; by `make soak`.
LONG = ("database half open", "database resets", "action server hangs", "killed idle", "platforms limit", "clock two days back")
