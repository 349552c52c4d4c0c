"""Servers for the tests of the chat: the channel with a stand-in for Rasa, and somebody else's site."""
import functools
import http.server
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Iterator

import requests

from bot import settings

CLINIC_PORT = settings.free_port()
CLINIC = f"http://127.0.0.1:{CLINIC_PORT}"  # another origin than the assistant's, and a listed one


class StandIn:
    """The web channel on a process of its own, which can be ended and started again on the same port."""

    def __init__(self) -> None:
        self.port = settings.free_port()
        self.url = f"http://127.0.0.1:{self.port}/webhooks/web/"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**settings.environment(), "WEB_ALLOWED_ORIGINS": CLINIC}
        self._process = subprocess.Popen([sys.executable, "-m", "tests.web.stand_in", str(self.port)], cwd=settings.ROOT, env=environment,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if requests.get(self.url, timeout=2).ok:
                    return
            except requests.RequestException:
                pass
            assert self._process.poll() is None, "The stand-in did not start; run `python -m tests.web.stand_in 7000` to see why."
            time.sleep(0.1)
        raise AssertionError("The chat page is not served; has it been built? Run `make widget`.")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def serve(folder: Path) -> Iterator[str]:
    """The files of a folder as a site of the listed origin."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", CLINIC_PORT), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield CLINIC
    server.shutdown()
