"""One trained model and one running assistant for all tests that need them."""
from pathlib import Path
from typing import Iterator, List

import hypothesis
import pytest

from bot import settings
from bot.assistant import Assistant
from bot.evaluation.model import load_classifier
from bot.training import ensure_model
from bot.understanding.classifier import Classifier
from tests.client import Client
from tests.faults.world import World
from tests.postgres import PrivatePostgres, installed_postgres
from tests.web.servers import StandIn

# How long one example takes says how busy the machine is.
hypothesis.settings.register_profile("any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("any machine")


def pytest_collection_modifyitems(config: pytest.Config, items: List[pytest.Item]) -> None:
    """Soak tests run only when they are asked for by `-m soak`."""
    if "soak" not in config.option.markexpr:
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


@pytest.fixture(scope="session")
def model() -> Path:
    """The model that fits the data; trained now if nobody has yet."""
    return ensure_model()


@pytest.fixture(scope="session")
def classifier(model: Path) -> Classifier:
    """The model's classifier, without Rasa."""
    return load_classifier(model)


@pytest.fixture(scope="session")
def assistant(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The running assistant, on a free port with a folder of its own."""
    assistant = Assistant(model, settings.free_port(), "127.0.0.1", tmp_path_factory.mktemp("run"))
    assistant.start()
    yield assistant
    assistant.stop()


@pytest.fixture(scope="session")
def doors_world(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A running assistant with the doors of all channels open, and their platforms; its conversations are in a file."""
    world = World(model, tmp_path_factory.mktemp("doors"), None)
    yield world.start()
    world.end()


@pytest.fixture
def client(assistant: Assistant) -> Client:
    """A new person in front of the running assistant."""
    return Client(assistant.url)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """One Postgres for all tests; who stops it starts it again."""
    server = installed_postgres()
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    """The web channel with a stand-in for Rasa: no model, up in seconds."""
    server = StandIn()
    server.start()
    yield server
    server.stop()
