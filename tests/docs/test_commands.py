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
VOICE_TOKEN = "a-token-of-enough-letters"
# Which commands of all pages are run by what; those of the first line as they are written.
RUN_BY: Dict[str, str] = {
    r"make run$|make shell$|curl .*/(rest|voice)/webhook\b": "tests/docs/test_commands.py",
    r"PLAIN_TOKEN=\S+ make run$|curl .*/plain/webhook\?sender=kitchen'$|ARTICLE=examples/zinc make run$": "tests/docs/test_recipes.py",
    r"make (quick|check|test)$": ".ci/run",  # runs this very test
    r"make cluster$": "tests/cluster/test_ends.py", r"kubectl ": "tests/deploy/test_containers.py",
    r"ARTICLE=examples/iron make run$": "tests/examples/test_iron.py",
    r"SLACK_BOT_TOKEN=": "tests/channels/test_slack_setup.py", r"TELEGRAM_BOT_TOKEN=": "tests/channels/test_telegram_setup.py",
    r"WEB_ALLOWED_ORIGINS=": "tests/web/test_embedded.py",
    r"make evaluate$|\S+ -m bot.evaluation --without-stock$": "tests/evaluation/test_floors.py",  # the first trains Rasa's stock configuration as well
    r"make bench$": "tests/bench/test_report.py",  # and its other parts beside it; the whole takes many minutes
    r"make rasa-test$": "tests/test_rasa.py", r"\S+ -m tests.intake.simulator --url ": "tests/intake/test_patients.py",
    r"make insights$|\S+ -m bot.insights --events ": "tests/insights/test_report.py", r"make teach$": "tests/insights/test_teach.py",
    r"\S+ -m bot.storage (export|delete|purge)\b": "tests/storage/test_rights.py", r"\S+ -m bot.storage (backup|restore) ": "tests/storage/test_backup.py",
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


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=ids)
def test_a_command_is_run_by_a_test(page: Path, command: str) -> None:
    assert [runner for pattern, runner in RUN_BY.items() if re.match(pattern, command) and (ROOT / runner).exists()]


def curl(page: Path) -> str:
    return next(command for command in commands_of(page) if command.startswith("curl "))


@pytest.fixture(scope="module")
def run(model: Path) -> Iterator[str]:
    """`make run`, on a free port, until Ctrl-C."""
    port = str(settings.free_port())
    process = subprocess.Popen(["make", "run"], cwd=ROOT, env={**os.environ, "PORT": port, "VOICE_BEARER_TOKEN": VOICE_TOKEN}, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, start_new_session=True)
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
    assert '"topic":"treatment"' in typed(curl(README), run)
    assert '"topic":"food"' in typed(curl(ROOT / "docs" / "channels" / "voice.md"), run)


def typed(command: str, port: str) -> str:
    """What a shell shows for a command, without spaces."""
    return subprocess.run(["bash", "-c", command.replace("5005", port)], env={**os.environ, "VOICE_BEARER_TOKEN": VOICE_TOKEN}, capture_output=True, text=True,
                          timeout=60, check=True).stdout.replace(" ", "")


@pytest.mark.server
def test_make_shell_talks(model: Path) -> None:
    shell = subprocess.run(["make", "shell"], cwd=ROOT, input="which foods have b12?\n", capture_output=True, text=True, timeout=180)
    assert "Excellent sources" in shell.stdout
