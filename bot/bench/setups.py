"""The three assistants that are measured: started, answering, and ended."""
import shutil
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, ContextManager, Iterator, Mapping, Sequence, Tuple

import requests

from bot import settings
from bot.assistant import Assistant, NotStarted
from bot.bench.drive import Check, Message, Person
from bot.bench.models import CACHE, Training
from bot.bench.processes import python
from bot.bench.projects import Files
from bot.bench.questions import ANSWER, ANSWERS, INTAKE, KNOWN, TABLE, TWO

_SECONDS_TO_START = 300  # stock takes its time on a busy machine


@dataclass(frozen=True)
class Running:
    """A server that can be written to, and the ids of its processes."""

    url: str
    pids: Tuple[int, ...]


@dataclass(frozen=True)
class Setup:
    """`start` gives a Running when it answers HTTP, and ends it afterwards; `checks`: by kind of turn, whether it was answered."""

    name: str
    training: Training
    start: Callable[[], ContextManager[Running]]
    checks: Mapping[str, Check]


def rasa(name: str, files: Files, training: Training, kinds: Sequence[str]) -> Setup:
    """A project that Rasa serves alone, on Rasa's own REST channel."""
    return Setup(name, training, lambda: _rasa(name, files, Path(training.model)), dict.fromkeys(kinds, _says_something))


def ours(training: Training) -> Setup:
    """This project, started as `make run` does."""
    return Setup("ours", training, lambda: _ours(Path(training.model)), {
        ANSWER: _replies,
        KNOWN: lambda messages: _answers(messages) == 1,
        TABLE: lambda messages: _answers(messages) == 1 and "|" in messages[0]["text"],
        TWO: lambda messages: _answers(messages) == 2,
        INTAKE: lambda messages: bool(messages) and messages[-1]["custom"]["type"] == "intake"})


def started(setup: Setup, stack: ExitStack) -> Tuple[Running, float]:
    """A running setup, ended with the stack, and the seconds from its start to its first answer."""
    at = time.monotonic()
    running = stack.enter_context(setup.start())
    with requests.Session() as session:
        Person(running.url, session).ask(ANSWERS[0], setup.checks[ANSWER])
    return running, time.monotonic() - at


def _says_something(messages: Sequence[Message]) -> bool:
    return bool(messages) and all(message.get("text") for message in messages)


def _replies(messages: Sequence[Message]) -> bool:
    """Whether something is said from the article, or declined: in odd words now and then a question is not understood."""
    return bool(messages) and all(message["custom"]["type"] in ("answer", "decline") for message in messages)


def _answers(messages: Sequence[Message]) -> int:
    """How many answers out of the article these are; 0 when anything else is said as well."""
    return len(messages) if all(message["custom"]["type"] == "answer" for message in messages) else 0


@contextmanager
def _ours(model: Path) -> Iterator[Running]:
    assistant = Assistant(model, settings.free_port(), "127.0.0.1", run_folder("ours"))
    assistant.start()
    try:
        assert assistant.rasa
        assert assistant.actions
        yield Running(assistant.url, (assistant.rasa.pid, assistant.actions.pid))
    finally:
        assistant.stop()


@contextmanager
def _rasa(name: str, files: Files, model: Path) -> Iterator[Running]:
    folder, port = run_folder(name), settings.free_port()
    for path in ("endpoints.yml", "credentials.yml"):
        (folder / path).write_text(files[path], encoding="utf-8")
    arguments = ["-m", "rasa", "run", "--model", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
                 "--port", str(port), "--interface", "127.0.0.1"]
    log = folder / "rasa.log"
    with python(arguments, folder=folder, log=log) as process:
        url, until = f"http://127.0.0.1:{port}", time.monotonic() + _SECONDS_TO_START
        while not _responds(url):
            if process.poll() is not None or time.monotonic() > until:
                raise NotStarted(f"{name} did not start; the reason is at the end of {log}.")
            time.sleep(0.2)
        yield Running(url, (process.pid,))


def run_folder(name: str) -> Path:
    """An empty folder for logs and conversations; it stays for who wants to read why something failed."""
    folder = CACHE / "run" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _responds(url: str) -> bool:
    """Rasa answers this only after the model is loaded."""
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
