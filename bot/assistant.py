"""The processes of one assistant: started, watched, ended together."""
import ctypes
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from pathlib import Path
from typing import IO, Any, Deque, Dict, List, Mapping, Optional

from ruamel.yaml import YAML

from bot import actions_secret, seal, settings

SECONDS_TO_START = 120
_SECONDS_FOR_STORAGE = 8  # then it starts without: turns are answered, and told that they are not saved
_SECONDS_TO_STOP = 20
_MOST_ENDS, _SECONDS_OF_ENDS = 3, 120  # so often in so many seconds: starting it again does not help
_SERVED = "served"  # the file that names the model that last came up


class NotStarted(Exception):
    """The assistant did not come up; its text is one plain sentence."""


class BadModel(NotStarted):
    """The model cannot be loaded."""


def refuse_taken(port: int, host: str) -> None:
    """Raises NotStarted when somebody else listens there."""
    if not settings.is_free(port, host):
        raise NotStarted(f"Port {port} is taken; choose another one, for example PORT={port + 1}.")


class Assistant:
    """Rasa and its action server. `start` and `stop` are called in turn; `watch` mends what can be mended."""

    def __init__(self, model: Path, port: int, host: str, run: Path = settings.RUN, environment: Optional[Mapping[str, str]] = None) -> None:
        """`environment`: what its processes get in addition to ours."""
        self.model, self.port, self._host, self._run = model, port, host, run
        self._environment = environment or {}
        self._actions_port = settings.free_port()
        self._actions_secret = secrets.token_hex(32)
        self.actions: Optional[subprocess.Popen[bytes]] = None
        self.rasa: Optional[subprocess.Popen[bytes]] = None
        self._changes = threading.Lock()  # of which processes there are
        self._ends = False

    @property
    def url(self) -> str:
        return f"http://{'127.0.0.1' if self._host == '0.0.0.0' else self._host}:{self.port}"

    def start(self) -> None:
        """Start both processes and return when a turn can be served, be it without a database. Raises NotStarted, with nothing left running.

        Where the model cannot be loaded, the one that last served from this folder is taken instead; `model` is what serves.
        """
        if not self.model.exists():
            raise NotStarted(f"There is no model at {self.model}.")
        refuse_taken(self.port, self._host)
        self._run.mkdir(parents=True, exist_ok=True)
        served = self._run / _SERVED
        try:
            self._start()
        except BadModel:
            last = Path(served.read_text(encoding="utf-8")) if served.exists() else self.model
            if last == self.model or not last.exists():
                raise
            self.model = last
            self._start()
        served.write_text(str(self.model), encoding="utf-8")

    def _start(self) -> None:
        try:
            seal.verify(self.model)
        except seal.NotSealed as why:
            raise BadModel(str(why)) from None
        self._ends = False
        self._endpoints()
        self.actions, self.rasa = self._spawn_actions(), self._spawn_rasa()
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def _endpoints(self) -> Path:
        """A copy of endpoints.yml with the ports and the folder of this assistant."""
        yaml = YAML(typ="safe", pure=True)
        endpoints: Dict[str, Any] = yaml.load((settings.ROOT / "endpoints.yml").read_text(encoding="utf-8"))
        endpoints["action_endpoint"]["url"] = f"http://127.0.0.1:{self._actions_port}/webhook"
        endpoints["tracker_store"]["db"] = str(self._run / "conversations.sqlite")
        path = self._run / "endpoints.yml"
        path.write_text(json.dumps(endpoints, indent=1), encoding="utf-8")  # JSON is YAML
        return path

    def _spawn_actions(self) -> "subprocess.Popen[bytes]":
        return self._spawn("actions", ["-m", "bot.serve_actions", str(self._actions_port)])

    def _spawn_rasa(self) -> "subprocess.Popen[bytes]":
        return self._spawn("rasa", ["-m", "rasa", "run", "--model", str(self.model), "--endpoints", str(self._run / "endpoints.yml"), "--credentials",
                                    "credentials.yml", "--port", str(self.port), "--interface", self._host])

    def _spawn(self, name: str, arguments: List[str]) -> "subprocess.Popen[bytes]":
        with self._log(name) as log:
            environment = {**settings.environment(), actions_secret.SECRET: self._actions_secret, **self._environment, "RUN_FOLDER": str(self._run)}
            return subprocess.Popen([settings.PYTHON, *arguments], cwd=settings.ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                    stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=end_with_parent)

    def _log(self, name: str) -> IO[bytes]:
        return open(sys.stdout.fileno(), "ab", closefd=False) if settings.logs_to_console() else (self._run / f"{name}.log").open("ab")

    def _wait_until_ready(self) -> None:
        assert self.rasa
        assert self.actions
        until = time.monotonic() + SECONDS_TO_START
        served_since = float("inf")
        while time.monotonic() < until:
            for name, process in (("rasa", self.rasa), ("actions", self.actions)):
                if process.poll() is not None:
                    raise NotStarted(f"The assistant did not start; the reason is at the end of {self._run / name}.log.")
            state = self.readiness()
            if state.get("model") and state.get("actions"):
                served_since = min(served_since, time.monotonic())
                if state.get("storage") or time.monotonic() > served_since + _SECONDS_FOR_STORAGE:
                    return
            if state.get("model") is False:
                raise BadModel(f"The model at {self.model} cannot be loaded; delete it to have a new one trained.")
            time.sleep(0.2)
        raise NotStarted(f"The assistant did not answer within {SECONDS_TO_START} s; see {self._run / 'rasa.log'}.")

    def readiness(self) -> Dict[str, Any]:
        """What /readyz says; empty while nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=3) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            return dict(json.load(error))
        except (OSError, ValueError):
            return {}

    def watch(self) -> None:
        """Start again whichever process ends; return when that does not help Rasa any more, or by `stop`."""
        ended: Deque[float] = deque(maxlen=_MOST_ENDS)
        while True:
            with self._changes:
                if self._ends:
                    return
                if not self.mend():
                    if len(ended) == _MOST_ENDS and time.monotonic() < ended[0] + _SECONDS_OF_ENDS:
                        return
                    ended.append(time.monotonic())
                    self.rasa = self._spawn_rasa()
            time.sleep(0.5)

    def mend(self) -> bool:
        """Start the action server again if it has ended; False when Rasa has."""
        if self.rasa is None or self.rasa.poll() is not None:
            return False
        if self.actions is None or self.actions.poll() is not None:
            self.actions = self._spawn_actions()
        return True

    def stop(self) -> None:
        """End both processes: asked first, killed when they do not listen. Rasa before its actions, so that turns under way come to their end."""
        with self._changes:
            self._ends = True
        until = time.monotonic() + _SECONDS_TO_STOP
        for process in (self.rasa, self.actions):
            if process is None or process.poll() is not None:
                continue
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def end_with_parent() -> None:
    """Linux: end this process when its parent ends, even by SIGKILL. Files it makes are for this user only."""
    os.umask(0o077)
    try:
        ctypes.CDLL("libc.so.6", use_errno=True).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    except OSError:
        pass
