"""An assistant with everything around it that can break: a Postgres and an action server behind proxies, a Slack, a Telegram, an Amazon, all doors open."""
import json
import sqlite3
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional
from unittest.mock import patch

import psycopg2
from pytest_httpserver import HTTPServer

from bot import settings
from bot.assistant import Assistant
from tests.channels.amazon import SKILL, Amazon
from tests.channels.phone import PUBLIC
from tests.channels.phone import TOKEN as PHONE_TOKEN
from tests.fakes import slack, telegram
from tests.faults.people import BEARER, OnAlexa, OnPhone, OnRest, OnSlack, OnTelegram, OnVoice, OnWeb, Person
from tests.faults.proxy import Proxy
from tests.postgres import PrivatePostgres

HEALED = 30.0  # seconds after the end of a fault
_SECONDS_FOR_STORAGE = 1.0  # that a start waits for a database that is not there


class Shaken(Assistant):
    """The assistant as `make run` starts it, but with switches inside and a proxy before its actions."""

    def __init__(self, model: Path, run: Path, environment: Dict[str, str]) -> None:
        super().__init__(model, settings.free_port(), "127.0.0.1", run, environment)
        self.switches, self.before_actions = run / "switches", Proxy(self._actions_port).start()
        self.switches.mkdir(parents=True, exist_ok=True)

    def _endpoints(self) -> Path:
        path = super()._endpoints()
        endpoints = json.loads(path.read_text(encoding="utf-8"))
        endpoints["action_endpoint"]["url"] = f"http://127.0.0.1:{self.before_actions.port}/webhook"
        path.write_text(json.dumps(endpoints), encoding="utf-8")
        return path

    def _spawn(self, name: str, arguments: List[str]) -> Any:
        return super()._spawn(name, ["-m", "tests.faults.inside", str(self.switches), *arguments[1:]])


class World:
    """Begun by `start`, ended by `end`. Postgres is there, but not started."""

    def __init__(self, model: Path, folder: Path, postgres: Optional[PrivatePostgres], good_model: Optional[Path] = None) -> None:
        self.postgres, self.folder, self.amazon, self.good_model = postgres, folder, Amazon(), good_model or model
        self._platforms = HTTPServer(threaded=True)
        self._platforms.start()
        self.before_platforms = Proxy(self._platforms.port).start()
        self.slack, self.telegram = slack.FakeSlack(self._platforms), telegram.FakeTelegram(self._platforms)
        self.database = Proxy(postgres.folder / ".s.PGSQL.5432").start() if postgres else None
        platforms = [api.url.replace(str(self._platforms.port), str(self.before_platforms.port)) for api in (self.slack, self.telegram)]
        environment = {
            "SLACK_BOT_TOKEN": slack.TOKEN, "SLACK_SIGNING_SECRET": slack.SECRET, "SLACK_API_URL": platforms[0], "PUBLIC_URL": PUBLIC,
            "TELEGRAM_BOT_TOKEN": telegram.TOKEN, "TELEGRAM_WEBHOOK_SECRET": telegram.SECRET, "TELEGRAM_API_URL": platforms[1],
            "TWILIO_AUTH_TOKEN": PHONE_TOKEN, "ALEXA_SKILL_ID": SKILL, "VOICE_BEARER_TOKEN": BEARER, "SECRET_KEY": "a secret of sixteen",
            "LOG_LEVEL": "DEBUG", "LOG_LEVEL_LIBRARIES": "DEBUG"}
        if self.database:
            environment["DATABASE_URL"] = f"postgresql://bot@127.0.0.1:{self.database.port}/postgres"
        self.assistant = Shaken(model, folder / "run", environment)
        (self.assistant.switches / "amazon").write_bytes(Amazon.pem(self.amazon.root))
        (self.assistant.switches / "amazon.chain").write_bytes(Amazon.pem(self.amazon.alexa, self.amazon.middle))
        self.patience = HEALED
        self._watch = threading.Thread(target=self.assistant.watch, daemon=True)

    @property
    def url(self) -> str:
        return self.assistant.url

    @property
    def actions(self) -> Proxy:
        return self.assistant.before_actions

    def start(self) -> "World":
        started = time.monotonic()
        with patch("bot.assistant._SECONDS_FOR_STORAGE", _SECONDS_FOR_STORAGE):
            self.assistant.start()
        self.patience = max(HEALED, 2 * (time.monotonic() - started))  # a machine that has much else to do also heals more slowly
        self._watch.start()
        return self

    def end(self) -> None:
        self.assistant.stop()
        if self._watch.ident:
            self._watch.join(10)
        for proxy in filter(None, (self.actions, self.database, self.before_platforms)):
            proxy.close()
        self._platforms.stop()
        if self.postgres:
            self.postgres.remove()

    def people(self) -> Dict[str, Person]:
        """Somebody new on every channel."""
        return {"rest": OnRest(self.url), "web": OnWeb(self.url), "slack": OnSlack(self.url, self.slack), "telegram": OnTelegram(self.url, self.telegram),
                "voice": OnVoice(self.url), "phone": OnPhone(self.url), "alexa": OnAlexa(self.url, self.amazon)}

    def switch(self, name: str, text: str = "on") -> None:
        (self.assistant.switches / name).write_text(text, encoding="ascii")

    def switch_off(self, name: str) -> None:
        (self.assistant.switches / name).unlink()

    def is_ready(self) -> bool:
        return self.assistant.readiness().get("status") == "ready"

    def logged(self, event: str) -> int:
        """How often it stands in Rasa's log."""
        return (self.assistant._run / "rasa.log").read_bytes().count(f" event={event} ".encode())

    def kept(self, words: str) -> int:
        """In how many stored messages of people `words` stand."""
        if not self.postgres:
            with sqlite3.connect(self.assistant._run / "conversations.sqlite") as base:
                return int(base.execute("SELECT count(*) FROM events WHERE type = 'user' AND body LIKE ?", (f"%{words}%",)).fetchone()[0])
        return int(self.sql("SELECT count(*) FROM events WHERE type = 'user' AND body LIKE %s", f"%{words}%")[0][0])

    def sql(self, statement: str, *values: Any) -> Any:
        assert self.postgres
        connection = psycopg2.connect(self.postgres.url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall() if cursor.description else None
        finally:
            connection.close()


def together(calls: List[Callable[[], Any]]) -> List[Any]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(call) for call in calls]]


def number() -> int:
    """One that nobody else has said."""
    return uuid.uuid4().int % 10**9 + 10**9
