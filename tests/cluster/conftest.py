"""One cluster for all tests that need one, and people who talk to it."""
import shutil
import uuid
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

import pytest
import requests
from pytest_httpserver import HTTPServer

from bot import settings
from bot.cluster import nginx, postgres
from bot.cluster.cluster import Cluster
from bot.storage.postgres import PostgresDatabase
from bot.storage.store import Store
from tests.client import Client
from tests.fakes import slack, telegram
from tests.storage.conftest import run
from tests.storage.talk import DOMAIN, texts

VOICE_TOKEN = "a-token-of-enough-letters"


def installed_nginx() -> None:
    """Skips the test where nginx is not installed."""
    if not nginx.program():
        pytest.skip("nginx is not installed: apt-get install nginx-light")


class Here(NamedTuple):
    """`models` are two, with the same content."""

    cluster: Cluster
    models: List[Path]
    slack: slack.FakeSlack
    telegram: telegram.FakeTelegram

    def person(self, sender: Optional[str] = None) -> Client:
        """Somebody in front of nginx."""
        client = Client(self.cluster.url, sender or uuid.uuid4().hex)
        client.session.trust_env, client.session.verify = False, str(self.cluster.nginx.certificate)
        return client

    def hopping(self) -> Client:
        """Somebody whose every request reaches another assistant than the one before."""
        self.cluster.heal()  # where the test before has killed one
        self.cluster.healed()
        client = Client("http://somewhere")
        client.session = Hopping([assistant.url for assistant in self.cluster.assistants])
        return client

    def kept(self, sender: str) -> List[str]:
        """What was stored of what somebody said, in order."""
        store = Store(DOMAIN, database=PostgresDatabase(self.cluster.postgres.url))
        return texts(run(store.history(f"rest:{sender}")))


class Hopping(requests.Session):
    def __init__(self, urls: List[str]) -> None:
        super().__init__()
        self._urls, self._turn = urls, 0

    def request(self, method: Any, url: Any, *arguments: Any, **options: Any) -> requests.Response:
        self._turn += 1
        address = self._urls[self._turn % len(self._urls)]
        return super().request(method, address + "/" + str(url).split("/", 3)[3], *arguments, **options)


@pytest.fixture(scope="session")
def here(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    installed_nginx()
    if not postgres.programs():
        pytest.skip("Postgres is not installed: apt-get install postgresql")
    folder = tmp_path_factory.mktemp("cluster")
    second = folder / "model-newly-trained.tar.gz"
    shutil.copyfile(model, second)
    seal = model.with_name(f"{model.name}.sha256")
    if seal.exists():
        shutil.copyfile(seal, second.with_name(f"{second.name}.sha256"))
    server = HTTPServer()
    server.start()
    platforms = slack.FakeSlack(server), telegram.FakeTelegram(server)
    environment: Dict[str, str] = {
        "MESSAGES_PER_MINUTE": "100000", "REQUESTS_PER_MINUTE": "1000000", "SECRET_KEY": "a secret of sixteen", "VOICE_BEARER_TOKEN": VOICE_TOKEN,
        "SLACK_BOT_TOKEN": slack.TOKEN, "SLACK_SIGNING_SECRET": slack.SECRET, "SLACK_API_URL": platforms[0].url,
        "TELEGRAM_BOT_TOKEN": telegram.TOKEN, "TELEGRAM_WEBHOOK_SECRET": telegram.SECRET, "TELEGRAM_API_URL": platforms[1].url}
    cluster = Cluster([model, model], https=settings.free_port(), run=folder, rate="10000r/s", **environment)
    try:
        cluster.start()
        yield Here(cluster, [model, second], *platforms)
    finally:
        cluster.stop()
        server.stop()
