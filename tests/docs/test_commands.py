"""What pages tell people to type exists; what the README tells is typed."""
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Dict, Iterator, List, Set, Tuple

import pytest
import requests

from bot import settings
from bot.settings import ROOT
from tests.docs.commands import commands_of
from tests.docs.test_links import PAGES
from tests.waiting import eventually

README = ROOT / "README.md"
# Commands of the README that are not run here, and why.
ELSEWHERE: Dict[str, str] = {
    "make test": "runs this very test", "make evaluate": "trains Rasa's stock configuration first; tests/evaluation runs the rest",
    "make bench": "takes many minutes; tests/bench runs its parts", "make cluster": "tests/cluster runs the same",
}
COMMANDS: List[Tuple[Path, str]] = [(page, command) for page in PAGES for command in commands_of(page)]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def ids(value: object) -> str:
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else str(value)[:60]


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=ids)
def test_a_command_exists(page: Path, command: str) -> None:
    words = [word for word in shlex.split(command) if not re.match(r"^[A-Z_]+=", word)]
    if words[0] == "make":
        targets = [word for word in words[1:] if not word.startswith("-")]
        assert all(re.search(rf"^{re.escape(target)}:", MAKEFILE, re.M) for target in targets)
    elif "-m" in words:
        assert find_spec(words[words.index("-m") + 1])
    elif words[0].startswith(".venv/bin/"):
        assert (ROOT / words[0]).exists()


def with_options() -> Dict[Tuple[str, ...], Set[str]]:
    """Module, and where there is one its subcommand -> the options that pages name."""
    found: Dict[Tuple[str, ...], Set[str]] = {}
    for _, command in COMMANDS:
        words = shlex.split(command)
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        if "-m" in words and options:
            module = words[words.index("-m") + 1:]
            found.setdefault(tuple(module[:2] if not module[1].startswith("-") else module[:1]), set()).update(options)
    return found


@pytest.mark.parametrize("module", sorted(with_options()), ids=" ".join)
def test_its_options_are_known(module: Tuple[str, ...]) -> None:
    told = subprocess.run([sys.executable, "-m", *module, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True).stdout
    assert with_options()[module] <= set(re.findall(r"--[a-z-]+", told))


def test_every_command_of_the_readme_is_run_or_known() -> None:
    assert set(commands_of(README)) - set(ELSEWHERE) == {"make run", "make shell", curl()}


def curl() -> str:
    return next(command for command in commands_of(README) if command.startswith("curl "))


@pytest.fixture(scope="module")
def run(model: Path) -> Iterator[str]:
    """`make run`, on a free port, until Ctrl-C."""
    port = str(settings.free_port())
    process = subprocess.Popen(["make", "run"], cwd=ROOT, env={**os.environ, "PORT": port}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               start_new_session=True)
    assert process.stdout
    lines: List[str] = []
    until = time.monotonic() + 120
    while "Ctrl-C" not in "".join(lines) and time.monotonic() < until:
        lines.append(process.stdout.readline())
        assert process.poll() is None, "".join(lines)
    yield port
    os.killpg(process.pid, signal.SIGINT)
    process.wait(30)
    eventually(lambda: settings.is_free(int(port), "127.0.0.1"))  # what make has started may take a moment longer than make


@pytest.mark.server
def test_make_run_starts_what_curl_talks_to(run: str) -> None:
    assert requests.get(f"http://127.0.0.1:{run}/webhooks/web/", timeout=10).status_code == 200
    said = subprocess.run(shlex.split(curl().replace("5005", run)), capture_output=True, text=True, timeout=60, check=True).stdout
    assert '"topic":"treatment"' in said.replace(" ", "")


@pytest.mark.server
def test_make_shell_talks(model: Path) -> None:
    shell = subprocess.run(["make", "shell"], cwd=ROOT, input="which foods have b12?\n", capture_output=True, text=True, timeout=180)
    assert "Excellent sources" in shell.stdout
