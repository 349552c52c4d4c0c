"""Everything that Telegram was told 200 for is answered once, in order, whatever happens meanwhile."""
import asyncio
import logging
import time
from statistics import median

import pytest
from rasa.core.channels.channel import UserMessage

from tests.channels.conftest import Opener
from tests.fakes.rasa import FakeRasa, echo
from tests.fakes.telegram import TOKEN, FakeTelegram, Person, failed


class SlowRasa(FakeRasa):
    async def __call__(self, message: UserMessage) -> None:
        await asyncio.sleep(0.15)
        await super().__call__(message)


def test_doubled_updates_are_answered_once(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    rasa = FakeRasa()
    person = Person(open_telegram(rasa).url)
    for update in [person.message(f"question {number}") for number in range(100)]:
        for _ in range(5):
            assert person.send(update).status_code == 200
    person.send(person.message("last"))
    assert len(telegram_api.wait_for(101)) == 101
    assert rasa.texts == [f"question {number}" for number in range(100)] + ["last"]


def test_a_busy_or_broken_telegram_is_waited_for(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    telegram_api.faults["sendMessage"] = [failed(429, "Too Many Requests: retry after 1", retry_after=1), failed(502, "Bad Gateway")]
    person = Person(open_telegram(FakeRasa()).url)
    started = time.monotonic()
    person.send(person.message("one"))
    person.send(person.message("two"))
    assert [sent["text"] for sent in telegram_api.wait_for(2)] == ["You said: one", "You said: two"]
    assert time.monotonic() - started >= 2


def test_a_person_who_has_blocked_us_is_let_go_and_others_are_answered(open_telegram: Opener, telegram_api: FakeTelegram, caplog: pytest.LogCaptureFixture) -> None:
    telegram_api.faults["sendMessage"] = [failed(403, "Forbidden: bot was blocked by the user")]
    url = open_telegram(FakeRasa(lambda text: echo(text) * 2)).url
    person, other = Person(url), Person(url, 2002)
    person.send(person.message("tingling feet"))
    time.sleep(0.2)
    other.send(other.message("hi"))
    assert [sent["chat_id"] for sent in telegram_api.wait_for(2)] == [2002, 2002]
    assert "call_refused channel=telegram method=sendMessage reason=\"403 blocked\"" in caplog.text
    assert "tingling" not in caplog.text


def test_tags_that_are_refused_are_left_out_and_a_moved_group_is_followed(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    telegram_api.faults["sendMessage"] = [failed(400, "Bad Request: can't parse entities: x"), failed(400, "group chat was upgraded", migrate_to_chat_id=-7)]
    person = Person(open_telegram(FakeRasa(lambda _: [{"text": "**a & b**"}])).url)
    person.send(person.message("hi"))
    person.send(person.message("hi"))
    first, second = telegram_api.wait_for(2)
    assert "parse_mode" not in first
    assert (first["chat_id"], first["text"]) == (-7, "a & b")
    assert second["text"] == "<b>a &amp; b</b>"


def test_an_update_is_acknowledged_while_a_turn_is_running(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    person = Person(open_telegram(SlowRasa()).url)
    took = []
    for number in range(10):
        started = time.perf_counter()
        person.send(person.message(f"{number}"))
        took.append(time.perf_counter() - started)
    assert median(took) < 0.05
    assert [sent["text"] for sent in telegram_api.wait_for(10)] == [f"You said: {number}" for number in range(10)]


def test_two_hundred_updates_of_fifty_people_are_answered_in_order(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    url = open_telegram(FakeRasa()).url
    people = [Person(url, 3000 + number) for number in range(50)]
    for number in range(4):
        for person in people:
            person.send(person.message(f"{number}"))
    sent = telegram_api.wait_for(200)
    for person in people:
        assert [one["text"] for one in sent if one["chat_id"] == person.id] == [f"You said: {number}" for number in range(4)]


def test_a_kill_loses_nothing_and_doubles_nothing(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    first = open_telegram(SlowRasa())
    person = Person(first.url)
    updates = [person.message(f"{number}") for number in range(5)]
    for update in updates:
        person.send(update)
    telegram_api.wait_for(1)
    first.kill()
    again = Person(open_telegram(FakeRasa()).url)
    for update in updates:
        again.send(update)
    assert [one["text"] for one in telegram_api.wait_for(5)] == [f"You said: {number}" for number in range(5)]


def test_work_under_way_is_finished_when_it_ends(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    server = open_telegram(SlowRasa())
    person = Person(server.url)
    person.send(person.message("hi"))
    server.stop()
    assert [one["text"] for one in telegram_api.of("sendMessage")] == ["You said: hi"]


def test_neither_words_nor_the_token_are_in_a_log(open_telegram: Opener, telegram_api: FakeTelegram, caplog: pytest.LogCaptureFixture,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    telegram_api.faults["sendMessage"] = [failed(400, "Bad Request: can't parse entities: near tingling"), failed(400, "Bad Request: tingling feet")]
    with caplog.at_level(logging.DEBUG, "bot"):
        person = Person(open_telegram(FakeRasa()).url)
        person.send(person.message("tingling feet"))
        person.send(person.message("more"))
        telegram_api.wait_for(1)
    assert "call_refused" in caplog.text
    assert "tingling" not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text
