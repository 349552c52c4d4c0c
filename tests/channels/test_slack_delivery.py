"""Everything that Slack was told 200 for is answered once, in order, whatever happens meanwhile."""
import asyncio
import logging
import time
from pathlib import Path
from statistics import median

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels import courier
from tests.channels.conftest import Opener
from tests.fakes.rasa import FakeRasa
from tests.fakes.slack import FakeSlack, Workspace, broken, limited


def test_doubled_and_retried_events_are_answered_once(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasa = FakeRasa()
    person = Workspace(open_slack(rasa).url)
    events = [person.direct(f"question {number}") for number in range(100)]
    for number, event in enumerate(events):
        for retry in range(5):
            headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_error"} if retry else {}
            assert person.event(event, id_=f"Ev{number}", **headers).status_code == 200
    person.event(events[0], id_="EvOther")  # the same message as another event
    person.event(person.direct("last"))
    sent = slack_api.wait_for(101)
    assert rasa.texts == [f"question {number}" for number in range(100)] + ["last"]
    assert len(sent) == 101


def test_a_busy_slack_is_waited_for(open_slack: Opener, slack_api: FakeSlack) -> None:
    person = Workspace(open_slack(FakeRasa()).url)
    slack_api.faults[:] = [limited(1), broken()]
    started = time.monotonic()
    person.event(person.direct("one"))
    person.event(person.direct("two"))
    sent = slack_api.wait_for(2)
    assert time.monotonic() - started >= 2
    assert [one["text"] for one in sent] == ["You said: one", "You said: two"]


def test_blocks_that_are_refused_are_sent_as_text(open_slack: Opener, slack_api: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    real = "tests.fakes.slack.flaw"
    monkeypatch.setattr(real, lambda method, params: "invalid_blocks" if "blocks" in params else None)
    person = Workspace(open_slack(FakeRasa()).url)
    person.event(person.direct("hi"))
    (sent,) = slack_api.wait_for(1)
    assert sent["text"] == "You said: hi"
    assert "blocks" not in sent


class SlowRasa(FakeRasa):
    async def __call__(self, message: UserMessage) -> None:
        await asyncio.sleep(0.15)
        await super().__call__(message)


def test_an_event_is_acknowledged_while_a_turn_is_running(open_slack: Opener, slack_api: FakeSlack) -> None:
    person = Workspace(open_slack(SlowRasa()).url)
    took = []
    for number in range(10):
        started = time.perf_counter()
        person.event(person.direct(f"{number}"))
        took.append(time.perf_counter() - started)
    assert median(took) < 0.05
    assert len(slack_api.wait_for(10)) == 10


def test_two_hundred_events_of_fifty_people_are_answered_in_order(open_slack: Opener, slack_api: FakeSlack) -> None:
    url = open_slack(FakeRasa()).url
    people = [Workspace(url, f"U{number}") for number in range(50)]
    for number in range(4):
        for person in people:
            person.event(person.direct(f"{number}"))
    sent = slack_api.wait_for(200)
    for person in people:
        assert [one["text"] for one in sent if one["channel"] == f"D{person.user}"] == [f"You said: {number}" for number in range(4)]


def test_a_kill_loses_nothing(open_slack: Opener, slack_api: FakeSlack) -> None:
    first = open_slack(SlowRasa())
    person = Workspace(first.url)
    for number in range(5):
        assert person.event(person.direct(f"{number}")).status_code == 200
    slack_api.wait_for(1)
    first.kill()
    assert len(slack_api.posted()) < 5
    open_slack(FakeRasa())
    assert slack_api.wait_until_said("You said: 4") == [f"You said: {number}" for number in range(5)]


def test_what_was_written_is_wiped_soon_after_the_answer(open_slack: Opener, slack_api: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "_SECONDS_BETWEEN_LOOKS", 0.1)
    person = Workspace(open_slack(FakeRasa()).url)
    person.event(person.direct("tingling feet"))
    slack_api.wait_for(1)
    until = time.monotonic() + 10
    while any(b"tingling feet" in path.read_bytes() for path in tmp_path.iterdir()):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_work_under_way_is_finished_when_it_ends(open_slack: Opener, slack_api: FakeSlack) -> None:
    server = open_slack(SlowRasa())
    person = Workspace(server.url)
    person.event(person.direct("hi"))
    server.stop()
    assert [one["text"] for one in slack_api.posted()] == ["You said: hi"]


def test_words_are_in_no_log(open_slack: Opener, slack_api: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    slack_api.faults[:] = [limited(0)]
    with caplog.at_level(logging.DEBUG, "bot"):
        person = Workspace(open_slack(FakeRasa()).url)
        person.event(person.direct("tingling feet"))
        slack_api.wait_for(1)
    assert "tingling" not in caplog.text
