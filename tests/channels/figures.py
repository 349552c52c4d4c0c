"""Measures what is promised of Slack and Telegram, with the running assistant in front of a fake platform: `python -m tests.channels.figures`.

With `--postgres` on a Postgres of its own, and with a second assistant on it. Exits with 1 when a promise is not kept.
"""
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Callable, Dict, Iterator, List, Tuple, Union

from pytest_httpserver import HTTPServer

from bot import settings
from bot.assistant import Assistant
from bot.training import ensure_model
from tests.fakes.slack import SECRET as SLACK_SECRET
from tests.fakes.slack import TOKEN as SLACK_TOKEN
from tests.fakes.slack import FakeSlack, Workspace
from tests.fakes.telegram import SECRET as TELEGRAM_SECRET
from tests.fakes.telegram import TOKEN as TELEGRAM_TOKEN
from tests.fakes.telegram import FakeTelegram, Person
from tests.postgres import PrivatePostgres

MOST_TO_ACKNOWLEDGE = 0.05  # seconds, median, while a turn is running
_FOODS = ("clams", "salmon", "eggs", "milk")  # an answer tells to which question it belongs
Told = Tuple[str, str]  # chat and text
Send = Callable[[], Any]


class OnSlack:
    """What a person sends, and what is told to whom."""

    def __init__(self, server: HTTPServer) -> None:
        self.api = FakeSlack(server)
        self.settings = {"SLACK_BOT_TOKEN": SLACK_TOKEN, "SLACK_SIGNING_SECRET": SLACK_SECRET, "SLACK_API_URL": self.api.url}

    def message(self, url: str, who: int, text: str, *others: str) -> Send:
        """What sends one message; the first time to `url`, then to the `others`, then to `url` again."""
        people = [Workspace(f"{one}/webhooks/slack/webhook", f"U{who}") for one in (url, *others)]
        event, next_one = people[0].direct(text), cycle(people)
        retry = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
        return lambda: next(next_one).event(event, id_=f"Ev{who}-{event['ts']}", **retry)

    def told(self) -> List[Told]:
        return [(one["channel"], one["text"]) for one in self.api.posted()]


class OnTelegram:
    def __init__(self, server: HTTPServer) -> None:
        self.api = FakeTelegram(server)
        self.settings = {"TELEGRAM_BOT_TOKEN": TELEGRAM_TOKEN, "TELEGRAM_WEBHOOK_SECRET": TELEGRAM_SECRET, "TELEGRAM_API_URL": self.api.url}

    def message(self, url: str, who: int, text: str, *others: str) -> Send:
        people = [Person(f"{one}/webhooks/telegram/webhook", 10_000 + who) for one in (url, *others)]
        update, next_one = people[0].message(text), cycle(people)
        return lambda: next(next_one).send(update)

    def told(self) -> List[Told]:
        return [(str(one["chat_id"]), one["text"]) for one in self.api.of("sendMessage")]


Platform = Union[OnSlack, OnTelegram]


def took(send: Send) -> float:
    started = time.perf_counter()
    assert send().status_code == 200
    return time.perf_counter() - started


def until_told(platform: Platform, count: int, seconds: float = 120.0) -> List[Told]:
    """What was told once it is `count`, and a moment for what should not come."""
    end = time.monotonic() + seconds
    while len(platform.told()) < count and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(1.0)
    return platform.told()


def question(number: int) -> str:
    return f"do {_FOODS[number]} have b12?"


def in_order(told: List[Told], people: int) -> bool:
    """Whether everybody was told of every food, once, in the order in which they asked."""
    said: Dict[str, List[str]] = {}
    for chat, text in told:
        said.setdefault(chat, []).extend(food for food in _FOODS if food in text.lower())
    return len(said) == people and all(foods == list(_FOODS) for foods in said.values())


def many_at_once(platform: Platform, url: str) -> Dict[str, Any]:
    """Four messages each of fifty people, all people at the same time."""
    def person(who: int) -> List[float]:
        return [took(platform.message(url, who, question(number))) for number in range(len(_FOODS))]

    before, started = len(platform.told()), time.perf_counter()
    with ThreadPoolExecutor(50) as pool:
        times = [one for taken in pool.map(person, range(50)) for one in taken]
    told = until_told(platform, before + 200)[before:]
    return {"answers to 200": len(told), "each once, in order": in_order(told, 50), "answered in s": round(time.perf_counter() - started - 1, 1),
            "acknowledged in ms, median": round(1_000 * median(times), 1)}


