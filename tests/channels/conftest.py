"""A door on a real port with a fake platform in front and a fake Rasa behind."""
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest
from pytest_httpserver import HTTPServer

from bot import logs
from bot.channels.slack import door as slack_door
from bot.channels.slack.door import SlackInput
from bot.channels.telegram import door as telegram_door
from bot.channels.telegram.door import TelegramInput
from tests.fakes import slack, telegram
from tests.fakes.rasa import FakeRasa
from tests.fakes.server import DoorServer

logs.install()  # now, or the first door would take away the handler with which pytest listens
Opener = Callable[[FakeRasa], DoorServer]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RUN_FOLDER", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "a secret of sixteen")
    monkeypatch.setenv("MESSAGES_PER_MINUTE", "100000")
    for name in ("PUBLIC_URL", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_API_URL"):
        monkeypatch.delenv(name, raising=False)


async def _ready(agent: Any) -> bool:
    return True


@pytest.fixture
def open_slack(slack_api: slack.FakeSlack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.TOKEN)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", slack.SECRET)
    monkeypatch.setenv("SLACK_API_URL", slack_api.url)
    monkeypatch.setattr(slack_door, "can_act", _ready)
    yield from _opener(SlackInput)


@pytest.fixture
def open_telegram(telegram_api: telegram.FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", telegram.TOKEN)
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", telegram.SECRET)
    monkeypatch.setenv("TELEGRAM_API_URL", telegram_api.url)
    monkeypatch.setattr(telegram_door, "can_act", _ready)
    yield from _opener(TelegramInput)


@pytest.fixture
def slack_api(httpserver: HTTPServer) -> slack.FakeSlack:
    return slack.FakeSlack(httpserver)


@pytest.fixture
def telegram_api(httpserver: HTTPServer) -> telegram.FakeTelegram:
    return telegram.FakeTelegram(httpserver)


def _opener(channel: Callable[[], Any]) -> Iterator[Opener]:
    opened: List[DoorServer] = []

    def open_(rasa: FakeRasa) -> DoorServer:
        opened.append(DoorServer(channel(), rasa).start())
        return opened[-1]

    yield open_
    for server in opened:
        server.stop()
