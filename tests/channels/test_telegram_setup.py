"""Webhook, menu and polling."""
import asyncio
import signal
import threading
from types import SimpleNamespace
from typing import Any, List

import pytest

from bot.channels.courier import Later, Refused
from bot.channels.telegram import __main__ as program
from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.poll import poll, until_ended
from bot.channels.telegram.setup import set_up
from tests.channels.conftest import Opener
from tests.fakes.rasa import FakeRasa
from tests.fakes.telegram import SECRET, TOKEN, FakeTelegram, Person, failed


def test_the_webhook_and_the_menu_are_set(open_telegram: Opener, telegram_api: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://b12.example/")
    open_telegram(FakeRasa())
    (hook,) = telegram_api.wait_for(1, "setWebhook")
    assert hook["url"] == "https://b12.example/webhooks/telegram/webhook"
    assert hook["secret_token"] == SECRET
    assert hook["allowed_updates"] == ["message", "callback_query"]
    (menu,) = telegram_api.wait_for(1, "setMyCommands")
    assert [command["command"] for command in menu["commands"]] == ["start", "help", "intake", "summary", "delete", "cancel"]


def test_an_unreachable_telegram_is_set_up_later() -> None:
    answers: List[Any] = [Later("ClientConnectorError"), Later("429", 7.0), True, True]
    waits: List[float] = []

    async def call(method: str, params: Any, seconds: float) -> Any:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    assert asyncio.run(set_up(SimpleNamespace(call=call), "https://x.org", "s", sleep=sleep))  # type: ignore[arg-type]
    assert waits == [2.0, 7.0]
    answers = [Refused("401 Unauthorized")]
    assert not asyncio.run(set_up(SimpleNamespace(call=call), "https://x.org", "s", sleep=sleep))  # type: ignore[arg-type]


def test_it_starts_without_telegram(open_telegram: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    person = Person(open_telegram(FakeRasa()).url)
    assert person.send(person.message("hi")).status_code == 200


def test_polling_hands_updates_over_in_order(open_telegram: Opener, telegram_api: FakeTelegram) -> None:
    rasa = FakeRasa()
    url = open_telegram(rasa).url
    person = Person(url)
    telegram_api.webhook = "https://elsewhere.example"
    telegram_api.updates = [person.message(f"{number}") for number in range(3)]
    telegram_api.faults["getUpdates"] = [failed(502, "Bad Gateway")]

    async def a_while() -> None:
        api = TelegramApi(TOKEN, telegram_api.url)
        task = asyncio.create_task(poll(api, url, SECRET, seconds=0, pause=0.01))
        while len(telegram_api.of("sendMessage")) < 3:
            await asyncio.sleep(0.01)
        task.cancel()
        await api.close()

    asyncio.run(asyncio.wait_for(a_while(), 10))
    assert rasa.texts == ["0", "1", "2"]
    assert telegram_api.webhook == ""
    assert telegram_api.updates == []


def test_polling_ends_when_the_assistant_does(telegram_api: FakeTelegram) -> None:
    api = TelegramApi(TOKEN, telegram_api.url)
    asyncio.run(asyncio.wait_for(until_ended(api, "http://127.0.0.1:9", SECRET, lambda: None), 10))


def test_polling_ends_where_the_token_is_wrong(telegram_api: FakeTelegram) -> None:
    api, forever = TelegramApi("1:wrong", telegram_api.url), threading.Event()
    with pytest.raises(Refused, match="401 Unauthorized"):
        asyncio.run(asyncio.wait_for(until_ended(api, "http://127.0.0.1:9", SECRET, lambda: None if forever.wait() else None), 10))


@pytest.mark.parametrize(("name", "value", "said"), [("TELEGRAM_BOT_TOKEN", "no token", "@BotFather"), ("RETENTION_DAYS", "soon", "RETENTION_DAYS has to be")])
def test_polling_tells_what_is_set_wrongly(name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    for given in ("TELEGRAM_WEBHOOK_SECRET", "PUBLIC_URL"):
        monkeypatch.setenv(given, "as it was")  # so that it is put back
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    assert program.main() == 1
    assert said in capsys.readouterr().err
