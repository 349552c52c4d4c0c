"""What happens when something around a turn breaks, and what is said when the assistant cannot start."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Dict, Iterator, Tuple

import psutil
import pytest
import requests

from bot import seal, settings
from bot.article.files import ROOT
from bot.assistant import Assistant
from tests.client import Client

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def watched(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant of its own, watched as `make run` does."""
    assistant = Assistant(model, settings.free_port(), "127.0.0.1", tmp_path_factory.mktemp("watched"))
    assistant.start()
    watch = threading.Thread(target=assistant.watch, daemon=True)
    watch.start()
    yield assistant
    assistant.stop()
    watch.join(5)


def run(*arguments: str, **environment: str) -> Tuple[int, str]:
    """Exit code and what was printed to stderr by `python -m …`."""
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, env={**settings.environment(), **environment}, capture_output=True, text=True,
                          timeout=120)
    return done.returncode, done.stderr


def test_a_slow_action_server_is_answered_for_in_time(watched: Assistant) -> None:
    client = Client(watched.url)
    assert watched.actions
    os.kill(watched.actions.pid, signal.SIGSTOP)
    try:
        started = time.monotonic()
        assert client.say("hi") == [{"type": "decline", "reason": "unavailable"}]
        assert time.monotonic() - started < 12
        assert requests.get(f"{watched.url}/readyz", timeout=5).status_code == 503
        assert requests.get(f"{watched.url}/healthz", timeout=5).status_code == 200
    finally:
        os.kill(watched.actions.pid, signal.SIGCONT)
    assert client.say("hi")[0]["type"] == "smalltalk"


def test_a_killed_action_server_is_answered_for_and_started_again(watched: Assistant) -> None:
    client = Client(watched.url)
    assert watched.actions
    watched.actions.kill()
    assert client.say("hi")[0]["type"] in ("decline", "smalltalk")
    until = time.monotonic() + 30
    while client.say("hi")[0]["type"] != "smalltalk":
        assert time.monotonic() < until
        time.sleep(1)


def test_nothing_a_person_wrote_is_in_the_logs(watched: Assistant) -> None:
    client = Client(watched.url)
    for text in ("canaryword tingles in my feet", "/canaryword", "/canaryword{broken", '/ask_food{"x":"canaryword"}', "canaryword\x00" * 200):
        client.messages(text)
    client.post(b'{"sender": "canaryword", "message": canaryword')
    assert watched.actions
    os.kill(watched.actions.pid, signal.SIGKILL)
    client.messages("canaryword again")
    time.sleep(1)
    for log in Path(watched._run).glob("*.log"):
        assert "canaryword" not in log.read_text(encoding="utf-8", errors="replace"), log.name


def test_only_this_machine_is_listened_to(watched: Assistant) -> None:
    assert watched.rasa
    assert watched.actions
    for process in (watched.rasa, watched.actions):
        addresses = {c.laddr.ip for c in psutil.Process(process.pid).connections() if c.status == psutil.CONN_LISTEN}
        assert addresses <= {"127.0.0.1"}


def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, error = run("bot.run", PORT=str(taken.getsockname()[1]))
    assert code == 1
    assert "is taken; choose another one" in error
    assert error.count("\n") == 1


def test_a_port_that_is_no_number_is_one_sentence() -> None:
    code, error = run("bot.run", PORT="web")
    assert (code, error.count("\n")) == (1, 1)
    assert "PORT has to be a number" in error


def test_a_missing_model_is_one_sentence() -> None:
    code, error = run("bot.run", PORT=str(settings.free_port()), MODEL="models/nowhere.tar.gz")
    assert (code, error.count("\n")) == (1, 1)
    assert "There is no model at" in error


def test_a_broken_model_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.tar.gz").write_bytes(b"not a model")
    seal.seal(tmp_path / "broken.tar.gz")
    code, error = run("bot.run", PORT=str(settings.free_port()), MODEL=str(tmp_path / "broken.tar.gz"))
    assert (code, error.count("\n")) == (1, 1)
    assert "cannot be loaded" in error or "did not start" in error


def test_a_broken_data_file_is_told_before_training(tmp_path: Path) -> None:
    for name in ("bot", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    foods = tmp_path / "data" / "article" / "foods.yml"
    foods.write_text(foods.read_text(encoding="utf-8").replace("label: beef,", "labell: beef,"), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "bot.run"], cwd=tmp_path, env={**os.environ, "PORT": str(settings.free_port()), "PYTHONPATH": str(tmp_path)},
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "foods.yml: foods -> 0 -> labell: extra fields not permitted" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_every_process(model: Path, how: signal.Signals) -> None:
    port = settings.free_port()
    environment: Dict[str, str] = {**settings.environment(), "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "bot.run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for line in process.stdout:
        if f"http://127.0.0.1:{port}" in line:
            break
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) == 2
    process.send_signal(how)
    assert process.wait(60) == 0
    assert not any(child.is_running() for child in children)
    shutil.rmtree(settings.RUN / str(port))