def while_a_turn_runs(platform: Platform, url: str) -> Dict[str, Any]:
    """Sixty messages of sixty people one after the other, so that there is always a turn under way."""
    before = len(platform.told())
    times = [took(platform.message(url, 100 + who, question(0))) for who in range(60)]
    until_told(platform, before + 60)
    return {"acknowledged in ms, median": round(1_000 * median(times), 1), "p95": round(1_000 * quantiles(times, n=20)[-1], 1),
            "fast enough": median(times) <= MOST_TO_ACKNOWLEDGE}


def repeated(platform: Platform, url: str) -> Dict[str, Any]:
    """A hundred messages, each sent five times more."""
    before = len(platform.told())
    messages = [platform.message(url, 200 + number, question(0)) for number in range(100)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(took, [message for message in messages for _ in range(6)]))
    told = until_told(platform, before + 100)[before:]
    return {"answers to 100": len(told), "doubled of 500": len(told) - len({chat for chat, _ in told})}


def killed(platform: Platform, assistant: Assistant) -> Dict[str, Any]:
    """Twelve messages are acknowledged, then the process is killed; what is answered after the next start."""
    before = len(platform.told())
    for number in range(12):
        took(platform.message(assistant.url, 400 + number, question(0)))
    assert assistant.rasa
    assistant.rasa.kill()
    assistant.rasa.wait()
    answered = len(platform.told()) - before
    assistant.stop()
    assistant.start()
    chats = Counter(chat for chat, _ in until_told(platform, before + 12)[before:])
    return {"answered before the kill": answered, "answered of 12": len(chats), "one of them twice": sum(chats.values()) - len(chats)}


def with_another(platform: Platform, assistant: Assistant) -> Dict[str, Any]:
    """Every event reaches two assistants; then twelve are acknowledged by one that is killed, for the other to answer."""
    with started(platform) as other:
        before = len(platform.told())
        for number in range(20):
            both = (assistant.url, other.url)[::1 - 2 * (number % 2)]
            send = platform.message(both[0], 500 + number, question(0), both[1])
            took(send), took(send)
        doubled = until_told(platform, before + 20)[before:]
        before = len(platform.told())
        for number in range(12):
            took(platform.message(assistant.url, 600 + number, question(0)))
        assert assistant.rasa
        assistant.rasa.kill()
        assistant.rasa.wait()
        started_at = time.perf_counter()
        chats = Counter(chat for chat, _ in until_told(platform, before + 12)[before:])
        return {"answers to 20 at both": len(doubled), "answered of 12": len(chats), "one of them twice": sum(chats.values()) - len(chats),
                "taken up within s": round(time.perf_counter() - started_at - 1, 1)}


def kept(name: str, found: Dict[str, Any]) -> bool:
    """Print the figures; whether they are as promised."""
    print(f"{name}: {', '.join(f'{key} {value}' for key, value in found.items())}", flush=True)
    wanted = {"answers to 200": 200, "each once, in order": True, "fast enough": True,
              "answers to 100": 100, "answers to 20 at both": 20, "doubled of 500": 0, "answered of 12": 12}
    return all(found[key] == value for key, value in wanted.items() if key in found)


@contextmanager
def started(platform: Platform) -> Iterator[Assistant]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({**platform.settings, "MESSAGES_PER_MINUTE": "100000"})
        assistant = Assistant(ensure_model(), settings.free_port(), "127.0.0.1", Path(folder))
        assistant.start()
        try:
            yield assistant
        finally:
            assistant.stop()


def main() -> int:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    if sys.argv[1:] != ["--postgres"]:
        return measure()
    server = PrivatePostgres()
    server.start()
    os.environ["DATABASE_URL"] = server.url
    try:
        return measure()
    finally:
        server.remove()


def measure() -> int:
    """The exit code."""
    print(f"cores {os.cpu_count()}, of which busy before we began {os.getloadavg()[0]:.1f}", flush=True)
    promises = []
    for kind in (OnSlack, OnTelegram):
        server = HTTPServer(threaded=True)
        server.start()
        platform = kind(server)
        with started(platform) as assistant:
            name = kind.__name__.removeprefix("On")
            for measured in (while_a_turn_runs, many_at_once, repeated):
                promises.append(kept(f"{name}, {measured.__name__.replace('_', ' ')}", measured(platform, assistant.url)))
            promises.append(kept(f"{name}, killed", killed(platform, assistant)))
            if settings.database_url():
                promises.append(kept(f"{name}, with another", with_another(platform, assistant)))
        server.stop()
    return 0 if all(promises) else 1


if __name__ == "__main__":
    sys.exit(main())
