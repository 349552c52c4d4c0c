"""Two processes on one Postgres: what one has taken the other knows, and takes up when that one is killed."""
from functools import partial

import pytest

from bot.channels import courier, inbox_shared
from bot.channels.inbox_postgres import PostgresInbox
from tests.channels.conftest import Opener
from tests.channels.test_slack_delivery import SlowRasa
from tests.fakes.rasa import FakeRasa
from tests.fakes.slack import FakeSlack, Workspace
from tests.fakes.telegram import FakeTelegram, Person
from tests.postgres import PrivatePostgres

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def _shared(postgres: PrivatePostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres.url)
    monkeypatch.setattr(courier, "_SECONDS_BETWEEN_LOOKS", 0.1)
    monkeypatch.setattr(inbox_shared, "PostgresInbox", partial(PostgresInbox, seconds_held=0.6))


def test_events_that_reach_both_are_answered_once_and_in_order(open_slack: Opener, slack_api: FakeSlack) -> None:
    rasas = [FakeRasa(), FakeRasa()]
    urls = [open_slack(rasa).url for rasa in rasas]
    people = [[Workspace(url, f"U{number}") for url in urls] for number in range(5)]
    for number in range(6):
        for both in people:
            event = both[0].direct(f"{number}")
            for person in (both, both[::-1])[number % 2]:
                assert person.event(event, id_=f"Ev{both[0].user}{number}").status_code == 200
    sent = slack_api.wait_for(30)
    for both in people:
        assert [one["text"] for one in sent if one["channel"] == f"D{both[0].user}"] == [f"You said: {number}" for number in range(6)]
    assert all(rasa.heard for rasa in rasas)
    assert len(slack_api.posted()) == 30


def test_updates_that_reach_both_are_answered_once(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    urls = [open_telegram(FakeRasa()).url for _ in range(2)]
    ann, again = Person(urls[0]), Person(urls[1])
    for number in range(10):
        update = ann.message(f"{number}")
        assert [person.send(update).status_code for person in (ann, again)] == [200, 200]
    assert [one["text"] for one in telegram_api.wait_for(10)] == [f"You said: {number}" for number in range(10)]


def test_what_a_killed_one_has_taken_the_other_answers(open_slack: Opener, slack_api: FakeSlack) -> None:
    first, other = open_slack(SlowRasa()), open_slack(FakeRasa())
    person = Workspace(first.url, "UKILLED")
    for number in range(5):
        assert person.event(person.direct(f"{number}")).status_code == 200
    slack_api.wait_for(1)
    first.kill()
    person = Workspace(other.url, "UKILLED")
    person.event(person.direct("5"))
    assert slack_api.wait_until_said("You said: 5") == [f"You said: {number}" for number in range(6)]


def test_while_the_database_is_away_it_answers_all_the_same(open_slack: Opener, slack_api: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot@127.0.0.1:9/none")
    person = Workspace(open_slack(FakeRasa()).url)
    event = person.direct("hi")
    assert [person.event(event, id_="Ev1").status_code for _ in range(2)] == [200, 200]
    assert [one["text"] for one in slack_api.wait_for(1)] == ["You said: hi"]
